"""Closing a workbook that was written, which is when its file is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.exceptions import FileCreateError

if TYPE_CHECKING:
    import xlsxwriter


def close(book: xlsxwriter.Workbook) -> None:
    """Writes the file. Raises `OSError` where that can't be done."""
    try:
        book.close()
    except FileCreateError as error:
        # It wraps the system's error, which says what to do.
        cause = error.args[0]
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error
