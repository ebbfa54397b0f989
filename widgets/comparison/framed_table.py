"""The frame that every table of numbers stands in: heads, slim bars, the wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QWidget

from widgets.comparison.parts import SlimRowBar, over_card
from widgets.controls.parts import SlimScrollBar

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QWheelEvent

    from widgets.tokens import Tokens

_NOTCH = 96.0  # px that a notch of the wheel scrolls sideways


class FramedTable(QTableView):
    """A table whose heads keep their sizes and lie over a corner of its own."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame_bars = (SlimScrollBar(over_card(tokens)), SlimRowBar(over_card(tokens)))

    def frame(
        self,
        model: QAbstractItemModel,
        columns: QHeaderView,
        rows: QHeaderView,
        corner: QWidget,
        head_height: int,
    ) -> None:
        """Puts model, heads and corner in their places."""
        self._columns_head, self._rows_head, self._own_corner = columns, rows, corner
        self.setModel(model)
        self.setHorizontalHeader(columns)
        self.setVerticalHeader(rows)
        self.setVerticalScrollBar(self._frame_bars[0])
        self.setHorizontalScrollBar(self._frame_bars[1])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerWidget(QWidget())  # nothing, in place of the style's frame
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        for heads in (columns, rows):
            heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setFixedHeight(head_height)

    def set_bar_tokens(self, tokens: Tokens) -> None:
        for bar in self._frame_bars:
            bar.set_tokens(over_card(tokens))

    def updateGeometries(self) -> None:
        super().updateGeometries()
        corner = self._own_corner
        corner.setGeometry(0, 0, self._rows_head.width(), self._columns_head.height())
        corner.raise_()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Shift sideways."""
        shift = Qt.KeyboardModifier.ShiftModifier
        if not event.modifiers() & shift or event.angleDelta().x():
            super().wheelEvent(event)
            return
        fine, notches = event.pixelDelta(), event.angleDelta()
        turned = notches.y() * (_NOTCH / 120) if fine.isNull() else fine.y()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - round(turned))
        event.accept()
