"""The tornado: a head that stands, rows that scroll, a hand and keys that set and edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from widgets.comparison.parts import over_card
from widgets.controls.parts import ScrollColumn
from widgets.language.spoken import said
from widgets.painting import (
    colour,
    palette,
    plain_tip,
)
from widgets.picture import nothing
from widgets.ringed import Ringed
from widgets.uncertainty.numbers import tornado_table
from widgets.uncertainty.sensitivity_drawing import (
    RowDrawing,
    Spot,
)
from widgets.uncertainty.sensitivity_head import TornadoHead
from widgets.uncertainty.sensitivity_range import RangeEditor

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from widgets.picture import PictureTable
    from widgets.tokens import Tokens
    from widgets.uncertainty.sensitivity_states import TornadoRow, TornadoState

LEAST_PITCH, MOST_PITCH = 24, 34
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TornadoBars(Ringed):
    """Up and Down go from row to row, Left and Right along one: its name, ends and range.

    A click or Enter on an end sets the input to it; on a name it asks what explains the
    input. A click or Enter on the range, F2 and a double-click beside the bars edit the
    range; Delete takes the user's own away.
    """

    value_chosen = Signal(str, float)
    explain_requested = Signal(str)
    range_entered = Signal(str, str, str)
    range_reset = Signal(str)
    editing_ended = Signal()
    row_reached = Signal(QRect)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: TornadoState | None = None
        self._drawing: RowDrawing | None = None
        self._room = 0  # px of height that is seen
        self._at = Spot(0, "low")
        self._pointed: Spot | None = None
        self._pressed: Spot | None = None
        self.editor: RangeEditor | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_state(self, state: TornadoState) -> None:
        last, self._state = self._state, state
        if last is not None and state.rows:
            keys = [row.key for row in state.rows]
            key = last.rows[self._at.row].key if self._at.row < len(last.rows) else ""
            # While the keyboard is at an input its place in the order may change.
            self._at = self._at._replace(row=keys.index(key) if key in keys else 0)
        self._pointed = None
        self._lay_out()
        self._describe()
        self._place_editor()

    def show_room(self, height: int) -> None:
        """How much is seen of it: the rows are as high as fit."""
        self._room = height
        self._lay_out()
        self._place_editor()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        if self.editor is not None:
            self.editor.set_tokens(tokens)
        self._lay_out()

    def drawing(self) -> RowDrawing | None:
        """Where everything stands; None before there is a state."""
        return self._drawing

    def spot(self) -> Spot:
        """Where the keyboard is."""
        return self._at

    def _lay_out(self) -> None:
        state = self._state
        if state is None:
            return
        count = max(1, len(state.rows))
        pitch = max(LEAST_PITCH, min(MOST_PITCH, self._room // count))
        self.setMinimumHeight(pitch * count)
        self._drawing = RowDrawing(state, self.width(), pitch, self._tokens)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._place_editor()

    def sizeHint(self) -> QSize:
        return QSize(500, self.minimumHeight())

    # -- what is said

    def _row(self, spot: Spot) -> TornadoRow | None:
        rows = self._state.rows if self._state else ()
        return rows[spot.row] if 0 <= spot.row < len(rows) else None

    def _tip(self, spot: Spot) -> str:
        row = self._row(spot)
        if row is None:
            return ""
        if spot.part == "range":
            return f"{row.tooltip}\nClick to edit the range"
        return {"label": row.tooltip, "low": row.low.tooltip, "high": row.high.tooltip}[spot.part]

    def _describe(self) -> None:
        self.setAccessibleName(said(self._state.summary if self._state else ""))
        self.setAccessibleDescription(said(self._tip(self._at).replace("\n", ". ")))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._meet(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(spot)) if spot else "", self)
            return True
        return super().event(event)

    # -- the hand

    def _meet(self, point: QPointF) -> Spot | None:
        return self._drawing.meet(point.x(), point.y()) if self._drawing else None

    def _act(self, spot: Spot) -> None:
        row = self._row(spot)
        if row is None:
            return
        if spot.part == "label":
            self.explain_requested.emit(row.key)
        elif spot.part == "range":
            self.edit(spot.row)
        else:
            self.value_chosen.emit(row.key, (row.low if spot.part == "low" else row.high).value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._meet(event.position())
        shape = Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        if spot != self._pointed:
            self._pointed = spot
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed, self._ring = self._meet(event.position()), False
        if self._pressed is not None:
            self._at = self._pressed
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self._meet(event.position()) == pressed:
            self._act(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On an end or a name the first click has acted already."""
        if self._drawing is None or self._meet(event.position()) is not None:
            return
        self.edit(int(event.position().y() // self._drawing.pitch))

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state, drawing = self._state, self._drawing
        if state is None or drawing is None or not state.rows:
            super().keyPressEvent(event)
            return
        key, last = event.key(), len(state.rows) - 1
        rows = {
            Qt.Key.Key_Up: self._at.row - 1,
            Qt.Key.Key_Down: self._at.row + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        row = rows.get(Qt.Key(key))
        if row is not None:
            self._go_to(self._at._replace(row=max(0, min(row, last))))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            parts = drawing.parts(self._at.row)
            step = 1 if key == Qt.Key.Key_Right else -1
            place = parts.index(self._at.part) + step if self._at.part in parts else 0
            self._go_to(self._at._replace(part=parts[max(0, min(place, len(parts) - 1))]))
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self._ring = True
                self._act(self._at)
        elif key == Qt.Key.Key_F2:
            self.edit(self._at.row)
        elif key == Qt.Key.Key_Delete and state.editable and state.rows[self._at.row].own:
            self.range_reset.emit(state.rows[self._at.row].key)
        else:
            super().keyPressEvent(event)

    def _go_to(self, spot: Spot) -> None:
        self._at, self._ring = spot, True
        self._describe()
        self.update()
        if self._drawing is not None:
            rect = self._drawing.box(spot.row).toAlignedRect()
            self.row_reached.emit(rect)
            at = self.mapToGlobal(self._drawing.part_boxes(spot)[0].bottomLeft().toPoint())
            QToolTip.showText(at, plain_tip(self._tip(spot)), self, rect)

    # -- the range

    def edit(self, place: int) -> None:
        """Open the fields of a row's range."""
        state = self._state
        if state is None or not state.editable or not 0 <= place < len(state.rows):
            return
        self.close_editor()
        row = state.rows[place]
        editor = RangeEditor(row, self._tokens, self)
        editor.entered.connect(self.range_entered)
        editor.reset.connect(self.range_reset)
        editor.left.connect(self._take_focus_back)
        self.editor = editor
        self._at = Spot(place, "range")
        self._place_editor()
        editor.show()
        editor.begin()

    def close_editor(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
            self.editing_ended.emit()

    def _take_focus_back(self) -> None:
        self.close_editor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_editor(self) -> None:
        """The editor stays with its input, wherever that comes to stand."""
        editor, state, drawing = self.editor, self._state, self._drawing
        if editor is None or state is None or drawing is None:
            return
        keys = [row.key for row in state.rows]
        if not state.editable or editor.key not in keys:
            self.close_editor()
            return
        box = drawing.box(keys.index(editor.key))
        left = drawing.where.label_room + 20
        height = max(RangeEditor.HEIGHT, round(box.height()))
        top = min(round(box.center().y() - height / 2), self.height() - height)
        editor.setGeometry(round(left), max(0, top), round(self.width() - left), height)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(self._tokens.card))
        drawing = self._drawing
        if drawing is not None and self._state is not None and self._state.rows:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            bottom = drawing.pitch * len(self._state.rows)
            drawing.paint_grid(painter, 0, bottom)
            ring = self._at if self.has_ring() else None
            for place in range(len(self._state.rows)):
                drawing.paint(painter, place, self._pointed, ring)
            drawing.paint_base(painter, 0, bottom)
        painter.end()


class Tornado(QWidget):
    """The head over the rows."""

    value_chosen = Signal(str, float)
    explain_requested = Signal(str)
    range_entered = Signal(str, str, str)
    range_reset = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.head = TornadoHead(tokens)
        self.bars = TornadoBars(tokens)
        self.column = ScrollColumn(self.bars, over_card(tokens))
        self.column.setWidgetResizable(True)
        self.column.resized.connect(self._fit)
        self.bars.row_reached.connect(self._bring_into_view)
        self.bars.value_chosen.connect(self.value_chosen)
        self.bars.explain_requested.connect(self.explain_requested)
        self.bars.range_entered.connect(self.range_entered)
        self.bars.range_reset.connect(self.range_reset)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.column, 1)
        self.setFocusProxy(self.bars)
        self._state: TornadoState | None = None
        self.set_tokens(tokens)

    def picture_table(self) -> PictureTable:
        """The number at both ends of each input's range."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return tornado_table(self._state)

    def show_state(self, state: TornadoState) -> None:
        self._state = state
        self.setAccessibleName(said(f"Tornado of {state.title}"))
        self.setAccessibleDescription(said(state.summary))
        self.head.show_state(state, self.column.verticalScrollBar().sizeHint().width())
        self.bars.show_state(state)

    def set_tokens(self, tokens: Tokens) -> None:
        self.head.set_tokens(tokens)
        self.bars.set_tokens(tokens)
        self.column.set_tokens(over_card(tokens))
        self.column.setPalette(palette(tokens, tokens.card))

    def _fit(self) -> None:
        self.bars.show_room(self.column.room().height())

    def _bring_into_view(self, rect: QRect) -> None:
        self.column.ensureVisible(0, rect.center().y(), 0, rect.height())
