"""A row of parts that goes on in a second row, and more, where there is no room for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidgetItem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FlowRow(QLayout):
    """Parts as wide as they like to be. What comes after `push` is at the right, if all has room.

    A part that is hidden takes no room. Lengths are px.
    """

    def __init__(self, gap: int, between_rows: int = 4) -> None:
        super().__init__()
        self._gap = gap
        self._between_rows = between_rows
        self._items: list[QLayoutItem] = []
        self._pushed: int | None = None  # the place of the first part at the right
        self.setContentsMargins(0, 0, 0, 0)

    def push(self) -> None:
        """The parts that are added from now on are at the right."""
        self._pushed = len(self._items)

    def insertWidget(self, place: int, widget: QWidget) -> None:
        """A part between others. The layout's parent becomes its parent."""
        self.addChildWidget(widget)
        self._items.insert(place, QWidgetItem(widget))
        self.invalidate()

    # -- Qt

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        rows = self._rows(width - around.left() - around.right())
        inner = sum(map(_height, rows)) + self._between_rows * max(0, len(rows) - 1)
        return inner + around.top() + around.bottom()

    def sizeHint(self) -> QSize:
        """Of all in one row."""
        shown = self._shown()
        return QSize(self._width(shown), _height(shown)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Of the widest part."""
        shown = self._shown()
        widest = max((_wide(each) for each in shown), default=0)
        return QSize(widest, _height(shown)).grownBy(self.contentsMargins())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        rect = rect.marginsRemoved(self.contentsMargins())
        rows = self._rows(rect.width())
        top = rect.top()
        for row in rows:
            height, left = _height(row), rect.left()
            for item in row:
                if len(rows) == 1 and self._is_pushed(item):
                    left = max(left, rect.right() + 1 - self._width(row[row.index(item) :]))
                size = QSize(_wide(item), min(height, item.sizeHint().height()))
                middle = top + (height - size.height()) // 2
                item.setGeometry(QRect(left, middle, size.width(), size.height()))
                left += size.width() + self._gap
            top += height + self._between_rows

    # -- arithmetic

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _is_pushed(self, item: QLayoutItem) -> bool:
        return self._pushed is not None and self._items.index(item) == self._pushed

    def _width(self, items: list[QLayoutItem]) -> int:
        return sum(map(_wide, items)) + self._gap * max(0, len(items) - 1)

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """As many parts in each row as have room; one at least."""
        rows: list[list[QLayoutItem]] = []
        for item in self._shown():
            if rows and self._width([*rows[-1], item]) <= width:
                rows[-1].append(item)
            else:
                rows.append([item])
        return rows


def _wide(item: QLayoutItem) -> int:
    """As wide as it likes to be, within what it may be."""
    return min(max(item.sizeHint().width(), item.minimumSize().width()), item.maximumSize().width())


def _height(items: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in items), default=0)
