"""About: what this is, and every part that ships with it, with its licence to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.controls.parts import SlimScrollBar
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import joined, own, said
from widgets.painting import BOLD, MEDIUM, face
from widgets.row_list import Row, RowList
from widgets.welcome.room import resize_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.tokens import Tokens
    from widgets.welcome.states import PartState

_SIZE, _LEAST = (860, 600), (560, 320)
_LIST_WIDTH = 320


class AboutDialog(QDialog):
    """The list of parts at the left, the chosen part's licence at the right."""

    def __init__(
        self,
        version: str,
        paragraphs: Sequence[str],
        parts: Sequence[PartState],
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("About Tenor"))
        self.setMinimumSize(*_LEAST)
        resize_within(self, *_SIZE)
        self._parts = {part.name: part for part in parts}
        self.heading = QLabel(own(f"Tenor {version}"))
        self.heading.setFont(face(20, BOLD).font)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = QLabel(joined("\n", *paragraphs))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.caption = QLabel(said("What ships with it"))
        self.caption.setFont(face(13, MEDIUM).font)
        self.list = RowList("Parts", tokens)
        self.list.show_rows(tuple(_row(part) for part in parts))
        self.name = QLabel()
        self.name.setFont(face(13, MEDIUM).font)
        self.purpose = QLabel()
        self.purpose.setObjectName("muted")
        for label in (self.name, self.purpose):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.licence = QPlainTextEdit()
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        self.licence.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.licence.setFont(face(12).font)
        self._bar = SlimScrollBar(tokens)
        self.licence.setVerticalScrollBar(self._bar)
        self.licence.setAccessibleName(said("Licence"))
        self.close_button = QPushButton(said("Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._show_part)
        self.set_tokens(tokens)
        self.list.select(self.list.first())
        self.close_button.setFocus()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.caption)
        left.addWidget(self.list, 1)
        side = QWidget()
        side.setFixedWidth(_LIST_WIDTH)
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.name)
        right.addWidget(self.purpose)
        right.addWidget(self.licence, 1)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addWidget(side)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(self.heading)
        whole.addWidget(self.words)
        whole.addSpacing(4)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)

    def _show_part(self) -> None:
        part = self._parts.get(self.list.current())
        if part is None:
            return
        self.name.setText(own(f"{part.name} {part.version}".strip()))
        licence = joined(": ", "Licence", own(f"{part.licence}."))
        self.purpose.setText(joined(" ", part.purpose, licence))
        self.licence.setPlainText(part.text)

    def set_tokens(self, tokens: Tokens) -> None:
        t = tokens
        self.setStyleSheet(
            dialog_style(t)
            + f"QLabel#muted {{ color: {t.text_muted}; }}"
            + f"QPlainTextEdit {{ color: {t.text}; background: {t.card};"
            + f" border: 1px solid {t.border}; border-radius: 6px; padding: 6px; }}"
            + f"QPlainTextEdit:focus {{ border: 2px solid {t.accent}; padding: 5px; }}"
        )
        self._bar.set_tokens(t._replace(panel=t.card))
        self.list.set_tokens(t._replace(panel=t.window))  # on the same ground


def _row(part: PartState) -> Row:
    hint = joined("\n", part.purpose, own(part.licence))
    note = own(f"{part.version} · {part.licence}".strip(" ·"))
    return Row(part.name, own(part.name), "", note, hint)
