"""The stored values of a workbook's sheets, row by row, within bounds.

Read as a stream: whatever the file holds, no more than a piece of 1 MiB, a row and the texts
that cells share is in memory. No formula is computed, no link followed, no macro looked at. A
formula that nobody computed yet is its own text.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

from engine.files.atomic import FileError
from engine.files.reading import read_bounded
from engine.files.spreadsheet_parts import (
    DamagedError,
    SheetParser,
    Styles,
    parse_book,
    parse_relations,
    parse_styles,
    parse_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.files.limits import Limits
    from engine.files.spreadsheet_parts import Area, Raw

_MAX_PARTS = 5000
_MAX_SMALL = 8 * 2**20  # of a part that holds no cells and no texts, unpacked
_CHUNK = 2**16
_BOOK = "xl/workbook.xml"


class Book:
    """A workbook whose parts are read when they are asked for.

    Of a text as many characters are kept as `limits` say, or a few more. Raises `FileError`.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._left = 2 * limits.sheet_bytes  # of what may be unpacked in all
        data = read_bounded(path, limits.book_bytes)
        with self._refusing():
            self._archive = zipfile.ZipFile(BytesIO(data))
            if len(self._archive.infolist()) > _MAX_PARTS:
                raise FileError(path, f"has too many parts; allowed: up to {_MAX_PARTS:,}")
            named, from_1904 = parse_book(self._pieces(_BOOK, _MAX_SMALL))
            parts = parse_relations(self._pieces("xl/_rels/workbook.xml.rels", _MAX_SMALL))
            by_kind = {kind: _target(target) for kind, target in parts.values()}
            self._sheets = {
                name: _target(parts[key][1])
                for name, key in named.items()
                if parts.get(key, ("", ""))[0] == "worksheet"
            }
            held = set(self._archive.namelist())
            dates: frozenset[str] = frozenset()
            if (styles := by_kind.get("styles")) in held and styles:
                dates = parse_styles(self._pieces(styles, _MAX_SMALL))
            self._styles = Styles(dates, from_1904)
            self._texts_part = by_kind.get("sharedStrings", "")
            self._texts: list[str] | None = None if self._texts_part in held else []

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(self._sheets)

    def sheet(self, name: str) -> SheetRows:
        """The rows of a sheet."""
        with self._refusing():
            if self._texts is None:
                pieces = self._pieces(self._texts_part, self._limits.sheet_bytes)
                self._texts = parse_texts(pieces, self._limits.text)
        return SheetRows(self, name)

    def rows(self, name: str, merged: list[Area]) -> Iterator[tuple[int, list[Raw]]]:
        """For `SheetRows`. Raises `FileError`."""
        limits = self._limits
        parser = SheetParser(self._texts or [], self._styles, limits.text, limits.columns)
        with self._refusing():
            for piece in self._pieces(self._sheets[name], limits.sheet_bytes):
                parser.feed(piece)
                yield from parser.taken()
            parser.close()
            yield from parser.taken()
        merged += parser.merged

    def _pieces(self, part: str, most: int) -> Iterator[bytes]:
        """A part of the archive, unpacked bit by bit."""
        info = self._archive.getinfo(part)
        if info.file_size > most:
            allowed = f"allowed: up to {most // 2**20} MiB a sheet"
            raise FileError(self._path, f"is too large once unpacked; {allowed}")
        with self._archive.open(info) as file:
            while piece := file.read(_CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    raise FileError(self._path, "is too large: its sheets together")
                yield piece

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Faults of a foreign file as what they mean to a user."""
        path = self._path
        try:
            yield
        except DamagedError as error:
            raise FileError(path, f"is a damaged workbook: {error}") from None
        except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError) as error:
            fault = "is not a workbook, or it is protected by a password"
            raise FileError(path, fault) from error
        except (zlib.error, EOFError) as error:
            raise FileError(path, "is a damaged workbook: a part can't be unpacked") from error
        except expat.ExpatError as error:
            raise FileError(path, "is a damaged workbook: a part is not XML") from error
        except KeyError as error:
            raise FileError(path, "is a damaged workbook: a part is missing") from error
        except (ValueError, LookupError) as error:
            raise FileError(path, "is a damaged workbook: a number makes no sense") from error


class SheetRows:
    """The rows of a sheet that hold anything, with their places from 0.

    `merged` are its merged areas; they are known once all rows were read.
    """

    def __init__(self, book: Book, name: str) -> None:
        self._book, self._name = book, name
        self.merged: list[Area] = []

    def __iter__(self) -> Iterator[tuple[int, list[Raw]]]:
        return self._book.rows(self._name, self.merged)


def _target(target: str) -> str:
    """A part's name in the archive: targets are seen from the folder of the book."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join("xl", target))
