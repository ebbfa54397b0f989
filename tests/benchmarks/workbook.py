"""Writing the workbook against XlsxWriter writing the same cells."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.files.export_case import ExportCase
from app.files.writers import workbook_writer
from engine.files.shipped import preset_scenario
from tests.benchmarks.measure import Figure, median

if TYPE_CHECKING:
    from collections.abc import Callable

_CELLS = ("write_string", "write_number", "write_formula", "write_blank", "write_boolean")
_OWN = ("xf_format_indices", "dxf_format_indices", "xf_index", "dxf_index")  # a workbook's

# sheet name, method, its arguments
_Call = tuple[str, str, tuple[Any, ...]]


def workbook(count: int = 7) -> list[Figure]:
    plain = preset_scenario("as_reported")
    case = ExportCase((plain,), 0, plain)
    write = workbook_writer(case)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ours.xlsx"
        calls = _record(lambda: write(path, lambda _share: None))
        ours, bare = [], []
        for _ in range(count):
            ours.append(_seconds(lambda: write(path, lambda _share: None)))
            bare.append(_seconds(lambda: _replay(calls, Path(folder) / "bare.xlsx")))
    return [
        Figure(
            "workbook",
            median(ours),
            median(bare),
            "s",
            f"plain XlsxWriter writing the same {len(calls):,} cells, formats and values",
            most_ratio=1.5,
        )
    ]


def _seconds(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _record(run: Callable[[], None]) -> list[_Call]:
    """Every cell that `run` writes."""
    calls: list[_Call] = []

    def recording(name: str) -> Callable[..., Any]:
        original = getattr(Worksheet, name)

        def call(sheet: Worksheet, *arguments: Any) -> Any:
            calls.append((sheet.get_name(), name, arguments))
            return original(sheet, *arguments)

        return call

    with ExitStack() as patches:
        for name in _CELLS:
            patches.enter_context(mock.patch.object(Worksheet, name, recording(name)))
        run()
    return calls


def _replay(calls: list[_Call], path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheets: dict[str, Worksheet] = {}
    formats: dict[int, Any] = {}

    def own(value: Any) -> Any:
        """An argument, with a format of the recorded book as one of this book."""
        if not isinstance(value, xlsxwriter.format.Format):
            return value
        if id(value) not in formats:
            copy = formats[id(value)] = book.add_format()
            kept = {key: each for key, each in vars(value).items() if key not in _OWN}
            vars(copy).update(kept)
        return formats[id(value)]

    for name, method, arguments in calls:
        if name not in sheets:
            sheets[name] = book.add_worksheet(name)
        getattr(sheets[name], method)(*map(own, arguments))
    book.close()
