"""Above the views: which one, how many draws, their seed; and how the answers stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.comparison.parts import Line, Progress
from widgets.controls.framed_field import FramedField
from widgets.dialogs.tab_order import tab_through
from widgets.flow import FlowRow
from widgets.language.spoken import said
from widgets.painting import face, palette
from widgets.segments import CheckButton, Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.tokens import Tokens
    from widgets.uncertainty.states import ToolbarState

VIEWS = ("Fans", "One figure", "Sensitivity")
_SEED_WIDTH, _PROGRESS_WIDTH = 60, 90
_GAP, _BETWEEN = 6, 8  # px between the parts of a row, and more between its groups
_STATUS = 80  # px that the status has at least; what may be cut off comes last


class Toolbar(QWidget):
    """Which view, which draws; below them what is seen, and the doors to what is uncertain.

    Where there is no room beside the views, the draws have a row of their own.
    """

    view_chosen = Signal(int)
    draws_chosen = Signal(int)
    seed_entered = Signal(str)
    follow_chosen = Signal(bool)
    distributions_requested = Signal()
    correlations_requested = Signal()
    export_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: ToolbarState | None = None
        self._choices: tuple[int, ...] = ()
        self._corrected = False  # the refused seed is being typed anew
        self.views = Segments("View", VIEWS, tokens)
        self.draws: Segments | None = None
        self.seed = FramedField("Seed", _SEED_WIDTH, tokens, words=True)
        self.seed.setToolTip(said("Seed: the same one gives the same draws"))
        self.follow = CheckButton("Follow the sliders", tokens)
        self.follow.setToolTip(
            said(
                "A distribution moves by as much as its slider differs from the preset;\n"
                "else it stays where it is stated"
            )
        )
        self.status = Line(tokens)
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.legend = Line(tokens)
        self.progress = Progress(tokens)
        self.progress.setFixedWidth(_PROGRESS_WIDTH)
        self.cancel = TextButton("Cancel", 12, tokens)
        self.cancel.setAccessibleName(said("Cancel the draws"))
        self.distributions = TextButton("Distributions…", 12, tokens)
        self.correlations = TextButton("Correlations…", 12, tokens)
        self.export = TextButton("Export draws…", 12, tokens)
        self.export.setToolTip(said("As CSV: every draw's inputs and headline figures"))
        self._words = [QLabel(said("Draws")), QLabel(said("Seed"))]
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.progress.hide()
        self.cancel.hide()

    def _lay_out(self) -> None:
        draws, seed = self._words
        self._drawing = QWidget()
        self._switches = FlowRow(_GAP)
        self._drawing.setLayout(self._switches)
        self._switches.addWidget(draws)
        self._switches.addWidget(seed)
        self._switches.addWidget(self.seed)
        self._switches.addWidget(self.follow)
        self._upper, self._middle, lower = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._upper.addWidget(self.views)
        self._upper.addSpacing(_BETWEEN)
        self._upper.addWidget(self._drawing)
        self._upper.addWidget(self.status, 1)
        self._upper.addWidget(self.progress)
        self._upper.addWidget(self.cancel)
        lower.addWidget(self.legend, 1)
        for button in (self.distributions, self.correlations, self.export):
            lower.addWidget(button)
        whole = QVBoxLayout(self)
        for row in (self._upper, self._middle, lower):
            row.setSpacing(_GAP)
            whole.addLayout(row)
        for layout in (self._switches, whole):
            layout.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)

    def _connect(self) -> None:
        self.views.chosen.connect(self.view_chosen)
        self.seed.textChanged.connect(lambda _text: self._correct(corrected=True))
        self.seed.submitted.connect(self._submit_seed)
        self.follow.clicked.connect(self.follow_chosen)
        self.distributions.clicked.connect(self.distributions_requested)
        self.correlations.clicked.connect(self.correlations_requested)
        self.export.clicked.connect(self.export_requested)
        self.cancel.clicked.connect(self.cancel_requested)

    def show_state(self, state: ToolbarState) -> None:
        last, self._state = self._state, state
        if last is None or not state.seed_error:
            self.seed.show_text(state.seed_text)
        if last is None or last.seed_error != state.seed_error:
            self._corrected = False
        if state == last:
            return
        self.views.show_choice(state.view)
        self._show_draws(state)
        self.follow.setChecked(state.follow)
        self.status.show_text(state.status)
        self._show_words(state)
        self.correlations.setEnabled(state.can_correlate)
        self.export.setEnabled(state.can_export)
        self._show_progress(state.progress)
        self._wrap()

    def _show_words(self, state: ToolbarState) -> None:
        """The legend; a refused seed's reason goes before it."""
        refused = "" if self._corrected else state.seed_error
        self.seed.show_refused(refused)
        self.legend.show_text(refused or state.legend, bad=bool(refused))

    def _wrap(self) -> None:
        """Gives the draws a row of their own where they leave the status no room."""
        beside = self._drawing.sizeHint().width() + _BETWEEN + _GAP
        others = self.views.sizeHint().width() + self.cancel.sizeHint().width() + 2 * _GAP
        room = self.width() - beside - others - _STATUS
        place, row = (0, self._middle) if room < 0 else (2, self._upper)
        if row.indexOf(self._drawing) < 0:
            for each in (self._upper, self._middle):
                each.removeWidget(self._drawing)
            row.insertWidget(place, self._drawing)
        roomy = room < 0 or room > self.progress.width()
        self.progress.setVisible(roomy and self.cancel.isVisibleTo(self))

    def _correct(self, *, corrected: bool) -> None:
        """What was refused is gone, or was entered once more."""
        self._corrected = corrected
        if self._state is not None:
            self._show_words(self._state)

    def _submit_seed(self, text: str) -> None:
        self._correct(corrected=False)
        self.seed_entered.emit(text)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the draws in a row of their own, or the views and a way to stop."""
        ends = self.views.sizeHint().width() + self.cancel.sizeHint().width()
        least = max(self._drawing.minimumSizeHint().width(), ends + _STATUS + 2 * _GAP)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _show_draws(self, state: ToolbarState) -> None:
        if state.draw_choices != self._choices:
            self._choices = state.draw_choices
            if self.draws is not None:
                self._switches.removeWidget(self.draws)
                self.draws.hide()
                self.draws.deleteLater()
            texts = [f"{count:,}" for count in state.draw_choices]
            self.draws = Segments("Draws", texts, self._tokens)
            self.draws.chosen.connect(self._choose_draws)
            self._switches.insertWidget(1, self.draws)
            self.draws.show()  # now, so that it counts when rows are made
            tab_through(self.views.buttons[-1], *self.draws.buttons, self.seed, self.follow)
        if self.draws is not None:
            self.draws.show_choice(state.draw_choices.index(state.draws))

    def _choose_draws(self, place: int) -> None:
        self.draws_chosen.emit(self._choices[place])

    def _show_progress(self, progress: float | None) -> None:
        had_focus = self.cancel.hasFocus()
        self.cancel.setVisible(progress is not None)
        if progress is not None:
            self.progress.show_share(progress)
        elif had_focus:
            self.views.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        parts = (
            self.views,
            self.draws,
            self.seed,
            self.follow,
            self.status,
            self.legend,
            self.progress,
            self.cancel,
            self.distributions,
            self.correlations,
            self.export,
        )
        for part in parts:
            if part is not None:
                part.set_tokens(tokens)
        muted = palette(tokens._replace(text=tokens.text_muted))
        for word in self._words:
            word.setFont(face(12).font)
            word.setPalette(muted)
