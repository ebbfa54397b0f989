"""The way that Tab takes through a dialog, whatever order its parts were made in."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def tab_through(*widgets: QWidget) -> None:
    """Tab goes from each of these to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
