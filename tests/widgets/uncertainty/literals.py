"""Literal states of the Uncertainty page, worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from widgets.comparison.states import Cell, Choice, Column, Row, TableState
from widgets.states import PLAN, Axis, ChartState, Fan, FanLabel, Tick
from widgets.uncertainty.states import (
    FANS,
    Absent,
    ConvergenceState,
    FansState,
    FigureState,
    Frame,
    GoalState,
    HistogramState,
    Mark,
    ProbabilityState,
    ToolbarState,
)

MONTHS = 48
WHOLE = Axis(0, 1, tuple(Tick(share, f"{share:.0%}") for share in (0, 0.5, 1)))
LABELS = (
    FanLabel("median", 2, "$3.00B"),
    FanLabel("p95", 4, "$9.00B"),
    FanLabel("p5", 0, "−$2.00B"),
    FanLabel("plan", PLAN, "$4.00B", explains=True),
    FanLabel("p75", 3, "$5.00B"),
    FanLabel("p25", 1, "$1.00B"),
)


def fan(**given: Any) -> Fan:
    """A fan that opens from 0 in month 1: its rows end at -20, 10, 30, 50 and 90."""
    ends = np.array([-20.0, 10.0, 30.0, 50.0, 90.0])
    grown = np.linspace(0.0, 1.0, MONTHS)
    fields: dict[str, Any] = {
        "key": "operating_profit",
        "colour": "profit",
        "values": np.outer(ends, grown),
        "labels": LABELS,
        "plan": 40.0 * grown,
    }
    return Fan(**(fields | given))


def fan_chart(**given: Any) -> ChartState:
    fields: dict[str, Any] = {
        "title": "Operating profit",
        "subtitle": "Profit in Q1 2030 in 68% of draws",
        "x_axis": Axis(1, MONTHS, (Tick(1, "Q2 26"), Tick(22, "Q1 28"))),
        "y_axis": Axis(-20, 100, tuple(Tick(value, f"${value}B") for value in (0, 50, 100))),
        "series": (),
        "ghosts": (),
        "decision_month": 12,
        "decision_text": "Q1 2027 · month 12",
        "summary": "Profit spreads from −$20B to $90B.",
        "fans": (fan(),),
        "read_month": MONTHS,
    }
    return ChartState(**(fields | given))


def frame(count: int, **given: Any) -> Frame:
    fields: dict[str, Any] = {
        "title": "Probability of profit",
        "subtitle": "% of draws",
        "x_axis": Axis(0.5, count + 0.5, (Tick(1, "Q2 26"),)),
        "y_axis": WHOLE,
        "places": tuple(float(place) for place in range(1, count + 1)),
        "readings": tuple(f"quarter {place} · 50% of draws" for place in range(1, count + 1)),
        "summary": "Half of the draws in each quarter.",
    }
    return Frame(**(fields | given))


def quarters(count: int = 16, **given: Any) -> ProbabilityState:
    fields: dict[str, Any] = {
        "frame": frame(count),
        "colour": "profit",
        "shares": np.linspace(0.0, 1.0, count),
        "texts": tuple(f"{share:.0%}" for share in np.linspace(0.0, 1.0, count)),
        "target": "quarter_profit",
        "months": tuple(range(3, 3 * count + 1, 3)),
    }
    return ProbabilityState(**(fields | given))


def sustained() -> ProbabilityState:
    return quarters(
        MONTHS,
        texts=("",) * (MONTHS - 1) + ("100%",),
        months=tuple(range(1, MONTHS + 1)),
        target="sustained_profit_month",
        headline=True,
        stepped=True,
    )


def fans() -> FansState:
    return FansState((fan_chart(),) * 4, quarters(), sustained())


def histogram(**given: Any) -> HistogramState:
    """Four bars of 10, 30, 27 and 10% from 0 to 40, and 23% of the draws without any."""
    readings = ("$0 to $10B · 10% of draws", "b", "c", "d", "does not exist · 23% of draws")
    fields: dict[str, Any] = {
        "frame": frame(
            5,
            title="",
            x_axis=Axis(0, 40, (Tick(0, "$0"), Tick(20, "$20B"), Tick(40, "$40B"))),
            places=(5.0, 15.0, 25.0, 35.0, 40.0),
            readings=readings,
        ),
        "colour": "accent",
        "edges": np.array([0.0, 10.0, 20.0, 30.0, 40.0]),
        "shares": np.array([0.1, 0.3, 0.27, 0.1]),
        "marks": (Mark(18, "as planned $18B", plan=True), Mark(17, "median $17B")),
        "absent": Absent(0.23, "23% of draws", "cash spent is not regained in 48 months"),
    }
    return HistogramState(**(fields | given))


def figure(**given: Any) -> FigureState:
    draws = np.array([100.0, 1_000.0, 10_000.0])
    cell = Cell("$17B", copy_text="17000")
    fields: dict[str, Any] = {
        "figure": "npv",
        "choices": (Choice("npv", "NPV", "Headline"), Choice("peak", "Peak", "Headline")),
        "histogram": histogram(),
        "percentiles": TableState(
            "Where it exists", (Column(0, "10,000 draws", ""),), (Row("m", "Median", (cell,)),)
        ),
        "convergence": ConvergenceState(
            frame(3, title="Convergence", places=(2.0, 3.0, 4.0), x_axis=Axis(2, 4, ())),
            "accent",
            draws * 0 + 0.5,
            draws * 0 + 0.4,
            draws * 0 + 0.6,
            "$17B",
        ),
        "goal": GoalState("NPV at least $10B", 0.71, "71% of draws"),
    }
    return FigureState(**(fields | given))


def toolbar(**given: Any) -> ToolbarState:
    fields: dict[str, Any] = {
        "view": FANS,
        "draws": 10_000,
        "draw_choices": (1_000, 10_000, 50_000),
        "seed_text": "1",
        "follow": False,
        "legend": "line: median",
        "status": "live · 10,000 draws · seed 1",
        "can_export": True,
    }
    return ToolbarState(**(fields | given))
