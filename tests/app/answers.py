"""What a user answers when asked about files, told beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from app.files.dialogs import Answer
    from app.files.recovery import Recovered


class Answers:
    """Stands in for the dialogs. `asked` is what was asked, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.faults: list[str] = []  # what could not be done, and why
        self.to_open: Path | None = None
        self.to_save: Path | None = None
        self.changes: Answer = "cancel"
        self.overwrite = False
        self.recovery: list[Answer] = []  # one for each that is offered
        self.offered: list[tuple[Recovered, int]] = []

    def file_to_open(self, folder: str) -> Path | None:
        self.asked.append(f"open in {folder}")
        return self.to_open

    def file_to_save(self, folder: str, name: str) -> Path | None:
        self.asked.append(f"save {name} in {folder}")
        return self.to_save

    def save_changes(self, name: str) -> Answer:
        self.asked.append(f"save changes to {name}")
        return self.changes

    def overwrite_changed(self, name: str) -> bool:
        self.asked.append(f"overwrite {name}")
        return self.overwrite

    def recover(self, found: Recovered, others: int) -> Answer:
        self.offered.append((found, others))
        return self.recovery.pop(0)

    def failed(self, text: str, detail: str) -> None:
        self.faults.append(f"{text}: {detail}")
