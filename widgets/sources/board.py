"""The cards of the Sources page, and what of them a selected claim brings into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from widgets.card_board import AROUND, CardBoard, Placed, Strip, finish_layout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.sources.claims_card import ClaimsCard
    from widgets.sources.detail import DetailCard
    from widgets.sources.inputs_card import InputsCard
    from widgets.sources.picture_card import PictureCard
    from widgets.tokens import Tokens

_HEAD = 190  # px of a claim's detail that say what it is


class SourcesBoard(CardBoard):
    """What is said at the left, what it comes to at the right. The detail has its own height."""

    def __init__(
        self,
        claims: ClaimsCard,
        detail: DetailCard,
        picture: PictureCard,
        inputs: InputsCard,
        tokens: Tokens,
    ) -> None:
        self._claims, self._detail, self._picture = claims, detail, picture
        self._chosen_in: QWidget | None = None  # the card in which the selected claim was chosen
        columns = (
            Strip(31, (Placed(claims, 50, 260), Placed(detail, 50))),
            Strip(69, (Placed(picture, 44, 240), Placed(inputs, 56, 420))),
        )
        super().__init__(Qt.Orientation.Horizontal, columns, tokens)
        self.stacked.connect(detail.show_whole)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_selected)

    def show_selected(self, chosen_in: QWidget | None) -> None:
        """Bring the selected claim's row and its detail into sight, once both are laid out.

        What was chosen in the picture stays where it is; in the list, the list stays in sight.
        """
        self._chosen_in = chosen_in
        if chosen_in is not self._picture:
            self._later.start()

    def _show_selected(self) -> None:
        if not self.is_stacked():
            return
        finish_layout()
        detail = self.within(self._detail)
        if self._chosen_in is self._claims:
            sight = self.verticalScrollBar().value() + AROUND  # need not be scrolled back to
            self.bring(max(self.within(self._claims), sight), detail + _HEAD)
            return
        row = self._claims.show_marked_row()
        top = detail if row is None else self.within(self._claims) + row.top()
        self.bring(top, detail + self._detail.height())
