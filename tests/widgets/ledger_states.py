"""A small ledger by hand: two sections, eight months from November 2026, years from January."""

from __future__ import annotations

import math

import numpy as np

from widgets.ledger.states import LedgerLine, LedgerState, PeriodHead

LINES = (
    LedgerLine("live_flag", "Contract live", "yes or no", "Timing", "rate", "flag"),
    LedgerLine("revenue", "Revenue", "$m", "Profit", "flow", "money", "What customers pay"),
    LedgerLine("profit", "Operating profit", "$m", "Profit", "flow", "money", "What is left"),
    LedgerLine("share", "Margin", "% of revenue", "Profit", "rate", "percent", "Profit over"),
    LedgerLine("odd", "=HYPERLINK(x)", "$/GPU-h", "Profit", "rate", "price", "The user's own"),
)
_NAMES = ("Nov 2026", "Dec 2026", "Jan 2027", "Feb 2027", "Mar 2027", "Apr 2027")
HEADS = tuple(
    PeriodHead(month, month, name, f"month {month}", new_year=name.startswith("Jan"))
    for month, name in enumerate(_NAMES, 1)
)
VALUES = np.array(
    [
        [0.0, 1.0, 1.0, 1.0, 1.0, 0.0],
        [414.25, 500.0, 0.0, 1250.0, 1300.5, 1400.0],
        [-126.5, 0.0, 37.25, -0.25, 1.0, 1234.5],
        [-0.3053, 0.0, 0.07, 0.5, 1.0, 0.88],
        [5.25, math.nan, 5.0, 4.875, 4.0, 3.0],
    ]
)
STATE = LedgerState(
    period="month",
    whole=True,
    lines=LINES,
    heads=HEADS,
    values=VALUES,
    months=VALUES,
    places=(0, 0, 1, 1, 2),
    horizon=4,
    decision=2,
)
QUARTERS = LedgerState(
    period="quarter",
    whole=True,
    lines=LINES,
    heads=(
        PeriodHead(1, 2, "Q4 2026", "2 of 3 months", partial=True),
        PeriodHead(3, 5, "Q1 2027", "months 3–5", new_year=True),
        PeriodHead(6, 6, "Q2 2027", "1 of 3 months", partial=True),
    ),
    values=np.array(
        [
            [1.0, 1.0, 0.0],
            [914.25, 2550.5, 1400.0],
            [-126.5, 38.0, 1234.5],
            [0.0, 1.0, 0.88],
            [math.nan, 4.0, 3.0],
        ]
    ),
    months=VALUES,
    places=(0, 0, 1, 1, 2),
    horizon=4,
    decision=2,
)
