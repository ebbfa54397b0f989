"""Acceptance of the themes: switched live, a window looks as one that was opened in the theme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import theme
from app.launch import close_window, open_window
from app.settings import Settings
from engine.files.shipped import preset_scenario
from engine.project import project_of
from engine.scenario import scenario
from tests.app.conftest import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.project import Project

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

# Pages with one view each of those that are quickly there; all their widgets are made.
PLACES = (
    ("Overview", None),
    ("Scenarios", None),
    ("Uncertainty", 0),
    ("Decide", 0),
    ("Contracts", 0),
    ("Contracts", 1),
    ("Ledger", None),
    ("Sources", None),
)
# Round corners blend with what was behind them when they were first painted, a dot or two.
FEW = 40  # dots of a window of 1.3 million


def _project() -> Project:
    first = preset_scenario("as_reported")
    both = project_of([first, scenario("Longer", {**first.values, "term_months": 60.0})])
    return replace(both, uncertainty=replace(both.uncertainty_or_shipped, draws=200))


def _opened(worn: str) -> Opened:
    settings = Settings(theme=worn, toured="yes")
    window, controller = open_window(_project(), settings)
    window.resize(1440, 900)
    window.show()
    QApplication.processEvents()
    return Opened(window, controller, settings)


def _turn_to(opened: Opened, page: str, view: int | None) -> None:
    opened.controller.show_page(page)
    if view is not None:
        opened.controller.pages.show_view(page, view)
    opened.controller.settle()
    QApplication.processEvents()


def _take_the_mouse_away(widget: QWidget) -> None:
    """Another test's pointer may still stand over what a window opens below it."""
    for part in (widget, *widget.findChildren(QWidget)):
        if part.testAttribute(Qt.WidgetAttribute.WA_UnderMouse):
            part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            QApplication.sendEvent(part, QEvent(QEvent.Type.Leave))
            part.update()


