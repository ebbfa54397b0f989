"""Runs the bridge beside the window, for what the user chose and the scenarios as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.scenarios.bridge_states import (
    DEFAULT_ITEM,
    ROW,
    note_of,
    scale_of,
    steps_of,
    target_of,
    total,
)
from app.scenarios.commands import reference_name
from engine.analysis.bridge import Bridge, BridgeError, Target, bridge
from widgets.comparison.states import BridgeState, Choice
from widgets.language.spoken import joined, own
from widgets.scenario_bar.states import colour_token

if TYPE_CHECKING:
    from app.session import Document
    from engine.scenario import Scenario

BASELINE = 0  # in place of a scenario's id: whatever the current one is compared with
CURRENT = -1
_LAST_MONTH = 120
_SAME = "No difference: the two scenarios have the same inputs"


class _Question(NamedTuple):
    """What was asked: the answer stands as long as this does."""

    first: Scenario
    second: Scenario
    target: Target


class _Ends(NamedTuple):
    """The two scenarios and their colours, as they were when they were asked about."""

    first: Scenario
    second: Scenario
    colours: tuple[str, str]


class Bridging(QObject):
    """The bridge's choices and its newest answer. Stale answers are dropped."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = BASELINE, CURRENT
        self.item, self.month = DEFAULT_ITEM, 12
        self._asked: _Question | None = None
        self._ends: _Ends | None = None  # of the question
        self._answer: Bridge | None = None
        self._answered: _Ends | None = None  # of the answer, which may be an older one
        self._fault = ""
        self._share: float | None = None
        self._work = Background(self, (BridgeError,))
        self._work.progressed.connect(self._progressed)
        self._work.finished.connect(self._finished)
        self._work.failed.connect(self._failed)
        self._work.cancelled.connect(self._cancelled)
        self._waiting = False

    def choose(self, first: int, second: int, item: str, month: int) -> None:
        """What the user wants explained."""
        self.first, self.second = first, second
        self.item, self.month = item, month
        self.changed.emit()

    def update(self, document: Document) -> None:
        """Asks anew if the choice or one of the scenarios changed. Not during a drag."""
        items = document.scenario.model.line_items
        if self.item.startswith(ROW) and self.item.removeprefix(ROW) not in items:
            self.item = DEFAULT_ITEM  # it was the user's own, and is no more
        question = self._question(document)
        self._ends = _Ends(
            question.first,
            question.second,
            (self._colour(document, self.first), self._colour(document, self.second)),
        )
        if question == self._asked:
            if not self._work.busy:
                self._answered = self._ends  # a colour may have changed
            return
        self._asked, self._fault = question, ""
        if _told_at_once(question):
            self._answer, self._share = None, None
            self._work.cancel()
        elif self._work.busy:
            self._waiting = True
            self._work.cancel()
        else:
            self._start(question)

    def cancel(self) -> None:
        """Stops at the user's wish; asked again when something changes."""
        self._waiting = False
        self._work.cancel()

    def stop(self) -> None:
        self._work.stop()

    def settle(self) -> None:
        """Waits for the answer."""
        self._work.wait()

    # Work ----------------------------------------------------------------------------------

    def _start(self, question: _Question) -> None:
        self._waiting, self._share = False, 0.0
        first, second, target = question
        self._work.start(lambda progress: bridge(first, second, target, progress))

    def _progressed(self, share: float) -> None:
        if self._share is not None and int(20 * share) != int(20 * self._share):
            self._share = share
            self.changed.emit()

    def _finished(self, answer: object) -> None:
        assert isinstance(answer, Bridge)
        if not self._again():
            self._answer, self._answered, self._share = answer, self._ends, None
            self.changed.emit()

    def _failed(self, fault: str) -> None:
        if not self._again():
            self._answer, self._share, self._fault = None, None, fault
            self.changed.emit()

    def _cancelled(self) -> None:
        if not self._again():
            self._answer, self._share = None, None
            self._fault = self._fault or "Cancelled"
            self.changed.emit()

    def _again(self) -> bool:
        """Whether what just ended is stale, and the newest question runs in its place."""
        if not self._waiting or self._asked is None:
            return False
        self._start(self._asked)
        return True

    # What is shown -------------------------------------------------------------------------

    def state(self, document: Document) -> BridgeState:
        question = self._question(document)
        target, answer = question.target, self._answer
        chosen = self._plain_state(document)
        if told := _told_at_once(question):
            return chosen._replace(message=told, summary=told)
        if self._fault:
            return chosen._replace(message=self._fault, fault=True, summary=self._fault)
        busy = self._share
        ends = self._answered
        if answer is None or ends is None or answer.target != target:
            return chosen._replace(progress=busy or 0.0, progress_text=_busy(busy or 0.0))
        model = ends.first.model
        start = total(target, ends.first, ends.colours[0], answer.before)
        end = total(target, ends.second, ends.colours[1], answer.after)
        if busy is None and not any(step.size for step in answer.steps()):
            same = f"No difference: {start.text} in both, whatever inputs differ"
            return chosen._replace(message=same, summary=same)
        return chosen._replace(
            start=start,
            steps=steps_of(answer, model),
            end=end,
            note=note_of(answer, model),
            progress=busy,
            progress_text=_busy(busy) if busy is not None else "",
            summary=f"From {start.text} in {start.label} to {end.text} in {end.label}",
        )

    def _plain_state(self, document: Document) -> BridgeState:
        month = document.scenario.start.plus(self.month - 1)
        quarter = month.quarter(document.scenario.fiscal_start)
        return BridgeState(
            scenarios=self._choices(document),
            from_id=self._shown(document, self.first),
            to_id=self._shown(document, self.second),
            item=self.item,
            month=self.month,
            months=_LAST_MONTH,
            month_text=f"{month.name()} · {quarter}" if self.item.startswith(ROW) else "",
            style=scale_of(target_of(self.item, self.month), document.scenario.model).style,
        )

    def _choices(self, document: Document) -> tuple[Choice, ...]:
        project = document.project
        pinned = project.reference.id if project.reference.kind == "scenario" else 0
        compared = reference_name(project)
        compared = own(compared) if pinned else compared
        baseline = Choice(str(BASELINE), joined(": ", "Baseline", compared))
        current = Choice(str(CURRENT), joined(": ", "Current", own(document.scenario.name)))
        return (
            baseline,
            current,
            *(
                Choice(
                    str(entry.id),
                    own(entry.scenario.name),
                    colour=colour_token(entry.colour),
                    baseline=entry.id == pinned,
                )
                for entry in project.entries
            ),
        )

    def _shown(self, document: Document, number: int) -> int:
        """A scenario that is no more is the baseline."""
        known = number in (BASELINE, CURRENT) or document.project.has(number)
        return number if known else BASELINE

    def _question(self, document: Document) -> _Question:
        first = self._scenario(document, self._shown(document, self.first))
        second = self._scenario(document, self._shown(document, self.second))
        return _Question(first.read_like(second), second, target_of(self.item, self.month))

    def _scenario(self, document: Document, number: int) -> Scenario:
        """All are read like the current one, as everything on the page is."""
        if number == CURRENT:
            return document.scenario
        if number == BASELINE:
            return document.baseline.read_like(document.scenario)
        return document.project.by_id(number).scenario.read_like(document.scenario)

    def _colour(self, document: Document, number: int) -> str:
        project = document.project
        shown = self._shown(document, number)
        if shown == CURRENT:
            shown = project.current
        elif shown == BASELINE and project.reference.kind == "scenario":
            shown = project.reference.id
        return colour_token(project.by_id(shown).colour) if project.has(shown) else "text_muted"


def _told_at_once(question: _Question) -> str:
    """Why there is nothing to compute; empty where there is."""
    first, second = question.first, question.second
    if first.start != second.start:
        # A month number or a term means another date in each: no input-by-input difference.
        return (
            f"{first.name} begins in {first.start.name()}, {second.name} in "
            f"{second.start.name()}: the same inputs mean other dates, so the difference can't be "
            "shared out. The overlay and the tables compare them by date."
        )
    return _SAME if first.values == second.values else ""


def _busy(share: float) -> str:
    return f"Mixing the two scenarios, {share:.0%}"
