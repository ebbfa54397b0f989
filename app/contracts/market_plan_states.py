"""The fitted market in words, and what it would set in the plan, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.contracts.quote_commands import use_market
from app.control_states import input_text
from app.uncertainty.distribution_words import drawn_text
from app.uncertainty.following import shifts_of
from engine import quantity
from engine.contracts.cell_text import day_text
from engine.contracts.quotes.into_model import DECLINE, PRICE, market_inputs
from engine.contracts.quotes.points import sort_quotes
from engine.model.catalogue import catalogue
from engine.uncertainty.shape import percentiles
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.contracts.quotes_states import MarketPlanState
from widgets.decide.exit_states import Sentence, Word

if TYPE_CHECKING:
    from app.contracts.case import Case
    from engine.contracts.quotes.market import MarketFit
    from engine.contracts.quotes.points import Suspect
    from engine.project import Project

_KEYS = (PRICE, DECLINE)
_MOST_LEFT_OUT = 3
_CERTAIN = "certain"


def market_plan_state(case: Case) -> MarketPlanState:
    """Without a fit it says why, and what would be needed."""
    if case.market is None:
        left_out = sort_quotes(case.register.quotes, kw_per_gpu=case.register.kw_per_gpu).suspects
        reason = case.market_fault or "No quotes: no market is fitted."
        words = ((Word(reason),), *_left_out(left_out))
        return MarketPlanState(words, _table(case.project, None), can_use=False)
    made = market_inputs(case.market, case.scenario.start)
    after = use_market(case.project, case.market).project
    same = after == case.project
    words = (_level(case), _decline(case.market), *_left_out(case.market.left_out))
    notes = tuple((Word(note),) for note in made.notes)
    return MarketPlanState(
        (*words, *notes),
        _table(case.project, after),
        can_use=not same,
        note="The plan has this market." if same else "One undo takes it back.",
    )


def _level(case: Case) -> Sentence:
    market = case.market
    assert market is not None
    price = quantity.short(market.price_on(case.as_of), "price")
    first, last = (day_text(point.day) for point in (market.points[0], market.points[-1]))
    day, count = day_text(case.as_of), market.count
    return (Word(f"{price} a GPU-hour on {day}, from {count} quotes of {first} to {last}."),)


def _decline(market: MarketFit) -> Sentence:
    side = "falls" if market.decline >= 0 else "rises"
    size = quantity.short(abs(market.decline), "percent")
    error = quantity.short(market.decline_error, "percent")
    return (Word(f"It {side} {size} a year, standard error {error} a year."),)


def _left_out(suspects: tuple[Suspect, ...]) -> tuple[Sentence, ...]:
    """The quotes that can't be right, each with its reason."""
    found = tuple((Word(f"Left out: {each.message}"),) for each in suspects[:_MOST_LEFT_OUT])
    more = len(suspects) - _MOST_LEFT_OUT
    return (*found, (Word(f"And {more} more are left out."),)) if more > 0 else found


def _table(before: Project, after: Project | None) -> TableState:
    columns = (Column(0, "Plan now", ""), Column(1, "From quotes", ""))
    rows = []
    for key in _KEYS:
        item = catalogue().inputs[key]
        cells = tuple(_value(each, key) for each in (before, after))
        rows.append(Row(key, item.label, cells, item.meaning))
        drawn = tuple(_drawn(each, key) for each in (before, after))
        rows.append(Row(f"{key}_drawn", "in 90% of draws", drawn))
    return TableState("Input", columns, tuple(rows))


def _value(project: Project | None, key: str) -> Cell:
    if project is None:
        return Cell("—", number=False, tone="muted")
    value = project.scenario.values[key]
    return Cell(input_text(key, float(f"{value:.4g}")), repr(value))


def _drawn(project: Project | None, key: str) -> Cell:
    if project is None:
        return Cell("—", number=False, tone="muted")
    uncertainty = project.uncertainty_or_shipped
    made = uncertainty.distribution(key)
    if made is None:
        return Cell(_CERTAIN, number=False, tone="muted", tooltip="Every draw has this value.")
    shift = shifts_of(project.scenario, uncertainty).get(key, 0.0)
    style = catalogue().style(catalogue().inputs[key].unit)
    ends = percentiles(key, made, (0.05, 0.95), shift).tolist()
    text = " to ".join(quantity.exact(round(end, 2), style) for end in ends)
    return Cell(text, number=False, tone="muted", tooltip=drawn_text(key, made, shift))
