"""Analyses that may take longer than a frame: in one thread, the newest of each kind wins."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from threading import Condition, Event
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QThread, Signal

from app.background import Cancelled
from engine.files.atomic import FileError

if TYPE_CHECKING:
    from collections.abc import Collection

Stop = Callable[[], None]  # asked by the work every few milliseconds; raises `Cancelled`
Work = Callable[[Stop], Any]


class _Job:
    """One submission. `dropped`: its answer is not wanted any more."""

    def __init__(self, channel: str, work: Work) -> None:
        self.channel = channel
        self.work = work
        self._dropped = Event()

    def drop(self) -> None:
        self._dropped.set()

    @property
    def dropped(self) -> bool:
        return self._dropped.is_set()

    def stop(self) -> None:
        if self._dropped.is_set():
            raise Cancelled


class _Outcome(NamedTuple):
    """What came of a job: an answer, or in `fault` why there is none."""

    job: _Job
    answer: object
    fault: str = ""


class _Queue:
    """What is to be done, and what is done and not yet told. Both threads use it."""

    def __init__(self, first: Collection[str]) -> None:
        self._first = first
        self._changed = Condition()
        self._pending: dict[str, _Job] = {}  # by channel, longest waiting first
        self._running: _Job | None = None
        self._done: deque[_Outcome] = deque()
        self._closed = False

    def put(self, job: _Job, *, interrupt: bool) -> bool:
        """Whether it was taken: not after the end."""
        with self._changed:
            if self._closed:
                return False
            if interrupt:
                self._drop(job.channel)
            # In the place of one that waits already: a channel is not served later for
            # having changed its mind.
            self._pending[job.channel] = job
            self._changed.notify_all()
            return True

    def take(self) -> _Job | None:
        """Waits for the next job; None after the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._pending or self._closed)
            if self._closed:
                return None
            urgent = (channel for channel in self._pending if channel in self._first)
            self._running = self._pending.pop(next(urgent, next(iter(self._pending))))
            return self._running

    def finish(self, outcome: _Outcome | None) -> None:
        with self._changed:
            self._running = None
            if outcome is not None:
                self._done.append(outcome)
            self._changed.notify_all()

    def told(self) -> _Outcome | None:
        """The next outcome that is still wanted; None where there is none."""
        with self._changed:
            while self._done:
                outcome = self._done.popleft()
                if not outcome.job.dropped:
                    return outcome
            return None

    def cancel(self, channel: str) -> None:
        with self._changed:
            self._pending.pop(channel, None)
            self._drop(channel)

    def busy(self, channel: str) -> bool:
        """Whether an answer may still come."""
        with self._changed:
            return channel in self._pending or bool(self._begun(channel))

    def wait(self) -> None:
        """Returns when nothing is pending or running."""
        with self._changed:
            self._changed.wait_for(lambda: not self._pending and self._running is None)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._pending.clear()
            self._done.clear()
            if self._running is not None:
                self._running.drop()
            self._changed.notify_all()

    def _drop(self, channel: str) -> None:
        for job in self._begun(channel):
            job.drop()

    def _begun(self, channel: str) -> list[_Job]:
        """Those of a channel that run or are done, and not yet told or dropped."""
        begun = [outcome.job for outcome in self._done]
        if self._running is not None:
            begun.append(self._running)
        return [job for job in begun if job.channel == channel and not job.dropped]


class _Thread(QThread):
    done = Signal()  # an outcome is there

    def __init__(
        self, queue: _Queue, expected: tuple[type[Exception], ...], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._expected = expected

    def run(self) -> None:
        while (job := self._queue.take()) is not None:
            outcome = self._outcome(job)
            self._queue.finish(outcome)
            if outcome is not None:
                self.done.emit()
            # An answer may be large, and the next job long in coming.
            del job, outcome

    def _outcome(self, job: _Job) -> _Outcome | None:
        try:
            return _Outcome(job, job.work(job.stop))
        except Cancelled:
            return None
        except self._expected as error:
            return _Outcome(job, None, str(error))
        except Exception as error:
            # A fault of ours: reported like any other, and the window goes on.
            sys.excepthook(type(error), error, error.__traceback__)
            return _Outcome(job, None, f"it failed: {error}")


class Worker(QObject):
    """One thread for all analyses; it starts with the first.

    Each analysis has a channel. Channels take turns, those of `first` before the others.
    Answers and failures are told in the thread in which the worker lives, in the order in
    which they came about.
    """

    answered = Signal(str, object)  # the channel, what the work returned
    failed = Signal(str, str)  # the channel, one line for the user

    def __init__(
        self,
        parent: QObject | None = None,
        first: Collection[str] = ("fan",),
        expected: tuple[type[Exception], ...] = (FileError,),
    ) -> None:
        """`expected` are the errors whose messages are written for the user."""
        super().__init__(parent)
        self._expected = expected
        self._queue = _Queue(first)
        self._thread: _Thread | None = None

    def submit(self, channel: str, work: Work, *, interrupt: bool = True) -> None:
        """Has `work` done; it takes the place of what waits in its channel.

        What runs there is stopped and its answer dropped. Without `interrupt` it comes to
        its end and is told: under a hand that drags, something newer is always waiting, and
        nothing would ever be shown.
        """
        if self._queue.put(_Job(channel, work), interrupt=interrupt) and self._thread is None:
            thread = self._thread = _Thread(self._queue, self._expected, self)
            thread.done.connect(self._tell, Qt.ConnectionType.QueuedConnection)
            thread.start()

    def busy(self, channel: str) -> bool:
        """Whether an answer of this channel may still come."""
        return self._queue.busy(channel)

    def cancel(self, channel: str) -> None:
        """Nothing of what was submitted to this channel is told any more."""
        self._queue.cancel(channel)

    def settle(self) -> bool:
        """Returns when all is done and told, also what the answers brought about.

        Whether there was anything to tell. For pictures and tests: no event of the user's is
        handled meanwhile.
        """
        self._queue.wait()
        told = False
        while self._tell_next():
            told = True
            self._queue.wait()
        return told

    def stop(self) -> None:
        """Cancels all and waits, telling nobody; nothing can be submitted any more."""
        self._queue.close()
        if self._thread is not None:
            self._thread.wait()
            self._thread.deleteLater()
            self._thread = None

    def _tell(self) -> None:
        while self._tell_next():
            pass

    def _tell_next(self) -> bool:
        outcome = self._queue.told()
        if outcome is None:
            return False
        if outcome.fault:
            self.failed.emit(outcome.job.channel, outcome.fault)
        else:
            self.answered.emit(outcome.job.channel, outcome.answer)
        return True
