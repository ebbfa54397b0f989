"""The model reference beside the window: a search, a list, and one entry in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets.controls.parts import SearchBox
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import said
from widgets.painting import colour, face, palette
from widgets.reference.entry_view import EntryView
from widgets.reference.history import History
from widgets.row_list import MOVES, RowList

if TYPE_CHECKING:
    from widgets.reference.states import Source
    from widgets.tokens import Tokens

_LIST_WIDTH = 330
_LINE_MOVES = (Qt.Key.Key_Home, Qt.Key.Key_End)  # these stay with the text that is searched for


class ReferenceWindow(QDialog):
    """Non-modal. Asks its source for what it shows; keeps where one has been."""

    explain_requested = Signal(str)  # an entry's id: explain its number

    def __init__(self, source: Source, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._history = History()
        self.setWindowTitle(said("Model reference – Tenor"))
        self.setSizeGripEnabled(True)
        self.resize(980, 640)
        self.setMinimumSize(720, 420)
        self.search = SearchBox(tokens)
        self.search.setFixedHeight(30)
        self.search.setPlaceholderText(said("Search names, meanings and formulas"))
        self.search.setAccessibleName(said("Search the model reference"))
        self.search.installEventFilter(self)
        self.list = RowList("Entries", tokens)
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setMargin(8)
        self.view = EntryView(tokens)
        self.back = _button("\N{LEFTWARDS ARROW} Back", "Back (Alt+Left)")
        self.forward = _button("Forward \N{RIGHTWARDS ARROW}", "Forward (Alt+Right)")
        self.explain = _button(
            "Explain today's value", "Explain this number in the current scenario"
        )
        self._sides: list[QWidget] = []
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self._search("")

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        self._sides = [left, right]
        left.setFixedWidth(_LIST_WIDTH)
        for side in self._sides:
            side.setAutoFillBackground(True)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 6, 8)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, 18, 0)
        above.setSpacing(8)
        above.addWidget(self.back)
        above.addWidget(self.forward)
        above.addStretch()
        above.addWidget(self.explain)
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 12, 6, 12)
        column.setSpacing(14)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(1)
        whole.addWidget(left)
        whole.addWidget(right, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.passed.connect(lambda entry: self._visit(entry, passing=True))
        self.list.taken.connect(self._visit)
        self.view.followed.connect(self.show_entry)
        self.back.clicked.connect(lambda: self._go(-1))
        self.forward.clicked.connect(lambda: self._go(1))
        self.explain.clicked.connect(lambda: self.explain_requested.emit(self._history.current))
        QShortcut(QKeySequence("Ctrl+F"), self, self.focus_search)
        QShortcut(QKeySequence("Alt+Left"), self, lambda: self._go(-1))
        QShortcut(QKeySequence("Alt+Right"), self, lambda: self._go(1))

    def set_tokens(self, tokens: Tokens) -> None:
        # Not on the window: under a style sheet the search field would not paint itself.
        for button in (self.back, self.forward, self.explain):
            button.setStyleSheet(dialog_style(tokens))
        ground = self.palette()
        ground.setColor(ground.ColorRole.Window, colour(tokens.border))
        self.setPalette(ground)
        for part in (self.search, self.list, self.view):
            part.set_tokens(tokens)
        self.nothing.setPalette(palette(tokens._replace(text=tokens.text_muted)))
        self.nothing.setFont(face(13).font)
        for side in self._sides:
            ground = side.palette()
            ground.setColor(ground.ColorRole.Window, colour(tokens.panel))
            side.setPalette(ground)

    # Showing -------------------------------------------------------------------------------

    def current(self) -> str:
        """The id of the entry that is shown; empty if there is none."""
        return self._history.current

    def show_entry(self, entry: str) -> None:
        """Shows an entry by its id, and marks it in the list. One that is not is left out."""
        if self._source.entry(entry) is None:
            return
        self._visit(entry)
        if not self.list.select(entry) and self.search.text():
            self.search.clear()  # which marks it

    def set_source(self, source: Source) -> None:
        """Another model: shows the same entry as it is there, if it still is."""
        self._source = source
        self._search(self.search.text())

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search(self, typed: str) -> None:
        rows = self._source.rows(typed)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setText(said(f"Nothing in the model matches “{typed.strip()}”."))
        current = self._history.current
        known = bool(current) and self._source.entry(current) is not None
        if not rows:
            self._show()
        elif typed.strip() or not known:
            # What is found best is shown at once; it is kept only if one goes on from it.
            self.list.select(self.list.first())
            self._visit(self.list.first(), passing=True)
        else:
            self.list.select(current)
            self._show()

    def _visit(self, entry: str, *, passing: bool = False) -> None:
        self._history.visit(entry, passing=passing)
        self._show()

    def _go(self, by: int) -> None:
        if self._history.back_to if by < 0 else self._history.forward_to:
            entry = self._history.go(by)
            if not self.list.select(entry) and self.search.text():
                self.search.blockSignals(True)
                self.search.clear()
                self.search.blockSignals(False)
                self._search("")
            self._show()

    def _show(self) -> None:
        history = self._history
        state = self._source.entry(history.current)
        self.view.show_state(state)
        self.explain.setEnabled(state is not None and state.has_value)
        for button, entry in ((self.back, history.back_to), (self.forward, history.forward_to)):
            button.setEnabled(bool(entry))

    # Qt ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search the keys that move go to the list, which keeps what was typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            plain = not event.modifiers()
            if key in MOVES and key not in _LINE_MOVES and plain:
                self.list.step(MOVES[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if entry := self.list.current():
                    self._visit(entry)
                return True
        return super().eventFilter(watched, event)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(said(text))
    button.setToolTip(said(tip))
    button.setAutoDefault(False)
    return button
