"""What every test needs: Qt, where it is used at all, paints off screen in Tenor's typeface."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples every time, however slow the machine. To look for new ones:
# --hypothesis-profile=default.
settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """pytest-qt's application, dressed as Tenor's, so that text is as wide as for users."""
    from app import theme

    qapp.setStyle("Fusion")
    theme.load_fonts()
    qapp.setFont(theme.application_font())
    yield qapp
    qapp.clipboard().clear()  # what Python put there must go before Python does


@pytest.fixture(autouse=True)
def hands_off() -> Iterator[None]:
    """Lets go of the mouse and the keyboard and closes what popped up, after each test.

    Qt keeps all three for the whole process. `QTest.mouseDClick` presses without a release, so
    that the next test's panel would take every step of the keyboard for one of the pointer;
    `QTest.keyClick` leaves its modifier held, so that the next test's table would extend a
    selection.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        _let_go()


def _let_go() -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    for button in QApplication.mouseButtons():
        QTest.mouseRelease(QWidget(), button)
    if QApplication.keyboardModifiers():
        QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
