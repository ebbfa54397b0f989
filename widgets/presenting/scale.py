"""How large things are on a stage: designed at 1920 × 1080, scaled to every other size.

A picture 3 m wide shows 1080 lines 1.6 mm high. Type of 28 px has capitals of 20 px: 32 mm, which
from ten metres are eleven minutes of arc; an eye that needs no glasses reads five. So nothing on
the stage is set smaller than `LEAST_TEXT` where the stage has 1080 lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.painting import BOLD, REGULAR, Face, face
from widgets.tokens import TYPE

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

WIDTH, HEIGHT = 1920, 1080
LEAST_TEXT = 28  # px at 1920 × 1080
_LEAST_UNIT = 0.25  # of a stage as small as a preview


class Scale(NamedTuple):
    """`unit` is how many px of the stage one px of the design is."""

    unit: float = 1.0

    @classmethod
    def of(cls, size: QSize) -> Scale:
        """The scale at which the whole design fits a stage of that size."""
        return cls(max(_LEAST_UNIT, min(size.width() / WIDTH, size.height() / HEIGHT)))

    def px(self, length: float) -> int:
        return round(length * self.unit)

    def text(self, size: int) -> Face:
        return face(max(1, self.px(size)), REGULAR)

    def bold(self, size: int) -> Face:
        return face(max(1, self.px(size)), BOLD)

    @property
    def chart_zoom(self) -> float:
        """What makes the smallest type of a chart, its axes', as large as it must be."""
        return LEAST_TEXT / TYPE.note * self.unit
