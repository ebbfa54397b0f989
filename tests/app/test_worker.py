"""The worker: one thread, newest wins, nothing left behind."""

from __future__ import annotations

import sys
from threading import Event, get_ident
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QObject, QThread

from app.background import Cancelled
from app.worker import Worker
from engine.files.atomic import FileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from app.worker import Stop


class Heard(NamedTuple):
    """A worker and what it told."""

    worker: Worker
    answers: list[tuple[str, object]]
    faults: list[tuple[str, str]]


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[Heard]:
    worker = Worker()
    found = Heard(worker, [], [])
    worker.answered.connect(lambda channel, answer: found.answers.append((channel, answer)))
    worker.failed.connect(lambda channel, fault: found.faults.append((channel, fault)))
    yield found
    worker.stop()
    assert all(thread.isFinished() for thread in worker.findChildren(QThread))


class Gate:
    """Work that says when it begins and goes on when it may; it asks whether to stop."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.begun, self.open = Event(), Event()
        self.stopped = False

    def __call__(self, stop: Stop) -> object:
        self.begun.set()
        while not self.open.wait(0.002):
            try:
                stop()
            except Cancelled:
                self.stopped = True
                raise
        return self.answer

    def wait_until_begun(self) -> None:
        assert self.begun.wait(10)


def gives(answer: object) -> Callable[[Stop], object]:
    return lambda _: answer


def test_an_answer_is_told(heard: Heard) -> None:
    heard.worker.submit("fan", gives(42))
    heard.worker.settle()
    assert heard.answers == [("fan", 42)]
    assert not heard.worker.busy("fan")


def test_the_thread_starts_with_the_first_work(heard: Heard) -> None:
    assert not heard.worker.findChildren(QThread)
    heard.worker.submit("fan", gives(1))
    assert len(heard.worker.findChildren(QThread)) == 1
    heard.worker.submit("map", gives(2))
    heard.worker.settle()
    assert len(heard.worker.findChildren(QThread)) == 1


def test_work_is_done_elsewhere_and_told_here(heard: Heard, qtbot: QtBot) -> None:
    told = []
    heard.worker.answered.connect(lambda *_: told.append(get_ident()))
    heard.worker.submit("fan", lambda _: get_ident())
    qtbot.waitUntil(lambda: bool(told))
    assert heard.answers[0][1] != get_ident()
    assert told == [get_ident()]


def test_the_newest_takes_the_place_of_what_waits(heard: Heard) -> None:
    gate = Gate("first")
    heard.worker.submit("map", gate)
    gate.wait_until_begun()
    for number in range(5):
        heard.worker.submit("fan", gives(number))
    gate.open.set()
    heard.worker.settle()
    assert heard.answers == [("map", "first"), ("fan", 4)]


def test_the_newest_stops_what_runs(heard: Heard) -> None:
    gate = Gate("old")
    heard.worker.submit("fan", gate)
    gate.wait_until_begun()
    heard.worker.submit("fan", gives("new"))
    heard.worker.settle()
    assert gate.stopped
    assert heard.answers == [("fan", "new")]


def test_an_answer_that_is_overtaken_is_not_told(heard: Heard) -> None:
    """Work that never asks ends; nobody hears of it."""
    begun, go_on = Event(), Event()

    def deaf(stop: Stop) -> str:
        begun.set()
        go_on.wait(10)
        return "old"

    heard.worker.submit("fan", deaf)
    assert begun.wait(10)
    heard.worker.submit("fan", gives("new"))
    go_on.set()
    heard.worker.settle()
    assert heard.answers == [("fan", "new")]


def test_an_answer_that_waits_to_be_told_is_overtaken_too(heard: Heard, qtbot: QtBot) -> None:
    done = Event()

    def old(stop: Stop) -> str:
        return "old"

    heard.worker.submit("fan", old)
    heard.worker.submit("map", lambda _: done.set())  # when this runs, the other is done
    assert done.wait(10)
    heard.worker.submit("fan", gives("new"))
    heard.worker.settle()
    qtbot.wait(20)
    assert [answer for channel, answer in heard.answers if channel == "fan"] == ["new"]


def test_without_interrupt_what_runs_is_told(heard: Heard) -> None:
    gate = Gate(0)
    heard.worker.submit("fan", gate, interrupt=False)
    gate.wait_until_begun()
    for number in range(1, 4):
        heard.worker.submit("fan", gives(number), interrupt=False)
    gate.open.set()
    heard.worker.settle()
    assert not gate.stopped
    assert heard.answers == [("fan", 0), ("fan", 3)]


def test_channels_leave_one_another_alone(heard: Heard) -> None:
    gate = Gate("map")
    heard.worker.submit("map", gate)
    gate.wait_until_begun()
    heard.worker.submit("seek", gives("seek"))
    gate.open.set()
    heard.worker.settle()
    assert not gate.stopped
    assert heard.answers == [("map", "map"), ("seek", "seek")]


def test_channels_take_turns_and_the_fan_goes_first(heard: Heard) -> None:
    gate = Gate("begin")
    heard.worker.submit("begin", gate)
    gate.wait_until_begun()
    for channel in ("map", "seek", "tornado", "fan", "map"):
        heard.worker.submit(channel, gives(channel))
    gate.open.set()
    heard.worker.settle()
    assert [channel for channel, _ in heard.answers] == ["begin", "fan", "map", "seek", "tornado"]


def test_a_channel_that_asks_again_and_again_keeps_no_other_waiting(heard: Heard) -> None:
    """Its next work goes behind those that wait."""
    left = 3

    def again(channel: str, _: object) -> None:
        nonlocal left
        if channel == "map" and left:
            left -= 1
            heard.worker.submit("map", gives(left))

    heard.worker.answered.connect(again)
    gate = Gate("begin")
    heard.worker.submit("begin", gate)
    gate.wait_until_begun()
    heard.worker.submit("map", gives("first"))
    heard.worker.submit("seek", gives("seek"))
    gate.open.set()
    heard.worker.settle()
    channels = [channel for channel, _ in heard.answers]
    assert channels == ["begin", "map", "seek", "map", "map", "map"]


def test_cancel_drops_all_of_a_channel(heard: Heard) -> None:
    gate = Gate("running")
    heard.worker.submit("fan", gate)
    gate.wait_until_begun()
    heard.worker.submit("map", gives("other"))
    assert heard.worker.busy("fan")
    heard.worker.cancel("fan")
    assert not heard.worker.busy("fan")
    heard.worker.settle()
    assert gate.stopped
    assert heard.answers == [("map", "other")]


def test_cancel_ends_work_at_its_next_question(heard: Heard) -> None:
    begun, cancelled = Event(), Event()
    asked = 0

    def work(stop: Stop) -> None:
        nonlocal asked
        stop()  # nothing yet
        begun.set()
        cancelled.wait(10)
        for _ in range(3):
            asked += 1
            stop()

    heard.worker.submit("fan", work)
    assert begun.wait(10)
    heard.worker.cancel("fan")
    cancelled.set()
    heard.worker.settle()
    assert asked == 1


def test_settle_waits_for_what_answers_bring_about(heard: Heard) -> None:
    heard.worker.answered.connect(
        lambda channel, _: heard.worker.submit("two", gives(2)) if channel == "one" else None
    )
    heard.worker.submit("one", gives(1))
    heard.worker.settle()
    assert heard.answers == [("one", 1), ("two", 2)]


def test_settle_with_nothing_to_do(heard: Heard) -> None:
    heard.worker.settle()
    heard.worker.submit("fan", gives(1))
    heard.worker.settle()
    heard.worker.settle()
    assert heard.answers == [("fan", 1)]


def test_an_expected_error_is_told_in_its_words(heard: Heard) -> None:
    def fails(stop: Stop) -> None:
        raise FileError("plan.csv", "can't be written: the disk is full")

    heard.worker.submit("draws", fails)
    heard.worker.submit("fan", gives("goes on"))
    heard.worker.settle()
    assert heard.faults == [("draws", "plan.csv: can't be written: the disk is full")]
    assert heard.answers == [("fan", "goes on")]


def test_a_fault_of_ours_is_told_and_reported(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: reported.append(kind))

    def fails(stop: Stop) -> None:
        raise ZeroDivisionError("nothing to divide by")

    heard.worker.submit("fan", fails)
    heard.worker.settle()
    assert heard.faults == [("fan", "it failed: nothing to divide by")]
    assert reported == [ZeroDivisionError]


def test_the_fault_of_overtaken_work_is_not_told(heard: Heard) -> None:
    begun, go_on = Event(), Event()

    def fails(stop: Stop) -> None:
        begun.set()
        go_on.wait(10)
        raise FileError("plan.csv", "is gone")

    heard.worker.submit("fan", fails)
    assert begun.wait(10)
    heard.worker.cancel("fan")
    go_on.set()
    heard.worker.settle()
    assert heard.faults == []


def test_stop_leaves_no_thread(qtbot: QtBot) -> None:
    parent = QObject()
    worker = Worker(parent)
    told: list[object] = []
    worker.answered.connect(lambda *_: told.append(1))
    gate = Gate("never")
    worker.submit("fan", gate)
    worker.submit("map", gives("never"))
    gate.wait_until_begun()
    thread = worker.findChildren(QThread)[0]
    worker.stop()
    assert thread.isFinished()
    assert gate.stopped
    qtbot.wait(20)
    assert told == []
    assert not worker.findChildren(QThread)


def test_nothing_is_done_after_the_end(heard: Heard) -> None:
    heard.worker.stop()
    heard.worker.submit("fan", gives(1))
    heard.worker.settle()
    heard.worker.stop()
    assert heard.answers == []
    assert not heard.worker.busy("fan")
