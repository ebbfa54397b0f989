"""The desks of the page's views, each made when its view is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.contracts.states import AUDIT, PICTURES, PLAN, QUOTES, REGISTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.contracts.bench import Bench, ViewDesk


def _register_desk(bench: Bench) -> ViewDesk:
    from app.contracts.register_desk import RegisterDesk

    return RegisterDesk(bench)


def _audit_desk(bench: Bench) -> ViewDesk:
    from app.contracts.audit_desk import AuditDesk

    return AuditDesk(bench)


def _pictures_desk(bench: Bench) -> ViewDesk:
    from app.contracts.pictures_desk import PicturesDesk

    return PicturesDesk(bench)


def _quotes_desk(bench: Bench) -> ViewDesk:
    from app.contracts.quotes_desk import QuotesDesk

    return QuotesDesk(bench)


def _plan_desk(bench: Bench) -> ViewDesk:
    from app.contracts.plan_desk import PlanDesk

    return PlanDesk(bench)


VIEW_DESKS: dict[int, Callable[[Bench], ViewDesk]] = {
    REGISTER: _register_desk,
    AUDIT: _audit_desk,
    PICTURES: _pictures_desk,
    QUOTES: _quotes_desk,
    PLAN: _plan_desk,
}
