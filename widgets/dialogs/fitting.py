"""Dialogs on a screen that is too small for them, as it is with large text: they scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QLayout

_FRAME = QSize(24, 60)  # px: what a window's frame and title take of the screen, at most


class FittingDialogs(QObject):
    """Sees to every dialog of the application before it is first shown."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish and isinstance(watched, QDialog):
            room = watched.screen().availableGeometry().size() - _FRAME
            fit(watched, room)
        return False


def fit(dialog: QDialog, room: QSize) -> None:
    """Let a dialog's content scroll where the dialog needs more than `room`, px."""
    layout = dialog.layout()
    if layout is None or isinstance(dialog, (QMessageBox, QFileDialog)):
        return
    needed = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    chosen = dialog.testAttribute(Qt.WidgetAttribute.WA_Resized)
    liked = (dialog.size() if chosen else dialog.sizeHint()).expandedTo(needed)
    if _fits(liked, room):
        return
    if not _fits(needed, room):
        _let_scroll(dialog, layout, needed)
    dialog.resize(liked.boundedTo(room))


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()


def _let_scroll(dialog: QDialog, layout: QLayout, needed: QSize) -> None:
    """Put the dialog's content, which is never smaller than `needed`, into a scroll area."""
    content = QWidget()
    content.setLayout(layout)  # Qt takes it, and the widgets in it, from the dialog
    content.setMinimumSize(needed)
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(content)
    around = QVBoxLayout(dialog)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(area)
    dialog.setMinimumSize(QSize(0, 0))
