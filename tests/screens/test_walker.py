"""The walker itself: it finds what is wrong, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from tests.screens.walker import walk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class _Painted(QWidget):
    """Paints texts at places of its own."""

    def __init__(self, parent: QWidget, *texts: tuple[float, float, str]) -> None:
        super().__init__(parent)
        self._texts = texts
        self.clip: QRectF | None = None
        self.setGeometry(0, 0, 200, 60)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it
        painter = QPainter(self)
        if self.clip is not None:
            painter.setClipRect(self.clip)
        for x, y, text in self._texts:
            painter.drawText(QPointF(x, y), text)
        painter.end()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(300, 200)
    qtbot.addWidget(made)
    return made


def _found(window: QWidget) -> list[tuple[str, str]]:
    window.show()
    return [(each.what.split(" by ")[0], each.text) for each in walk(window)]


def test_what_has_room_is_fine(window: QWidget) -> None:
    _Painted(window, (10, 20, "Revenue"), (10, 40, "Costs"))
    assert _found(window) == []


@pytest.mark.parametrize("place", [(170.0, 20.0), (-8.0, 20.0), (10.0, 4.0), (10.0, 63.0)])
def test_a_text_over_its_widget_s_edge_is_cut(window: QWidget, place: tuple[float, float]) -> None:
    _Painted(window, (*place, "Revenue"))
    assert _found(window) == [("cut", "Revenue")]


def test_a_widget_beyond_its_parent_cuts_its_text(window: QWidget) -> None:
    label = QLabel("Operating profit", window)
    label.adjustSize()
    label.move(250, 20)
    assert _found(window) == [("cut", "Operating profit")]


def test_a_clip_cuts(window: QWidget) -> None:
    _Painted(window, (10, 20, "Revenue")).clip = QRectF(0, 0, 30, 60)
    assert _found(window) == [("cut", "Revenue")]


def test_what_scrolls_is_not_cut(window: QWidget) -> None:
    area = QScrollArea(window)
    area.setGeometry(0, 0, 100, 50)
    inner = QWidget()
    lines = QVBoxLayout(inner)
    for place in range(9):
        lines.addWidget(QLabel(f"A line that is long enough {place}"))
    area.setWidget(inner)
    assert _found(window) == []


def test_texts_on_one_another_are_found(window: QWidget) -> None:
    _Painted(window, (10, 20, "Revenue"), (30, 24, "Costs"))
    assert _found(window) == [("on “Costs”", "Revenue")]


def test_texts_of_two_widgets_on_one_another_are_found(window: QWidget) -> None:
    _Painted(window, (10, 20, "Revenue"))
    _Painted(window, (30, 24, "Costs"))
    assert _found(window) == [("on “Costs”", "Revenue")]


def test_a_shortened_text_wants_a_tooltip(window: QWidget) -> None:
    label = _Painted(window, (10, 20, "Operating pr…"))
    assert _found(window) == [("shortened, with no tooltip", "Operating pr…")]
    label.setToolTip("Operating profit")
    assert _found(window) == []


def test_what_opens_a_dialog_may_end_in_an_ellipsis(window: QWidget) -> None:
    label = _Painted(window, (10, 20, "Export…"))
    label.setAccessibleName("Export…")
    assert _found(window) == []
