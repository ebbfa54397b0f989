"""What moves a number, as text for people and as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.command_line.assumed import Assumed
from app.command_line.columns import columns
from app.command_line.console import UsageError
from app.command_line.idle_month import say_idle_month
from app.command_line.json_text import entries, line, whole
from app.uncertainty.following import shifts_of
from app.uncertainty.sensitivity_states import draws_fault
from app.uncertainty.sensitivity_words import NONE, Looked, brief, signed
from engine.analysis.goal import is_read_in_a_month
from engine.analysis.sensitivity.draws import sensitivity_from_draws
from engine.analysis.sensitivity.percentiles import percentile_ranges
from engine.analysis.sensitivity.tornado import tornado
from engine.analysis.simulation.simulate import simulate
from engine.evaluate import evaluate
from engine.explanation.subjects import Subject
from engine.files.reading import nearest
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from engine.analysis.ranges import Range
    from engine.analysis.sensitivity.draws import DrawSensitivity
    from engine.analysis.sensitivity.tornado import Bar, Tornado
    from engine.analysis.simulation.result import Simulation
    from engine.scenario import Scenario

_WIDTH = 30  # characters of a bar and its other side
_LOW, _HIGH, _BASE = "▒", "█", "│"
_ENDS = {
    "ranges": "each input alone at both ends of its plausible range",
    "percentiles": "each input alone at the 10th and 90th percentile of its distribution",
}
_SHARES = (
    "Shares are of the variance of ranks. What inputs that go together explain jointly is "
    "split evenly between them; the rest goes with no input alone."
)


def report(scenario: Scenario, options: Namespace) -> str:
    """What `tenor sensitivity` prints. Raises `FileError`, `UsageError`."""
    _check_words(options)
    scenario, subject = _asked(scenario, options)
    assumed = Assumed(options.scenario)
    if options.by == "draws":
        simulation = _simulated(scenario, subject, assumed, options)
        found = sensitivity_from_draws(simulation, subject)
        if options.format == "json":
            return _draws_json(simulation, subject, found)
        return _draws_table(simulation, subject, found)
    bars = tornado(scenario, subject, _ranges(scenario, assumed, options))
    if options.format == "json":
        return _bars_json(scenario, subject, options.by, bars)
    return _bars_table(scenario, subject, options.by, bars)


# What is asked -------------------------------------------------------------------------------


def _check_words(options: Namespace) -> None:
    """Refuses words that would be left without effect."""
    for name in ("draws", "seed"):
        if getattr(options, name) is not None and options.by != "draws":
            raise UsageError(f"argument --{name}: goes with --by draws only")
    if options.follow and options.by == "ranges":
        raise UsageError("argument --follow: goes with --by percentiles or --by draws only")


def _asked(scenario: Scenario, options: Namespace) -> tuple[Scenario, Subject]:
    """A headline figure, read in the decision month; or a line item in a month."""
    key, month, model = options.figure, options.month, scenario.model
    if key in model.figures:
        if model.figures[key].listed:
            raise UsageError(f"argument --figure: {key} is a list of numbers; choose another")
        if month is not None:
            say_idle_month(key, month)
            scenario = scenario.with_values({"decision_month": float(month)})
        return scenario, Subject(key)
    if key not in model.line_items:
        close = nearest(key, [*model.figures, *model.line_items])
        raise UsageError(f"argument --figure: {key!r} is no headline figure or line item{close}")
    if month is None:
        raise UsageError(
            f"argument --figure: {key} has a value a month; add --month, 1 to {MONTHS}"
        )
    return scenario, Subject(key, month)


def _ranges(scenario: Scenario, assumed: Assumed, options: Namespace) -> Mapping[str, Range]:
    if options.by == "ranges":
        return assumed.ranges
    uncertainty = assumed.drawable(options.changes, follow=options.follow)
    return percentile_ranges(uncertainty, shifts_of(scenario, uncertainty))


def _simulated(
    scenario: Scenario, subject: Subject, assumed: Assumed, options: Namespace
) -> Simulation:
    uncertainty = assumed.drawable(options.changes, follow=options.follow)
    return simulate(
        scenario,
        uncertainty,
        draws=options.draws,
        seed=options.seed,
        shifts=shifts_of(scenario, uncertainty),
        rows=(),
        figures=() if subject.month else (subject.key,),
    )


# Bars ------------------------------------------------------------------------------------


def _bars_json(scenario: Scenario, subject: Subject, by: str, found: Tornado) -> str:
    """`{"name", "figure", "month": number or null, "by": "ranges" or "percentiles", "base":
    number or null, "bars": {input: {"low", "high", "at_low", "at_high", "width", "appears"}},
    "beyond": [inputs with a range that cannot reach it]}`.

    In the catalogue's units, in the order of the bars; null where it does not exist. `month`
    is a line item's, or null for a headline figure.
    """
    bars = (
        (
            bar.key,
            {
                "low": bar.low,
                "high": bar.high,
                "at_low": bar.at_low,
                "at_high": bar.at_high,
                "width": bar.width,
                "appears": bar.appears,
            },
        )
        for bar in found.bars
    )
    parts = {
        **_named(scenario, subject, by),
        "base": line(found.base),
        "bars": entries(bars),
        "beyond": line(list(found.beyond)),
    }
    return whole(parts.items())


def _named(scenario: Scenario, subject: Subject, by: str) -> dict[str, str]:
    return {
        "name": line(scenario.name),
        "figure": line(subject.key),
        "month": line(subject.month),
        "by": line(by),
    }


def _bars_table(scenario: Scenario, subject: Subject, by: str, found: Tornado) -> str:
    looked, inputs = Looked(evaluate(scenario), subject), scenario.model.inputs
    head = ["Input", "Low", "High", "At low", "At high", f"{_LOW} low end  {_HIGH} high end"]
    rows = [
        [
            f"{inputs[bar.key].label} {inputs[bar.key].suffix}".rstrip(),
            brief(bar.key, bar.low),
            brief(bar.key, bar.high),
            looked.text(bar.at_low),
            looked.text(bar.at_high),
            picture,
        ]
        for bar, picture in zip(found.bars, _pictures(found), strict=True)
    ]
    parts = [f"{_title(looked, found.base)}\n{_ENDS[by]}"]
    parts.append(
        _table(head, rows, words=(0, 5)) if rows else "No input with a range can reach it."
    )
    if found.beyond:
        parts.append(f"cannot reach it: {', '.join(found.beyond)}")
    return "\n\n".join(parts) + "\n"


def _title(looked: Looked, now: float | None) -> str:
    value = f"{looked.text(now)} {looked.per()}".rstrip() if now is not None else NONE
    return f"{looked.result.scenario.name}: {looked.label}: {value} {_when(looked) or 'now'}"


def _when(looked: Looked) -> str:
    """`in Mar 2027 (month 12)`; empty for a figure that is not read in a month."""
    scenario, month = looked.result.scenario, looked.subject.month
    if month is None and is_read_in_a_month(looked.subject.key):
        month = int(scenario.values["decision_month"])
    return f"in {scenario.start.plus(month - 1).name()} (month {month})" if month else ""


def _pictures(found: Tornado) -> list[str]:
    """A bar a row: from the base to the number at low, and to the number at high."""
    numbers = [found.base, *(end for bar in found.bars for end in (bar.at_low, bar.at_high))]
    there = [number for number in numbers if number is not None]
    if found.base is None or min(there) == max(there):
        return [""] * len(found.bars)
    low, size = min(there), max(there) - min(there)
    base = found.base

    def picture(bar: Bar) -> str:
        signs = [" "] * (_WIDTH + 1)
        ends = [(bar.at_low, _LOW), (bar.at_high, _HIGH)]
        # The longer first, where both run to one side.
        for end, sign in sorted(ends, key=lambda each: -abs((each[0] or base) - base)):
            if end is not None:
                first, last = sorted((place(base), place(end)))
                signs[first : last + 1] = sign * (last + 1 - first)
        signs[place(base)] = _BASE
        return "".join(signs).rstrip()

    def place(number: float) -> int:
        return round((number - low) / size * _WIDTH)

    return [picture(bar) for bar in found.bars]


# From the draws ------------------------------------------------------------------------------


def _draws_json(simulation: Simulation, subject: Subject, found: DrawSensitivity) -> str:
    """`{"name", "figure", "month": number or null, "by": "draws", "draws", "seed",
    "share_null", "inputs": {input: {"rank_correlation", "variance_share"}}, "rest", "chance",
    "beyond": [uncertain inputs that cannot reach it], "reason": why there is nothing}`.

    By the size of the rank correlation. Shares are of the variance of ranks and add up to 1
    with the `rest`; a correlation below `chance`, either way, may well be none.
    """
    inputs = (
        (each.key, {"rank_correlation": each.rank, "variance_share": each.share})
        for each in found.inputs
    )
    parts = {
        **_named(simulation.scenario, subject, "draws"),
        "draws": line(found.draws),
        "seed": line(simulation.seed),
        "share_null": line(found.missing / found.draws),
        "inputs": entries(inputs),
        "rest": line(found.rest),
        "chance": line(found.chance),
        "beyond": line(list(found.beyond)),
        "reason": line(draws_fault(found)),
    }
    return whole(parts.items())


def _draws_table(simulation: Simulation, subject: Subject, found: DrawSensitivity) -> str:
    looked = Looked(evaluate(simulation.scenario), subject)
    model = simulation.scenario.model
    when = f"{looked.label} {_when(looked)}".rstrip()
    drawn = f"{simulation.scenario.name}: {when} in {found.draws:,} draws, seed {simulation.seed}"
    if found.missing:
        drawn += f"; left out: {found.missing:,} in which it {NONE}"
    if found.fault:
        return f"{drawn}\n\n{draws_fault(found)}\n"
    rows = [
        [
            model.inputs[each.key].label,
            signed(each.rank) + ("*" if abs(each.rank) < found.chance else " "),
            f"{each.share:.1%}",
            _HIGH * round(each.share * _WIDTH),
        ]
        for each in found.inputs
    ]
    rows.append(["Together, or chance", "", f"{found.rest:.1%}", _LOW * round(found.rest * _WIDTH)])
    parts = [
        drawn,
        _table(["Input", "Rank correlation ", "Share", ""], rows, words=(0, 3)),
        _SHARES,
    ]
    if any(abs(each.rank) < found.chance for each in found.inputs):
        parts.append(f"* within {found.chance:.3f} of 0: may well be chance")
    if found.beyond:
        parts.append(f"cannot reach it: {', '.join(found.beyond)}")
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[int]) -> str:
    return "\n".join(columns([head, *rows], words))