def _dots(widget: QWidget) -> NDArray[np.uint32]:
    """A widget as it looks: (height, width), one number a dot."""
    QApplication.processEvents()
    _take_the_mouse_away(widget)
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    shape = (image.height(), image.bytesPerLine() // 4)
    return np.frombuffer(image.constBits(), np.uint32).reshape(shape)[:, : image.width()].copy()


def _apart(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> str:
    """Where two pictures differ; empty where they don't."""
    if one.shape != other.shape:
        return f"{one.shape} against {other.shape}"
    rows, columns = np.nonzero(one != other)
    if len(rows) <= FEW:
        return ""
    box = (columns.min(), rows.min(), columns.max(), rows.max())
    pair = (hex(one[rows[0], columns[0]]), hex(other[rows[0], columns[0]]))
    return f"{len(rows)} dots within {tuple(map(int, box))}, the first {pair}"


@pytest.fixture(scope="module")
def live(qapp: object) -> Iterator[Opened]:
    """Opened in the light theme; every page was seen in it."""
    opened = _opened("light")
    for page, view in PLACES:
        _turn_to(opened, page, view)
    yield opened
    close_window(opened.window)
    theme.set_palette("light")


@pytest.fixture(scope="module", params=["dark", "contrast", "light"])
def both(live: Opened, request: pytest.FixtureRequest) -> Iterator[tuple[Opened, Opened]]:
    """A window that was switched to a theme, and one that was opened in it."""
    live.controller.action(f"theme_{request.param}").trigger()
    fresh = _opened(request.param)
    yield live, fresh
    close_window(fresh.window)


@pytest.mark.parametrize(("page", "view"), PLACES, ids=lambda part: str(part))
def test_nothing_keeps_the_old_colours(
    both: tuple[Opened, Opened], page: str, view: int | None
) -> None:
    live, fresh = both
    for opened in both:
        _turn_to(opened, page, view)
        opened.window.setFocus()
    assert live.window.tokens == fresh.window.tokens
    assert _apart(_dots(live.window), _dots(fresh.window)) == ""


def test_menus_and_the_application_wear_it(both: tuple[Opened, Opened]) -> None:
    tokens = both[0].window.tokens
    palette = QApplication.palette()
    assert palette.window().color() == QColor(tokens.window)
    assert palette.text().color() == QColor(tokens.text)
    assert both[0].settings.theme == tokens.name
    assert both[0].controller.action(f"theme_{tokens.name}").isChecked()


# What stands over the window -------------------------------------------------------------------

OVER = (
    *("about", "shortcuts", "start_page", "context_help", "reference", "chart_table"),
    *("scenario_calendar", "distributions", "correlations", "add_item", "edit_items"),
    "edit_scenes",
)


def _shown(opened: Opened, name: str) -> list[QWidget]:
    before = {each for each in QApplication.topLevelWidgets() if each.isVisible()}
    control = opened.window.panel.control("term_months")
    assert control is not None
    opened.window.activateWindow()
    QApplication.processEvents()
    control.slider.setFocus()  # what is asked about is the same, whatever was closed before
    opened.controller.action(name).trigger()
    opened.controller.settle()
    QApplication.processEvents()
    now = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    return [each for each in now if each not in before]


def _close(widgets: list[QWidget]) -> None:
    for each in widgets:
        if isinstance(each, QDialog):
            each.reject()
        else:
            each.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.fixture(scope="module")
def small(qapp: object) -> Iterator[Opened]:
    opened = _opened("light")
    yield opened
    close_window(opened.window)
    theme.set_palette("light")


@pytest.mark.parametrize("name", OVER)
def test_what_is_open_over_the_window_is_dressed_too(small: Opened, name: str) -> None:
    """Opened in the light theme and switched, it looks as when it is opened in the dark one."""
    small.controller.set_theme("light")
    widgets = _shown(small, name)
    assert widgets
    small.controller.set_theme("dark")
    switched = [_dots(each) for each in widgets]
    _close(widgets)
    again = _shown(small, name)
    opened = [_dots(each) for each in again]
    _close(again)
    small.controller.set_theme("light")
    assert len(opened) == len(switched)
    told = [_apart(one, other) for one, other in zip(switched, opened, strict=True)]
    assert told == [""] * len(told)


@pytest.mark.parametrize("name", ["palette", "tour"])
def test_what_lies_within_the_window_is_dressed_too(small: Opened, name: str) -> None:
    welcome = small.boardroom.welcome

    def leave() -> None:
        if name == "palette":
            welcome.palette.palette.leave()
        elif welcome.tour is not None:
            welcome.tour.end()
        QApplication.processEvents()

    small.controller.set_theme("light")
    small.controller.action(name).trigger()
    small.controller.set_theme("contrast")
    switched = _dots(small.window)
    leave()
    small.controller.action(name).trigger()
    opened = _dots(small.window)
    leave()
    small.controller.set_theme("light")
    assert _apart(switched, opened) == ""


def test_what_is_made_later_wears_the_theme_of_then(small: Opened) -> None:
    """A page that is first shown after the switch knows of no other theme."""
    small.controller.set_theme("contrast")
    _turn_to(small, "Sources", None)
    paper = QColor(small.window.tokens.window).rgb() & 0xFFFFFF
    light = QColor(theme.tokens("light").card).rgb() & 0xFFFFFF
    dots = _dots(small.window) & 0xFFFFFF
    assert (dots == paper).sum() > dots.size * 0.3
    assert (dots == light).sum() < dots.size * 0.2  # white is also the colour of its text
    _turn_to(small, "Overview", None)
    small.controller.set_theme("light")


def test_back_in_the_first_theme_all_is_as_before(small: Opened) -> None:
    small.controller.set_theme("light")
    _turn_to(small, "Overview", None)
    before = _dots(small.window)
    for worn in ("dark", "contrast", "system", "light"):
        small.controller.action(f"theme_{worn}").trigger()
    assert _apart(_dots(small.window), before) == ""
