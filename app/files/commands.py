"""New, open, save, recent files: the project's file and what may be lost with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.scenarios.naming import own_preset
from engine.files.atomic import FileError
from engine.files.shipped import DEFAULT_PRESET
from engine.project import single

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.files.dialogs import Answer
    from app.files.recovery import Recovered
    from app.session import Session
    from app.settings import Settings
    from engine.project import Project

MOST_RECENT = 10
OTHERS = (".xlsx", ".tenorseal")  # endings of what is no project file; read beside the window


class Questions(Protocol):
    """What the user is asked: dialogs, or a test's answers."""

    def file_to_open(self, folder: str) -> Path | None: ...
    def file_to_save(self, folder: str, name: str) -> Path | None: ...
    def save_changes(self, name: str) -> Answer: ...
    def overwrite_changed(self, name: str) -> bool: ...
    def recover(self, found: Recovered, others: int) -> Answer: ...
    def failed(self, text: str, detail: str) -> None: ...


class FileCommands:
    """The file of one window. Each command says whether it was done."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        questions: Questions,
        say: Callable[[str], None],
        open_other: Callable[[Path], None],
    ) -> None:
        """`say` shows a line at the window's foot; `open_other` takes a file of `OTHERS`."""
        self._session = session
        self._settings = settings
        self.questions = questions
        self._say = say
        self._open_other = open_other
        self._seen = _state_of(session.saved.path)  # the file as it was last read or written

    @property
    def name(self) -> str:
        """What the work is called: its file, or its scenario while it has none."""
        path = self._session.saved.path
        return path.name if path else self._session.project.scenario.name

    # Opening ---------------------------------------------------------------------------------

    def new(self, preset: str = DEFAULT_PRESET) -> bool:
        """Begins anew with one scenario, a preset's."""
        if not self.may_lose():
            return False
        self._show(single(own_preset(preset)), None)
        return True

    def open(self) -> bool:
        path = self.questions.file_to_open(self._settings.folder)
        return path is not None and self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Opens a project or a snapshot, or takes a workbook's changes into this project."""
        if path.suffix.lower() in OTHERS:
            self._open_other(path)
            return True
        # Read before the user is asked about the work at hand, so that a damaged file costs
        # none of it; and read again after, for the answer may have saved this very file.
        if self._read(path) is None or not self.may_lose():
            return False
        seen = _state_of(path)
        project = self._read(path)
        if project is None:
            return False
        self._session.open(project, path)
        self._seen = seen
        self._remember(path)
        return True

    def _read(self, path: Path) -> Project | None:
        """The project of a file; None once the user was told why there is none."""
        from engine.files.project.file import read_project

        try:
            return read_project(path)
        except FileError as error:
            self.questions.failed(f"{path.name} can't be opened", str(error))
            return None

    def recover(self, found: Recovered) -> None:
        """Shows work that was left behind, as unsaved changes of its file."""
        saved = _read(found.origin) if found.origin else None
        if saved is None:
            self._show(found.project, None, single(own_preset(DEFAULT_PRESET)))
        else:
            self._show(found.project, found.origin, saved.numbered_like(found.project))

    def show_sealed(self, project: Project, origin: Path) -> bool:
        """Shows what the snapshot at `origin` holds: work that has no file of its own yet."""
        if not self.may_lose():
            return False
        self._show(project, None)
        self._remember(origin)
        return True

    def _show(self, project: Project, path: Path | None, saved: Project | None = None) -> None:
        self._seen = _state_of(path)
        self._session.open(project, path, saved)

    # Saving ----------------------------------------------------------------------------------

    def save(self) -> bool:
        path = self._session.saved.path
        if path is None:
            return self.save_as()
        if _state_of(path) not in (self._seen, None) and not self.questions.overwrite_changed(
            path.name
        ):
            return False
        return self._write(path)

    def save_as(self) -> bool:
        path = self.questions.file_to_save(self._settings.folder, self._stem())
        return path is not None and self._write(path)

    def may_lose(self) -> bool:
        """Whether the work may go: nothing is unsaved, or the user saved it or gave it up."""
        if not self._session.unsaved:
            return True
        answer = self.questions.save_changes(self.name)
        return self.save() if answer == "save" else answer == "discard"

    def _write(self, path: Path) -> bool:
        from engine.files.project.file import write_project

        project = self._session.project
        try:
            write_project(path, project)
        except FileError as error:
            self.questions.failed(
                "The project was not saved",
                f"{error}\n\nYour work is still here; the old file is as it was.",
            )
            return False
        self._seen = _state_of(path)
        self._session.mark_saved(project, path)
        self._remember(path)
        self._say(f"Saved {path.name}")
        return True

    def _stem(self) -> str:
        from app.files.export_dialogs import file_name

        path = self._session.saved.path
        return path.stem if path else file_name(self._session.project.scenario.name)

    # Recent files ----------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """The files opened or saved last, the newest first, those that are still there."""
        return [path for text in self._settings.recent if (path := Path(text)).is_file()]

    def clear_recent(self) -> None:
        self._settings.recent = ()

    def _remember(self, path: Path) -> None:
        text = str(path.absolute())
        others = [each for each in self._settings.recent if each != text]
        self._settings.recent = (text, *others)[:MOST_RECENT]
        self._settings.folder = str(path.absolute().parent)


def _read(path: Path) -> Project | None:
    from engine.files.project.file import read_project

    try:
        return read_project(path)
    except FileError:
        return None


def _state_of(path: Path | None) -> tuple[int, int] | None:
    """What tells that a file was changed; None where there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found else None
