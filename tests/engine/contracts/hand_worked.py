"""Three contracts that feed a plan, month by month by hand.

The plan begins in April 2026 and the register is as of 30 June 2026. A thousand GPUs are
730,000 GPU-hours a month, so 0.73 m.

Ada: $100m a month for 100 thousand GPUs, half of it take-or-pay, all of 2026; April is its
month 4. Six months are over: with 3 months' notice it can end after month 9, September, the
plan's month 6. Two monthly fees are due then, but no more than the 3 × $50m that would be.

Bo: $60m for 27.2 MW, at 1.36 kW a GPU 20 thousand, from 15 July 2025 for 24 months, 10% more
each contract year; April is its month 10. By 30 June 11 months are over. Locked in to month 18,
with 2 months' notice out after month 20, February 2027, the plan's month 11: a quarter of
4 × $66m, and $5m to move.

Cy: $30m for 10,000 GPUs, 80% take-or-pay, 6 months from 30 September 2026, the plan's month 6,
in a ramp of 40, 60, 80, 100%. A month's notice ends it after its first month, for nothing.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from engine.calendar import YearMonth
from engine.contracts.contract import Contract
from engine.contracts.register import Register
from engine.model.switch import BESIDE, REPLACES, SUPPLEMENTS

START, AS_OF = YearMonth(2026, 4), date(2026, 6, 30)
ADA = Contract(
    *("ada", "Ada", date(2026, 1, 1), 12, 100.0),
    capacity=100.0,
    capacity_unit="k_gpu",
    take_or_pay_pct=0.5,
    notice_months=3,
    termination_fee_months=2,
)
BO = Contract(
    *("bo", "Bo", date(2025, 7, 15), 24, 60.0),
    capacity=27.2,
    capacity_unit="mw",
    fee_escalator=0.1,
    lockin_months=18,
    notice_months=2,
    termination_fee_pct=0.25,
    switching_cost=5.0,
    auto_renew=True,
    renewal_months=12,
    renewal_uplift=0.2,
)
CY = Contract(
    *("cy", "Cy", date(2026, 9, 30), 6, 30.0),
    capacity=10_000.0,
    capacity_unit="gpu",
    take_or_pay_pct=0.8,
    ramp_months=3,
    ramp_first_pct=0.4,
    notice_months=1,
    termination_fee_pct=0.0,
)
REGISTER = Register(contracts=(ADA, BO, CY))


class Rows(NamedTuple):
    """Of all three by month of the plan, 120 each: thousand GPUs, $m."""

    gpus: list[float]
    firm: list[float]
    full: list[float]
    charge: list[float]

    def hours(self) -> list[float]:
        return [0.73 * each for each in self.gpus]

    def cost(self, need: float) -> list[float]:
        """Minimum fees, or full fees as far as the hours are used, whichever is more."""
        return [
            max(firm, full * min(need, hours) / hours) if hours else firm
            for firm, full, hours in zip(self.firm, self.full, self.hours(), strict=True)
        ]


def _row(*runs: tuple[int, float]) -> list[float]:
    """(months, value) after one another; then 0."""
    found = [value for months, value in runs for _ in range(months)]
    return found + [0.0] * (120 - len(found))


HAND = {
    REPLACES: Rows(
        gpus=_row((5, 120), (1, 124), (5, 20)),
        firm=_row((3, 110), (2, 116), (1, 125.6), (5, 66)),
        full=_row((3, 160), (2, 166), (1, 178), (5, 66)),
        charge=_row((5, 0), (1, 150), (4, 0), (1, 71)),
    ),
    SUPPLEMENTS: Rows(
        gpus=_row((5, 120), (1, 124), (1, 126), (1, 128), (1, 130), (2, 30), (4, 20)),
        firm=_row(
            *((3, 110), (2, 116), (1, 125.6), (1, 130.4), (1, 135.2), (1, 140), (2, 90), (4, 66))
        ),
        full=_row(*((3, 160), (2, 166), (1, 178), (1, 184), (1, 190), (1, 196), (2, 96), (4, 66))),
        charge=_row(),
    ),
    BESIDE: Rows(
        gpus=_row((5, 120), (1, 124), (1, 126), (1, 128), (112, 130)),
        firm=_row((3, 110), (2, 116), (1, 125.6), (1, 130.4), (1, 135.2), (112, 140)),
        full=_row((3, 160), (2, 166), (1, 178), (1, 184), (1, 190), (112, 196)),
        charge=_row(),
    ),
}


def needing(hours: float) -> dict[str, float]:
    """Inputs of a plan that needs that many m GPU-hours in every month, and of nobody else.

    Its own commitment buys nothing and nothing is to be had on demand.
    """
    return {
        "compute_intensity": 0.0,
        "opening_training_hours": hours,
        "training_growth": 0.0,
        "committed_gpus": 0.0,
        "monthly_spend": 0.0,
        "spot_capacity": 0.0,
        "incumbent_replaced_pct": 0.0,
        "exclusivity_pct": 0.0,
    }
