"""What the user is asked about files. Tests answer in its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from widgets.language.spoken import joined, said
from widgets.language.values import MONTHS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.files.recovery import Recovered

Answer = Literal["save", "discard", "cancel"]
_PROJECTS = "Tenor project (*.tenor)"
_OPENED = ("Projects, snapshots and workbooks (*.tenor *.tenorseal *.xlsx)", "All files (*)")
_Button = QMessageBox.StandardButton


class FileDialogs:
    """Every question about files, one a method."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def file_to_open(self, folder: str) -> Path | None:
        kinds = joined(";;", *_OPENED)
        chosen, _ = QFileDialog.getOpenFileName(self._parent, said("Open"), _folder(folder), kinds)
        return Path(chosen) if chosen else None

    def file_to_save(self, folder: str, name: str) -> Path | None:
        start = str(Path(_folder(folder)) / f"{name}.tenor")
        dialog = QFileDialog(self._parent, said("Save project"), start, said(_PROJECTS))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("tenor")  # before the dialog asks whether to overwrite
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return Path(chosen[0]) if chosen else None

    def save_changes(self, name: str) -> Answer:
        """Before work would be lost."""
        box = self._box(
            "Unsaved changes – Tenor",
            QMessageBox.Icon.Question,
            f"Save the changes to {name}?",
            "Otherwise they are lost.",
            _Button.Save | _Button.Discard | _Button.Cancel,
        )
        box.setDefaultButton(_Button.Save)
        answers: dict[int, Answer] = {_Button.Save: "save", _Button.Discard: "discard"}
        return answers.get(box.exec(), "cancel")

    def overwrite_changed(self, name: str) -> bool:
        """Whether to save over a file that another program changed meanwhile."""
        box = self._box(
            "The file was changed – Tenor",
            QMessageBox.Icon.Warning,
            f"{name} was changed by another program since it was opened.",
            "Save over it all the same? Save as keeps both.",
            _Button.Save | _Button.Cancel,
        )
        box.setDefaultButton(_Button.Cancel)
        return box.exec() == _Button.Save

    def recover(self, found: Recovered, others: int) -> Answer:
        """Whether to open (`save`) what was left behind, discard it, or ask again next time."""
        name = found.origin.name if found.origin else found.project.scenario.name
        count = _counted(len(found.project.entries))
        kept = "; the file was saved later than that" if found.saved_later else ""
        when = f"{found.when:%d} {MONTHS[found.when.month - 1]} {found.when:%Y at %H:%M}"
        detail = f"{count}{kept}, kept on {when}. Recover them?"
        more = f"{others} more of the kind will be offered after it." if others else ""
        box = self._box(
            "Recover unsaved work – Tenor",
            QMessageBox.Icon.Information,
            f"Tenor closed before the changes to {name} were saved.",
            joined("\n", detail, more),
            _Button.NoButton,
        )
        opened = box.addButton(said("Recover"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(said("Ask me later"), QMessageBox.ButtonRole.RejectRole)
        discard = box.addButton(said("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(opened)
        box.exec()
        clicked = box.clickedButton()
        return "save" if clicked is opened else "discard" if clicked is discard else "cancel"

    def failed(self, text: str, detail: str) -> None:
        """What could not be done, where a line at the foot would be overlooked."""
        title = joined(" – ", text, "Tenor")
        self._box(title, QMessageBox.Icon.Warning, text, detail, _Button.Ok).exec()

    def _box(
        self,
        title: str,
        icon: QMessageBox.Icon,
        text: str,
        detail: str,
        buttons: QMessageBox.StandardButton,
    ) -> QMessageBox:
        box = QMessageBox(icon, said(title), said(text), buttons, self._parent)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a file may be called anything
        box.setInformativeText(said(detail))
        return box


def _folder(folder: str) -> str:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return folder or QStandardPaths.writableLocation(documents)


def _counted(count: int) -> str:
    return "1 scenario" if count == 1 else f"{count} scenarios"
