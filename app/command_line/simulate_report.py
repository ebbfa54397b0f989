"""A simulation as text for people and as JSON for programs."""

from __future__ import annotations

import math
import os
import textwrap
from datetime import date
from typing import TYPE_CHECKING

from app.command_line.assumed import Assumed
from app.command_line.columns import columns
from app.command_line.console import UsageError
from app.command_line.json_text import entries, line, whole
from app.figure_text import DATED, figure_text
from app.uncertainty.following import shifts_of
from engine import quantity
from engine.analysis.simulation.result import PERCENTILES
from engine.analysis.simulation.simulate import FAN_ROWS, simulate
from engine.analysis.simulation.summary import summarise
from engine.files.draws import write_draws
from engine.files.reading import nearest
from engine.quarters import quarter_name

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from engine.analysis.simulation.result import Simulation
    from engine.analysis.simulation.summary import Summary
    from engine.formula.values import Array
    from engine.model.catalogue import Catalogue, Figure
    from engine.scenario import Scenario

_NAMES = tuple(f"p{share}" for share in PERCENTILES)
# Of a figure, behind its label: five numbers leave no room for words.
_PER = {"months": "months", "$m/month": "a month", "$/GPU-h": "a GPU-hour"}
_ALL = "all"
_YEAR = 12
_WIDTH = 100


def report(scenario: Scenario, options: Namespace) -> str:
    """What `tenor simulate` prints; writes the draws where `--out` says so.

    Raises `FileError`, `UsageError`.
    """
    as_json = options.format == "json"
    uncertainty = Assumed(options.scenario).drawable(options.changes, follow=options.follow)
    found = simulate(
        scenario,
        uncertainty,
        draws=options.draws,
        seed=options.seed,
        shifts=shifts_of(scenario, uncertainty),
        rows=_rows(scenario.model, options.rows, as_json=as_json),
        figures=_single_figures(scenario.model),
        workers=os.cpu_count() or 1,
    )
    if options.out is not None:
        write_draws(options.out, found, date.today())
    if as_json:
        return json_text(found)
    wrote = f"wrote {options.out}\n" if options.out is not None else ""
    return table_text(found) + wrote


# What is asked -------------------------------------------------------------------------------


def _rows(model: Catalogue, asked: str | None, *, as_json: bool) -> Sequence[str]:
    """The line items that get bands. Raises `UsageError`."""
    if asked is None:
        return tuple(model.line_items) if as_json else FAN_ROWS
    if asked.strip() == _ALL:
        return tuple(model.line_items)
    keys = [key.strip() for key in asked.split(",")]
    for key in keys:
        if key not in model.line_items:
            close = nearest(key, model.line_items)
            raise UsageError(
                f"argument --rows: {key!r} is no line item{close}; "
                f"allowed: keys of line items with commas between them, or {_ALL}"
            )
    return keys


def _single_figures(model: Catalogue) -> tuple[str, ...]:
    return tuple(key for key, figure in model.figures.items() if not figure.listed)


# JSON ----------------------------------------------------------------------------------------


def json_text(found: Simulation) -> str:
    """All of it, in the catalogue's units.

    `{"draws", "seed", "probability": {"quarter_profit": [one a complete quarter to the
    horizon], "sustained_profit_by_month": [one a month]}, "bands": {line item: {"p5": [one a
    month to the horizon], "p25", "p50", "p75", "p95"}}, "kpis": {figure: {"p5", "p25", "p50",
    "p75", "p95", "share_null"}}}`; null where no draw has a value.
    """
    parts = {
        "draws": line(found.draws),
        "seed": line(found.seed),
        "probability": entries(
            {
                "quarter_profit": found.quarter_profit.tolist(),
                "sustained_profit_by_month": found.sustained_profit.tolist(),
            }.items()
        ),
        "bands": entries((key, _band(band)) for key, band in found.bands.items()),
        "kpis": entries(
            (key, _summary(found.figures[key])) for key in _single_figures(found.scenario.model)
        ),
    }
    return whole(parts.items())


def _band(band: Array) -> dict[str, list[float | None]]:
    return {name: _existing(row) for name, row in zip(_NAMES, band, strict=True)}


