"""What the exit plan shows of flexibility and of the price list."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.control_states import shown_text, suffix_text
from app.decide.exit_states import plan_axis
from app.decide.exit_texts import date, money, sentence, signed
from engine import quantity
from engine.analysis.exit_plan.clauses import clauses
from engine.model.catalogue import catalogue
from widgets.decide.exit_states import (
    FlexibilityState,
    PriceListState,
    PriceRow,
    Sentence,
    ShareBar,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.analysis.exit_plan.flexibility import Flexibility
    from engine.analysis.exit_plan.plan import ExitPlan
    from engine.analysis.exit_plan.prices import Change, MeanWorth, Price, PriceList

BOUND = "An upper bound: it knows each draw's future."
_CERTAIN = "Nothing is uncertain here, so that waiting for news is worth nothing."
_NOTE = "each alone, for a contract left at its best moment"
_NONE_LEFT = "The contract has every clause of the list"
_DASH = "—"
_ORDINAL = "contract month"  # a date, not a length


def flexibility_state(found: Flexibility, plan: ExitPlan) -> FlexibilityState:
    """The card of flexibility; one draw means that nothing is uncertain."""
    if found.draws <= 1:
        return FlexibilityState(message=_CERTAIN)
    bars = tuple(
        ShareBar(
            month,
            share,
            f"{date(plan, month)}: best in {_share(share)} of the draws",
            date(plan, month),
        )
        for month, share in enumerate(found.best_months.tolist(), start=1)
        if share > 0
    )
    pays, never = _share(found.pays), _share(1 - found.pays)
    return FlexibilityState(
        value=money(found.value),
        bound=BOUND,
        error=f"± {money(found.error)}: the standard error of {found.draws:,} draws",
        sentences=_flexibility_words(found, plan),
        bars=bars,
        x_axis=plan_axis(plan),
        never=f"Share of draws in which a month is best; none: {never}",
        summary=f"The best month by share of draws; leaving pays in {pays} of them",
    )


def _flexibility_words(found: Flexibility, plan: ExitPlan) -> tuple[Sentence, ...]:
    fixed = f"notice in {date(plan, found.fixed_month)}" if found.fixed_month else "staying"
    text = (
        f"Over the draws, each left at its best moment saves {money(found.known)} on average; "
        f"the best plan fixed for all of them, {fixed}, {money(found.fixed)}."
    )
    pays = f"Leaving ever pays in {_share(found.pays)} of {found.draws:,} draws."
    return (Word(text),), (Word(pays),)


def _share(share: float) -> str:
    return quantity.short(share, "percent")


# Price list ---------------------------------------------------------------------------------


def price_list_state(
    found: PriceList, means: Mapping[str, MeanWorth] | None = None, draws: int = 0
) -> PriceListState:
    """The price list; `means` are the clauses' worths over so many draws, once they are known."""
    if found.reason:
        return PriceListState(message=sentence(found.reason))
    table = clauses()
    rows = tuple(_row(each, (means or {}).get(each.clause), draws) for each in found.prices)
    left = "; ".join(f"{table[each.clause].label} ({each.reason})" for each in found.left)
    return PriceListState(
        rows=rows,
        note=_NOTE,
        left=f"Not listed: {left}" if left else "",
        message="" if rows else _NONE_LEFT,
    )


def _row(price: Price, mean: MeanWorth | None, draws: int) -> PriceRow:
    clause = clauses()[price.clause]
    change = "; ".join(_change_texts(price.changes))
    return PriceRow(
        key=price.clause,
        label=clause.label,
        change=change,
        worth=price.worth,
        worth_text=money(price.worth),
        cost_text=signed(price.exit_cost),
        monthly_text=_DASH if math.isnan(price.monthly) else money(price.monthly),
        input_key=price.changes[0].key,
        tip=f"{clause.label}\n{clause.meaning}\n\n{_inputs_text(price.changes)}",
        details=_details(price, mean, draws),
    )


def _change_texts(changes: tuple[Change, ...]) -> list[str]:
    """`6 → 1 month`, `None → month 13`: each input's."""
    return [_change_text(each) for each in changes]


def _change_text(change: Change) -> str:
    item = catalogue().inputs[change.key]
    before, after = (shown_text(item.key, value) for value in (change.before, change.after))
    suffix = suffix_text(item, change.after, after)
    if suffix == _ORDINAL:
        return f"{before} → month {after}"
    return f"{before} → {after} {suffix}".rstrip()


def _inputs_text(changes: tuple[Change, ...]) -> str:
    inputs = catalogue().inputs
    texts = _change_texts(changes)
    return "\n".join(
        f"{inputs[each.key].label}: {text}" for each, text in zip(changes, texts, strict=True)
    )


def _details(price: Price, mean: MeanWorth | None, draws: int) -> tuple[Sentence, ...]:
    words = [
        Word("Exit cost", "exit_cost"),
        Word(f" {signed(price.exit_cost)}, "),
        Word("remaining obligation", "remaining_obligation"),
        Word(f" {signed(price.remaining_obligation)}, "),
        Word("best saving", "best_exit_saving"),
        Word(f" {signed(price.best_saving)}; if nobody leaves, "),
        Word("contract PV", "contract_pv"),
        Word(f" {signed(price.contract_pv)}, "),
        Word("NPV of cash flow", "npv_cash_flow"),
        Word(f" {signed(price.npv)}."),
    ]
    if not math.isnan(price.monthly):
        words.append(Word(f" As much as {money(price.monthly)} a month off the fee."))
    if mean is not None:
        worth = f"{money(mean.mean)} ± {money(mean.error)}"
        words.append(Word(f" Worth {worth} on average over {draws:,} draws."))
    return (tuple(words),)
