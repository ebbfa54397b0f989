"""By keyboard alone: Tab comes to everything, it is seen where it is, and everything has a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from app.presenting.motion import moves
from app.settings import MOTIONS
from app.views import page_and_view, page_names
from tests.app.access_walk import described, focusable, name_of, role_of, walk
from widgets.chart.chart import Chart
from widgets.controls.slider import Slider
from widgets.on_page import pictures_on
from widgets.picture import Picture

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.app.conftest import Opened

# A page of several views is that of its first one.
PAGES = [name for name in page_names() if name not in ("uncertainty", "decide", "contracts")]


def show(opened: Opened, page: str) -> QWidget:
    """The page, with all that it waits for."""
    name, view = page_and_view(page)
    opened.window.resize(1440, 900)
    opened.controller.registers.example()
    opened.controller.show_page(name)
    if "/" in page:
        opened.controller.pages.show_view(name, view)
    for _ in range(6):
        opened.controller.settle()
        QApplication.processEvents()
    shown: QWidget = getattr(opened.window, name.lower())
    return shown


@pytest.mark.parametrize("page", PAGES)
def test_tab_comes_to_everything_and_is_seen(opened: Opened, page: str) -> None:
    shown = show(opened, page)
    stops = walk(opened.window, opened.window if page == "overview" else shown)
    reached = [stop.widget for stop in stops]
    missed = [described(each) for each in focusable(opened.window) if each not in reached]
    assert missed == []
    assert [described(stop.widget) for stop in stops if not stop.visible] == []
    assert [described(stop.widget) for stop in stops if not stop.marked] == []
    assert [described(each) for each in reached if not name_of(each)] == []
    assert len({id(each) for each in reached}) == len(reached)


@pytest.mark.parametrize("page", PAGES)
def test_names_on_a_page_tell_apart(opened: Opened, page: str) -> None:
    """Two things of one kind and one name can't be told apart by who hears them only."""
    shown = show(opened, page)
    named = [
        (type(each).__name__, name_of(each))
        for each in focusable(shown)
        if not type(each).__name__.startswith("_")  # dividers between cards have no other name
    ]
    assert sorted(each for each in set(named) if named.count(each) > 1) == []


def test_controls_say_what_they_are_and_their_value(opened: Opened) -> None:
    show(opened, "overview")
    panel = opened.window.panel
    sliders = [each for each in panel.findChildren(Slider) if each.isVisible()]
    fields = [each for each in panel.findChildren(QLineEdit) if each.isVisible()]
    assert {role_of(each) for each in sliders} == {QAccessible.Role.Slider}
    assert {role_of(each) for each in fields} == {QAccessible.Role.EditableText}
    for button in opened.window.findChildren(QAbstractButton):
        if button.isVisible():
            assert name_of(button), described(button)


@pytest.mark.parametrize("page", PAGES)
def test_no_curve_is_told_by_its_colour_alone(opened: Opened, page: str) -> None:
    """Curves of one chart have names of their own, and those of one colour also other dashes."""
    for widget in pictures_on(show(opened, page)):
        assert isinstance(widget, Picture)
        if not isinstance(widget, Chart):
            continue
        columns = widget.picture_table().columns
        assert len({column.name for column in columns}) == len(columns)


def test_motion_is_a_choice(opened: Opened) -> None:
    actions = opened.controller._actions
    assert [name for name in MOTIONS if actions[f"motion_{name}"].isChecked()] == ["system"]
    actions["motion_reduced"].trigger()
    assert opened.settings.motion == "reduced"
    assert not moves(opened.settings)
    actions["motion_full"].trigger()
    assert moves(opened.settings)
    assert not actions["motion_reduced"].isChecked()
