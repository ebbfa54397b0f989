"""The rows of a bar chart, made from states, and the range of values that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.language.spoken import joined

if TYPE_CHECKING:
    from widgets.comparison.states import BarsState, BridgeState, BridgeStep

# Where the changes are smaller than this share of the figures, the bars don't begin at zero.
_NARROW = 0.4
_LEAD = 0.35  # what is then left of the figures, as a share of the changes

START, END = "start", "end"  # the keys of a bridge's totals; its other keys are inputs and groups


class BarRow(NamedTuple):
    """One row as it is drawn. A row without `end` has no bar, and `reason` stands there."""

    key: str
    label: str
    text: str
    colour: str  # of the bar: the name of a token
    start: float | None = 0.0  # None begins at the base: zero, or the broken edge
    end: float | None = None
    reason: str = ""
    tooltip: str = ""
    dot: str = ""
    baseline: bool = False
    bold: bool = False
    indent: int = 0
    unfolded: bool | None = None  # None where there is nothing to unfold
    error: float = 0.0
    error_text: str = ""
    enters: float | None = None  # the level that the row above hands on

    def spoken(self) -> str:
        """What it says, and whether its parts are seen."""
        return joined(", ", self.told(), {True: "open", False: "folded", None: ""}[self.unfolded])

    def told(self) -> str:
        return joined(": ", self.label, joined(", ", self.text, self.error_text, self.reason))


class Span(NamedTuple):
    """The values that the plot shows, and the value at which bars begin."""

    low: float
    high: float
    base: float

    @property
    def broken(self) -> bool:
        return self.base != 0.0


def span_of(rows: tuple[BarRow, ...]) -> Span:
    """All bars and whiskers and zero; not zero where the changes would be too small to see."""
    levels = [level for row in rows for level in _levels(row)]
    low, high = min(levels, default=0.0), max(levels, default=0.0)
    changes = high - low
    floats = any(row.enters is not None for row in rows)
    if floats and low > 0.0 and 0.0 < changes < _NARROW * low:
        base = low - _LEAD * changes
        return Span(base, high, base)
    if floats and high < 0.0 and 0.0 < changes < -_NARROW * high:
        base = high + _LEAD * changes
        return Span(low, base, base)
    low, high = min(low, 0.0), max(high, 0.0)
    return Span(low, high if high > low else low + 1.0, 0.0)


def _levels(row: BarRow) -> list[float]:
    if row.end is None:
        return []
    ends = [row.end - row.error, row.end + row.error]
    return ends if row.start is None else [row.start, *ends]


def scenario_rows(state: BarsState) -> tuple[BarRow, ...]:
    """A figure's bars."""
    return tuple(
        BarRow(
            str(bar.scenario_id),
            bar.label,
            bar.text,
            bar.colour,
            start=None,
            end=bar.value,
            reason=bar.reason if bar.value is None else "",
            tooltip=bar.tooltip,
            dot=bar.colour,
            baseline=bar.baseline,
        )
        for bar in state.bars
    )


def bridge_rows(state: BridgeState, unfolded: frozenset[str]) -> tuple[BarRow, ...]:
    """The first figure, each step, behind an unfolded one its parts, and the last figure."""
    start, end = state.start, state.end
    if start is None or end is None:
        return ()
    rows = [_total(START, start.label, start.colour, start.value, start.text, start.tooltip)]
    for step in state.steps:
        is_open = step.key in unfolded if step.parts else None
        rows.append(_step(step, 0, is_open))
        if is_open:
            rows += [_step(part, 1, None) for part in step.parts]
    last = _total(END, end.label, end.colour, end.value, end.text, end.tooltip)
    rows.append(last._replace(enters=end.value))
    return tuple(rows)


def _total(key: str, label: str, ink: str, value: float, text: str, tooltip: str) -> BarRow:
    return BarRow(key, label, text, ink, start=None, end=value, tooltip=tooltip, dot=ink, bold=True)


def _step(step: BridgeStep, indent: int, unfolded: bool | None) -> BarRow:
    return BarRow(
        step.key,
        step.label,
        step.text,
        step.tone if step.tone in ("good", "bad") else "text_muted",
        start=step.before,
        end=step.after,
        tooltip=step.tooltip,
        indent=indent,
        unfolded=unfolded,
        error=step.error,
        error_text=step.error_text,
        enters=step.before,
    )
