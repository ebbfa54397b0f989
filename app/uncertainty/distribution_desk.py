"""The dialog of distributions beside the window: each change is a step at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.uncertainty.commands import UncertaintyCommands
from app.uncertainty.following import shifts_of
from engine.model.catalogue import catalogue
from engine.uncertainty.checks import kinds_for

if TYPE_CHECKING:
    from app.session import Session
    from app.window import MainWindow
    from engine.uncertainty.case import Distribution, Uncertainty
    from widgets.dialogs.distributions import DistributionsDialog


_WAITS = "What you typed is taken once all of it fits. Esc takes a field back."


class DistributionDesk:
    """Joins the dialog and the session; follows undo, sliders and other scenarios."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self._window = window
        self._session = session
        self._commands = UncertaintyCommands(session)
        self.dialog: DistributionsDialog | None = None
        self._key = ""
        # What was typed and refused, with its faults, and the uncertainty that it was typed for.
        self._typed: dict[str, str] = {}
        self._faults: dict[str, str] = {}
        self._of: Uncertainty | None = None
        self._message, self._fault = "", False
        session.listen(self.refresh)

    def show(self, key: str = "") -> None:
        """Opens it, at an input if one is named; a certain one becomes uncertain."""
        if self.dialog is None:
            self.dialog = self._made()
        if key:
            self._forget()
            self._key = key
            if self._now is None:
                self._add(key)
        self.dialog.show()
        self.refresh()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _made(self) -> DistributionsDialog:
        from widgets.dialogs.distributions import DistributionsDialog  # here: seldom needed

        dialog = DistributionsDialog(self._window.tokens, self._window)
        dialog.input_chosen.connect(self._choose)
        dialog.input_added.connect(self._add)
        dialog.kind_chosen.connect(self._kind)
        dialog.parameter_entered.connect(self._enter)
        dialog.parameter_given_up.connect(self._give_up)
        dialog.value_added.connect(self._add_value)
        dialog.value_removed.connect(self._remove_value)
        dialog.removed.connect(self._remove)
        dialog.reset.connect(lambda: self._do(self._commands.reset_distribution(self._key)))
        dialog.all_reset.connect(lambda: self._do(self._commands.reset_distributions()))
        return dialog

    @property
    def _now(self) -> Distribution | None:
        return self._commands.uncertainty.distribution(self._key)

    # Showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """After any change of the project."""
        if self.dialog is None or not self.dialog.isVisible():
            return
        from app.uncertainty.distribution_states import Edited, distributions_state

        uncertainty, scenario = self._commands.uncertainty, self._session.document.scenario
        if uncertainty != self._of:
            self._forget()
            self._of = uncertainty
        if uncertainty.distribution(self._key) is None:
            self._key = self._neighbour(uncertainty)
        edited = Edited(self._key, self._typed, self._faults, self._message, self._fault)
        moved = shifts_of(scenario, uncertainty)
        self.dialog.show_state(distributions_state(uncertainty, scenario.values, moved, edited))

    def _neighbour(self, uncertainty: Uncertainty) -> str:
        """The uncertain input that stands next to where the one that is gone stood."""
        from app.uncertainty.distribution_states import input_rows, place_of

        keys = [row.id for row in input_rows(uncertainty)]
        if self._key:
            after = [key for key in keys if place_of(key) > place_of(self._key)]
            return after[0] if after else keys[-1] if keys else ""
        return keys[0] if keys else ""

    def _forget(self) -> None:
        self._typed, self._faults, self._message = {}, {}, ""

    def _do(self, fault: str, message: str = "") -> None:
        """Shows what a command did, and why it did not where it did not."""
        self._forget()
        self._message, self._fault = fault or message, bool(fault)
        self.refresh()

    # What the user does ----------------------------------------------------------------------

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self._do("")

    def _add(self, key: str) -> None:
        from engine.uncertainty.suggest import suggested

        value = self._session.document.scenario.values[key]
        self._key = key
        made = suggested(key, kinds_for(key)[0].key, value)
        self._do(self._commands.set_distribution(key, made))

    def _kind(self, place: int) -> None:
        from engine.uncertainty.suggest import suggested

        kinds = kinds_for(self._key) if self._now else ()
        if place >= len(kinds):
            return  # of an input that became certain, or is another, while the list was open
        value = self._session.document.scenario.values[self._key]
        kind = kinds[place].key
        made = suggested(self._key, kind, value, like=self._now)
        self._do(self._commands.set_distribution(self._key, made))

    def _enter(self, name: str, text: str) -> None:
        """Takes all that was typed, or keeps it with what is wrong with it."""
        from app.uncertainty.distribution_typing import typed_distribution

        now = self._now
        if now is None:
            return
        self._typed[name] = text
        typed = typed_distribution(self._key, now, self._typed)
        if typed.made is not None:
            self._do(self._commands.set_distribution(self._key, typed.made))
        else:
            self._faults, self._message, self._fault = dict(typed.faults), _WAITS, False
            self.refresh()

    def _give_up(self, name: str) -> None:
        """A parameter again as it was; what else was typed is tried once more."""
        rest = {each: text for each, text in self._typed.items() if each != name}
        self._forget()
        self.refresh()
        for each, text in rest.items():
            self._enter(each, text)

    def _add_value(self) -> None:
        from app.uncertainty.distribution_typing import with_value

        if (now := self._now) is not None:
            self._do(self._commands.set_distribution(self._key, with_value(self._key, now)))

    def _remove_value(self, place: int) -> None:
        from app.uncertainty.distribution_typing import without_value

        if (now := self._now) is not None:
            self._do(self._commands.set_distribution(self._key, without_value(now, place)))

    def _remove(self) -> None:
        key, before = self._key, self._commands.uncertainty
        gone = sum(key in pair[:2] for pair in before.correlations)
        label = catalogue().inputs[key].label
        also = "its 1 correlation" if gone == 1 else f"its {gone} correlations"
        message = f"{label} is certain now"
        if gone:
            message += f"; {also} went too, and undo brings everything back"
        self._do(self._commands.set_distribution(key, None), f"{message}.")
