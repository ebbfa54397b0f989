"""A Quotes view's state, in literals."""

from __future__ import annotations

import numpy as np

from widgets.comparison.states import Cell, Choice, Column, Row, TableState
from widgets.contracts.quotes_states import (
    QUOTE_KEYS,
    FactorLine,
    MarketPlanState,
    PriceState,
    QuotesState,
    QuoteTableState,
    ScaleMark,
    ScaleState,
    UnitsState,
    WatchState,
)
from widgets.contracts.read_chart_states import ReadChartState, ReadMonth
from widgets.decide.exit_states import Word
from widgets.states import Axis, ChartState, Fan, FanLabel, Tick

COLUMNS = tuple(Column(place, key.title(), "") for place, key in enumerate(QUOTE_KEYS))


def quote(key: str, watched: str, supplier: str, price: str) -> Row:
    cells = (
        Cell(watched, number=False),
        Cell(supplier, number=False, editable=True),
        Cell("1 Nov 2026", number=False, editable=True),
        Cell(price, number=False, editable=True),
        Cell("$2.50", "2.5"),
        *(Cell(text, number=False, editable=True) for text in ("64 MW", "36", "prepaid", "A-1")),
    )
    return Row(key, f"{supplier}, 1 Nov 2026", cells)


QUOTES = TableState(
    "",
    COLUMNS,
    (quote("Q2", "new", "Helio", "$2.50 / GPU-hour"), quote("Q1", "", "CoreCo", "$1,825 / mo")),
    "No quotes yet.",
)
FAN = Fan(
    "market",
    "market",
    np.array([[1.0, 1.0], [2.0, 2.0], [2.0, 2.0], [2.0, 2.0], [3.0, 3.0]]),
    (FanLabel("market", 2, ""),),
)
CHART = ReadChartState(
    ChartState(
        title="Market and quotes",
        subtitle="$ per GPU-hour",
        x_axis=Axis(1.0, 2.0, (Tick(1.0, "Q4 26"),)),
        y_axis=Axis(0.0, 4.0, (Tick(0.0, "$0"), Tick(4.0, "$4"))),
        series=(),
        ghosts=(),
        decision_month=1,
        decision_text="Oct 2026",
        summary="The market.",
        fans=(FAN,),
    ),
    (ReadMonth("Oct 2026 · market $2.00", (("$2.00",),)), ReadMonth("Nov 2026", (("$2.01",),))),
)
AGAINST = TableState(
    "Contract",
    (Column(0, "Price today", ""), Column(1, "Exposure", "")),
    (
        Row("C-1", "C-1 CoreCo", (Cell("$4.79", "4.79"), Cell("+$6.29B", "6290"))),
        Row("C-2", "C-2 Helio", (Cell("$2.77", "2.77"), Cell("+$910m", "910"))),
    ),
)
PLAN = TableState(
    "Input",
    (Column(0, "Plan now", ""), Column(1, "From quotes", "")),
    (Row("opening_market_price", "Opening market price", (Cell("$5.25"), Cell("$2.85"))),),
)
STATE = QuotesState(
    quotes=QuoteTableState(QUOTES, "2 quotes of 2 suppliers"),
    watch=WatchState("$2.50", "1 quote at or under it.", "1 quote new since 15 Oct 2026.", True),
    units=UnitsState("1.36", (FactorLine("1 MW", "= 735.3 GPUs", "1,000 kW at 1.36 kW a GPU"),)),
    market=CHART,
    price=PriceState(
        (Choice("C-1", "C-1 CoreCo"), Choice("C-2", "C-2 Helio")),
        "C-1",
        "99% above market",
        "bad",
        "$4.79 a GPU-hour",
        ScaleState(
            0.0,
            5.0,
            1.9,
            2.1,
            (
                ScaleMark(2.0, "market $2.00", "market", above=False),
                ScaleMark(4.5, "switch below $4.50", "exit_cost"),
                ScaleMark(4.79, "contract $4.79", "contract"),
            ),
            "market $2.00, contract $4.79",
        ),
        ((Word("Switching pays below $4.50."),),),
    ),
    against=AGAINST,
    plan=MarketPlanState(((Word("It falls 23% a year."),),), PLAN, True, "One undo."),
    selected="C-1",
)
