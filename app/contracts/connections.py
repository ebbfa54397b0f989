"""What the views without desks of their own ask for, and who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.contracts.dates import step
from engine.files.amounts import CellError
from engine.files.days import day_of
from widgets.contracts.states import REGISTER

if TYPE_CHECKING:
    from app.contracts.bench import Bench
    from widgets.contracts.audit_view import AuditView
    from widgets.contracts.pictures_view import PicturesView


def connect_audit(view: AuditView, bench: Bench) -> None:
    """The day that is looked at: typed, stepped by months, or today."""

    def typed(text: str) -> None:
        try:
            day = day_of(text, day_first=None)
        except CellError as error:
            view.show_date_fault(str(error))
            return
        view.show_date_fault("")
        bench.commands.set_as_of(day, bench.today())

    def stepped(months: int) -> None:
        view.show_date_fault("")
        bench.commands.set_as_of(step(bench.as_of(), months), bench.today())

    def today() -> None:
        view.show_date_fault("")
        bench.commands.set_as_of(None, bench.today())

    view.as_of_typed.connect(typed)
    view.as_of_stepped.connect(stepped)
    view.today_requested.connect(today)
    view.register_requested.connect(lambda: bench.show_view(REGISTER))


def connect_pictures(view: PicturesView, bench: Bench) -> None:
    view.export_calendar_requested.connect(lambda: bench.files.export_calendar(bench.as_of()))
    view.register_requested.connect(lambda: bench.show_view(REGISTER))
