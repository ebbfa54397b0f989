"""How the cards of a page lie: beside and above one another, or in one column that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollBar, QWidget
from shiboken6 import isValid

from widgets.comparison.parts import CardSplitter
from widgets.controls.parts import ScrollColumn
from widgets.painting import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from widgets.tokens import Tokens

STACKED_BELOW = 760  # px of the page's width: the cards lie one under the other
EDGE = 20  # px beside the cards; at the right, the scroll bar lies in it
AROUND = 8  # px that stay free above and below what is brought into sight
_LEAST = 160  # px of height of a card beside others
_WHEEL_STEP = 30
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
_LEADING_ON = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class Placed(NamedTuple):
    """A card in its strip."""

    card: QWidget
    share: int  # of the strip's room
    stacked: int | None = None  # px of height at least, stacked; None: the card sees to it


class Strip(NamedTuple):
    """Cards in one column, or in one row."""

    share: int  # of the board's room
    cards: tuple[Placed, ...]


class CardBoard(ScrollColumn):
    """Strips of cards with dividers to drag; where the page is narrow, one column that scrolls.

    No card changes its parent, so that focus, selections and scroll positions stay. Lies alone
    across its page, from `EDGE` at the left to `EDGE` less the bar's width at the right.
    """

    stacked = Signal(bool)  # the cards are about to be laid out so

    def __init__(
        self, orientation: Qt.Orientation, strips: Sequence[Strip], tokens: Tokens
    ) -> None:
        """`orientation` is that of the strips' row: lying, the strips are columns."""
        self._orientation = orientation
        self._across = _other(orientation)
        self._cards = tuple(placed for strip in strips for placed in strip.cards)
        self._whole = CardSplitter(orientation, tokens)
        self._splitters = [self._whole]
        self._stacked: bool | None = None
        # What the splitters shared out, when the cards were last beside one another.
        self._shares = [[strip.share * 100 for strip in strips]]
        self._scrolled = 0  # when they were last stacked
        self._held: QWidget | None = None  # what had the focus then
        self._inner = _InnerBars()
        super().__init__(self._whole, tokens)
        self.setWidgetResizable(True)
        self.verticalScrollBar().setSingleStep(_WHEEL_STEP)
        for strip in strips:
            self._fill(strip, tokens)
        self._whole.setSizes(self._shares[0])
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._restore)
        self._before_key: int | None = None  # where it was scrolled to, before a key was pressed
        self._keys = _KeyWatch(self)
        self._keys.pressed.connect(self._before_a_key)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)
        self.set_tokens(tokens)

    def _fill(self, strip: Strip, tokens: Tokens) -> None:
        splitter = CardSplitter(self._across, tokens)
        self._splitters.append(splitter)
        self._shares.append([placed.share * 100 for placed in strip.cards])
        self._whole.addWidget(splitter)
        for placed in strip.cards:
            splitter.addWidget(placed.card)
        splitter.setSizes(self._shares[-1])

    def set_tokens(self, tokens: Tokens) -> None:
        ground = tokens._replace(panel=tokens.window)
        super().set_tokens(ground)
        self.setPalette(palette(ground))
        for splitter in self._splitters:
            splitter.set_tokens(tokens)

    def bar_width(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    # -- how the cards lie

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Before the strips feel the new size: what they had in the old is to be kept."""
        page = self.parentWidget()
        if page is not None:
            self.show_stacked(page.width() < STACKED_BELOW)
        super().resizeEvent(event)

    def is_stacked(self) -> bool:
        return bool(self._stacked)

    def show_stacked(self, stacked: bool) -> None:
        """Lay the cards one under the other, or beside one another as they were before."""
        if stacked == self._stacked:
            return
        if not self._settled.isActive():  # else nothing has been seen since the last time
            self._keep()
        self._stacked = stacked
        along = Qt.Orientation.Vertical
        for splitter in self._splitters:
            own = self._orientation if splitter is self._whole else self._across
            splitter.setOrientation(along if stacked else own)
        for placed in self._cards:
            if placed.stacked is not None:
                placed.card.setMinimumHeight(placed.stacked if stacked else _LEAST)
        self._show_dividers(not stacked)
        self.stacked.emit(stacked)
        if not stacked:
            for splitter, sizes in zip(self._splitters, self._shares, strict=True):
                splitter.setSizes(sizes)
        self._settled.start()

    def _keep(self) -> None:
        """Remember how the cards lay, and what was in sight."""
        if self._stacked is False:
            self._shares = [splitter.sizes() for splitter in self._splitters]
        elif self._stacked:
            self._scrolled = self.verticalScrollBar().value()
            self._held = self._whole.focusWidget()
        self._inner.keep(self._whole)

    def _show_dividers(self, shown: bool) -> None:
        """Between stacked cards there is no room to share out: nothing to drag, or to tab to."""
        through = Qt.WidgetAttribute.WA_TransparentForMouseEvents
        for splitter in self._splitters:
            for place in range(1, splitter.count()):
                splitter.handle(place).setEnabled(shown)
                splitter.handle(place).setAttribute(through, not shown)

    def _restore(self) -> None:
        """Newly laid out: where it was scrolled to, or to what has got the focus since."""
        finish_layout()
        self._inner.restore()
        if not self._stacked:
            return
        self.verticalScrollBar().setValue(self._scrolled)
        held = self._whole.focusWidget()
        if held is not self._held and self._whole.isAncestorOf(held):
            self.show_card(held)

    # -- what is in sight

    def show_card(self, inner: QWidget) -> None:
        """Bring the card into sight in which a part is: a key is about to move something in it."""
        if not self._stacked:
            return
        cards = (placed.card for placed in self._cards)
        card = next((each for each in cards if each.isAncestorOf(inner)), inner)
        shown = card if card.height() <= self.room().height() else inner
        top = self.within(shown)
        self.bring(top, top + shown.height())

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Tab: the card that it leads to comes into sight, not only the part."""
        moved = super().focusNextPrevChild(next)
        held = self.window().focusWidget()
        if moved and self._whole.isAncestorOf(held):
            self.show_card(held)
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that no card had a use for scrolls from where the board was.

        Not one of a list or table, which moves in it: at its end nothing moves.
        """
        before, self._before_key = self._before_key, None
        if isinstance(self._keys.part(), QAbstractScrollArea):
            event.ignore()
            return
        if before is not None:
            self.verticalScrollBar().setValue(before)
        super().keyPressEvent(event)

    def _before_a_key(self, part: QWidget) -> None:
        self._before_key = self.verticalScrollBar().value()
        self.show_card(part)

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and self._whole.isAncestorOf(now)
        self._before_key = None
        self._keys.watch(now if inside else None)
        if now is None or not inside or old is None or self._whole.isAncestorOf(old):
            return
        if not now.underMouse():  # what is clicked is in sight, and stays in place
            self.show_card(now)

    def within(self, part: QWidget) -> int:
        """Where the top of a part is in what scrolls, px."""
        return part.mapTo(self._whole, QPoint(0, 0)).y()

    def bring(self, top: int, bottom: int) -> None:
        """Scroll as little as needed; where not all has room, the top counts."""
        bar, room = self.verticalScrollBar(), self.room().height()
        value = max(bar.value(), bottom + AROUND - room)
        bar.setValue(min(value, top - AROUND))


class _KeyWatch(QObject):
    """Says when a key comes to a part, before the part does anything with it.

    One part at a time is watched, the one with the focus: others cost nothing.
    """

    pressed = Signal(QWidget)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._part: QWidget | None = None

    def watch(self, part: QWidget | None) -> None:
        if self._part is not None and isValid(self._part):
            self._part.removeEventFilter(self)
        self._part = part
        if part is not None:
            part.installEventFilter(self)

    def part(self) -> QWidget | None:
        """The one that is watched."""
        return self._part

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
            and event.key() not in (*_MODIFIERS, *_LEADING_ON)
        ):
            self.pressed.emit(watched)
        return False


class _InnerBars:
    """How far lists and tables in the cards are scrolled, while a taller card needs no scrolling.

    A bar that nobody moved meanwhile goes back to where it was wanted.
    """

    def __init__(self) -> None:
        self._wanted: dict[QScrollBar, int] = {}
        self._got: dict[QScrollBar, int] = {}

    def keep(self, whole: QWidget) -> None:
        standing = Qt.Orientation.Vertical
        bars = [bar for bar in whole.findChildren(QScrollBar) if bar.orientation() == standing]
        self._wanted = {bar: self._wanted_of(bar) for bar in bars}

    def _wanted_of(self, bar: QScrollBar) -> int:
        value = bar.value()
        return self._wanted[bar] if self._got.get(bar) == value else value

    def restore(self) -> None:
        self._wanted = {bar: value for bar, value in self._wanted.items() if isValid(bar)}
        for bar, value in self._wanted.items():
            bar.setValue(value)
        self._got = {bar: bar.value() for bar in self._wanted}


def finish_layout() -> None:
    """What asked to be laid out is, up to the scroll bar: only then are places known."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _other(orientation: Qt.Orientation) -> Qt.Orientation:
    lying, standing = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    return standing if orientation == lying else lying
