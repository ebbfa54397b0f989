"""Random contracts inside the ranges of the register's columns."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.contracts.contract import Contract
from engine.contracts.register import Register

if TYPE_CHECKING:
    from typing import TypeVar

    _Kind = TypeVar("_Kind")

AS_OF = date(2026, 11, 22)
_FIRST = date(2019, 1, 1)
_DAYS = 3650  # of starts
_SUPPLIERS = 24
_MONTH_ENDS = (date(2024, 2, 29), date(2025, 1, 31), date(2023, 10, 31), date(2026, 8, 30))


def register_of(count: int, seed: int = 1) -> Register:
    """Contracts of a few suppliers: running, expired and not started; some with gaps."""
    draw = random.Random(seed)  # noqa: S311 - contracts, not secrets
    return Register(contracts=tuple(_contract(draw, number) for number in range(count)))


def random_contract(seed: int) -> Contract:
    """One of them."""
    return register_of(1, seed).contracts[0]


def _contract(draw: random.Random, number: int) -> Contract:
    start = _FIRST + timedelta(days=draw.randrange(_DAYS))
    no_fee = draw.random() < 0.15

    def clause(value: _Kind) -> _Kind | None:
        return None if no_fee or draw.random() < 0.4 else value

    return Contract(
        id=f"c{number + 1}",
        supplier=f"Supplier {draw.randrange(_SUPPLIERS)}",
        start=draw.choice(_MONTH_ENDS) if draw.random() < 0.2 else start,
        term_months=draw.randint(1, 120),
        monthly_fee=_some(draw, 0.001, 400.0),
        capacity=draw.choice((None, draw.uniform(0, 90_000.0))),
        capacity_unit=draw.choice(("gpu", "k_gpu", "mw", "gpu_hour_month")),
        take_or_pay_pct=draw.choice((1.0, 1.0, draw.random())),
        ramp_months=draw.choice((0, draw.randint(1, 60))),
        ramp_first_pct=draw.choice((None, draw.random())),
        fee_escalator=draw.choice((0.0, draw.uniform(-0.5, 0.5))),
        prepay_pct=_some(draw, 0, 1),
        prepay_refund_pct=_some(draw, 0, 1),
        lockin_months=draw.choice((0, draw.randint(1, 120))),
        notice_months=draw.choice((None, 0, draw.randint(1, 60), draw.randint(1, 6))),
        auto_renew=draw.random() < 0.5,
        renewal_months=draw.choice((0, 12, draw.randint(1, 60))),
        renewal_uplift=_some(draw, -0.5, 1),
        renewal_notice_days=draw.choice((None, draw.randint(0, 400))),
        termination_fee_pct=clause(draw.random()),
        termination_fee_decline=clause(draw.uniform(0, 0.4)),
        termination_fee_floor=clause(draw.uniform(0, 0.5)),
        termination_fee_months=clause(draw.randint(0, 24)),
        list_discount=_some(draw, 0, 0.95),
        clawback_pct=_some(draw, 0, 1),
        switching_cost=_some(draw, 0, 300),
        exclusivity_pct=_some(draw, 0, 1),
        sla_target=draw.choice((0.0, 0.999)),
    )


def _some(draw: random.Random, low: float, high: float) -> float:
    """0 in a third of all."""
    return 0.0 if draw.random() < 1 / 3 else draw.uniform(low, high)
