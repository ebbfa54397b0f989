"""Help windows: the model reference and About."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QDialog, QLineEdit, QMessageBox, QTextBrowser, QVBoxLayout

from app.command_line.model_report import reference_html
from app.files.writers import tenor_version

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def show_about(parent: QWidget) -> None:
    QMessageBox.about(
        parent,
        "About Tenor",
        f"<h3>Tenor {tenor_version()}</h3>"
        "<p>A planner for long compute commitments. MIT licence.</p>"
        f"<p>Built on Qt and PySide6 {qt_version} (LGPL), pyqtgraph and numpy, XlsxWriter and"
        " openpyxl. The typeface is Inter (SIL Open Font License).</p>"
        "<p>The reported figures are unverified and contradict each other.</p>",
    )


def show_reference(parent: QWidget) -> None:
    """The model reference, searchable; it stays open beside the window."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("Model reference – Tenor")
    dialog.resize(860, 720)
    search = QLineEdit()
    search.setPlaceholderText("Find in the reference, then Return for the next")
    search.setAccessibleName("Find in the reference")
    text = QTextBrowser()
    text.setHtml(reference_html())
    search.textEdited.connect(lambda words: _find(text, words, from_start=True))
    search.returnPressed.connect(lambda: _find(text, search.text(), from_start=False))
    box = QVBoxLayout(dialog)
    box.addWidget(search)
    box.addWidget(text)
    dialog.show()


def _find(text: QTextBrowser, words: str, *, from_start: bool) -> None:
    if from_start:
        cursor = text.textCursor()
        cursor.setPosition(0)
        text.setTextCursor(cursor)
    if words and not text.find(words):
        cursor = text.textCursor()
        cursor.setPosition(0)
        text.setTextCursor(cursor)
        text.find(words)
