"""The line at the window's foot: what the figures rest on, and what just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from widgets.header import StoryLabel
from widgets.language.spoken import said
from widgets.painting import plain_tip

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_MESSAGE_MILLISECONDS = 20_000


class StatusBar(QWidget):
    """Left the standing note, or a message for a while; right the reading and the progress."""

    link_opened = Signal(str)
    cancel_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._note = StoryLabel()
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.RichText)
        self._message.linkActivated.connect(self.link_opened)
        self._message.hide()
        self._reading = QLabel()
        self._progress = QProgressBar()
        self._progress.setRange(0, 100)
        self._progress.setTextVisible(False)
        self._progress.setFixedSize(140, 6)
        self._progress.hide()
        self._cancel = QPushButton(said("Cancel"))
        self._cancel.setFlat(True)
        self._cancel.clicked.connect(self.cancel_requested)
        self._cancel.hide()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_MESSAGE_MILLISECONDS)
        self._quiet.timeout.connect(self.clear_message)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 20, 4)
        row.setSpacing(16)
        row.addWidget(self._note, 1)
        row.addWidget(self._message, 1)
        row.addWidget(self._progress)
        row.addWidget(self._cancel)
        row.addWidget(self._reading)
        self.setMinimumHeight(28)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setStyleSheet(
            f"QLabel {{ color: {tokens.text_muted}; font-size: 12px; }}"
            f"QPushButton {{ color: {tokens.accent}; border: none; padding: 2px 6px; }}"
            f"QProgressBar {{ background: {tokens.track}; border: none; border-radius: 3px; }}"
            f"QProgressBar::chunk {{ background: {tokens.accent}; border-radius: 3px; }}"
        )
        self.update()

    def show_note(self, text: str) -> None:
        """The note that stands while there is nothing else to say."""
        self._note.set_whole(text)

    def show_reading(self, text: str) -> None:
        self._reading.setText(said(text))

    def show_message(self, text: str, link: str = "", link_text: str = "") -> None:
        """Something that happened, with a link if there is something to open."""
        safe = text.replace("&", "&amp;").replace("<", "&lt;")
        if link:
            colour = self._tokens.accent
            href = link.replace("&", "&amp;").replace('"', "%22")
            safe += f' · <a href="{href}" style="color: {colour}">{link_text}</a>'
        self._message.setText(said(safe))
        self._message.setToolTip(plain_tip(text))
        self._message.show()
        self._note.hide()
        self._quiet.start()

    def clear_message(self) -> None:
        self._message.hide()
        self._note.show()

    def message(self) -> str:
        """The text of the message that is shown, if any."""
        return self._message.text() if self._message.isVisibleTo(self) else ""

    def show_progress(self, share: float | None) -> None:
        """0 to 1; None when it is over."""
        running = share is not None
        self._progress.setVisible(running)
        self._cancel.setVisible(running)
        self._progress.setValue(round(100 * (share or 0.0)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tokens.panel)
        painter.setPen(QPen(self._tokens.border))
        painter.drawLine(QPoint(0, 0), QPoint(self.width(), 0))
