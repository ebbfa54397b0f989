"""A month asked for with a figure that has none."""

from __future__ import annotations

from app.command_line.console import complain
from engine.analysis.goal import is_read_in_a_month
from engine.model.catalogue import catalogue


def say_idle_month(figure: str, month: int) -> None:
    """Says that a decision month is left without effect, where it is; 0 is none."""
    if month and not is_read_in_a_month(figure):
        label = catalogue().figures[figure].label
        complain(f"month {month} is ignored: {label} is the same in every decision month")
