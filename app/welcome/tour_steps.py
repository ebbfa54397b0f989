"""The five steps of the tour: words, and the real widgets that they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.welcome.tour import Stop

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.window import MainWindow

_HEADLINE = ("term_months", "monthly_spend", "revenue_growth")


def tour_stops(window: MainWindow) -> tuple[Stop, ...]:
    """Five, on the Overview."""
    page = window.overview
    return (
        Stop(
            "Drag a slider",
            "Term length, monthly spend and revenue growth decide most. Everything follows while"
            " you drag. You can also type: 36 mo, 1.25B or 7%. All other inputs are below.",
            _controls(window),
        ),
        Stop(
            "Read the answer",
            "When the company turns profitable, what it needs until then, what it still owes and"
            " what leaving costs. The small line is the change against the baseline.",
            (page.strip,),
        ),
        Stop(
            "Ask why",
            "Click any number or curve, or press Ctrl+I, to see its formula and what drives it."
            " Drag the vertical line to read another month.",
            tuple(page.charts),
        ),
        Stop(
            "Go deeper",
            "Compare scenarios, see ten thousand uncertain futures, look for a deal that meets"
            " your goals, audit your contracts, and check what the sources claim.",
            (window.header.tabs,),
        ),
        Stop(
            "Find anything, show anyone",
            "Ctrl+K finds every action, input and page. F5 presents to the board, and Export"
            " saves a live Excel workbook. Press ? for every key.",
            (window.header.export,),
        ),
    )


def _controls(window: MainWindow) -> tuple[QWidget, ...]:
    found = (window.panel.control(key) for key in _HEADLINE)
    return tuple(control for control in found if control is not None)
