"""A second window that nobody sees: pages are laid out in it and taken as pictures.

So the user's own window stays as it is, and paper always has the light theme.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QDataStream, QIODevice, QPoint, Qt
from PySide6.QtGui import QFont, QPainter, QPicture, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

from app import theme
from app.control_states import OPEN_GROUPS
from app.controller import Controller
from app.handouts.content import Picture
from app.handouts.pdf_pictures import says_title
from app.handouts.pdf_sheet import room_size
from app.handouts.pdf_spreads import Cell, Shape, spreads
from app.session import Session
from app.settings import Settings
from app.slot import Slot
from app.views import page_and_view
from app.window import MainWindow
from widgets.on_page import pictures_on
from widgets.picture import Picture as PaintedWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.session import Saved
    from engine.project import Project
    from widgets.picture import PictureTable

WIDTH, HEIGHT = 1440, 850
_MOST_HIDDEN = 1500  # px that a picture may grow by
_FLATTEST = 0.8  # of its height on the screen that a picture keeps at least, if others ask
_UNBOUNDED = 16777215  # Qt's own word for a widget of any height
# The last form of Qt's streams that holds no alternate letters: with figures of one width no
# text of a PDF could be found or copied, as Qt tells readers only what usual forms mean.
_PLAIN_LETTERS = QDataStream.Version.Qt_6_0.value


class Studio:
    """Shows a project's pages one after the other. `close` it, whatever happens."""

    def __init__(self, project: Project, saved: Saved) -> None:
        """`saved` is what the file holds, for a baseline that is the saved state."""
        session = Session(project)
        session.open(project, saved.path, saved.project)
        self._window = MainWindow(theme.tokens("light"), (), OPEN_GROUPS)
        self._window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._window.may_close = lambda: True
        self._controller = Controller(self._window, session, Settings(theme="light"))
        self._window.setFont(_plain_font())
        self._window.resize(WIDTH, HEIGHT)
        self._window.show()

    def turn_to(self, name: str) -> None:
        """Shows a page, `decide/exit-plan`; what it waits for comes later."""
        page, view = page_and_view(name)
        self._controller.show_page(page)
        if "/" in name:
            self._controller.pages.show_view(page, view)

    def busy(self) -> bool:
        """Whether answers are still to come."""
        worker = self._controller.pages.tools.worker
        return any(slot.busy for slot in worker.findChildren(Slot))

    def settle(self) -> None:
        """Waits for all answers."""
        self._controller.settle()

    def pictures(self) -> tuple[Picture, ...]:
        """Those of the page that is seen, row by row."""
        page = self._window.centralWidget()
        assert page is not None
        found = [each for each in pictures_on(page) if _says(each)]
        # What has but a note, why it is empty, is left out where another has something to show.
        shown = [each for each in found if _table(each).rows] or found
        width, height = room_size("a4")
        sheets = spreads([*map(_shape, shown)], width, height)
        widgets = iter(shown)
        return tuple(
            _taken(next(widgets), cell, (sheet, place))
            for sheet, spread in enumerate(sheets)
            for place, row in enumerate(spread.rows)
            for cell in row
        )

    def close(self) -> None:
        """Nothing of it runs on."""
        self._window.close()
        self._window.deleteLater()


def _table(widget: QWidget) -> PictureTable:
    assert isinstance(widget, PaintedWidget)
    return widget.picture_table()


def _says(widget: QWidget) -> bool:
    """Whether there is anything to be seen."""
    table = _table(widget)
    return bool(table.rows or table.note)


def _shape(widget: QWidget) -> Shape:
    """As it is on the screen; what is scrolled there has to be whole: paper can't be."""
    width, height = widget.width(), widget.height()
    hidden = _hidden(widget)
    needed = height + hidden if hidden else min(height, widget.sizeHint().height())
    least = max(
        needed, widget.minimumHeight(), widget.minimumSizeHint().height(), _FLATTEST * height
    )
    most = height if widget.maximumHeight() < _UNBOUNDED else math.inf
    headed = not says_title(_taken(widget, Cell(width, height)))
    return Shape(width, height + hidden, min(least, most), most, headed)


def _taken(widget: QWidget, cell: Cell, stand: tuple[int, int] | None = None) -> Picture:
    """The widget as lines and letters, as large as its cell."""
    table = _table(widget)
    with _resized(widget, cell):
        vector, width, height = vector_of(widget), widget.width(), widget.height()
        return Picture(table, table.sentence or table.note, vector, width, height, stand)


@contextmanager
def _resized(widget: QWidget, cell: Cell) -> Iterator[None]:
    """Of another size for as long as it is painted, also where a scroll area minds its size."""
    before, area = widget.size(), _area_around(widget)
    if area is not None:
        area.setWidgetResizable(False)
    widget.resize(int(cell.width), int(cell.height))
    widget.resize(widget.width(), widget.height() + _hidden(widget))
    try:
        yield
    finally:
        widget.resize(before)
        if area is not None:
            area.setWidgetResizable(True)


def _area_around(widget: QWidget) -> QScrollArea | None:
    """The scroll area that keeps the widget as large as itself."""
    viewport = widget.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    if isinstance(area, QScrollArea) and area.widget() is widget and area.widgetResizable():
        return area
    return None


def _hidden(widget: QWidget) -> int:
    """How many px of it are scrolled out of sight."""
    areas = widget.findChildren(QAbstractScrollArea)
    if isinstance(widget, QAbstractScrollArea):
        areas.append(widget)
    most = max((area.verticalScrollBar().maximum() for area in areas), default=0)
    return min(most, _MOST_HIDDEN)


def _plain_font() -> QFont:
    """Without shaping: Inter puts another minus before digits, which a PDF by Qt can't name.

    Whatever is painted takes this from its widget, as long as it doesn't say otherwise.
    """
    font = QFont(QApplication.font())
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return font


def vector_of(widget: QWidget) -> bytes:
    """What the widget paints, as the bytes of a `QPicture`."""
    picture = QPicture(_PLAIN_LETTERS)
    painter = QPainter(picture)
    # Without the window's ground: round corners stand on the paper.
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer)
    return bytes(held.data())
