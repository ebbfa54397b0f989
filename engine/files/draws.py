"""The draws of a simulation as comma-separated text, for spreadsheets, pandas and scripts."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from engine.files.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from engine.analysis.simulation.result import Simulation
    from engine.formula.values import Array

_BLOCK = 500  # draws that are written at once: between two blocks the writing can be cancelled
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for one


def write_draws(
    path: Path,
    simulation: Simulation,
    day: date,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Writes `draws_text`, whole or not at all. Raises `FileError`.

    With a byte order mark where a spreadsheet would else misread the scenario's name.
    `progress` is called with shares from 0 to 1; what it raises leaves the old file.
    """
    ascii_only = simulation.scenario.name.isascii()  # all else is numbers and keys
    encoding = "utf-8" if ascii_only else "utf-8-sig"
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding=encoding, newline="\n") as file,
    ):
        for place, block in enumerate(_blocks(simulation, day)):
            if progress is not None:
                progress(min(1.0, place * _BLOCK / simulation.draws))
            file.write(block)


def draws_text(simulation: Simulation, day: date) -> str:
    """A header, then one row a draw: its number, its inputs, its figures, and what made it.

    Inputs and figures are in the catalogue's units and read back as the same floats; a cell
    is empty where a figure does not exist in a draw. `scenario`, `seed`, `draws` and `date`,
    the `day` on which it was drawn, stand in columns of their own, the same in every row:
    lines above the header would need to be skipped wherever the file is read. Text that a
    spreadsheet would take for a formula has an apostrophe in front.
    """
    return "".join(_blocks(simulation, day))


def _blocks(simulation: Simulation, day: date) -> Iterator[str]:
    """The header, then some hundred rows at a time."""
    columns = {**simulation.samples, **simulation.figures}
    made = {
        "scenario": _text(simulation.scenario.name),
        "seed": str(simulation.seed),
        "draws": str(simulation.draws),
        "date": day.isoformat(),
    }
    yield _lines([("draw", *columns, *made)])
    for first in range(0, simulation.draws, _BLOCK):
        last = min(first + _BLOCK, simulation.draws)
        numbers = (str(number) for number in range(first + 1, last + 1))
        texts = (_numbers(values[first:last]) for values in columns.values())
        yield _lines((*row, *made.values()) for row in zip(numbers, *texts, strict=True))


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _numbers(values: Array) -> list[str]:
    return [
        "" if math.isnan(value) else repr(value).removesuffix(".0") for value in values.tolist()
    ]


def _text(name: str) -> str:
    """The name as a spreadsheet should show it."""
    return f"'{name}" if name.lstrip(" ").startswith(_FORMULA) else name
