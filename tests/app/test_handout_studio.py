"""Pictures as the hidden window gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter, QPicture
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from app.handouts.pdf_spreads import Cell
from app.handouts.studio import Studio, _taken
from app.session import Saved
from engine.files.shipped import preset_scenario
from engine.project import single
from widgets.picture import PictureTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class Scrolled(QWidget):
    """A picture of which most is below its lower edge."""

    def __init__(self) -> None:
        super().__init__()
        rows = QWidget()
        column = QVBoxLayout(rows)
        for row in range(60):
            column.addWidget(QLabel(f"Row {row}"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(rows)
        QVBoxLayout(self).addWidget(area)

    def picture_table(self) -> PictureTable:
        return PictureTable("Rows", "", "table", "Row", ("Row 0",), (), sentence="Many rows.")


def test_what_is_scrolled_on_the_screen_is_whole_on_paper(qtbot: QtBot) -> None:
    widget = Scrolled()
    qtbot.addWidget(widget)
    widget.resize(200, 150)
    widget.show()
    qtbot.waitExposed(widget)
    found = _taken(widget, Cell(200, 150))
    assert found.sentence == "Many rows."
    assert found.height > 600
    assert widget.height() == 150
    assert _lowest_ink(found.vector, found.width, found.height) > found.height - 40


def _lowest_ink(vector: bytes, width: int, height: int) -> int:
    """The last row of dots, from the top, in which a letter is seen."""
    held = QByteArray(vector)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    picture = QPicture()
    assert picture.load(buffer)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    picture.play(painter)
    painter.end()
    dark = (
        y
        for y in range(height - 1, -1, -1)
        if any(image.pixelColor(x, y).lightness() < 100 for x in range(15, 60))
    )
    return next(dark)


@pytest.fixture
def studio() -> Iterator[Studio]:
    project = single(preset_scenario("as_reported"))
    made = Studio(project, Saved(project))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("page", "titles"),
    [
        ("uncertainty/figure", ["NPV of operating profit", "Convergence"]),
        ("decide/trade-off", ["Exit cost", "The undisclosed term, swept"]),
        ("overview", ["Profitability", "Cumulative cash", "Lock-in", "Contract against market"]),
    ],
)
def test_pages_are_waited_for(studio: Studio, qtbot: QtBot, page: str, titles: list[str]) -> None:
    studio.turn_to(page)
    qtbot.waitUntil(lambda: not studio.busy(), timeout=20_000)
    studio.settle()
    qtbot.wait(1)
    found = studio.pictures()
    assert [each.table.title for each in found] == titles
    assert all(each.table.columns and each.sentence for each in found)
