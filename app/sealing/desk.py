"""Snapshots at the window: sealing what is seen, opening and checking what was sealed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QFileDialog

from app.background import Background
from app.files.export_dialogs import file_name
from app.sealing.states import banner_state, report_state
from engine.files.snapshot.file import SUFFIX, read_snapshot
from engine.files.snapshot.replay import replay
from engine.files.snapshot.snapshot import as_opened
from widgets.language.spoken import said
from widgets.sealed_banner import SealedBanner

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.background import Progress
    from app.controller import Controller
    from app.settings import Settings
    from app.window import MainWindow
    from engine.files.snapshot.replay import Replay
    from engine.files.snapshot.snapshot import Snapshot
    from engine.project import Project
    from widgets.dialogs.seal_report import SealReportDialog
    from widgets.tokens import Tokens

_KIND = f"Sealed snapshot (*{SUFFIX})"


class Shown(NamedTuple):
    """The snapshot in the window. `opened` is how many files the session had opened by then."""

    snapshot: Snapshot
    project: Project
    name: str
    opened: int


class SealingDesk:
    """One window's snapshots. One is read, written or checked at a time."""

    def __init__(self, window: MainWindow, controller: Controller, settings: Settings) -> None:
        self._window = window
        self._controller = controller
        self._settings = settings
        self._session = controller.session
        self._shown: Shown | None = None
        self._found: Replay | None = None
        self._banner: SealedBanner | None = None
        self.report: SealReportDialog | None = None
        self._done: Callable[[Any], None] = lambda _answer: None
        self._failed: Callable[[str], None] = window.status.show_message
        self._work = Background(window)
        self._work.progressed.connect(window.status.show_progress)
        self._work.finished.connect(lambda answer: self._end(self._done, answer))
        self._work.failed.connect(lambda fault: self._end(self._failed, fault))
        self._work.cancelled.connect(self._cancelled)
        window.status.cancel_requested.connect(self._work.cancel)
        self._session.listen(self._follow)

    @property
    def banner(self) -> SealedBanner | None:
        """The strip above the window, once there was a snapshot to show."""
        return self._banner

    # Sealing ---------------------------------------------------------------------------------

    def seal(self) -> None:
        """Asks where to, and seals the project as it is now."""
        from app.sealing.writer import seal_to

        project = self._session.project
        path = self._ask_path()
        if path is not None:
            self._start(
                f"Sealing {path.name}…",
                lambda progress: seal_to(path, project, progress),
                lambda made: self._sealed(path, made),
                self._window.status.show_message,
            )

    def _ask_path(self) -> Path | None:
        name = f"{file_name(self._session.project.scenario.name)}{SUFFIX}"
        start = str(Path(self._settings.folder) / name)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, said("Seal a snapshot"), start, said(_KIND)
        )
        if not chosen:
            return None
        path = Path(chosen)
        self._settings.folder = str(path.parent)
        return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)

    def _sealed(self, path: Path, made: Snapshot) -> None:
        from app.sealing.words import fingerprint_text

        mark = fingerprint_text(made.fingerprint)
        self._window.status.show_message(f"Sealed {path.name} · fingerprint {mark}")

    # Opening ---------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Reads a snapshot beside the window, shows it, and checks that its numbers hold."""
        questions = self._controller.files.commands.questions

        def read(progress: Progress) -> Snapshot:
            progress(0.1)
            return read_snapshot(path)

        self._start(
            f"Opening {path.name}…",
            read,
            lambda snapshot: self._read(path, snapshot),
            lambda fault: questions.failed(f"{path.name} can't be opened", fault),
        )

    def _read(self, path: Path, snapshot: Snapshot) -> None:
        project = as_opened(snapshot)
        if not self._controller.files.commands.show_sealed(project, path):
            return
        session = self._session
        self._shown = Shown(snapshot, session.project, path.name, session.opened)
        self._found = None
        self._check()
        self._follow()
        self._controller.recompute.run_now()  # so that what is shown is the snapshot at once

    def _check(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self._start(
            f"Checking {shown.name}…",
            lambda progress: replay(shown.snapshot, progress),
            lambda found: self._checked(shown, found),
            self._window.status.show_message,
        )

    def _checked(self, shown: Shown, found: Replay) -> None:
        if shown is self._shown:
            self._found = found
            self._follow()

    # What is shown ---------------------------------------------------------------------------

    def _follow(self) -> None:
        """After every change: is this still what was sealed, a copy of it, or another file?"""
        shown, session = self._shown, self._session
        if shown is None or session.in_gesture:
            return
        if session.opened != shown.opened or session.saved.path is not None:
            self._shown = self._found = None
            self._name_window("")
            if self._banner is not None:
                self._banner.show_state(None)
            return
        as_sealed = session.project.same_content(shown.project)
        self._name_window(shown.name if as_sealed else "")
        busy = self._work.busy
        state = banner_state(shown.snapshot, shown.name, self._found, as_sealed, busy=busy)
        self._made_banner().show_state(state)

    def _name_window(self, name: str) -> None:
        files = self._controller.files
        if files.sealed_name != name:
            files.sealed_name = name
            files.show_title(self._session.document)

    def _made_banner(self) -> SealedBanner:
        if self._banner is None:
            banner = self._banner = SealedBanner(self._window.tokens)
            banner.details_requested.connect(self._open_report)
            banner.again_requested.connect(self._check_again)
            banner.back_requested.connect(self._go_back)
            self._window.put_above(banner)
        return self._banner

    def _check_again(self) -> None:
        self._check()
        self._follow()

    def _go_back(self) -> None:
        if self._shown is not None:
            self._session.change(self._shown.project, "back to what was sealed")

    def _open_report(self) -> None:
        from widgets.dialogs.seal_report import SealReportDialog

        if self._shown is None or self._found is None:
            return
        state = report_state(self._shown.snapshot, self._shown.name, self._found)
        report = self.report = SealReportDialog(state, self._window.tokens, self._window)
        report.setModal(True)
        report.finished.connect(self._close_report)
        report.show()

    def _close_report(self) -> None:
        if self.report is not None:
            self.report.deleteLater()
            self.report = None

    # Work beside the window --------------------------------------------------------------------

    def _start(
        self,
        told: str,
        work: Callable[[Progress], object],
        done: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> None:
        status = self._window.status
        if not self._work.start(work):
            status.show_message("Another snapshot is still being worked on")
            return
        self._done, self._failed = done, failed
        status.show_message(told)
        status.show_progress(0.0)

    def _end(self, then: Callable[[Any], None], answer: object) -> None:
        self._quiet()
        then(answer)

    def _cancelled(self) -> None:
        self._quiet()
        self._follow()

    def _quiet(self) -> None:
        self._window.status.show_progress(None)
        self._window.status.clear_message()

    def settle(self) -> None:
        """Waits for what is under way: for pictures and tests."""
        self._work.wait()

    def stop(self) -> None:
        """Nothing runs on after the window is closed."""
        self._work.stop()

    def set_tokens(self, tokens: Tokens) -> None:
        for each in (self._banner, self.report):
            if each is not None:
                each.set_tokens(tokens)
