"""Literal states of the Trade-off view."""

from __future__ import annotations

import numpy as np

from widgets.comparison.states import Choice
from widgets.decide.map_states import (
    ContourState,
    GoalState,
    MapAxis,
    MapState,
    Scale,
    SweepRow,
    SweepState,
    TradeoffState,
)
from widgets.states import Axis, Tick

TERMS = np.array([12.0, 24.0, 36.0, 48.0, 60.0])
SPENDS = np.array([500.0, 1000.0, 1500.0, 2000.0])
X = MapAxis(
    "term_months",
    "Term length, months",
    Axis(12.0, 60.0, (Tick(12.0, "12"), Tick(36.0, "36"), Tick(60.0, "60"))),
    TERMS,
    36.0,
    1.0,
    96.0,
    1.0,
)
Y = MapAxis(
    "monthly_spend",
    "Monthly spend / month",
    Axis(500.0, 2000.0, (Tick(500.0, "$500m"), Tick(2000.0, "$2B"))),
    SPENDS,
    1250.0,
    0.0,
    5000.0,
    25.0,
)
VALUES = SPENDS[:, None] * TERMS[None, :] / 1000.0  # 6 to 120
LINE = np.array([[12.0, 1700.0], [60.0, 800.0]])
MAP = MapState(
    title="Exit cost",
    x=X,
    y=Y,
    values=VALUES,
    scale=Scale(0.0, 120.0, (Tick(40.0, "$40B"), Tick(80.0, "$80B"))),
    contours=(ContourState("$40B", (LINE,)),),
    read=lambda row, column: f"cell {row} {column}",
    here="Now · 36 months, $1.25B / month: exit cost $29.1B",
    summary="Exit cost by term and spend.",
)
GOAL = GoalState("Goal: exit cost at most $40B", 40.0 - VALUES, (LINE,))
SWEEP = SweepState(
    first=12,
    last=96,
    present=36.0,
    present_text="36 months now",
    ticks=(Tick(12.0, "12"), Tick(96.0, "96")),
    rows=(
        SweepRow(
            "goal",
            "exit_cost",
            "Goal: exit cost at most $40B",
            "up to 47 months, not from 48",
            ((12, 47, True), (48, 96, False)),
            now=True,
            spoken="Goal: exit cost at most $40B: up to 47 months, not from 48; holds now",
            goal=True,
        ),
        SweepRow(
            "first_profit",
            "first_profit_month",
            "Profit comes within a year",
            "for every term from 12 to 96",
            ((12, 96, True),),
            now=True,
            spoken="Profit comes within a year: for every term from 12 to 96; holds now",
        ),
        SweepRow(
            "deal_exists",
            "zopa_floor",
            "A fee exists that suits both sides",
            "no answer for any term from 12 to 96",
            ((12, 96, None),),
            now=None,
            spoken="A fee exists: no answer; no answer now",
        ),
    ),
    summary="2 of 3 conclusions are the same for every term",
)
STATE = TradeoffState(
    inputs=(
        Choice("term_months", "Term length"),
        Choice("monthly_spend", "Monthly spend"),
        Choice("revenue_growth", "Revenue growth"),
    ),
    figures=(Choice("exit_cost", "Exit cost"), Choice("regret", "Regret")),
    x_key="term_months",
    y_key="monthly_spend",
    figure="exit_cost",
    map=MAP,
    sweep=SWEEP,
)
