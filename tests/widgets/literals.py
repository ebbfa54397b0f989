"""Literal inputs, an ear for signals, and an eye for lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from widgets.states import ControlSpec, ControlState
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from widgets.comparison.choice_list import ChoiceList

THEMES = Path(__file__).parents[2] / "resources" / "themes"
LEFT_BUTTON = Qt.MouseButton.LeftButton

TERM = ControlSpec(
    "term_months", "Term length", "Headline", "months", 1, 96, 1, "undisclosed", "How long", True
)
GROWTH = ControlSpec(
    "revenue_growth", "Revenue growth", "Headline", "/ month", -0.1, 0.4, 0.005, "assumption", ""
)
NOTICE = ControlSpec(
    "notice_months", "Notice", "Exit terms", "months", 0, 24, 1, "assumption", "Between two exits"
)
FEE = ControlSpec(
    "fee_pct", "Termination fee", "Exit terms", "of remaining", 0, 1, 0.05, "assumption", ""
)
PAYER = ControlSpec(
    "payment_direction", "Who pays whom", "Commitment", "", -1, 1, 2, "disputed", "Who pays"
)
RENEW = ControlSpec("auto_renew", "Auto-renewal", "Commitment", "", 0, 1, 1, "assumption", "")

STATES = {
    "term_months": ControlState(48, "48", 36, True),
    "revenue_growth": ControlState(0.07, "7.0%", 0.07, False),
    "notice_months": ControlState(3, "3", 6, True),
    "fee_pct": ControlState(0.25, "25%", 0.5, True),
    "payment_direction": ControlState(-1, "Supplier pays", 1, True),
    "auto_renew": ControlState(0, "No", 0, False),
}
CONTROL_SIGNALS = (
    "value_edited",
    "text_entered",
    "gesture_started",
    "gesture_finished",
    "reset_requested",
)


def tokens(theme: str) -> Tokens:
    return Tokens(**json.loads((THEMES / f"{theme}.json").read_text()))


class Heard:
    """Every signal of a widget, in order, as (name, *arguments)."""

    def __init__(self, widget: QWidget, signals: Sequence[str] = CONTROL_SIGNALS) -> None:
        self.all: list[tuple[Any, ...]] = []
        for name in signals:
            getattr(widget, name).connect(self._listener(name))

    def _listener(self, name: str) -> Callable[..., None]:
        def listen(*arguments: object) -> None:
            self.all.append((name, *arguments))

        return listen

    def take(self) -> list[tuple[Any, ...]]:
        taken, self.all = self.all, []
        return taken


def listed(popup: ChoiceList) -> list[str]:
    """What a list shows now, the names of sections included."""
    model = popup.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def tab_walk(dialog: QWidget) -> list[str]:
    """The names or texts of what Tab goes through, from where the focus is, round."""
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    found = [dialog.focusWidget()]
    while len(found) < 40:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        if dialog.focusWidget() is found[0]:
            break
        found.append(dialog.focusWidget())
    return [_name(widget) for widget in found]


def _name(widget: QWidget) -> str:
    text: str = getattr(widget, "text", str)()
    return widget.accessibleName() or getattr(widget, "placeholderText", str)() or text
