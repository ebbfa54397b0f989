"""Literal states of the goal bar and the Goal view."""

from __future__ import annotations

import math

import numpy as np

from widgets.comparison.states import Choice
from widgets.decide.goal_states import (
    Answer,
    CurveState,
    DriverState,
    GoalBarState,
    GoalViewState,
    PieceState,
    Question,
    SeekState,
    TruthState,
)
from widgets.states import Axis, Tick

FIGURES = (Choice("exit_cost", "Exit cost"), Choice("regret", "Regret"))
INPUTS = (Choice("term_months", "Term length", "Headline"), Choice("notice_months", "Notice"))
BAR = GoalBarState(
    figures=FIGURES,
    figure="exit_cost",
    relation="<=",
    relations=("At most", "At least"),
    value="$10B",
    month="12",
    month_matters=True,
    verdict="Fails today: $15.6B",
    tone="bad",
)
X = np.arange(1.0, 11.0)
CURVE = CurveState(
    x_axis=Axis(1, 10, (Tick(1, "1"), Tick(5, "5"), Tick(10, "10"))),
    y_axis=Axis(0, 20, (Tick(0, "$0"), Tick(10, "$10B"), Tick(20, "$20B"))),
    x=X,
    y=np.where(X < 3, np.nan, 2 * X),
    readouts=tuple(f"{value:g} months: ${2 * value:g}B" for value in X),
    goal=10.0,
    goal_text="goal: at most $10B",
    holding=((3.0, 5.0),),
    answers=(
        Answer(3.0, 6.0, "3 months", "Set term length to 3 months"),
        Answer(5.0, 10.0, "5 months", "Set term length to 5 months", nearest=True),
    ),
    today=8.0,
    today_y=16.0,
    today_text="today 8 months",
    summary="Exit cost at most $10B: Term length 3 to 5 months; today 8 months.",
    single=True,
    gap_text="no figure",
)
SEEK = SeekState(
    inputs=INPUTS,
    input="term_months",
    sure=True,
    level="80%",
    answer="3 to 5 months",
    detail="Exit cost at most $10B",
    curve=CURVE,
    questions=(
        Question("growth", "Break-even growth", "3.2% / month", "Why"),
        Question("term", "Longest term", "17 months", "Why", on=True),
    ),
)
TRUTH = TruthState(
    pieces=(
        PieceState("Exit cost is "),
        PieceState("$15.6B", "figure:exit_cost"),
        PieceState(". With <b>term</b> of "),
        PieceState("5 months", "input:term_months"),
        PieceState(", or "),
        PieceState("together", "joint"),
        PieceState("."),
    ),
    drivers=(
        DriverState(
            "term_months", "Term length", "8 months", "5 months", "30% of its range",
            0.7, 0.4, 5.0, "Set term length to 5 months", "Allowed 1 to 10", shown=True,
        ),
        DriverState(
            "spend", "Monthly spend", "$1.25B", "$0.2B", "1.3 × its range",
            0.5, -0.8, 200.0, "Set monthly spend to $0.2B", "",
        ),
        DriverState("notice_months", "Notice", "6 months", "never in range", "", 0.5),
        DriverState("outage", "Outage start", "None", "month 4", "", math.nan, math.nan, 4.0),
    ),
    joint=(
        DriverState(
            "term_months", "Term length", "8 months", "6 months", "20% of its range",
            0.7, 0.5, 6.0, joint=True,
        ),
        DriverState(
            "spend", "Monthly spend", "$1.25B", "$1.1B", "10% of its range",
            0.5, 0.4, 1100.0, joint=True,
        ),
    ),
    joint_text="Together: straight line, 22% of their ranges",
    tone="good",
)  # fmt: skip
VIEW = GoalViewState(SEEK, TRUTH)
