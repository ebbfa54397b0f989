"""Which pictures are seen on a page, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from widgets.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW = 60  # px: what begins within so many of each other stands in one row


def pictures_on(page: QWidget) -> list[QWidget]:
    """Those that are seen and no part of another, row by row."""
    found = [each for each in page.findChildren(QWidget) if _is_whole(each, page)]
    return sorted(found, key=lambda each: _place(each, page))


def picture_around(widget: QWidget | None) -> QWidget | None:
    """The picture that a widget is, or is a part of: the outermost."""
    return next((each for each in reversed([*_upward(widget)]) if isinstance(each, Picture)), None)


def _upward(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _is_whole(widget: QWidget, page: QWidget) -> bool:
    return widget.isVisibleTo(page) and picture_around(widget) is widget


def _place(widget: QWidget, page: QWidget) -> tuple[int, int]:
    at = widget.mapTo(page, QPoint())
    return at.y() // _ROW, at.x()
