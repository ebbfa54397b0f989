"""How the cards of the Sources page lie: in two columns, or one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer

from widgets.comparison.parts import CardSplitter
from widgets.controls.parts import ScrollColumn
from widgets.painting import palette

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from widgets.sources.claims_card import ClaimsCard
    from widgets.sources.detail import DetailCard
    from widgets.sources.inputs_card import InputsCard
    from widgets.sources.picture_card import PictureCard
    from widgets.tokens import Tokens

STACKED_BELOW = 760  # px of the page's width: the cards lie one under the other
_COLUMNS = (31, 69)  # shares of the width
_LEFT, _RIGHT = (50, 50), (44, 56)  # shares of the height
_LEAST = 160  # px of height of a card beside others
_STACKED = (260, 240, 420)  # of the claims, the picture and the inputs under one another
_AROUND = 8  # px that stay free above and below what is brought into sight
_HEAD = 190  # px of a claim's detail that say what it is
_WHEEL_STEP = 30


class CardBoard(ScrollColumn):
    """What is said at the left, what it comes to at the right; stacked, one column that scrolls.

    No card changes its parent, so that focus, selections and scroll positions stay.
    """

    def __init__(
        self,
        claims: ClaimsCard,
        detail: DetailCard,
        picture: PictureCard,
        inputs: InputsCard,
        tokens: Tokens,
    ) -> None:
        self._claims, self._detail = claims, detail
        self._picture, self._inputs = picture, inputs
        self._whole = CardSplitter(Qt.Orientation.Horizontal, tokens)
        self._splitters = [self._whole]
        self._stacked: bool | None = None
        self._shares: list[
            list[int]
        ] = []  # of the splitters, when the cards were last side by side
        self._scrolled = 0  # when they were last stacked
        self._held: QWidget | None = None  # what had the focus then
        self._chosen_in: QWidget | None = None  # the card in which the selected claim was chosen
        super().__init__(self._whole, tokens)
        self.setWidgetResizable(True)
        self.verticalScrollBar().setSingleStep(_WHEEL_STEP)
        for cards, shares in (((claims, detail), _LEFT), ((picture, inputs), _RIGHT)):
            column = CardSplitter(Qt.Orientation.Vertical, tokens)
            self._splitters.append(column)
            self._whole.addWidget(column)
            _fill(column, cards, shares)
        _share(self._whole, _COLUMNS)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_selected)
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._restore)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        ground = tokens._replace(panel=tokens.window)
        super().set_tokens(ground)
        self.setPalette(palette(ground))
        for splitter in self._splitters:
            splitter.set_tokens(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Before the columns feel the new size: what they had in the old is to be kept."""
        page = self.parentWidget()
        if page is not None and self._stacked is not None:
            self.show_stacked(page.width() < STACKED_BELOW)
        super().resizeEvent(event)

    def is_stacked(self) -> bool:
        return bool(self._stacked)

    def bar_width(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    def show_stacked(self, stacked: bool) -> None:
        """Lay the cards one under the other, or side by side as they were before."""
        if stacked == self._stacked:
            return
        if self._stacked is False:
            self._shares = [splitter.sizes() for splitter in self._splitters]
        elif self._stacked:
            self._scrolled = self.verticalScrollBar().value()
            self._held = self._whole.focusWidget()
        self._stacked = stacked
        along, across = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        self._whole.setOrientation(along if stacked else across)
        for card, height in zip((self._claims, self._picture, self._inputs), _STACKED, strict=True):
            card.setMinimumHeight(height if stacked else _LEAST)
        self._detail.show_whole(stacked)
        self._show_dividers(not stacked)
        policy = Qt.ScrollBarPolicy
        shown = policy.ScrollBarAlwaysOn if stacked else policy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(shown)
        if not stacked:
            for splitter, sizes in zip(self._splitters, self._shares, strict=False):
                splitter.setSizes(sizes)
        self._settled.start()

    def _show_dividers(self, shown: bool) -> None:
        """Between stacked cards there is no room to share out: nothing to drag, or to tab to."""
        through = Qt.WidgetAttribute.WA_TransparentForMouseEvents
        for splitter in self._splitters:
            for place in range(1, splitter.count()):
                splitter.handle(place).setEnabled(shown)
                splitter.handle(place).setAttribute(through, not shown)

    # -- what is in sight

    def show_selected(self, chosen_in: QWidget | None) -> None:
        """Bring the selected claim's row and its detail into sight, once both are laid out.

        What was chosen in the picture stays where it is; in the list, the list stays in sight.
        """
        self._chosen_in = chosen_in
        if chosen_in is not self._picture:
            self._later.start()

    def _show_selected(self) -> None:
        if not self._stacked:
            return
        _finish_layout()
        detail = self._within(self._detail)
        if self._chosen_in is self._claims:
            self._bring(max(self._within(self._claims), self._sight()), detail + _HEAD)
            return
        row = self._claims.show_marked_row()
        top = detail if row is None else self._within(self._claims) + row.top()
        self._bring(top, detail + self._detail.height())

    def show_card(self, inner: QWidget) -> None:
        """Bring the card into sight in which a part is: a key is about to move something in it."""
        if not self._stacked:
            return
        cards = (self._claims, self._detail, self._picture, self._inputs)
        card = next((each for each in cards if each.isAncestorOf(inner)), inner)
        shown = card if card.height() <= self.room().height() else inner
        top = self._within(shown)
        self._bring(top, top + shown.height())

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Tab: the card that it leads to comes into sight, not only the part."""
        moved = super().focusNextPrevChild(next)
        held = self.window().focusWidget()
        if moved and self._whole.isAncestorOf(held):
            self.show_card(held)
        return moved

    def _restore(self) -> None:
        """Newly stacked: where it was scrolled to, or to what has got the focus since."""
        if not self._stacked:
            return
        _finish_layout()
        self.verticalScrollBar().setValue(self._scrolled)
        held = self._whole.focusWidget()
        if held is not self._held and self._whole.isAncestorOf(held):
            self.show_card(held)

    def _sight(self) -> int:
        """The top of what need not be scrolled back to, px."""
        return self.verticalScrollBar().value() + _AROUND

    def _within(self, part: QWidget) -> int:
        """Where the top of a part is in what scrolls, px."""
        return part.mapTo(self._whole, QPoint(0, 0)).y()

    def _bring(self, top: int, bottom: int) -> None:
        """As little as needed; where not all has room, the top counts."""
        bar, room = self.verticalScrollBar(), self.room().height()
        value = max(bar.value(), bottom + _AROUND - room)
        bar.setValue(min(value, top - _AROUND))


def _finish_layout() -> None:
    """What asked to be laid out is, up to the scroll bar: only then are places known."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _fill(column: CardSplitter, cards: tuple[QWidget, ...], shares: tuple[int, ...]) -> None:
    for card in cards:
        column.addWidget(card)
    _share(column, shares)


def _share(splitter: CardSplitter, shares: tuple[int, ...]) -> None:
    splitter.setSizes([100 * share for share in shares])
    for place, share in enumerate(shares):
        splitter.setStretchFactor(place, share)
