"""The card of the selected claim: what contradicts it, and what it would mean for the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.comparison.parts import Card, Title, over_card
from widgets.controls.parts import ScrollColumn
from widgets.language.spoken import joined, said
from widgets.painting import MEDIUM, palette, plain_tip
from widgets.sources.buttons import FramedButton, LinkLine
from widgets.sources.detail_parts import Heading, Pill, ReadingBlock, Words
from widgets.sources.states import DetailState

if TYPE_CHECKING:
    from collections.abc import Callable

    from widgets.sources.states import Mention
    from widgets.tokens import Tokens

_ID_ROOM = 36
_LEAST = 160  # px of the card's height, where it scrolls
_READINGS = 300  # px that all readings have at most
NOTHING = (
    "What the claims could mean, each ready to be applied. Select a claim to see its own, input "
    "by input, and what contradicts it."
)


class DetailCard(Card):
    """Built anew for each selection; under a slider only values change."""

    selected = Signal(str)
    reading_applied = Signal(str)
    explain_requested = Signal(str)
    attach_requested = Signal(str, str)  # the source's key, and an input's, which may be empty
    detach_requested = Signal(str, str)
    edit_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Selected claim"))
        self._state: DetailState | None = None
        self._whole = False
        self.readings: list[ReadingBlock] = []
        self._title = Title("Selected claim", tokens)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self.area = ScrollColumn(self._body, over_card(tokens), self)
        self.area.setWidgetResizable(True)
        self.area.resized.connect(self._fit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 10, 1, 6)
        whole.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(15, 0, 10, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        self._pill = Pill("", tokens)
        top.addWidget(self._pill)
        top.addStretch(1)
        self.back = TextButton("All readings", 12, tokens, self)
        self.back.setToolTip(said("Select nothing (Escape)"))
        self.back.clicked.connect(lambda: self.selected.emit(""))
        top.addWidget(self.back)
        whole.addLayout(top)
        whole.addWidget(self.area, 1)
        self.set_tokens(tokens)
        self.show_state(DetailState())

    def show_state(self, state: DetailState) -> None:
        last, self._state = self._state, state
        if state == last:
            return
        if last is not None and _shape(last) == _shape(state):
            for block, reading in zip(self.readings, state.readings, strict=True):
                block.show_values(reading)
            return
        self._build(state)
        if last is None or last.key != state.key:
            self.area.verticalScrollBar().setValue(0)

    def show_whole(self, whole: bool) -> None:
        """Be as tall as a claim's words need, or scroll them within what height there is."""
        self._whole = whole
        self.setMinimumHeight(0 if whole else _LEAST)
        self._fit()

    def _fit(self) -> None:
        width = self.area.room().width()
        needed = self._column.totalHeightForWidth(width) if self._whole and width > 0 else 0
        if self._state is None or not self._state.key:  # all readings: too long to be passed over
            needed = min(needed, _READINGS)
        if needed != self.area.minimumHeight():
            self.area.setMinimumHeight(needed)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self._title.set_tokens(tokens)
        self._pill.set_tokens(tokens)
        self.back.set_tokens(tokens)
        self.area.set_tokens(over_card(tokens))
        self.area.setPalette(palette(tokens, tokens.card))
        if self._state is not None:
            self._build(self._state)

    def body(self) -> QWidget:
        """What is on the card now."""
        return self._body

    # -- building

    def _build(self, state: DetailState) -> None:
        """A fresh body. The old one goes later: a button in it may be what was just pressed."""
        held = self._body.isAncestorOf(self.window().focusWidget())
        self.readings = []
        old, self._body = self.area.takeWidget(), QWidget()
        old.deleteLater()
        self._body.setPalette(palette(over_card(self._tokens), self._tokens.card))
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(15, 0, 8, 10)
        self._column.setSpacing(3)
        name = "Your source" if state.own else state.label
        self._title.setText(said(name if state.key else "Readings"))
        for part in (self._pill, self.back):
            part.setVisible(bool(state.key))
        self._pill.show_standing(state.standing, own=state.own)
        if not state.key:
            self._add(Words(NOTHING, self._tokens, muted=True))
            self._add_readings(state)
        else:
            self._build_head(state)
            self._build_readings(state)
            self._build_opponents(state)
            self._build_mentions(state)
        self._column.addStretch(1)
        self.area.setWidget(self._body)
        self._body.show()
        self._fit()
        first = next(filter(_can_focus, self._body.findChildren(QWidget)), None)
        if held and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)

    def _build_head(self, state: DetailState) -> None:
        tokens = self._tokens
        self._add(Words(state.text, tokens, 14, MEDIUM))
        if state.value:
            self._add(Words(state.value, tokens, 13))
        if state.where:
            self._add(Words(state.where, tokens, 12, muted=True))
        if state.note:
            self._add(Words(state.note, tokens, 12, muted=not state.own))
        if state.own:
            self._build_actions(state)

    def _build_actions(self, state: DetailState) -> None:
        tokens, key = self._tokens, state.key
        row = QHBoxLayout()
        row.setSpacing(2)
        attach = FramedButton("Attach to an input…", tokens)
        attach.clicked.connect(lambda: self.attach_requested.emit(key, ""))
        row.addWidget(attach)
        row.addStretch(1)
        for text, signal in (("Edit…", self.edit_requested), ("Delete", self.delete_requested)):
            button = TextButton(text, 12, tokens)
            button.clicked.connect(_emitter(signal.emit, key))
            row.addWidget(button)
        self._column.addSpacing(4)
        self._column.addLayout(row)

    def _build_opponents(self, state: DetailState) -> None:
        if state.own:
            return
        tokens = self._tokens
        self._add(Heading("What contradicts it", tokens))
        if not state.opponents:
            self._add(Words("Nothing in these sources.", tokens, muted=True))
        for each in state.opponents:
            if each.key == state.key:
                text = joined(" ", "The sources disagree on it.", f"{each.reason}.")
                self._add(Words(text, tokens))
                continue
            link = LinkLine(each.label, "", tokens)
            link.setFixedWidth(_ID_ROOM)
            link.setToolTip(plain_tip(each.text))
            told = joined(". ", joined(": ", each.label, each.text), each.reason)
            link.setAccessibleName(told)
            link.clicked.connect(_emitter(self.selected.emit, each.key))
            reason = Words(f"{each.reason}.", tokens)
            reason.setContentsMargins(0, 3, 0, 2)
            row = QHBoxLayout()
            row.setSpacing(2)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(reason, 1)
            self._column.addLayout(row)

    def _build_readings(self, state: DetailState) -> None:
        if state.own:
            return
        self._add(Heading("What it would mean", self._tokens))
        if state.nothing:
            text = joined(" ", "It implies nothing that could be computed.", f"{state.nothing}.")
            self._add(Words(text, self._tokens, muted=True))
        self._add_readings(state)

    def _add_readings(self, state: DetailState) -> None:
        for reading in state.readings:
            block = ReadingBlock(
                reading, self._tokens, self.reading_applied.emit, self.explain_requested.emit
            )
            self.readings.append(block)
            self._add(block)

    def _build_mentions(self, state: DetailState) -> None:
        tokens = self._tokens
        heading = "Attached to" if state.own else "Inputs it speaks of"
        if state.mentions or state.own:
            self._add(Heading(heading, tokens))
        if state.own and not state.mentions:
            self._add(Words("No input yet.", tokens, muted=True))
        for each in state.mentions:
            self._build_mention(state, each)

    def _build_mention(self, state: DetailState, each: Mention) -> None:
        tokens, key = self._tokens, each.key
        link = LinkLine("", each.label, tokens)
        link.setToolTip(plain_tip(f"{each.label}: explain"))
        link.clicked.connect(_emitter(self.explain_requested.emit, key))
        if not state.own:
            self._add(link)
            return
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(link, 1)
        for text, signal in (("Note…", self.attach_requested), ("Detach", self.detach_requested)):
            button = TextButton(text, 12, tokens)
            button.setAccessibleName(joined(" ", text, each.label))
            button.clicked.connect(_emitter(signal.emit, state.key, key))
            row.addWidget(button)
        self._column.addLayout(row)
        if each.note:
            note = Words(each.note, tokens, muted=True)
            note.setContentsMargins(4, 0, 4, 4)
            self._add(note)


def _can_focus(part: QWidget) -> bool:
    return part.focusPolicy() == Qt.FocusPolicy.StrongFocus


def _emitter(emit: Callable[..., None], *arguments: str) -> Callable[[], None]:
    return lambda: emit(*arguments)


def _shape(state: DetailState) -> DetailState:
    """The state without the values that a slider changes."""
    return state._replace(
        readings=tuple(
            reading._replace(
                implications=tuple(
                    each._replace(now="", same=False) for each in reading.implications
                )
            )
            for reading in state.readings
        ),
    )
