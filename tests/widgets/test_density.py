"""The small density on a control: seen, said, and in nobody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect

from tests.widgets.literals import GROWTH, PAYER, STATES, tokens
from widgets.controls.control import InputControl
from widgets.states import ControlSpec, Density

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

HUMP = Density(((0.2, 0.0), (0.5, 1.0), (0.8, 0.0)), (), "Drawn from PERT: 0% to 16%")
BARS = Density((), ((0.1, 1.0), (0.9, 0.25)), "Drawn: 2% in 80%, 30% in 20% of draws")
SIDES = Density((), ((0.0, 0.5), (1.0, 1.0)), "Drawn: Lab pays in 67% of draws")


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def made(qtbot: QtBot, spec: ControlSpec, theme: str) -> InputControl:
    control = InputControl(spec, tokens(theme))
    qtbot.addWidget(control)
    control.resize(290, control.height())
    control.show_state(STATES[spec.key])
    control.show()
    return control


def picture(control: InputControl) -> QImage:
    return control.grab().toImage()


def differing(before: QImage, after: QImage) -> QRect:
    """The least rectangle that holds every pixel that differs."""
    found = QRect()
    for y in range(before.height()):
        for x in range(before.width()):
            if before.pixel(x, y) != after.pixel(x, y):
                found = found.united(QRect(x, y, 1, 1))
    return found


@pytest.mark.parametrize("density", [HUMP, BARS], ids=["hump", "bars"])
def test_it_stands_on_the_track_and_on_nothing_else(
    qtbot: QtBot, theme: str, density: Density
) -> None:
    control = made(qtbot, GROWTH, theme)
    before, height = picture(control), control.height()
    control.show_state(STATES["revenue_growth"]._replace(density=density))
    found = differing(before, picture(control))
    slider = control.slider.geometry()
    above_track = QRect(slider.left(), slider.top(), slider.width(), 8)
    assert not found.isEmpty()
    assert above_track.contains(found)
    assert control.height() == height
    control.show_state(STATES["revenue_growth"])
    assert differing(before, picture(control)).isEmpty()


def test_the_hump_stands_where_the_handle_would(qtbot: QtBot) -> None:
    """Its highest point is above the handle of the value in its middle."""
    control = made(qtbot, GROWTH, "light")
    state = STATES["revenue_growth"]
    before = picture(control)
    peak = Density(((0.49, 0.0), (0.5, 1.0), (0.51, 0.0)), (), "")
    control.show_state(state._replace(density=peak))
    found = differing(before, picture(control))
    slider = control.slider
    left, length = slider._travel()
    assert abs(found.center().x() - (slider.x() + left + length / 2)) <= 1


def test_below_a_switch_each_side_has_its_bar(qtbot: QtBot, theme: str) -> None:
    control = made(qtbot, PAYER, theme)
    before, height = picture(control), control.height()
    control.show_state(STATES["payment_direction"]._replace(density=SIDES))
    found = differing(before, picture(control))
    (switch,) = control.focus_widgets()
    assert found.top() >= switch.geometry().bottom()
    assert switch.x() <= found.left()
    assert found.right() <= switch.geometry().right()
    assert control.height() == height


def test_it_is_said(qtbot: QtBot) -> None:
    control = made(qtbot, GROWTH, "light")
    assert "Drawn" not in control.toolTip()
    control.show_state(STATES["revenue_growth"]._replace(density=HUMP))
    assert control.toolTip().endswith(HUMP.text)
    assert control.slider.accessibleDescription() == f"7.0% / month, assumption, {HUMP.text}"
    control.show_error("40% is too much")
    assert control.toolTip() == "40% is too much"
    control.show_state(STATES["revenue_growth"])
    assert "Drawn" not in control.toolTip()
    assert "Drawn" not in control.slider.accessibleDescription()
