"""The scenario bar: what is clicked there and in the Scenario menu becomes a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.scenarios.commands import ScenarioCommands
from engine.calendar import YearMonth
from engine.project import Reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.session import Session
    from app.window import MainWindow


class BarDesk:
    """Joins bar, menu and commands. A command that is refused says why at the window's foot."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self._window = window
        self._session = session
        self.commands = ScenarioCommands(session)
        bar, commands = window.bar, self.commands
        bar.selected.connect(commands.select)
        bar.ticked.connect(commands.tick)
        bar.rename_requested.connect(self._rename)
        bar.duplicate_requested.connect(lambda number: self._say(commands.duplicate(number)))
        bar.delete_requested.connect(lambda number: self._say(commands.delete(number)))
        bar.moved.connect(commands.move)
        bar.colour_chosen.connect(commands.colour)
        bar.pinned.connect(commands.pin)
        bar.unpinned.connect(commands.unpin)
        bar.new_requested.connect(lambda: self._say(commands.new()))
        bar.preset_added.connect(lambda preset: self._say(commands.add_preset(preset)))
        bar.reference_chosen.connect(self._compare_with)

    def handlers(self) -> dict[str, Callable[[], object]]:
        commands, session = self.commands, self._session
        return {
            "new_scenario": lambda: self._say(commands.new()),
            "duplicate_scenario": lambda: self._say(commands.duplicate(session.project.current)),
            "rename_scenario": lambda: self._window.bar.rename(session.project.current),
            "delete_scenario": lambda: self._say(commands.delete(session.project.current)),
            "scenario_calendar": self._ask_calendar,
            "next_scenario": lambda: self._step(1),
            "previous_scenario": lambda: self._step(-1),
            "tick_all": commands.tick_all,
            "tick_current": commands.tick_current,
            "pin_scenario": lambda: commands.pin(session.project.current),
            "compare_preset": commands.unpin,
            "compare_saved": self._compare_saved,
        }

    def _say(self, fault: str) -> None:
        if fault:
            self._window.status.show_message(fault)

    def _rename(self, number: int, text: str) -> None:
        if fault := self.commands.rename(number, text):
            self._window.bar.show_rename_error(number, fault)

    def _ask_calendar(self) -> None:
        from widgets.dialogs.calendar import CalendarDialog  # here: seldom needed

        scenario, window = self._session.project.scenario, self._window
        dialog = CalendarDialog(
            scenario.name, scenario.start, scenario.fiscal_start, window.tokens, window
        )
        dialog.chosen.connect(
            lambda year, month, fiscal: self.commands.set_calendar(YearMonth(year, month), fiscal)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _step(self, by: int) -> None:
        project = self._session.project
        ids = [entry.id for entry in project.entries]
        self.commands.select(ids[(ids.index(project.current) + by) % len(ids)])

    def _compare_with(self, kind: str, number: int) -> None:
        if kind == "scenario":
            self.commands.compare_with(Reference("scenario", number))
        elif kind == "saved":
            self._compare_saved()
        else:
            self.commands.unpin()

    def _compare_saved(self) -> None:
        if self._session.saved.scenario(self._session.project.current) is None:
            self._say("This scenario was not saved yet")
        else:
            self.commands.compare_with(Reference("saved"))
