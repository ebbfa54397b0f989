"""Quotes from files and into them, asked for by the Quotes view."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.contracts.files import suffix_of
from app.contracts.quote_commands import take_quotes
from engine.files.atomic import FileError
from widgets.language.spoken import joined, said

if TYPE_CHECKING:
    from app.contracts.bench import Bench
    from app.worker import Stop
    from engine.contracts.register import Register
    from engine.files.register.read import QuotesReading

_CHANNEL = "quotes file"
_READ = ("Tables (*.csv *.tsv *.txt *.xlsx)", "All files (*)")
_WRITTEN = ("Excel workbook (*.xlsx)", "CSV file (*.csv)")
_MOST_TOLD = 3  # refused cells that are named


class QuoteFiles(QObject):
    """Reads in the worker; what came of it is told in one line."""

    told = Signal(str)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.tools.worker)
        self._bench = bench
        bench.tools.worker.answered.connect(self._answered)
        bench.tools.worker.failed.connect(self._failed)

    def ask_import(self, parent: QWidget) -> None:
        title, kinds = said("Import quotes"), joined(";;", *_READ)
        chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        if chosen:
            self.read(Path(chosen))

    def ask_export(self, parent: QWidget) -> None:
        title, name = said("Export quotes"), f"{said('quotes')}.xlsx"
        kinds = joined(";;", *_WRITTEN)
        chosen, kind = QFileDialog.getSaveFileName(parent, title, name, kinds)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in map(suffix_of, _WRITTEN):
            path = path.with_name(path.name + suffix_of(kind or _WRITTEN[0]))
        self.write(path)

    def read(self, path: Path) -> None:
        self.told.emit(f"Reading {path.name}…")
        self._bench.tools.worker.submit(_CHANNEL, partial(_read, path))

    def write(self, path: Path) -> None:
        from engine.files.register.write import write_quotes

        register: Register = self._bench.commands.register
        try:
            write_quotes(path, register.quotes)
        except FileError as error:
            self.told.emit(str(error))
            return
        count = len(register.quotes)
        self.told.emit(f"{path.name}: {count:,} {'quote' if count == 1 else 'quotes'} written.")

    def _answered(self, channel: str, answer: tuple[Path, QuotesReading]) -> None:
        if channel != _CHANNEL:
            return
        path, reading = answer
        session = self._bench.tools.session
        done = take_quotes(session.project, reading.quotes, self._bench.today())
        if not done.fault:
            session.change(done.project, done.words)
        self.told.emit(f"{path.name}: {done.fault or reading_words(reading)}")

    def _failed(self, channel: str, message: str) -> None:
        if channel == _CHANNEL:
            self.told.emit(message)


def _read(path: Path, _stop: Stop) -> tuple[Path, QuotesReading]:
    from engine.files.register.read import read_quotes

    return path, read_quotes(path)


def reading_words(reading: QuotesReading) -> str:
    """`12 quotes read. 1 cell refused: row 5, Price 'abc': not a price.`"""
    count = len(reading.quotes)
    words = [f"{count:,} {'quote' if count == 1 else 'quotes'} read."]
    refused = len(reading.rejected) + reading.more
    if refused:
        named = "; ".join(
            f"row {each.row}, {each.column}: {each.message}"
            for each in reading.rejected[:_MOST_TOLD]
        )
        cells = "1 cell" if refused == 1 else f"{refused:,} cells"
        rest = "; …" if refused > _MOST_TOLD else "."
        words.append(f"{cells} refused: {named}{rest}")
    return " ".join((*words, *reading.notices))
