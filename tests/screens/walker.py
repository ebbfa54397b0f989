"""Walks over the widgets of a window and finds texts that are cut, covered or unexplained."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QTabBar,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from tests.screens.texts import Painted, texts_of
from widgets.header import StoryLabel
from widgets.scenario_bar.strip import ScenarioStrip

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLACK = 1.0  # px that ink may be over an edge: bearings, rounding
_TOUCH = 1.5  # px that two texts may share
_ELLIPSIS = "…"
_SCROLL_ACROSS = (QTabBar, ScenarioStrip)  # with buttons at their ends, where all has no room


class Finding(NamedTuple):
    """What is wrong with a text, and which widget painted it."""

    what: str
    text: str
    where: str


class _Seen(NamedTuple):
    """A text in the window's px, as far as it can be seen."""

    text: str
    box: QRectF
    widget: QWidget


def walk(window: QWidget) -> list[Finding]:
    """Every fault of the texts that are seen in the window now."""
    findings: list[Finding] = []
    seen: list[_Seen] = []
    for widget in shown_in(window):
        for painted in texts_of(widget):
            if not _is_uncovered(widget, painted.box):
                continue
            findings += _cut(widget, painted, window)
            findings += _unexplained(widget, painted)
            at = QPointF(widget.mapTo(window, QPoint(0, 0)))
            left = painted.box.intersected(QRectF(widget.visibleRegion().boundingRect()))
            if painted.clip is not None:
                left = left.intersected(painted.clip)
            seen.append(_Seen(painted.text, left.translated(at), widget))
    return [*findings, *_overlaps(seen)]


def shown_in(window: QWidget) -> Iterator[QWidget]:
    """The widgets of which something can be seen."""
    for widget in window.findChildren(QWidget):
        # Asking for tooltips may take a widget away that was there a moment before.
        if isValid(widget) and widget.window() is window and widget.isVisible():
            if isinstance(widget, QMenuBar) or widget.visibleRegion().isEmpty():
                continue
            yield widget


def _is_uncovered(widget: QWidget, box: QRectF) -> bool:
    """Whether the middle of a text is neither scrolled away nor under another widget.

    What is outside its own widget is in question all the more.
    """
    middle = box.center().toPoint()
    return not widget.rect().contains(middle) or widget.visibleRegion().contains(middle)


def _cut(widget: QWidget, painted: Painted, window: QWidget) -> Iterator[Finding]:
    """A text that an edge goes through: its painter's, its widget's, or a parent's."""
    if isinstance(widget, (QLineEdit, *_SCROLL_ACROSS)):  # what is typed scrolls in its field
        return
    across, down = _edges_that_count(widget)
    box = painted.box
    if painted.clip is not None and _leaves(box, painted.clip, across=across, down=down):
        yield _finding("cut by its painter", painted, widget)
        return
    inside: QWidget | None = widget
    while inside is not None:
        scrolled = _scroll_area_of(inside)
        if scrolled is not None and inside is not widget:
            across = across and scrolled.horizontalScrollBar().maximum() == 0
            down = down and scrolled.verticalScrollBar().maximum() == 0
        if _leaves(box, QRectF(inside.rect()), across=across, down=down):
            yield _finding(f"cut by {_name(inside)}", painted, widget)
            return
        if inside is window:
            return
        box = box.translated(QPointF(inside.pos()))
        inside = inside.parentWidget()


def _edges_that_count(widget: QWidget) -> tuple[bool, bool]:
    """What paints in a viewport goes on where it scrolls; heads scroll with their table."""
    area = _scroll_area_of(widget)
    if isinstance(area, QHeaderView):
        table = area.parentWidget()
        area = table if isinstance(table, QAbstractScrollArea) else area
    if area is None:
        return True, True
    return area.horizontalScrollBar().maximum() == 0, area.verticalScrollBar().maximum() == 0


def _scroll_area_of(viewport: QWidget) -> QAbstractScrollArea | None:
    parent = viewport.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is viewport:
        return parent
    return None


def _leaves(box: QRectF, room: QRectF, *, across: bool, down: bool) -> bool:
    wide = box.left() < room.left() - _SLACK or box.right() > room.right() + _SLACK
    tall = box.top() < room.top() - _SLACK or box.bottom() > room.bottom() + _SLACK
    return (across and wide) or (down and tall)


def _unexplained(widget: QWidget, painted: Painted) -> Iterator[Finding]:
    """A shortened text whose whole nobody can come to read."""
    text = painted.text
    if _ELLIPSIS not in text or any(said.endswith(text) for said in _own_words(widget)):
        return
    if not _tells(widget, painted.box.center().toPoint()):
        yield _finding("shortened, with no tooltip", painted, widget)


def _own_words(widget: QWidget) -> tuple[str, ...]:
    """Texts that end in an ellipsis because something follows; a letter may be underlined."""
    said = [widget.accessibleName(), str(getattr(widget, "placeholderText", str)())]
    if isinstance(widget, QAbstractButton | QLabel) and not isinstance(widget, StoryLabel):
        said.append(widget.text().replace("&", ""))
    return tuple(said)


def _tells(widget: QWidget, at: QPoint) -> bool:
    """Whether a tooltip comes up over the text."""
    if widget.toolTip():
        return True
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    told = bool(QToolTip.text())
    QToolTip.hideText()
    return told


def _overlaps(seen: list[_Seen]) -> Iterator[Finding]:
    """Texts that stand on one another; a text drawn twice for its halo stands on itself."""
    for one, other in combinations(seen, 2):
        shared = one.box.intersected(other.box)
        if shared.width() <= _TOUCH or shared.height() <= _TOUCH or one.text == other.text:
            continue
        if _covers(one.widget, other.widget):
            continue
        yield Finding(f"on “{other.text}”", one.text, _path(one.widget))


def _covers(one: QWidget, other: QWidget) -> bool:
    """Whether one is an opaque child of the other: what is beneath was not seen."""
    return one is not other and (one.isAncestorOf(other) and other.autoFillBackground())


def _finding(what: str, painted: Painted, widget: QWidget) -> Finding:
    return Finding(what, painted.text, _path(widget))


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()}".strip()


def _path(widget: QWidget) -> str:
    """The widget and its nearest parents of ours."""
    names: list[str] = []
    each: QWidget | None = widget
    while each is not None and len(names) < 3:
        if type(each).__module__.startswith(("widgets", "app")) or each is widget:
            names.append(_name(each))
        each = each.parentWidget()
    return " in ".join(names)
