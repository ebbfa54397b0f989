"""The Quotes view: from a case to what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.contracts.market_chart_states import market_chart
from app.contracts.market_plan_states import market_plan_state
from app.contracts.price_states import against_state, price_state
from app.contracts.quote_table_states import (
    QuoteRows,
    quote_table,
    seen_by_quote,
    units_state,
    watch_state,
)
from engine.contracts.quotes.against import price_by_month
from widgets.contracts.quotes_states import QuotesState

if TYPE_CHECKING:
    from app.contracts.case import Case
    from app.contracts.pricing import Pricing
    from app.contracts.quote_table_states import Seen


def quotes_state(
    case: Case, found: Pricing | None, seen: Seen | None = None, rows: QuoteRows | None = None
) -> QuotesState:
    """`found` are all contracts against the market; None until that is computed.

    `seen` is what there is to see in each quote; it is looked for where it is not given.
    `rows` are those of the table that was made before.
    """
    register, contract = case.register, case.contract
    seen = seen_by_quote(register) if seen is None else seen
    priced = price_by_month(contract, register, case.as_of) if contract is not None else None
    return QuotesState(
        quotes=quote_table(register, seen, rows or QuoteRows()),
        watch=watch_state(register, seen),
        units=units_state(register),
        market=market_chart(case, priced, seen),
        price=price_state(case, found),
        against=against_state(case, found),
        plan=market_plan_state(case),
        selected=case.selected,
    )
