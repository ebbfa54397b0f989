"""The card of the zone of possible agreement: in words, and as a map on which the point moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from widgets.comparison.parts import Card, Line, Title
from widgets.decide.exit_words import INSET, LinkedText
from widgets.decide.map_layout import BELOW, LEGEND, plot_of
from widgets.decide.map_plot import MapPlotView
from widgets.decide.numbers import zone_table
from widgets.decide.others_supplier import UPDATING
from widgets.decide.others_zone_drawing import draw_others, draw_zone, names
from widgets.language.spoken import said
from widgets.painting import face, palette
from widgets.picture import nothing

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QResizeEvent

    from widgets.decide.map_layout import MapPlot
    from widgets.decide.map_states import MapState
    from widgets.decide.others_states import ZoneMap, ZoneState
    from widgets.decide.others_zone_drawing import Named
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_TITLE = "Zone of possible agreement"
_WAITING = "Working out who gains where…"
_SIDE = 16  # px beside the words
_LINE = 17  # px of height of a line of the reading
_WORDY = 410  # px of width, at least, from which it takes no more than one
_LONG = "Now · 48 months at $1.25B: buyer −$88.8B, supplier +$88.8B"  # as it may be
_CEILING = "zopa_ceiling"  # what Enter on the map explains


class ZonePlot(MapPlotView):
    """The map of who gains. It is read and its point moved as on the trade-off map."""

    NAME = _TITLE

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._zone: ZoneMap | None = None
        self._named: Named | None = None  # as the map was laid out last

    def show_zone(self, zone: ZoneMap) -> None:
        self._zone = zone
        self.show_state(zone.map)

    def picture_table(self) -> PictureTable:
        """What both sides gain."""
        if self._zone is None:
            return nothing(self.NAME, "Nothing is shown yet.")
        return zone_table(self._zone)

    def legend_height(self, state: MapState) -> float:
        """A line where an area has no room for its name."""
        if self._zone is None:
            return 0.0
        plot = plot_of(state, self.width(), self.height(), 0.0)
        self._named = names(self._zone, plot)
        return LEGEND if self._named.others else 0.0

    def draw_picture(
        self, painter: QPainter, _state: MapState, plot: MapPlot, ratio: float
    ) -> None:
        if self._zone is None:
            return
        named = self._named
        if named is None or named.others:  # the line below takes some of the room
            named = names(self._zone, plot)
        draw_zone(painter, self._zone, plot, named, self._tokens, ratio)
        draw_others(painter, named.others, plot.box.bottom() + BELOW, self._tokens, ratio)


class ZoneCard(Card):
    """Says where the point was moved to."""

    point_moved = Signal(float, float)
    gesture_started = Signal()
    gesture_finished = Signal()
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said(_TITLE))
        self._here = ""
        self._title, self.status = Title(_TITLE, tokens), Line(tokens)
        self.words, self.reading = LinkedText(tokens, self), QLabel(self)
        self.plot = ZonePlot(tokens, self)
        self._note = QLabel(said(_WAITING))
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        top, words, reading, inner = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (top, reading):
            row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        words.setContentsMargins(_SIDE - INSET, 0, _SIDE - INSET, 0)
        inner.setContentsMargins(2, 0, 2, 0)  # the plot paints its ground: not over the border
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self.status, 1)
        words.addWidget(self.words)
        reading.addWidget(self.reading)
        self.reading.setWordWrap(True)
        self.reading.setFont(face(12).font)
        self.reading.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        self._note.setMargin(24)
        self._stack.addWidget(self._note)
        self._stack.addWidget(self.plot)
        inner.addLayout(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 6)
        column.setSpacing(3)
        for part in (top, words, reading):
            column.addLayout(part)
        column.addLayout(inner, 1)

    def _connect(self) -> None:
        self.words.explain_requested.connect(self.explain_requested)
        self.plot.point_moved.connect(self.point_moved)
        self.plot.gesture_started.connect(self.gesture_started)
        self.plot.gesture_finished.connect(self.gesture_finished)
        self.plot.reading_changed.connect(self._read)
        self.plot.explain_requested.connect(lambda: self.explain_requested.emit(_CEILING, 0))

    def show_state(self, state: ZoneState) -> None:
        self.words.show_sentences(state.sentences)
        self.words.setVisible(bool(state.sentences))
        shown = state.zone is not None and not state.message
        self.status.show_text(UPDATING if shown and not state.fresh else "")
        self.reading.setVisible(shown)
        if state.zone is None or state.message:
            self._note.setText(said(state.message or _WAITING))
            self._stack.setCurrentWidget(self._note)
            return
        self._here = state.zone.map.here
        self.plot.show_zone(state.zone)
        self._stack.setCurrentWidget(self.plot)
        self._read(self.plot.reading())

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.status, self.words, self.plot):
            part.set_tokens(tokens)
        self.reading.setPalette(palette(tokens))
        self._note.setFont(face(13).font)
        self._note.setPalette(palette(tokens._replace(text=tokens.text_muted)))

    def _read(self, text: str) -> None:
        """The cell that is pointed at, else the present point."""
        self.reading.setText(said(text or self._here))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The reading has the same room whatever it says: the map does not jump."""
        super().resizeEvent(event)
        wordy = max(_WORDY, round(face(12).width(_LONG)) + 2 * _SIDE)
        self.reading.setFixedHeight(_LINE if self.width() >= wordy else 2 * _LINE)
