"""What of a page can be put on the stage: its charts and its other pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.charts import OVERVIEW
from app.presenter import OVERVIEW_PAGE
from widgets.chart.chart import Chart
from widgets.language.spoken import own
from widgets.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.presenter import Screen
    from app.window import MainWindow

WHOLE = "page"  # the name of a page that has no pictures of its own
_FIRST = ("profitability", "lock_in")  # what the Overview is about, where nobody picked


class Exhibit(NamedTuple):
    """One picture of the page that is seen. A `Chart` is drawn anew; others are mirrored."""

    name: str
    title: str
    widget: QWidget


def exhibits(window: MainWindow, screen: Screen) -> tuple[Exhibit, ...]:
    """The pictures of the page that is seen, in reading order."""
    if screen.page == OVERVIEW_PAGE:
        charts = zip(OVERVIEW, window.overview.charts, strict=True)
        return tuple(Exhibit(spec.key, spec.title, chart) for spec, chart in charts)
    page: QWidget = getattr(window, screen.page.lower())
    found = _pictures(page)
    if not found:
        return (Exhibit(WHOLE, screen.page, page),)
    return tuple(
        Exhibit(str(number), own(each.accessibleName()) or f"Picture {number}", each)
        for number, each in enumerate(found, start=1)
    )


def stands(found: Sequence[Exhibit]) -> bool:
    """Whether all of them are still there to be seen."""
    return all(isValid(each.widget) and each.widget.isVisible() for each in found)


def _pictures(page: QWidget) -> list[QWidget]:
    """Those that are seen and lie in no other, from the top left."""
    seen = [
        each for each in page.findChildren(QWidget) if isinstance(each, Picture) and _is_seen(each)
    ]
    # A widget is its own ancestor, as Qt sees it.
    outer = [each for each in seen if sum(other.isAncestorOf(each) for other in seen) == 1]

    def place(widget: QWidget) -> tuple[int, int]:
        at = widget.mapTo(page, QPoint())
        return at.y(), at.x()

    return sorted(outer, key=place)


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.size().isEmpty()


def default_picks(found: Sequence[Exhibit], screen: Screen) -> tuple[str, ...]:
    """What is shown where nobody picked: one or two, so that they can be read from afar."""
    if screen.page == OVERVIEW_PAGE:
        return _FIRST
    charts = [each.name for each in found if isinstance(each.widget, Chart)]
    return tuple(charts[:2]) or tuple(each.name for each in found[:1])


def picked(found: Sequence[Exhibit], names: Sequence[str]) -> tuple[Exhibit, ...]:
    """Those of the names, in the page's order; all that there are if it has none of them."""
    return tuple(each for each in found if each.name in names)
