"""The dialog of correlations beside the window: each change is a step at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.uncertainty.commands import UncertaintyCommands

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.session import Session
    from app.uncertainty.commands import Repair
    from app.uncertainty.correlation_states import Refused
    from app.window import MainWindow
    from engine.uncertainty.case import Uncertainty
    from widgets.dialogs.correlations import CorrelationsDialog


class CorrelationDesk:
    """Joins the dialog and the session; follows undo and what becomes certain."""

    def __init__(
        self, window: MainWindow, session: Session, distributions: Callable[[], None]
    ) -> None:
        """`distributions` opens the other dialog."""
        self._window = window
        self._session = session
        self._distributions = distributions
        self._commands = UncertaintyCommands(session)
        self.dialog: CorrelationsDialog | None = None
        # What the last change brought with it or why it was refused, and what it is of.
        self._repaired: Repair = ()
        self._refused: Refused | None = None
        self._of: Uncertainty | None = None
        session.listen(self.refresh)

    def show(self) -> None:
        if self.dialog is None:
            from widgets.dialogs.correlations import CorrelationsDialog  # here: seldom needed

            dialog = self.dialog = CorrelationsDialog(self._window.tokens, self._window)
            dialog.entered.connect(self._enter)
            dialog.given_up.connect(lambda: self._tell((), None))
            dialog.reset.connect(self._reset)
            dialog.distributions_requested.connect(lambda: self._distributions())
        self.dialog.show()
        self.refresh()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.dialog.matrix.setFocus()

    def refresh(self) -> None:
        """After any change of the project."""
        if self.dialog is None or not self.dialog.isVisible():
            return
        from app.uncertainty.correlation_states import correlations_state

        uncertainty = self._commands.uncertainty
        if uncertainty != self._of:
            self._of, self._repaired, self._refused = uncertainty, (), None
        self.dialog.show_state(correlations_state(uncertainty, self._repaired, self._refused))

    def _enter(self, row: int, column: int, text: str) -> None:
        from app.uncertainty.correlation_states import Refused, ordered_inputs, read_rank

        keys = ordered_inputs(self._commands.uncertainty)
        if max(row, column) >= len(keys):
            return  # it became certain while its cell was written
        first, second = keys[column], keys[row]
        read = read_rank(first, second, text)
        if isinstance(read, Refused):
            self._tell((), read)
            return
        fault, repaired = self._commands.set_correlation(first, second, read)
        self._tell(repaired, Refused(first, second, text, fault) if fault else None)

    def _reset(self) -> None:
        _, repaired = self._commands.reset_correlations()
        self._tell(repaired, None)

    def _tell(self, repaired: Repair, refused: Refused | None) -> None:
        self._of = self._commands.uncertainty
        self._repaired, self._refused = repaired, refused
        self.refresh()
