"""Literal states of the sensitivity view."""

from __future__ import annotations

from widgets.states import Axis, Tick
from widgets.uncertainty.sensitivity_states import (
    BarEnd,
    DrawsRow,
    DrawsState,
    LegPoint,
    SensitivityState,
    SpiderLeg,
    SpiderState,
    TornadoRow,
    TornadoState,
)

AXIS = Axis(0.0, 100.0, (Tick(0.0, "$0"), Tick(50.0, "$50m"), Tick(100.0, "$100m")))


def end(value: float, number: float | None) -> BarEnd:
    shown = "does not exist" if number is None else f"${number:g}m"
    return BarEnd(value, f"{value:g}%", number, shown, f"at {value:g}%: {shown}\nClick to set it")


def row(
    key: str, low: float | None, high: float | None, note: str = "", *, own: bool = False
) -> TornadoRow:
    label = key.capitalize()
    return TornadoRow(
        key, label, "a year", end(1.0, low), end(9.0, high), own, note, f"{label} tip"
    )


ROWS = (
    row("growth", 0.0, 100.0),
    row("price", 80.0, 20.0, own=True),
    row("delay", 60.0, 90.0),  # both to the right of the base
    row("cash", 30.0, None),
    row("level", 50.0, 50.0, "no change from 1% to 9%"),
)
TORNADO = TornadoState(AXIS, 50.0, "$50m", ROWS, True, "Profit, $50m now.")
UNBASED = TornadoState(
    AXIS,
    None,
    "does not exist",
    (row("cash", None, 30.0), row("both", 20.0, 80.0), row("none", None, None, "does not exist")),
    True,
    "Runway, none now.",
)


def many(count: int) -> TornadoState:
    rows = tuple(row(f"input{place}", 10.0 + place, 90.0 - place) for place in range(count))
    return TORNADO._replace(rows=rows)


def leg(key: str, numbers: tuple[float | None, ...]) -> SpiderLeg:
    label = key.capitalize()
    points = tuple(
        LegPoint(
            10.0 * place, (place - 2) / 4, number, f"{label} {10 * place}%: {number or 'none'}"
        )
        for place, number in enumerate(numbers)
    )
    return SpiderLeg(key, label, points)


SPIDER = SpiderState(
    Axis(-0.5, 0.5, (Tick(-0.5, "−50%"), Tick(0.0, "now"), Tick(0.5, "+50%"))),
    AXIS,
    50.0,
    (
        leg("growth", (10.0, 30.0, 50.0, 70.0, 90.0)),
        leg("price", (80.0, 65.0, 50.0, 35.0, 20.0)),
        leg("cash", (None, None, 50.0, 50.0, 50.0)),
    ),
    "Profit along three ranges.",
)
DRAWS = DrawsState(
    (
        DrawsRow("growth", "Growth", 0.7, "+0.70", 0.5, "50.0%", tooltip="Growth tip"),
        DrawsRow("price", "Price", -0.4, "−0.40", 0.2, "20.0%", tooltip="Price tip"),
        DrawsRow("delay", "Delay", 0.01, "+0.01", 0.0, "0.0%", True, "Delay tip"),
    ),
    0.3,
    "30.0%",
    "What no input explains alone",
    "Profit goes most with Growth.",
)
STATE = SensitivityState(
    "profit",
    value="$50m now",
    caption="Each input alone",
    note="1 input cannot reach it: Tax",
    tornado=TORNADO,
)
