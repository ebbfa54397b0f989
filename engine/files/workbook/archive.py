"""A workbook file as bytes that are safe to parse: bounded, and without entities."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from engine.files.atomic import FileError
from engine.files.reading import read_bounded

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 32 * 2**20
MAX_UNPACKED = 64 * 2**20
MAX_PART = 16 * 2**20  # one sheet: a row is held in memory whole
MAX_PARTS = 2000
# A formula that many cells share is spelt out for each: their number times the longest.
MAX_SHARED = 8 * 2**20
_DOCTYPES = ["<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>([^<]*)")


def read_archive(path: Path) -> bytes:
    """The whole file. Nothing is unpacked before its size is known.

    Raises `FileError`: can't be read, not a workbook, too large, or it defines entities.
    """
    data = read_bounded(path, MAX_BYTES)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(path, [part.file_size for part in archive.infolist()])
            for part in archive.infolist():
                _check_part(path, archive.read(part))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError) as error:
        fault = "is not a workbook, or it is protected by a password"
        raise FileError(path, fault) from error
    except (zlib.error, EOFError) as error:
        raise FileError(path, "is a damaged workbook: a part can't be unpacked") from error
    return data


def _check_sizes(path: Path, sizes: list[int]) -> None:
    if sum(sizes) > MAX_UNPACKED or max(sizes, default=0) > MAX_PART or len(sizes) > MAX_PARTS:
        limits = f"{MAX_UNPACKED // 2**20} MiB, {MAX_PART // 2**20} MiB a sheet"
        raise FileError(path, f"is too large once unpacked; allowed: up to {limits}")


def _check_part(path: Path, data: bytes) -> None:
    if any(mark in data for mark in _DOCTYPES):
        raise FileError(path, "is not a workbook: a part of it defines entities")
    if shared := data.count(b"shared"):
        longest = max((len(found[1]) for found in _FORMULA.finditer(data)), default=0)
        if shared * longest > MAX_SHARED:
            raise FileError(path, "is too large: too many cells share a formula")
