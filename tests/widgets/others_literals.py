"""Literal states of the Alternatives view."""

from __future__ import annotations

import numpy as np

from tests.widgets.map_literals import SPENDS, TERMS, X, Y
from widgets.comparison.bar_rows import BarRow
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.decide.exit_states import Word
from widgets.decide.map_states import ContourState, MapState, Scale
from widgets.decide.others_states import (
    BuildState,
    OthersState,
    RegretState,
    SupplierState,
    WayState,
    ZoneMap,
    ZoneState,
)
from widgets.states import Axis, ChartState, Marker, Series, Tick

_MONTHS = Axis(1.0, 4.0, (Tick(1.0, "Q2 26"), Tick(4.0, "Q3 26")))
_MONEY = Axis(0.0, 100.0, (Tick(0.0, "$0"), Tick(100.0, "$100m")))
CHART = ChartState(
    title="Paid so far",
    subtitle="by the end of each month, not discounted",
    x_axis=_MONTHS,
    y_axis=_MONEY,
    series=(
        Series("contract_cash_to_date", "Contract", "contract", np.arange(4.0) * 30, "$90m"),
        Series("built_to_date", "Owning", "profit", np.full(4, 50.0), "$50m"),
    ),
    ghosts=(),
    decision_month=2,
    decision_text="Q2 2026 · month 2",
    summary="Paid so far.",
    marker=Marker(3, 50.0, "owning is cheaper", "profit", "own_crossover_month"),
    reading="Q3 2026 · month 4",
    read_month=4,
)
BUILD = BuildState(
    ways=(
        WayState("contract_pv", "Contract", "$38.1B", "+$7.15B", tip="Contract: $38.1B"),
        WayState("spot_pv", "On demand", "$38.3B", "+$7.42B"),
        WayState("own_pv", "Owning", "$30.9B", "cheapest", best=True),
        WayState("own_residual", "Resale value", "$8.24B", "in Mar 2029", 36),
    ),
    sentences=((Word("Owning has cost less "), Word("from Nov 2028 on", "own_crossover_month")),),
    chart=CHART,
)
_CELLS = (Cell("+$7.15B", "7150"), Cell("$0", "0", mark="best"), Cell("no fleet", number=False))
TABLE = TableState(
    "Case",
    tuple(
        Column(place, name, "") for place, name in enumerate(("Contract", "On demand", "Owning"))
    ),
    tuple(Row(key, label, _CELLS) for key, label in (("now", "Now"), ("largest", "Largest"))),
)
REGRETS = RegretState(TABLE, ((Word("On demand is the choice."),),))
ACCOUNT = SupplierState(
    bars=(
        BarRow("receipts_value:receipts", "Receipts", "$38B", "contract", start=None, end=38.0),
        BarRow("supplier_cost_pv:forgone", "Forgone", "−$8B", "compute", 38.0, 30.0, enters=38.0),
        BarRow("supplier_npv:npv", "NPV", "$30B", "profit", None, 30.0, bold=True, enters=30.0),
    ),
    sentences=((Word("It is "), Word("62.5%", "supplier_concentration"), Word(" of revenue.")),),
)
# The buyer gains below $1.25B at the shortest term, and less the longer; the supplier above $750m.
BUYER_GAINS = 1250.0 - 10.0 * (TERMS[None, :] - 12.0) - SPENDS[:, None]
SUPPLIER_GAINS = SPENDS[:, None] - 750.0 + 0.0 * TERMS[None, :]
MAP = MapState(
    title="Zone of possible agreement",
    x=X,
    y=Y,
    values=BUYER_GAINS,
    scale=Scale(0.0, 1.0, ()),
    contours=(
        ContourState("supplier's floor", (np.array([[12.0, 750.0], [60.0, 750.0]]),)),
        ContourState("buyer's ceiling", (np.array([[12.0, 1250.0], [60.0, 770.0]]),)),
    ),
    read=lambda row, column: f"cell {row} {column}",
    here="Now · 36 months at $1.25B: buyer −$240m, supplier +$500m",
    summary="Who gains, by term and spend.",
)
ZONE = ZoneState(
    sentences=((Word("A deal exists between "), Word("$750m", "zopa_floor"), Word(" and more.")),),
    zone=ZoneMap(MAP, SUPPLIER_GAINS),
)
STATE = OthersState(BUILD, REGRETS, ACCOUNT, ZONE)
EMPTY = OthersState(
    BuildState(message="The supplier pays: nothing to compare."),
    REGRETS,
    SupplierState(message="The supplier pays: it receives nothing."),
    ZoneState(message="The supplier pays: no fee to agree on."),
)
LOADING = OthersState(
    BUILD,
    RegretState(TABLE._replace(rows=TABLE.rows[:1]), ((Word("Working out…"),),), fresh=False),
    SupplierState(message="Working out the supplier's account…", fresh=False),
    ZoneState(ZONE.sentences, fresh=False),
    fresh=False,
)
STALE = STATE._replace(
    supplier=ACCOUNT._replace(fresh=False), zone=ZONE._replace(fresh=False), fresh=False
)
