"""The bridge beside the window: choices, the newest answer only, cancel, faults in words."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.scenarios import bridging as bridging_module
from app.scenarios.bridging import BASELINE, CURRENT, Bridging
from app.session import Document, Session
from engine.analysis.bridge import Bridge, BridgeError, Target, bridge
from engine.project import Reference, project_of
from engine.scenario import Scenario, scenario
from tests.app.cases import refereed_figure
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from widgets.comparison.states import BridgeState

A, B, C = 1, 2, 3
SHORT = scenario("Short", {"term_months": 24, "monthly_spend": 900, "notice_months": 3})
LONG = scenario("Long", {"term_months": 60, "monthly_spend": 1250, "termination_fee_pct": 0.9})
SAME = replace(SHORT, name="Same as short")


@pytest.fixture
def session() -> Session:
    return Session(project_of([SHORT, LONG, SAME]))


@pytest.fixture
def bridging(qapp: object) -> Iterator[Bridging]:
    made = Bridging()
    yield made
    made.stop()


def _asked(
    bridging: Bridging, document: Document, first: int, second: int, item: str, month: int = 12
) -> BridgeState:
    """What is shown when the answer is there."""
    bridging.choose(first, second, item, month)
    bridging.update(document)
    bridging.settle()
    return bridging.state(document)


def _figure(case: Scenario, key: str) -> float:
    return refereed_figure(dict(case.values), key)


def _row(case: Scenario, key: str, month: int) -> float:
    return oracle(dict(case.values))[1][key][month - 1]


# The answer --------------------------------------------------------------------------------


def _assert_runs(state: BridgeState, before: float, after: float) -> None:
    """The steps lead from one end to the other without a gap, and so do their parts."""
    assert state.start is not None
    assert state.end is not None
    scale = max(abs(before), abs(after))
    assert state.start.value == pytest.approx(before, rel=1e-9)
    assert state.end.value == pytest.approx(after, rel=1e-9)
    level = state.start.value
    for step in state.steps:
        assert step.before == pytest.approx(level, abs=1e-9 * scale)
        inner = step.before
        for part in step.parts:
            assert part.before == pytest.approx(inner, abs=1e-9 * scale)
            inner = part.after
        if step.parts:
            assert inner == pytest.approx(step.after, abs=1e-9 * scale)
        level = step.after
    assert level == pytest.approx(state.end.value, abs=1e-9 * scale)


@pytest.mark.parametrize("key", ["exit_cost", "npv_operating_profit", "peak_funding"])
def test_the_steps_of_a_figure_run_from_start_to_end(
    bridging: Bridging, session: Session, key: str
) -> None:
    state = _asked(bridging, session.document, A, B, key)
    assert (state.message, state.progress) == ("", None)
    _assert_runs(state, _figure(SHORT, key), _figure(LONG, key))
    assert "exact" in state.note
    assert "4 inputs differ" in state.note


def test_the_steps_of_a_line_item_run_from_start_to_end(
    bridging: Bridging, session: Session
) -> None:
    key = "operating_profit"
    state = _asked(bridging, session.document, A, B, f"row:{key}", 30)
    _assert_runs(state, _row(SHORT, key, 30), _row(LONG, key, 30))
    assert "Q3 2028" in state.month_text  # month 1 is April 2026
    assert state.month == 30


def test_the_way_back_has_the_opposite_steps(bridging: Bridging, session: Session) -> None:
    there = _asked(bridging, session.document, A, B, "exit_cost")
    back = _asked(bridging, session.document, B, A, "exit_cost")
    assert [step.key for step in there.steps] == [step.key for step in back.steps]
    for one, other in zip(there.steps, back.steps, strict=True):
        assert one.after - one.before == pytest.approx(other.before - other.after, rel=1e-9)


def test_the_steps_are_grouped_as_the_controls_are(bridging: Bridging, session: Session) -> None:
    state = _asked(bridging, session.document, A, B, "exit_cost")
    assert [step.key for step in state.steps] == ["Headline", "Exit terms"]
    parts = [sorted(part.key for part in step.parts) for step in state.steps]
    assert parts == [["monthly_spend", "term_months"], ["notice_months", "termination_fee_pct"]]


def test_one_input_stands_for_itself(bridging: Bridging) -> None:
    one = replace(SHORT.with_values({"term_months": 60}), name="One")
    state = _asked(bridging, Session(project_of([SHORT, one])).document, A, B, "exit_cost")
    (step,) = state.steps
    assert step.key == "term_months"
    assert step.parts == ()
    _assert_runs(state, _figure(SHORT, "exit_cost"), _figure(one, "exit_cost"))
    assert step.tone == "bad"  # a higher exit cost
    assert step.text.startswith("+$")


def test_both_are_read_in_the_month_of_the_current_one(bridging: Bridging) -> None:
    later = scenario("Later", {"decision_month": 13, "term_months": 60})
    plain = scenario("Plain")
    document = Session(project_of([later, plain])).document
    state = _asked(bridging, document, B, A, "remaining_obligation")
    same_month = plain.with_values({"decision_month": 13})
    _assert_runs(
        state, _figure(same_month, "remaining_obligation"), _figure(later, "remaining_obligation")
    )
    assert [step.key for step in state.steps] == ["term_months"]


# Choices -----------------------------------------------------------------------------------


def test_the_baseline_and_the_current_one_at_first(bridging: Bridging, session: Session) -> None:
    bridging.update(session.document)
    bridging.settle()
    state = bridging.state(session.document)
    assert (state.from_id, state.to_id) == (BASELINE, CURRENT)
    _assert_runs(
        state,
        _figure(session.document.baseline, state.item),
        _figure(SHORT, state.item),
    )


def test_every_scenario_can_be_chosen(bridging: Bridging, session: Session) -> None:
    session.change(replace(session.project, reference=Reference("scenario", B)), "pin")
    choices = bridging.state(session.document).scenarios
    assert [choice.key for choice in choices] == ["0", "-1", "1", "2", "3"]
    assert "Long" in choices[0].label  # the baseline
    assert "Short" in choices[1].label  # the current one
    assert [choice.baseline for choice in choices[2:]] == [False, True, False]


def test_a_scenario_that_is_deleted_gives_way_to_the_baseline(
    bridging: Bridging, session: Session
) -> None:
    _asked(bridging, session.document, B, CURRENT, "exit_cost")
    session.change(session.project.removed(B), "deletion")
    bridging.update(session.document)
    bridging.settle()
    state = bridging.state(session.document)
    assert state.from_id == BASELINE
    assert state.start is not None
    assert state.start.value == pytest.approx(_figure(session.document.baseline, "exit_cost"))


def test_what_is_chosen_is_told(bridging: Bridging, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridging.changed):
        bridging.choose(A, B, "exit_cost", 12)


@pytest.mark.parametrize(("first", "second"), [(A, A), (A, C), (CURRENT, C)])
def test_no_difference_says_so(
    bridging: Bridging, session: Session, first: int, second: int
) -> None:
    state = _asked(bridging, session.document, first, second, "exit_cost")
    assert "No difference" in state.message
    assert not state.fault
    assert (state.start, state.steps, state.progress) == (None, (), None)


def test_the_same_question_is_not_asked_twice(
    bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _counted(monkeypatch)
    _asked(bridging, session.document, A, B, "exit_cost")
    for _ in range(3):
        bridging.update(session.document)
        bridging.settle()
    assert asked == [("Short", "Long")]
    session.edit({"term_months": 25}, "the first changed")
    bridging.update(session.document)
    bridging.settle()
    assert len(asked) == 2


# While it is computed ----------------------------------------------------------------------


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs that a bridge was computed of."""
    asked: list[tuple[str, str]] = []

    def counting(
        first: Scenario, second: Scenario, target: Target, progress: Callable[[float], None]
    ) -> Bridge:
        asked.append((first.name, second.name))
        return bridge(first, second, target, progress)

    monkeypatch.setattr(bridging_module, "bridge", counting)
    return asked


