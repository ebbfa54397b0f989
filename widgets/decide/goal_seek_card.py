"""The card of goal seek: the answer in words, the curve of the figure against the input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from widgets.buttons import RingButton
from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.parts import Card, Line, Progress
from widgets.controls.framed_field import FramedField
from widgets.decide.goal_curve import GoalCurve
from widgets.header import StoryLabel
from widgets.language.spoken import own, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    colour,
    draw_ring,
    draw_rounded,
    draw_text,
    edge_of,
    face,
    palette,
    plain_tip,
)
from widgets.segments import Segments
from widgets.sources.giving import WrappedRow

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.decide.goal_states import Question, SeekState
    from widgets.tokens import Tokens

_EDGE = 16
_LEVEL_WIDTH = 56
_UPDATING = "updating…"
_CHIP_HEIGHT, _CHIP_PADDING = 24, 10


class SeekCard(Card):
    """Says which input is sought, how surely, and which answer was taken."""

    input_chosen = Signal(str)
    certainty_chosen = Signal(bool)  # for certain; else with a probability
    level_entered = Signal(str)
    question_chosen = Signal(str)
    answer_taken = Signal(str, float)  # the input, and its value

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Goal seek"))
        self._state: SeekState | None = None
        self.chooser = ItemChooser("Input that is sought", tokens, self, title=True)
        self.surety = Segments("Surely", ("For certain", "With probability"), tokens)
        self.level = FramedField("Probability", _LEVEL_WIDTH, tokens)
        self._answer = StoryLabel()
        self._answer.setFont(face(20, BOLD).font)
        self._detail, self._updating = Line(tokens), QLabel()
        self._updating.setFont(face(12).font)
        self._notices = Line(tokens)
        self.curve = GoalCurve(tokens)
        self._progress = Progress(tokens)
        self._chips: dict[str, QuestionChip] = {}
        self._row: WrappedRow | None = None
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE - 8, 0, _EDGE, 0)
        head.setSpacing(6)
        head.addWidget(self.chooser)
        head.addStretch(1)
        head.addWidget(self.surety)
        head.addWidget(self.level)
        words = QVBoxLayout()
        words.setContentsMargins(_EDGE, 0, _EDGE, 0)
        words.setSpacing(1)
        detail = QHBoxLayout()
        detail.setSpacing(10)
        detail.addWidget(self._detail, 1)
        detail.addWidget(self._updating)
        words.addWidget(self._answer)
        words.addLayout(detail)
        words.addWidget(self._notices)
        words.addWidget(self._progress)
        picture = QHBoxLayout()
        picture.setContentsMargins(6, 0, 6, 0)
        picture.addWidget(self.curve)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(_EDGE, 0, _EDGE, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 8, 1, 10)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addLayout(words)
        whole.addLayout(picture, 1)
        whole.addLayout(self._foot)
        self._notices.hide()
        self._progress.hide()

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.input_chosen)
        self.surety.chosen.connect(lambda place: self.certainty_chosen.emit(place == 0))
        self.level.submitted.connect(self.level_entered)
        self.curve.answer_taken.connect(self._take)

    def show_state(self, state: SeekState) -> None:
        self._state = state
        self.chooser.show_choices(state.inputs)
        self.chooser.show_current(state.input)
        self.surety.show_choice(0 if state.sure else 1)
        self.level.show_text(state.level)
        self.level.setVisible(not state.sure)
        self._answer.set_whole(state.answer)
        self._answer.setAccessibleName(said(state.answer))
        self._show_detail(state)
        self._notices.show_text(state.notices)
        self._notices.setVisible(bool(state.notices))
        self._progress.setVisible(state.progress is not None)
        self._progress.show_share(state.progress or 0.0)
        self.curve.show_state(state.curve, state.note)
        self._show_questions(state.questions)

    def _show_detail(self, state: SeekState) -> None:
        self._detail.show_text(state.fault or state.detail, bad=bool(state.fault))
        self._updating.setText(said("" if state.fresh else _UPDATING))

    def _show_questions(self, questions: tuple[Question, ...]) -> None:
        if [each.key for each in questions] != list(self._chips):
            self._make_chips(questions)
        for each in questions:
            self._chips[each.key].show_question(each)
        if self._row is not None:
            self._row.updateGeometry()

    def _make_chips(self, questions: tuple[Question, ...]) -> None:
        if self._row is not None:
            self._foot.removeWidget(self._row)
            self._row.deleteLater()
        self._chips = {each.key: QuestionChip(self._tokens) for each in questions}
        for key, chip in self._chips.items():
            chip.clicked.connect(lambda _on=False, key=key: self.question_chosen.emit(key))
        self._row = WrappedRow(tuple(self._chips.values()))
        self._row.setAccessibleName(said("Ready questions"))
        self._foot.addWidget(self._row)

    def _take(self, value: float) -> None:
        if self._state is not None:
            self.answer_taken.emit(self._state.input, value)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self.chooser, self.surety, self.level, self.curve, self._progress):
            part.set_tokens(tokens)
        for each in (self._detail, self._notices):
            each.set_tokens(tokens)
        for chip in self._chips.values():
            chip.set_tokens(tokens)
        self._answer.setPalette(palette(tokens))
        self._updating.setPalette(palette(tokens._replace(text=tokens.text_muted)))


class QuestionChip(RingButton):
    """A ready question and its answer; clicked, it is asked."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._label, self._answer = face(11), face(11, MEDIUM)
        self._question: Question | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_question(self, question: Question) -> None:
        if question == self._question:
            return
        self._question = question
        self.setText(said(f"{question.label}: {question.answer}"))
        self.setAccessibleName(own(self.text()))
        self.setToolTip(plain_tip(question.tip))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        question = self._question
        if question is None:
            return QSize(40, _CHIP_HEIGHT)
        width = self._label.width(question.label) + 8 + self._answer.width(question.answer)
        return QSize(round(width) + 2 * _CHIP_PADDING, _CHIP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        question, tokens = self._question, self._tokens
        if question is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        edge, _width = edge_of(tokens, focused=False, pointed=self.underMouse())
        ground = colour(tokens.accent_soft if question.on else tokens.field)
        radius = box.height() / 2
        draw_rounded(painter, box, ground, colour(tokens.accent) if question.on else edge, radius)
        if self.has_ring():
            draw_ring(painter, box.adjusted(2, 2, -2, -2), colour(tokens.accent), radius - 2)
        baseline = self._label.baseline(0, self.height())
        at = QPointF(_CHIP_PADDING, baseline)
        draw_text(painter, at, question.label, self._label, colour(tokens.text_muted))
        x = _CHIP_PADDING + self._label.width(question.label) + 8
        draw_text(painter, QPointF(x, baseline), question.answer, self._answer, colour(tokens.text))
        painter.end()