def _summary(values: Array) -> dict[str, float | None]:
    found = summarise(values)
    shares = dict(zip(_NAMES, _existing(found.percentiles), strict=True))
    return {**shares, "share_null": found.share_null}


def _existing(values: Array) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]


# For people ----------------------------------------------------------------------------------


def table_text(found: Simulation) -> str:
    """Figures, probabilities and the bands of some months, in words and dates."""
    tables = [
        _figure_table(found),
        _flag_table(found),
        _quarter_table(found),
        _month_table(found),
        *(_band_table(found, key) for key in found.bands),
    ]
    title = (
        f"{found.scenario.name}: {found.draws:,} draws, seed {found.seed}; "
        f"month 1 is {found.scenario.start.name()}"
    )
    drawn = ", ".join(found.samples) or "nothing; every draw is the scenario itself"
    inputs = textwrap.fill(f"uncertain: {drawn}", _WIDTH, subsequent_indent="  ")
    return "\n\n".join([title, inputs, *tables]) + "\n"


def _figure_table(found: Simulation) -> str:
    """A figure a line: its percentiles, and the share of the draws in which there is none."""
    rows = []
    for key in _single_figures(found.scenario.model):
        if _is_flag(found.scenario.model, key):
            continue
        figure, summary = found.scenario.model.figures[key], summarise(found.figures[key])
        shown = [_figure_shown(found.scenario, figure, each) for each in summary.percentiles]
        per = _PER.get(figure.unit)
        rows.append([f"{figure.label} ({per})" if per else figure.label, *shown, _none_in(summary)])
    return _table(["Headline figure", *_HEADS, "None in"], rows)


def _flag_table(found: Simulation) -> str:
    """What is so or not: the shares of all draws in which it is, is not and is neither."""
    rows = []
    for key in _single_figures(found.scenario.model):
        if _is_flag(found.scenario.model, key):
            values = found.figures[key]
            shares = [quantity.short(float((values == each).mean()), "percent") for each in (1, 0)]
            label = found.scenario.model.figures[key].label
            rows.append([label, *shares, _none_in(summarise(values))])
    return _table(["Headline figure", "Yes in", "No in", "None in"], rows)


def _is_flag(model: Catalogue, key: str) -> bool:
    return model.style(model.figures[key].unit) == "flag"


def _none_in(summary: Summary) -> str:
    return quantity.short(summary.share_null, "percent") if summary.share_null else ""


def _figure_shown(scenario: Scenario, figure: Figure, value: float) -> str:
    """A month or quarter between two is the later one: by then it is reached."""
    if math.isnan(value):
        return "none"
    style = scenario.model.style(figure.unit)
    if style in DATED:
        return figure_text(scenario, figure, math.ceil(value))
    return quantity.short(value, style)


def _quarter_table(found: Simulation) -> str:
    rows = [
        [quarter_name(found.scenario, number), quantity.short(share, "percent")]
        for number, share in enumerate(found.quarter_profit.tolist(), start=1)
    ]
    return _table(["Quarter", "Profitable in"], rows)


def _month_table(found: Simulation) -> str:
    reached = found.sustained_profit.tolist()
    rows = [
        [_month(found, month), quantity.short(reached[month - 1], "percent")]
        for month in _months(found)
    ]
    return _table(["Profit sustained from", "or earlier, in"], rows)


def _band_table(found: Simulation, key: str) -> str:
    model, band = found.scenario.model, found.bands[key]
    item = model.line_items[key]
    style = model.style(item.unit)
    rows = [
        [
            _month(found, month),
            *("none" if math.isnan(each) else quantity.short(each, style) for each in column),
        ]
        for month in _months(found)
        for column in [band[:, month - 1].tolist()]
    ]
    return _table([item.label, *_HEADS], rows)


_HEADS = tuple(f"P{share}" for share in PERCENTILES)


def _months(found: Simulation) -> list[int]:
    """The first month, the end of each year and the horizon."""
    last = len(found.sustained_profit)
    return sorted({1, *range(_YEAR, last + 1, _YEAR), last})


def _month(found: Simulation, month: int) -> str:
    return found.scenario.start.plus(month - 1).name()


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(columns([head, *rows], words=(0,)))
