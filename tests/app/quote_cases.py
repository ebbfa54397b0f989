"""A register with quotes and contracts, and the case that views of it are built of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.contracts.case import Case
from app.contracts.pricing import Pricing, pricing
from engine.contracts.audit import audit
from engine.contracts.contract import Contract
from engine.contracts.quote import Quote
from engine.contracts.quotes.market import NoFit, fit
from engine.contracts.register import Register, Watch
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from engine.project import single

if TYPE_CHECKING:
    from engine.project import Project

TODAY = date(2026, 11, 22)

# On the curve 4 · 0.75 ^ years from 1 Jan 2024, each in another unit: $4, $3, $2.25 a GPU-hour.
EXACT = (
    Quote("Q1", "NorthGrid", date(2024, 1, 1), 4.0),
    Quote("Q2", "Vultanic", date(2025, 1, 1), 3.0 * 730, "gpu_month"),
    Quote("Q3", "CoreCo", date(2026, 1, 1), 2.25 * 730 * 1000 / 1.36, "mw_month"),
)
SCATTERED = (
    Quote("Q1", "NorthGrid", date(2024, 11, 4), 4.10),
    Quote("Q2", "Vultanic", date(2025, 1, 20), 3.95, term_months=24, conditions="prepaid 10%"),
    Quote("Q3", "CoreCo", date(2025, 3, 3), 2700.0, "gpu_month", 10.0, "k_gpu", 36),
    Quote("Q4", "Brightloop", date(2025, 7, 2), 3.55),
    Quote("Q5", "NorthGrid", date(2025, 9, 9), 3.40),
    Quote("Q6", "CoreCo", date(2026, 1, 15), 3.05),
    Quote("Q7", "Helio", date(2026, 6, 1), 1_300_000.0, "mw_month", 200.0, "mw", 48),
    Quote("Q8", "Spotmart", date(2026, 8, 20), 298.0, conditions="typed in cents?"),
    Quote("Q9", "Vultanic", date(2026, 11, 2), 1790.0, "gpu_month", added=date(2026, 11, 3)),
    Quote("Q10", "Orbital", date(2026, 11, 16), 2.55, added=date(2026, 11, 16)),
)
CONTRACTS = (
    Contract(
        "C-01",
        "CoreCo",
        date(2026, 1, 31),
        36,
        420.0,
        capacity=120.0,
        capacity_unit="k_gpu",
        notice_months=6,
        termination_fee_pct=0.5,
    ),
    Contract(
        "C-02",
        "NorthGrid",
        date(2025, 6, 1),
        48,
        95.0,
        capacity=64.0,
        capacity_unit="mw",
        notice_months=3,
        termination_fee_pct=0.25,
        auto_renew=True,
        renewal_months=12,
    ),
    Contract(
        "C-03", "Vultanic", date(2024, 4, 1), 24, 20.0, notice_months=1, termination_fee_pct=0.1
    ),
    Contract("C-04", "Orbital", date(2026, 5, 1), 30, 55.0, notice_months=2),
)
WATCH = Watch(date(2026, 10, 15), 2.50)


def register(
    quotes: tuple[Quote, ...] = SCATTERED, contracts: tuple[Contract, ...] = CONTRACTS
) -> Register:
    return Register(contracts, quotes, watch=WATCH)


def project_with(found: Register) -> Project:
    return replace(single(preset_scenario("as_reported")), register=found)


def case_of(found: Register, selected: str = "", project: Project | None = None) -> Case:
    made = replace(project or single(preset_scenario("as_reported")), register=found)
    fitted = fit(found.quotes, kw_per_gpu=found.kw_per_gpu) if found.quotes else None
    return Case(
        register=found,
        as_of=TODAY,
        today=TODAY,
        audit=audit(found, TODAY) if found.contracts else None,
        findings=(),
        market=None if isinstance(fitted, NoFit) else fitted,
        market_fault=fitted.reason if isinstance(fitted, NoFit) else "",
        selected=selected,
        fresh=True,
        project=made,
        scenario=made.scenario,
        result=evaluate(made.scenario),
    )


def priced(case: Case) -> Pricing | None:
    if case.audit is None:
        return None
    return pricing(case.audit, case.market)
