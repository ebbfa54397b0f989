"""A value in a frame of its own, away from the panel of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.controls.value_field import ValueField
from widgets.language.spoken import said
from widgets.painting import MEDIUM, colour, draw_rounded, face, field_edge, palette

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.tokens import Tokens

HEIGHT = 28
_REFUSED_EDGE = 2.0


class FramedField(ValueField):
    """Typed as people type; the frame is red around what was refused."""

    def __init__(self, name: str, width: int, tokens: Tokens, *, words: bool = False) -> None:
        """`words` says that the text is the user's own, such as a name, and no quantity."""
        super().__init__(face(12, MEDIUM), words=words)
        self._tokens = tokens
        self._refused = False
        self.setAccessibleName(said(name))
        self.setFixedSize(width, HEIGHT)
        self.setTextMargins(8, 0, 8, 0)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.look_changed.connect(self.update)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        ink = tokens if self.isEnabled() else tokens._replace(text=tokens.text_muted)
        self.setPalette(palette(ink))
        self.update()

    def show_enabled(self, enabled: bool) -> None:
        if enabled != self.isEnabled():
            self.setEnabled(enabled)
            self.set_tokens(self._tokens)

    def show_refused(self, reason: str) -> None:
        """Why the text was refused; none takes it back."""
        self._refused = bool(reason)
        self.setAccessibleDescription(said(reason))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._tokens
        pointed = self.isEnabled() and self.underMouse()
        edge, width = field_edge(tokens, focused=self.hasFocus(), pointed=pointed)
        if self._refused:
            edge, width = colour(tokens.bad), _REFUSED_EDGE
        ground = tokens.field if self.isEnabled() else tokens.window
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rounded(painter, QRectF(self.rect()), colour(ground), edge, 6, width)
        painter.end()
        super().paintEvent(event)
