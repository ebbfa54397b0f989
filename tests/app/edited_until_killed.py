"""A session that is edited without pause, until it is killed; `test_editing_kills.py` runs it.

`python -m tests.app.edited_until_killed FILE FOLDER FIRST SEED`. Edits number FIRST, FIRST + 1
and so on, about fifty a second; saves to FILE now and then; unsaved work is kept in FOLDER.
Tells on standard output, a line each: `edit NUMBER SECONDS` after every edit, by a clock that
never goes back, and `saved NUMBER` after every save.
"""

from __future__ import annotations

import os
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from app.files.autosave import Autosave
from app.files.commands import FileCommands
from app.files.recovery import RecoveryFile
from app.session import Session
from app.settings import Settings
from engine.files.project.file import read_project
from engine.files.shipped import preset_scenario
from engine.project import Project, project_of
from tests.app.answers import Answers

MILLISECONDS = 20  # between two edits
SAVES = 0.02  # of the edits are followed by a save
PAUSES = 0.3  # of the saves are followed by nothing at all
DRAG = 7  # edits
SHARE = 64  # edits that a million dollars a month are counted by, so that many find room


def state(number: int) -> Project:
    """The project as edit `number` leaves it."""
    plain = preset_scenario("as_reported")
    edited = plain.with_values({"monthly_spend": number / SHARE})
    others = [replace(plain, name=f"Case {place}") for place in range(2)]
    return project_of([edited, *others])


def number_of(project: Project) -> int:
    """The edit that left the project so."""
    return round(project.scenario.values["monthly_spend"] * SHARE)


class Editor:
    """Edits, drags, saves and pauses by chance."""

    def __init__(self, path: Path, number: int, dice: random.Random) -> None:
        self.session = Session(read_project(path), path)
        self._commands = FileCommands(
            self.session, Settings(), Answers(), lambda _line: None, lambda _path: None
        )
        self._number = number
        self._dice = dice
        self.timer = QTimer()
        self.timer.setInterval(MILLISECONDS)
        self.timer.timeout.connect(self._edit)

    def _edit(self) -> None:
        if self._number % DRAG == 0:
            if self.session.in_gesture:
                self.session.end_gesture()
            else:
                self.session.begin_gesture()
        self.session.edit({"monthly_spend": self._number / SHARE}, "edit")
        _tell(f"edit {self._number} {time.monotonic()}")
        if self._dice.random() < SAVES:
            self._save()
        self._number += 1

    def _save(self) -> None:
        if not self._commands.save():
            raise RuntimeError("the project could not be saved")
        _tell(f"saved {self._number}")
        if self._dice.random() < PAUSES:
            self.timer.stop()


def _tell(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())  # one write: a line is whole or not there


def _fail(text: str) -> None:
    raise RuntimeError(text)


def main(path: Path, folder: Path, first: int, seed: int) -> int:
    application = QCoreApplication(sys.argv[:1])
    editor = Editor(path, first, random.Random(seed))  # noqa: S311 - a test's dice
    autosave = Autosave(editor.session, RecoveryFile(folder))
    autosave.failed.connect(_fail)
    editor.timer.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
