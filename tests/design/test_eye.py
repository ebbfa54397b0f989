"""The eye that measures contrast sees what is faint, and how faint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from tests.design.eye import read

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class _Sheet(QWidget):
    """Two lines on papers of their own."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        for top, paper, ink, text in (
            (0, "#ffffff", "#cccccc", "faint"),
            (40, "#102030", "#f0f0f0", "plain"),
        ):
            painter.fillRect(0, top, 200, 40, QColor(paper))
            painter.setPen(QColor(ink))
            painter.drawText(10, top + 25, text)
        painter.end()


def test_it_reads_ink_and_paper(qtbot: QtBot) -> None:
    sheet = _Sheet()
    qtbot.addWidget(sheet)
    sheet.resize(200, 120)
    label = QLabel("label", sheet)
    label.setStyleSheet("color: #123456; background: #fedcba")
    label.setGeometry(0, 80, 200, 40)
    sheet.show()
    found = {each.text: (each.ink, each.paper) for each in read(sheet)}
    assert found == {
        "faint": ("#cccccc", "#ffffff"),
        "plain": ("#f0f0f0", "#102030"),
        "label": ("#123456", "#fedcba"),
    }
