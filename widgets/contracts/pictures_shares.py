"""How the fees are shared among suppliers: a bar each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from widgets.contracts.linked_picture import LinkedPicture
from widgets.contracts.numbers import shares_table
from widgets.contracts.pictures_states import SharesState
from widgets.language.spoken import own
from widgets.painting import MEDIUM, blend, colour, draw_rounded, draw_text, face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.chart.canvas import Canvas
    from widgets.contracts.pictures_states import ShareBar
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_EDGE = 15.0
_LEAST, _MOST = 15.0, 26.0  # px a row
_LABEL_SHARE, _GAP, _TEXT = 0.52, 10.0, 48.0


class SharesPicture(LinkedPicture):
    """The largest on top; what has no room is in the summary."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("Concentration", tokens)
        self._state = SharesState()

    def show_state(self, state: SharesState) -> None:
        if state is not self._state:
            self._state = state
            self.show_parts(state.message)

    def picture_table(self) -> PictureTable:
        """Each supplier's share of the fees."""
        return shares_table(self._state)

    def _shown(self) -> int:
        return max(1, min(len(self._state.bars), int(self.height() / _LEAST)))

    def items(self) -> Sequence[ShareBar]:
        """As many as there is room for."""
        return self._state.bars[: self._shown()]

    def summary(self) -> str:
        return self._state.summary

    def spoken(self, place: int) -> str:
        return self._state.bars[place].tip

    def _pitch(self) -> float:
        return min(_MOST, self.height() / max(1, len(self.items())))

    def hit(self, point: QPointF) -> int:
        place = int(point.y() / self._pitch())
        return place if 0 <= place < len(self.items()) else -1

    def draw(self, canvas: Canvas) -> None:
        tokens, pitch, painter = self.tokens, self._pitch(), canvas.painter
        using, bold = face(12), face(12, MEDIUM)
        widest = max((using.width(own(bar.label)) for bar in self.items()), default=0.0)
        share = (self.width() - 2 * _EDGE) * _LABEL_SHARE
        left = _EDGE + min(widest + _GAP + 1.0, share)
        room = max(10.0, self.width() - _EDGE - _TEXT - left)
        largest = max((bar.share for bar in self._state.bars), default=1.0) or 1.0
        for place, bar in enumerate(self.items()):
            top = place * pitch
            meant = self.at.covers(bar.contract, bar.supplier) if any(self.at) else False
            chosen = bool(self.selected.supplier) and self.selected.supplier == bar.supplier
            if meant or chosen:
                soft = tokens.accent_soft
                ground = colour(soft) if chosen else blend(tokens.card, soft, 0.5)
                painter.fillRect(QRectF(1.0, top, self.width() - 2.0, pitch), ground)
            label = using.elided(own(bar.label), left - _EDGE - _GAP)
            base = using.baseline(top, pitch)
            draw_text(painter, QPointF(_EDGE, base), label, using, colour(tokens.text))
            high = min(12.0, pitch - 5.0)
            wide = max(2.0, room * bar.share / largest)
            box = QRectF(left, top + (pitch - high) / 2, wide, high)
            draw_rounded(painter, box, colour(getattr(tokens, bar.colour)), radius=2.0)
            at = QPointF(left + wide + 6.0, base)
            draw_text(painter, at, bar.text, bold, colour(tokens.text))
