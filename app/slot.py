"""One standing question to the worker, asked again only when what it is about has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.worker import Stop, Worker

T = TypeVar("T")
_PAUSE = 33  # ms between two questions while a hand drags


class _Told(Generic[T]):
    """Work that says what its answer is about."""

    def __init__(self, about: object, work: Callable[[Stop], T]) -> None:
        self._about = about
        self._work = work

    def __call__(self, stop: Stop) -> tuple[object, T]:
        return self._about, self._work(stop)


class Slot(QObject, Generic[T]):
    """Holds the last answer on a channel, what it is of, and whether that is still the question.

    `about` may be anything that compares: a scenario and options, or results, which are the
    same only where they are one. Until the answer to what is asked now is there, the last
    stands, not fresh.
    """

    def __init__(self, worker: Worker, channel: str, request: Callable[[], None]) -> None:
        """`request` asks for another frame when an answer has come."""
        super().__init__(worker)
        self._worker = worker
        self._channel = channel
        self._request = request
        self._asked: object = None
        self._of: object = None
        self.answer: T | None = None
        self.fault = ""  # why there is none to what is asked now
        self.stopped = False  # the user did not wait for it
        self._held = False  # the question is another by now, but not asked yet
        self._waiting: _Told[T] | None = None  # for its turn
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._turn)
        worker.answered.connect(self._answered)
        worker.failed.connect(self._failed)

    @property
    def fresh(self) -> bool:
        """Whether the answer is to what is asked now."""
        return self.answer is not None and self._of == self._asked and not self._held

    @property
    def of(self) -> Any:
        """What the answer is about."""
        return self._of

    @property
    def asked(self) -> Any:
        """What is asked now."""
        return self._asked

    def ask(self, about: object, work: Callable[[Stop], T], *, live: bool = False) -> None:
        """Asks unless it is asked, answered or stopped already.

        `live`: under a hand that drags, an answer that is under way comes to its end and is
        shown, else nothing ever would be; and the frames of the hand come first: at most
        thirty questions a second.
        """
        self._held = False
        if about == self._asked:
            return
        self._asked, self.fault, self.stopped = about, "", False
        self._waiting = _Told(about, work)
        if not live:
            self._pause.stop()
            self._submit(interrupt=True)
        elif not self._pause.isActive():
            self._submit(interrupt=False)
            self._pause.start()

    def hold(self, about: object) -> None:
        """Says what will be asked later: until then an answer to another question is not fresh."""
        self._held = about != self._asked

    def _submit(self, *, interrupt: bool) -> None:
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._worker.submit(self._channel, waiting, interrupt=interrupt)

    def stop(self) -> None:
        """What is on its way is not waited for; only another question is asked again."""
        if self.busy:
            self.stopped = True
            self._waiting = None
            self._worker.cancel(self._channel)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting is not None or self._worker.busy(self._channel)

    def settle(self) -> None:
        """What waits for its turn is asked now: for pictures and tests."""
        self._submit(interrupt=False)

    def _turn(self) -> None:
        if self._waiting is not None:
            self._submit(interrupt=False)
            self._pause.start()

    def _answered(self, channel: str, told: tuple[object, T]) -> None:
        if channel == self._channel:
            self._of, self.answer = told
            self._request()

    def _failed(self, channel: str, message: str) -> None:
        if channel == self._channel:
            self.fault = message
            self._request()