class Gate:
    """Holds the computing until it is opened; then it goes on, or stops if it was cancelled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = threading.Event()
        self.started = threading.Event()
        self.asked: list[tuple[str, str]] = []
        self.stopped: list[tuple[str, str]] = []

        def held(
            first: Scenario, second: Scenario, target: Target, progress: Callable[[float], None]
        ) -> Bridge:
            names = (first.name, second.name)
            self.asked.append(names)
            self.started.set()
            assert self.opened.wait(30)
            try:
                progress(0.5)
            except Exception:
                self.stopped.append(names)
                raise
            return bridge(first, second, target, progress)

        monkeypatch.setattr(bridging_module, "bridge", held)


def test_while_it_runs_there_is_progress_and_no_bars(
    bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    bridging.choose(A, B, "exit_cost", 12)
    bridging.update(session.document)
    state = bridging.state(session.document)
    assert state.progress == 0
    assert state.progress_text
    assert (state.start, state.steps, state.message) == (None, (), "")
    gate.opened.set()
    bridging.settle()
    assert bridging.state(session.document).progress is None


def test_an_answer_to_an_older_question_is_dropped(
    bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    bridging.choose(A, B, "exit_cost", 12)
    bridging.update(session.document)
    assert gate.started.wait(30)
    bridging.choose(B, A, "exit_cost", 12)
    bridging.update(session.document)
    session.edit({"term_months": 30}, "and once more")
    bridging.update(session.document)
    gate.opened.set()
    bridging.settle()
    assert gate.asked == [("Short", "Long"), ("Long", "Short")]  # the newest alone was run
    assert gate.stopped == [("Short", "Long")]
    state = bridging.state(session.document)
    current = session.document.scenario
    _assert_runs(state, _figure(LONG, "exit_cost"), _figure(current, "exit_cost"))


def test_a_question_without_a_difference_drops_the_answer_under_way(
    bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    bridging.choose(A, B, "exit_cost", 12)
    bridging.update(session.document)
    assert gate.started.wait(30)
    bridging.choose(A, C, "exit_cost", 12)
    bridging.update(session.document)
    gate.opened.set()
    bridging.settle()
    assert "No difference" in bridging.state(session.document).message
    bridging.choose(A, B, "exit_cost", 12)
    bridging.update(session.document)
    bridging.settle()
    _assert_runs(
        bridging.state(session.document), _figure(SHORT, "exit_cost"), _figure(LONG, "exit_cost")
    )


def test_bars_that_stand_meanwhile_keep_the_names_of_what_they_show(
    bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _asked(bridging, session.document, A, B, "exit_cost")
    gate = Gate(monkeypatch)
    bridging.choose(B, A, "exit_cost", 12)
    bridging.update(session.document)
    meanwhile = bridging.state(session.document)
    gate.opened.set()
    assert meanwhile.progress is not None
    if meanwhile.start is not None:  # the old bars, dimmed
        assert (meanwhile.start, meanwhile.end) == (before.start, before.end)


def test_cancelling(bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    bridging.choose(A, B, "exit_cost", 12)
    bridging.update(session.document)
    assert gate.started.wait(30)
    bridging.cancel()
    gate.opened.set()
    bridging.settle()
    state = bridging.state(session.document)
    assert gate.stopped == [("Short", "Long")]
    assert state.message == "Cancelled"
    assert (state.start, state.steps, state.progress) == (None, (), None)
    bridging.update(session.document)  # nothing changed: it stays cancelled
    bridging.settle()
    assert len(gate.asked) == 1
    session.edit({"term_months": 30}, "now something did")
    bridging.update(session.document)
    bridging.settle()
    state = bridging.state(session.document)
    assert state.message == ""
    _assert_runs(state, _figure(session.document.scenario, "exit_cost"), _figure(LONG, "exit_cost"))


def test_cancelling_what_waits(
    bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    bridging.choose(A, B, "exit_cost", 12)
    bridging.update(session.document)
    assert gate.started.wait(30)
    bridging.choose(B, A, "exit_cost", 12)
    bridging.update(session.document)
    bridging.cancel()
    gate.opened.set()
    bridging.settle()
    assert gate.asked == [("Short", "Long")]
    assert bridging.state(session.document).message == "Cancelled"


def test_cancelling_nothing_does_nothing(bridging: Bridging, session: Session) -> None:
    before = _asked(bridging, session.document, A, B, "exit_cost")
    bridging.cancel()
    assert bridging.state(session.document) == before


def test_the_window_may_close_while_it_runs(
    qapp: object, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    bridging = Bridging()
    bridging.choose(A, B, "exit_cost", 12)
    bridging.update(session.document)
    told: list[str] = []
    bridging.changed.connect(lambda: told.append("changed"))
    gate.opened.set()
    bridging.stop()
    assert told == []


# Faults ------------------------------------------------------------------------------------


def test_a_figure_that_does_not_exist_says_so(bridging: Bridging) -> None:
    never = scenario("Never", {"revenue_growth": -0.1, "opening_revenue": 0})
    session = Session(project_of([scenario("Fine"), never]))
    state = _asked(bridging, session.document, A, B, "first_profit_quarter")
    assert state.fault
    assert "Never" in state.message
    assert "choose" in state.message  # what can be done
    assert "\n" not in state.message
    assert (state.start, state.steps, state.progress) == (None, (), None)
    state = _asked(bridging, session.document, A, B, "npv_operating_profit")
    assert not state.fault
    _assert_runs(
        state,
        _figure(scenario("Fine"), "npv_operating_profit"),
        _figure(never, "npv_operating_profit"),
    )


def test_yes_or_no_can_t_be_shared_out(bridging: Bridging, session: Session) -> None:
    state = _asked(bridging, session.document, A, B, "relapses")
    assert state.fault
    assert "yes or no" in state.message


def test_a_fault_goes_with_the_choice_that_made_it(bridging: Bridging, session: Session) -> None:
    assert _asked(bridging, session.document, A, B, "relapses").fault
    same = _asked(bridging, session.document, A, C, "relapses")
    assert "No difference" in same.message
    assert not same.fault


def test_a_fault_of_ours_is_shown_and_told(
    bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: told.append(kind))

    def broken(*_given: object) -> Bridge:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(bridging_module, "bridge", broken)
    state = _asked(bridging, session.document, A, B, "exit_cost")
    assert state.fault
    assert "a bug" in state.message
    assert told == [ZeroDivisionError]


def test_a_fault_in_words_is_no_fault_of_ours(
    bridging: Bridging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_given: object) -> Bridge:
        raise BridgeError("said to the user")

    monkeypatch.setattr(bridging_module, "bridge", refusing)
    assert _asked(bridging, session.document, A, B, "exit_cost").message == "said to the user"


# Dates -------------------------------------------------------------------------------------


def test_scenarios_of_other_start_months_are_not_shared_out(bridging: Bridging) -> None:
    later = replace(SHORT, name="Later", start=SHORT.start.plus(6))
    session = Session(project_of([SHORT, later]))
    state = _asked(bridging, session.document, 1, 2, "peak_funding")
    assert "Apr 2026" in state.message
    assert "Oct 2026" in state.message
    assert (state.fault, state.progress, state.steps) == (False, None, ())


def test_dates_are_told_as_dates(bridging: Bridging) -> None:
    """First profit in month 1 against month 3, as kpis.md's default case has it (Jun 2026)."""
    reported = scenario("Reported")
    richer = scenario("Richer", {"opening_revenue": 6000})
    session = Session(project_of([reported, richer]))
    state = _asked(bridging, session.document, 1, 2, "first_profit_month")
    assert state.start is not None
    assert state.end is not None
    assert (state.start.text, state.end.text) == ("Jun 2026", "Apr 2026")
    assert [step.text for step in state.steps] == ["−2 months"]


def test_what_changes_nothing_is_no_bar(bridging: Bridging) -> None:
    """The supplier's own revenue is no part of the lab's cash."""
    plain = scenario("Plain")
    other = scenario("Other supplier", {"supplier_base_revenue": 20_000})
    session = Session(project_of([plain, other]))
    state = _asked(bridging, session.document, 1, 2, "closing_cash")
    assert state.message.startswith("No difference")
    assert state.steps == ()
