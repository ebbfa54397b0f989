"""What each way costs more than the cheapest, under every preset, and what that comes to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.decide.exit_texts import money, signed
from app.decide.others_texts import NAMES
from engine.analysis.alternatives import WAYS, Case, largest_regrets
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.decide.exit_states import Word
from widgets.decide.others_states import RegretState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.alternatives import Costs
    from widgets.decide.exit_states import Sentence

NOW, LARGEST = "now", "largest"
_COLUMNS = tuple(
    Column(place, name.label, "", tooltip=f"What {name.mid} costs more than the cheapest")
    for place, name in enumerate(NAMES.values())
)
_UNIT = "$m more than the cheapest"
_OWN_CASES = "Each preset is a whole case of its own."
_WAITING = "Working out the presets…"
_NO_CONTRACT = "supplier pays"
_NO_CONTRACT_TIP = "The supplier pays: there is no contract to compare with"
_NO_FLEET = "no GPUs"
_NO_FLEET_TIP = "No GPUs are committed: there are no hours to compare"


def preset_rows(presets: Sequence[Case]) -> tuple[Row, ...]:
    """A row for each preset: they stand while the scenario changes."""
    return tuple(_row(each.scenario.preset, each.scenario.name, each.costs) for each in presets)


def regret_state(
    now: Case, presets: Sequence[Case] | None, rows: tuple[Row, ...] = ()
) -> RegretState:
    """The scenario as it is, then every preset; `presets` is None until they are worked out.

    `rows` are `preset_rows` of these.
    """
    first = _row(NOW, f"Now: {now.scenario.name}", now.costs)
    if presets is None:
        table = TableState("Case", _COLUMNS, (first,))
        return RegretState(table, ((Word(_WAITING),),), fresh=False)
    cases = (now, *presets)
    largest = largest_regrets(cases)
    table = TableState("Case", _COLUMNS, (first, *rows, _largest_row(cases, largest)))
    return RegretState(table, _sentences(cases, largest))


def _row(key: str, label: str, costs: Costs) -> Row:
    if costs.best is None:
        paid = costs.costs[0] is None
        text, tip = (_NO_CONTRACT, _NO_CONTRACT_TIP) if paid else (_NO_FLEET, _NO_FLEET_TIP)
        lead = Cell(text, number=False, tone="muted", tooltip=tip)
        return Row(key, label, (lead, *(lead._replace(text="—") for _ in _COLUMNS[1:])))
    cells = tuple(
        _cell(NAMES[way].label, cost, regret)
        for way, cost, regret in zip(WAYS, costs.costs, costs.regrets, strict=True)
        if cost is not None and regret is not None
    )
    return Row(key, label, cells, unit=_UNIT)


def _cell(label: str, cost: float, regret: float) -> Cell:
    tip = f"{label}: {money(cost)} at today's value"
    mark = "" if regret else "best"
    return Cell(signed(regret), copy_text=f"{regret:.6g}", mark=mark, tooltip=tip)


def _largest_row(cases: Sequence[Case], largest: Sequence[float | None]) -> Row:
    least = min((each for each in largest if each is not None), default=None)
    cells = []
    for way, lost in zip(WAYS, largest, strict=True):
        if lost is None:
            cells.append(Cell("—", number=False, tone="muted"))
            continue
        tip = f"{NAMES[way].label}: {money(lost)} above the cheapest in {_where(cases, way, lost)}"
        mark = "best" if lost == least else ""
        cells.append(Cell(signed(lost), f"{lost:.6g}", mark=mark, tooltip=tip))
    tip = "The most that each way costs above the cheapest"
    return Row(LARGEST, "Largest regret", (*cells,), tip, _UNIT)


def _sentences(cases: Sequence[Case], largest: Sequence[float | None]) -> tuple[Sentence, ...]:
    known = {way: lost for way, lost in zip(WAYS, largest, strict=True) if lost is not None}
    if not known:
        return ((Word("No case has a contract to compare."),),)
    choice = min(known, key=lambda way: known[way])
    name = NAMES[choice].mid
    start = name[:1].upper() + name[1:]
    where = _where(cases, choice, known[choice])
    told = (
        f"{start} is the choice by minimax regret: at most {money(known[choice])} above the "
        f"cheapest ({where}). {_OWN_CASES}"
    )
    return ((Word(told),),)


def _where(cases: Sequence[Case], way: str, lost: float) -> str:
    """The case in which a way loses most: a preset's name, before the scenario as it is."""
    place = tuple(WAYS).index(way)
    names = (each.scenario.name for each in cases[1:] if each.costs.regrets[place] == lost)
    return next(names, "the scenario as it is")
