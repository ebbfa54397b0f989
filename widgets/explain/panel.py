"""The explanation panel: why a number is what it is, what it rests on, what drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.controls.parts import ScrollColumn
from widgets.explain.canvas import ExplainCanvas
from widgets.explain.pages import copied_text
from widgets.explain.toolbar import HEIGHT as TOOLBAR_HEIGHT
from widgets.explain.toolbar import Toolbar
from widgets.language.spoken import said
from widgets.painting import colour, palette

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from widgets.explain.states import ExplainState
    from widgets.tokens import Tokens

PANEL_WIDTH = 360
_ANY_WIDTH = 16_777_215  # px: what Qt takes for no limit
_EDGE = 1  # the line between the panel and what is left of it
_MARGIN = 16  # around what the keyboard reached
_WHEEL_STEP = 20
_COPIED_MS = 1500  # how long the button says so
_KEYS = ("Alt+Left", "Alt+Right", "Esc")


class ExplainPanel(QWidget):
    """Shows one explained number; shown again with other values it changes only those."""

    target_chosen = Signal(str)
    back_requested = Signal()
    forward_requested = Signal()
    close_requested = Signal()
    reference_requested = Signal()
    driver_edited = Signal(str, float)
    driver_gesture_started = Signal(str)
    driver_gesture_finished = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setAccessibleName(said("Explanation"))
        self.setFixedWidth(PANEL_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setPalette(palette(tokens))
        self.toolbar = Toolbar(tokens, self)
        self.canvas = ExplainCanvas(tokens)
        self._scroll = ScrollColumn(self.canvas, tokens, self)
        self._scroll.verticalScrollBar().setSingleStep(_WHEEL_STEP)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MS)
        self._connect()

    def _connect(self) -> None:
        canvas, controls = self.canvas, self.canvas.controls
        ways = (self._go_back, self._go_forward, self.close_requested)
        for key, way in zip(_KEYS, ways, strict=True):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(way)
        self.toolbar.back.clicked.connect(self._go_back)
        self.toolbar.forward.clicked.connect(self._go_forward)
        self.toolbar.reference.clicked.connect(self.reference_requested)
        self.toolbar.close_button.clicked.connect(self.close_requested)
        canvas.target_chosen.connect(self.target_chosen)
        canvas.copy_requested.connect(self._copy)
        canvas.fold_requested.connect(self._fold)
        canvas.subject_changed.connect(self._show_top)
        canvas.reached.connect(self._bring_into_view)
        canvas.shifted.connect(self._follow)
        controls.edited.connect(self.driver_edited)
        controls.gesture_started.connect(self.driver_gesture_started)
        controls.gesture_finished.connect(self.driver_gesture_finished)
        self._scroll.resized.connect(lambda: canvas.set_room(self._scroll.room()))
        self._copied.timeout.connect(lambda: canvas.show_copied(""))

    def state(self) -> ExplainState | None:
        """What was shown last."""
        return self.canvas.state()

    def show_state(self, state: ExplainState) -> None:
        """Show a number; cheap where only values differ from the last. Emits nothing."""
        last = self.canvas.state()
        if last is None or (last.back, last.forward) != (state.back, state.forward):
            self.toolbar.show_ways(state.back, state.forward)
        self.canvas.show_state(state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens))
        for part in (self.toolbar, self.canvas, self._scroll):
            part.set_tokens(tokens)
        self.update()

    def focus(self) -> None:
        """Give the page keyboard focus."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_alone(self, alone: bool) -> None:
        """By itself it takes all the width that there is; beside a page, its own."""
        self.setMinimumWidth(0 if alone else PANEL_WIDTH)
        self.setMaximumWidth(_ANY_WIDTH if alone else PANEL_WIDTH)
        across = QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(PANEL_WIDTH, 820)

    def minimumSizeHint(self) -> QSize:
        return QSize(PANEL_WIDTH, 200)

    # -- what the user did

    def _go_back(self) -> None:
        if self.toolbar.back.isEnabled():
            self.back_requested.emit()

    def _go_forward(self) -> None:
        if self.toolbar.forward.isEnabled():
            self.forward_requested.emit()

    def _copy(self, name: str) -> None:
        state = self.canvas.state()
        if state is not None:
            QGuiApplication.clipboard().setText(copied_text(state, name))
            self.canvas.show_copied(name)
            self._copied.start()

    def _fold(self) -> None:
        self.canvas.show_unfolded(not self.canvas.is_unfolded())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse's own back and forward buttons."""
        if event.button() == Qt.MouseButton.BackButton:
            self._go_back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self._go_forward()
        else:
            super().mousePressEvent(event)

    # -- scrolling

    def _show_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def _bring_into_view(self, rect: QRect) -> None:
        middle = rect.center()
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, rect.height() // 2 + _MARGIN)

    def _follow(self, shift: int) -> None:
        """What the user's hand is on stays under it while lines come and go above."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + shift)

    # -- geometry and painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width() - _EDGE
        self.toolbar.setGeometry(_EDGE, 0, width, TOOLBAR_HEIGHT)
        height = max(0, self.height() - TOOLBAR_HEIGHT)
        self._scroll.setGeometry(_EDGE, TOOLBAR_HEIGHT, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(self._tokens.panel))
        painter.fillRect(0, 0, _EDGE, self.height(), colour(self._tokens.border))
        painter.end()
