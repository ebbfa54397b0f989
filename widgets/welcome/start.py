"""The start page: files of late, cases to begin with, and the ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.dialogs.style import box_palette, dialog_style
from widgets.icons import icon
from widgets.language.spoken import said
from widgets.painting import BOLD, MEDIUM, face
from widgets.row_list import RowList
from widgets.welcome.room import Scrolled, resize_within
from widgets.welcome.tile import PresetTile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from widgets.row_list import Row
    from widgets.tokens import Tokens
    from widgets.welcome.states import TileState

_SIZE, _LEAST = (1080, 700), (560, 320)
_LEFT, _LEFT_NARROW, _NARROW_BELOW = 280, 224, 820  # px
_COLUMNS, _TILE_WIDTH = 3, 210  # at most; px at least
_GAP = 10


class Way(NamedTuple):
    """A button at the left: the id of the action that it asks for, its words, its icon's name."""

    action: str
    text: str
    tip: str
    icon: str


WAYS = (
    Way("open_project", "Open…", "A project, a workbook or a snapshot", "folder-open"),
    Way("import_contracts", "Import contracts…", "A register as CSV or Excel", "import"),
    Way("import_actuals", "Import actuals…", "Months as they turned out", "calendar-check"),
    Way("tour", "Take the tour", "Five steps through the window", "compass"),
)
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TileGrid(QWidget):
    """The tiles in as many columns as there is room for; arrow keys go from one to the next."""

    chosen = Signal(str)
    reached = Signal(QWidget)

    def __init__(self, states: Sequence[TileState], tokens: Tokens) -> None:
        super().__init__()
        self.tiles = [PresetTile(state, tokens) for state in states]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setSpacing(_GAP)
        for tile in self.tiles:
            tile.chosen.connect(self.chosen)
        self._arrange(_COLUMNS)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, *divmod(place, columns))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(_TILE_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = (self.width() + _GAP) // (_TILE_WIDTH + _GAP)
        self._arrange(max(1, min(_COLUMNS, fits)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        held = next((place for place, each in enumerate(self.tiles) if each.hasFocus()), None)
        if move is None or held is None:
            super().keyPressEvent(event)
            return
        place = held + move[0] + move[1] * self._columns
        if 0 <= place < len(self.tiles):
            self.tiles[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.reached.emit(self.tiles[place])

    def set_tokens(self, tokens: Tokens) -> None:
        for tile in self.tiles:
            tile.set_tokens(tokens)


class StartPage(QDialog):
    """Emits what was asked for and closes; knows no files and no engine."""

    way_chosen = Signal(str)  # an action's id
    preset_chosen = Signal(str)
    file_chosen = Signal(str)  # a row's id: a path
    at_start_changed = Signal(bool)

    def __init__(
        self,
        tiles: Sequence[TileState],
        recent: tuple[Row, ...],
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        at_start: bool,
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setWindowTitle(said("Start – Tenor"))
        self.setMinimumSize(*_LEAST)
        resize_within(self, *_SIZE)
        self.heading = QLabel(said("Tenor"))
        self.heading.setFont(face(24, BOLD).font)
        self.about = QLabel(
            said("Plan long compute commitments, and see at once how hard they are to leave.")
        )
        self.about.setObjectName("muted")
        self.about.setWordWrap(True)
        self.ways = {way.action: self._way(way) for way in WAYS}
        self.recent = RowList("Recent files", tokens)
        self.recent.show_rows(recent)
        self.recent.setMinimumHeight(90)
        self.recent.setVisible(bool(recent))
        self.none = QLabel(said("No files yet. What you save or open appears here."))
        self.none.setObjectName("muted")
        self.none.setWordWrap(True)
        self.none.setVisible(not recent)
        self.grid = TileGrid(tiles, tokens)
        self._scroll = Scrolled(self.grid, tokens)
        self.at_start = QCheckBox(said("Show when Tenor starts"))
        self.at_start.setToolTip(said("On a start without a file"))
        self.at_start.setChecked(at_start)
        self.close_button = QPushButton(said("Close"))
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.grid.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _way(self, way: Way) -> QPushButton:
        button = QPushButton(said(way.text))
        button.setObjectName("way")
        button.setAutoDefault(False)
        button.setToolTip(said(way.tip))
        button.setAccessibleDescription(said(way.tip))
        button.clicked.connect(lambda: self._done(lambda: self.way_chosen.emit(way.action)))
        return button

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.heading)
        left.addWidget(self.about)
        left.addSpacing(10)
        for button in self.ways.values():
            left.addWidget(button)
        left.addSpacing(14)
        left.addWidget(_caption("Recent files"))
        left.addWidget(self.none)
        left.addWidget(self.recent, 1)
        if self.recent.isHidden():
            left.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.at_start)
        foot.addStretch()
        foot.addWidget(self.close_button)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(_caption("Begin with a case"))
        self.legend = QLabel(
            said(
                "The curve is operating profit per month; the dot is the first profit."
                " The cases rest on unverified sources."
            )
        )
        self.legend.setObjectName("muted")
        self.legend.setWordWrap(True)
        right.addWidget(self.legend)
        right.addWidget(self._scroll, 1)
        right.addLayout(foot)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 8, 0)
        self._side = Scrolled(side, self._tokens)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 22, 20, 18)
        whole.setSpacing(28)
        whole.addWidget(self._side)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self.recent.taken.connect(lambda path: self._done(lambda: self.file_chosen.emit(path)))
        self.grid.chosen.connect(lambda key: self._done(lambda: self.preset_chosen.emit(key)))
        self.grid.reached.connect(lambda tile: self._scroll.ensureWidgetVisible(tile))
        self.at_start.toggled.connect(self.at_start_changed)
        self.close_button.clicked.connect(self.reject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        self._side.setFixedWidth(_LEFT_NARROW if narrow else _LEFT)

    def _done(self, then: Callable[[], object]) -> None:
        """Closes first: what follows may ask in a dialog of its own."""
        self.accept()
        then()

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(
            dialog_style(tokens)
            + f"QLabel#muted {{ color: {tokens.text_muted}; }}"
            + f"QListView {{ background: {tokens.window}; }}"
            + "QPushButton#way { text-align: left; }"
        )
        for way in WAYS:
            self.ways[way.action].setIcon(icon(way.icon, tokens))
        self.at_start.setPalette(box_palette(tokens))
        self.recent.set_tokens(tokens._replace(panel=tokens.window))  # on the same ground
        self._scroll.set_tokens(tokens)
        self._side.set_tokens(tokens)
        self.grid.set_tokens(tokens)


def _caption(text: str) -> QLabel:
    label = QLabel(said(text))
    label.setFont(face(13, MEDIUM).font)
    return label
