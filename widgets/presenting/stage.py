"""The stage: full screen, large type, a few charts, the headline figures and sliders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets.chart.chart import Chart
from widgets.language.spoken import joined, said
from widgets.painting import colour, draw_note
from widgets.presenting import heading, sliders, strip
from widgets.presenting.curtain import Black, KeySheet
from widgets.presenting.glide import can_glide
from widgets.presenting.glider import Glider
from widgets.presenting.heading import Heading
from widgets.presenting.keys import END, KEYS, asked_by
from widgets.presenting.look import stage_tokens
from widgets.presenting.mirror import Mirror
from widgets.presenting.places import MOST, ROOMY, places
from widgets.presenting.pointer import Pointer
from widgets.presenting.scale import LEAST_TEXT, Scale
from widgets.presenting.sliders import StageControls
from widgets.presenting.states import StageState
from widgets.presenting.strip import StageStrip
from widgets.presenting.thinning import thinned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.states import ChartState, ControlSpec
    from widgets.tokens import Tokens

_EDGE, _GAP = 40, 20  # px of the design
_TOP, _BOTTOM = 20, 24


def _names(state: StageState) -> list[str]:
    return [name for name, _ in state.charts]


class Stage(QWidget):
    """A window of its own. It emits what its keys ask for, and what is done to its sliders.

    While it is frozen it keeps what it shows, and shows the newest when it thaws.
    """

    asked = Signal(str)  # one of `keys`
    closed = Signal()  # by the system's own means
    value_edited = Signal(str, float)
    gesture_started = Signal(str)
    gesture_finished = Signal(str)
    reset_requested = Signal(str)
    month_hovered = Signal(int)
    decision_month_dragged = Signal(int)
    decision_drag_started = Signal()
    decision_drag_finished = Signal()

    def __init__(self, specs: Sequence[ControlSpec], tokens: Tokens) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(said("Presentation – Tenor"))
        self._tokens, self._scale = stage_tokens(tokens), Scale()
        self._state = StageState()
        self._newest: tuple[StageState, tuple[QWidget, ...]] | None = None  # while frozen
        self._frozen = self._glides = False
        self._charts: dict[str, Chart] = {}
        self._mirrors: list[Mirror] = []
        self._mirror_share = 1.0
        self._placed: tuple[list[str], int] = ([], 0)  # the charts, and how many mirrors
        self.heading = Heading(self._tokens, self)
        self.strip = StageStrip(self._tokens, self)
        self.controls = StageControls(specs, self._tokens, self)
        self.pointer = Pointer(self._tokens, self)
        self.key_sheet = KeySheet(self._tokens, self)
        self.black = Black(self)
        self.glider = Glider(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name in ("value_edited", "gesture_started", "gesture_finished", "reset_requested"):
            getattr(self.controls, name).connect(getattr(self, name))

    # What is shown ----------------------------------------------------------------------------

    def set_gliding(self, glides: bool) -> None:
        """Whether curves glide from scene to scene, or jump."""
        self._glides = glides

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = stage_tokens(tokens)
        for chart in self._charts.values():
            chart.set_tokens(self._tokens)
        for mirror in self._mirrors:
            mirror.set_tokens(self._tokens)
        self._dress()
        self.update()

    def state(self) -> StageState:
        """What the audience sees."""
        return self._state

    def shown_charts(self) -> tuple[Chart, ...]:
        """The charts of the scene, in their order."""
        return tuple(self._charts[name] for name, _ in self._state.charts[:MOST])

    def show_state(
        self, state: StageState, sources: Sequence[QWidget] = (), *, glide: bool = False
    ) -> None:
        """Shows a scene as it is now. `sources` are pictures of the window to be mirrored.

        `glide` moves the curves there, where that is wanted at all.
        """
        if self._frozen:
            self._newest = (state, tuple(sources))
            return
        last, self._state = self._state, state
        self.heading.show_texts(state.heading, state.corner)
        self.strip.show_state(state.cards)
        self.controls.show_state(state.controls)
        self._show_charts(state, glide=glide and self._glides)
        self._show_mirrors(sources)
        if (state.note, len(state.charts)) != (last.note, len(last.charts)):
            self.update()
        placed = (_names(state), len(sources))
        if placed != self._placed:
            self._placed = placed
            self._place_pictures()

    def _show_charts(self, state: StageState, *, glide: bool) -> None:
        few = len(state.charts) <= ROOMY
        wanted = {
            self._charts.get(name) or self._made(name): whole if few else thinned(whole)
            for name, whole in state.charts[:MOST]
        }
        if self.glider.goes_to(wanted):
            return
        self.glider.finish()
        ways: dict[Chart, ChartState] = {}
        for chart, shown in wanted.items():
            before = chart.state()
            seen = chart.isVisibleTo(self)
            if glide and seen and before is not None and can_glide(before, shown):
                ways[chart] = shown
            else:
                chart.show_state(shown)
        self.glider.glide(ways)

    def _made(self, name: str) -> Chart:
        chart = self._charts[name] = Chart(self._tokens, self, zoom=self._scale.chart_zoom)
        chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chart.month_hovered.connect(self.month_hovered)
        chart.decision_month_dragged.connect(self.decision_month_dragged)
        chart.decision_drag_started.connect(self.decision_drag_started)
        chart.decision_drag_finished.connect(self.decision_drag_finished)
        chart.stackUnder(self.pointer)
        return chart

    def _show_mirrors(self, sources: Sequence[QWidget]) -> None:
        while len(self._mirrors) < len(sources):
            mirror = Mirror(self._tokens, self)
            mirror.stackUnder(self.pointer)
            mirror.set_zoom(self._scale.chart_zoom * self._mirror_share)
            self._mirrors.append(mirror)
        for mirror, source in zip(self._mirrors, sources, strict=False):
            mirror.show_source(source)
        for place, mirror in enumerate(self._mirrors):
            mirror.setVisible(place < len(sources))

    def set_mirror_share(self, share: float) -> None:
        """How much of the charts' enlargement mirrored pictures get."""
        self._mirror_share = share
        for mirror in self._mirrors:
            mirror.set_zoom(self._scale.chart_zoom * share)

    # What lies over it ------------------------------------------------------------------------

    def set_frozen(self, frozen: bool, *, told: bool = False) -> None:
        """Keeps what is shown, or shows the newest again. `told` says so in the corner."""
        if frozen == self._frozen:
            return
        self._frozen = frozen
        self.controls.setEnabled(not frozen)
        corner = self._state.corner
        if frozen and told:
            corner = joined(" · ", corner, "frozen")
        self.heading.show_texts(self._state.heading, corner)
        if frozen:
            self.glider.finish()
        elif self._newest is not None:
            (state, sources), self._newest = self._newest, None
            self.show_state(state, sources, glide=True)

    def set_black(self, black: bool) -> None:
        self.black.setVisible(black)
        self.black.raise_()

    def set_pointer(self, on: bool) -> None:
        """The pointer; while it is on, the mouse moves it and nothing else."""
        self.pointer.setVisible(on)
        if on:
            here = self.mapFromGlobal(self.cursor().pos())
            self.pointer.put(here if self.rect().contains(here) else None)

    def point(self, x: float, y: float) -> None:
        """Puts the pointer at a place from (0, 0), the top left, to (1, 1); -1 takes it away."""
        at = QPoint(round(x * self.width()), round(y * self.height()))
        self.pointer.put(at if x >= 0 else None)

    # Places -----------------------------------------------------------------------------------

    def _dress(self) -> None:
        tokens, scale = self._tokens, self._scale
        parts = (self.heading, self.strip, self.controls, self.pointer, self.key_sheet)
        for part in parts:
            part.set_look(tokens, scale)
        for chart in self._charts.values():
            chart.set_zoom(scale.chart_zoom)
        self.set_mirror_share(self._mirror_share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = Scale.of(self.size())
        if scale != self._scale:
            self._scale = scale
            self._dress()
        self._place()

    def _place(self) -> None:
        px, wide = self._scale.px, self.width() - 2 * self._scale.px(_EDGE)
        left, top = px(_EDGE), px(_TOP)
        self.heading.setGeometry(left, top, wide, px(heading.HEIGHT))
        top += px(heading.HEIGHT) + px(_GAP) // 2
        self.strip.setGeometry(left, top, wide, px(strip.HEIGHT))
        bottom = self.height() - px(_BOTTOM) - px(sliders.HEIGHT)
        self.controls.setGeometry(left, bottom, wide, px(sliders.HEIGHT))
        for cover in (self.pointer, self.key_sheet, self.black):
            cover.setGeometry(self.rect())
        self._place_pictures()

    def _room(self) -> QRect:
        """What is left for pictures."""
        gap = self._scale.px(_GAP)
        top = self.strip.geometry().bottom() + 1 + gap
        return QRect(self.strip.x(), top, self.strip.width(), max(1, self.controls.y() - gap - top))

    def _place_pictures(self) -> None:
        named = self.shown_charts()
        shown: list[QWidget] = [*named, *(each for each in self._mirrors if each.isVisibleTo(self))]
        found = places(len(shown[:MOST]), self._room(), self._scale.px(_GAP))
        for picture, place in zip(shown, found, strict=False):
            picture.setGeometry(place)
            picture.show()
        for chart in self._charts.values():
            if chart not in named:
                chart.hide()

    # Qt ---------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(self._tokens.window))
        if self._state.note:
            using, ink = self._scale.text(LEAST_TEXT), colour(self._tokens.text_muted)
            draw_note(painter, self._room().toRectF(), self._state.note, using.font, ink)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = asked_by(event)
        if self.key_sheet.isVisible() and asked != "":
            self.key_sheet.hide()
            if asked in (KEYS, END):
                return
        if asked == KEYS:
            self.key_sheet.show()
            self.key_sheet.raise_()
        elif asked:
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.glider.finish()
        super().closeEvent(event)
        self.closed.emit()
