"""One chart by itself: copied, saved, and its numbers as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QStandardPaths, QUrl
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from app.actions import ACTIONS
from app.files.export_dialogs import file_name
from app.files.pictures import save_picture
from engine.files.atomic import FileError, replacing
from widgets.comparison import clipboard
from widgets.comparison.model import ComparisonModel
from widgets.language.spoken import said
from widgets.on_page import picture_around, pictures_on
from widgets.picture import Picture
from widgets.picture_lines import csv_text, table_state
from widgets.vector_image import VectorImage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from app.controller import Controller
    from app.settings import Settings
    from app.window import MainWindow
    from widgets.dialogs.picture_numbers import PictureNumbers
    from widgets.dialogs.save_picture import PictureChoice, SavePicture
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_COPIED_WIDTH = 2  # times the chart's on the screen: sharp on a slide
_KINDS = {"png": "PNG image (*.png)", "svg": "SVG drawing (*.svg)", "csv": "CSV file (*.csv)"}
_NONE = "There is no chart on this page"
_IN_MENU = ("copy_chart_image", "copy_chart_data", "save_chart", "chart_table")


class ChartDesk:
    """Acts on the chart that has the focus, else on the first one of the page that is seen."""

    def __init__(self, window: MainWindow, controller: Controller, settings: Settings) -> None:
        self._window = window
        self._controller = controller
        self._settings = settings
        self._meant: QWidget | None = None  # while a menu over it is open
        self._dialog: PictureNumbers | SavePicture | None = None

    # What is asked ------------------------------------------------------------------------

    def copy_image(self) -> None:
        if (found := self._found()) is not None:
            widget, table = found
            picture = self._image(widget, table)
            made = picture.image(_COPIED_WIDTH * widget.width())
            QGuiApplication.clipboard().setImage(made)
            self._say(f"Copied {table.title} as an image")

    def copy_data(self) -> None:
        if (found := self._found()) is None:
            return
        _widget, table = found
        if table.note:
            self._say(f"{table.title} has no numbers: {table.note}")
            return
        model = ComparisonModel()
        model.show_state(table_state(table))
        clipboard.copy(model.whole())
        self._say(f"Copied the numbers of {table.title}")

    def show_table(self) -> None:
        if (found := self._found()) is not None:
            from widgets.dialogs.picture_numbers import PictureNumbers

            _widget, table = found
            self._open(PictureNumbers(table, self._window.tokens, self._window))

    def save(self) -> None:
        """Asks for the form and the size; the picture is the one that is seen now."""
        if (found := self._found()) is not None:
            from widgets.dialogs.save_picture import SavePicture

            widget, table = found
            picture = self._image(widget, table)
            tokens = self._window.tokens
            dialog = SavePicture(table.title, widget.size(), tokens, self._window)
            dialog.chosen.connect(lambda choice: self._save_as(choice, picture, table))
            self._open(dialog)

    def open_menu(self, at: QPoint) -> bool:
        """The same over the chart at a point of the window. Whether there is one."""
        over = picture_around(self._window.childAt(at))
        if over is None:
            return False
        texts = {spec.id: spec.text for spec in ACTIONS}
        menu = QMenu(self._window)
        runs = (self.copy_image, self.copy_data, self.save, self.show_table)
        named = zip(_IN_MENU, runs, strict=True)
        actions = {menu.addAction(said(texts[name])): run for name, run in named}
        chosen = menu.exec(self._window.mapToGlobal(at))
        menu.deleteLater()
        if chosen is not None:
            self._meant = over
            try:
                actions[chosen]()
            finally:
                self._meant = None
        return True

    def stop(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
            self._dialog = None

    def set_tokens(self, tokens: Tokens) -> None:
        if self._dialog is not None:
            self._dialog.set_tokens(tokens)

    # How it is done -----------------------------------------------------------------------

    def _found(self) -> tuple[QWidget, PictureTable] | None:
        """The picture that is meant and its numbers; says so where there is none."""
        page = self._window.centralWidget()
        seen = pictures_on(page) if page is not None else []
        meant = self._meant or picture_around(QApplication.focusWidget())
        widget = meant if meant in seen else next(iter(seen), None)
        if widget is None:
            self._say(_NONE)
            return None
        assert isinstance(widget, Picture)
        return widget, widget.picture_table()

    def _image(self, widget: QWidget, table: PictureTable) -> VectorImage:
        return VectorImage(widget, table.title, self._window.tokens.card)

    def _open(self, dialog: PictureNumbers | SavePicture) -> None:
        """One at a time; it is gone once it is closed."""
        self.stop()
        self._dialog = dialog
        dialog.finished.connect(lambda _code: self._closed(dialog))
        dialog.open()

    def _closed(self, dialog: QDialog) -> None:
        if self._dialog is dialog:
            self._dialog = None
        dialog.deleteLater()

    def _save_as(self, choice: PictureChoice, picture: VectorImage, table: PictureTable) -> None:
        path = self._path(choice.form, table.title)
        if path is None:
            return
        try:
            _write(choice, picture, table, path)
        except FileError as error:
            self._say(str(error))
        else:
            link = QUrl.fromLocalFile(str(path)).toString()
            self._window.status.show_message(f"Saved {path.name}", link, "Open")

    def _path(self, form: str, title: str) -> Path | None:
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        suffix = f".{form}"
        start = Path(self._settings.folder or documents) / (file_name(said(title)) + suffix)
        asked, kind = said("Save chart"), said(_KINDS[form])
        chosen, _ = QFileDialog.getSaveFileName(self._window, asked, str(start), kind)
        if not chosen:
            return None
        path = Path(chosen)
        self._settings.folder = str(path.parent)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def _say(self, text: str) -> None:
        self._window.status.show_message(text)


def _write(choice: PictureChoice, picture: VectorImage, table: PictureTable, path: Path) -> None:
    """Whole or not at all. Raises `FileError`."""
    if choice.form == "png":
        save_picture(QPixmap.fromImage(picture.image(choice.width)), path)
        return
    with replacing(path) as temporary:
        if choice.form == "csv":
            temporary.write_text(csv_text(table), encoding="utf-8", newline="\n")
        elif not picture.write_svg(temporary, choice.width):
            raise FileError(path, "can't be written")
