"""A walk through a window by Tab alone, and what is seen and said on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from app.window import MainWindow

_MOST = 600  # steps: no page has so many things that take the keyboard


class Stop(NamedTuple):
    """A widget that Tab came to. `marked`: it looks otherwise than without the keyboard."""

    widget: QWidget
    visible: bool
    marked: bool


def walk(window: MainWindow, within: QWidget | None = None) -> list[Stop]:
    """All that Tab comes to, in its order, until it comes back. Looks only at what is `within`.

    Text with links keeps the keyboard while Tab goes from one to the next.
    """
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.focus_first()
    stops: list[Stop] = []
    for _ in range(_MOST):
        widget = QApplication.focusWidget()
        assert widget is not None, "Tab loses the keyboard"
        known = [stop.widget for stop in stops]
        if widget in known[:-1]:
            return stops
        if widget not in known:
            looked = within is None or within.isAncestorOf(widget)
            visible = not widget.visibleRegion().isEmpty()
            stops.append(Stop(widget, visible, not looked or is_marked(window, widget)))
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes back; it was at {described(widget)} last")


def is_marked(window: MainWindow, widget: QWidget) -> bool:
    """Whether it is seen that the keyboard is at the widget. It is there before and after."""
    box = box_of(window, widget)
    there = window.grab(box).toImage()
    widget.clearFocus()
    away = window.grab(box).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return there != away


def focusable(root: QWidget) -> list[QWidget]:
    """What takes the keyboard by Tab."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.isVisibleTo(root)
        and each.isEnabledTo(root)
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not each.isWindow()
    ]


def described(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    parents: list[str] = []
    above = widget.parentWidget()
    while above is not None and len(parents) < 3:
        parents.append(type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__} {name_of(widget)!r} in {' in '.join(parents)}"


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def role_of(widget: QWidget) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role()


def box_of(window: MainWindow, widget: QWidget) -> QRect:
    """Where it is in the window, with a rim for a ring around it."""
    at = widget.mapTo(window, QPoint())
    return QRect(at, widget.size()).adjusted(-4, -4, 4, 4).intersected(window.rect())
