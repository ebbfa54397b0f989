"""The formulas of a workbook against those that this Tenor would write: which were changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.files.workbook.alignment import Alignment, align
from engine.files.workbook.cells import FormulaText
from engine.files.workbook.expected import Expected, expected
from engine.files.workbook.formulas import moved, plain, relative
from engine.files.workbook.layout import (
    CHECKS,
    FIRST_SCENARIO,
    INPUTS,
    KPIS,
    MODEL,
    NAMES_ROW,
    OPENING_COLUMN,
    SCENARIOS,
    VALUE_COLUMN,
    column,
)
from engine.files.workbook.reading import FormulaChange
from engine.files.workbook.values import shown
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.files.workbook.cells import Book, Grid
    from engine.files.workbook.expected import ExpectedSheet
    from engine.model.shape import Shape

# A name that stands on each sheet: it is found by it whatever it is called now.
_SIGNPOSTS: Mapping[str, str] = {
    INPUTS: next(iter(catalogue().inputs)),
    MODEL: "model_months",
    KPIS: f"kpi_{next(iter(catalogue().figures))}",
    SCENARIOS: "scenario_names",
    CHECKS: "checks_failed",
}
ANCHORS = tuple(_SIGNPOSTS.values())
_LONGER = 3  # times as long as written, a formula is another one


class Compared(NamedTuple):
    changes: list[FormulaChange]
    notes: list[str]


class _Difference(NamedTuple):
    """One cell: where it stands now, and both texts; `now` is empty where nothing stands."""

    row: int
    column: int
    kind: str
    before: str
    now: str


def compare(book: Book, count: int, shape: Shape, mark: str, version: str) -> Compared:
    """What was changed in a workbook with columns for `count` scenarios.

    `shape` has the custom line items as it defines them now; `mark` and `version` are the
    workbook's own, empty where it has none.
    """
    ours = expected(count, shape)
    if mark != ours.mark:
        by = f"Written by Tenor {version}" if version else "Written by another Tenor"
        return Compared([], [f"{by}; its formulas can't be compared with this version's."])
    found = Compared([], [])
    aligned: dict[str, tuple[str, Alignment]] = {}
    for title, sheet in ours.sheets.items():
        now = book.names[_SIGNPOSTS[title]].sheet if _SIGNPOSTS[title] in book.names else None
        known = _scenario_columns(book) if title == SCENARIOS else {}
        alignment = align(sheet, book.formulas.get(now, {}), known) if now else None
        if now is None or alignment is None:
            told = "its rows or columns were moved, or its head or its name is gone"
            what = f"The formulas of {title} and those that refer to it can't be compared"
            found.notes.append(f"{what}: {told}.")
        else:
            aligned[title] = (now, alignment)
    for title in aligned:
        found.changes.extend(_Sheet(book, ours, title, aligned).changes())
    return found


def _scenario_columns(book: Book) -> dict[int, int]:
    """The scenarios' columns go by their order, not by the titles over them."""
    area = book.names.get(_SIGNPOSTS[SCENARIOS])
    if area is None:
        return {}
    return {
        FIRST_SCENARIO + 1 + place: at for place, at in enumerate(range(area.left, area.right + 1))
    }


class _Sheet:
    """One sheet, as written and as it is."""

    def __init__(
        self, book: Book, ours: Expected, title: str, aligned: Mapping[str, tuple[str, Alignment]]
    ) -> None:
        self._book = book
        self._title = title
        self._written: ExpectedSheet = ours.sheets[title]
        self._now, self._alignment = aligned[title]
        self._formulas: Grid = book.formulas[self._now]
        self._values: Grid = book.values[self._now]
        self._aligned = aligned
        # Nobody can tell where what refers to these sheets should point now.
        self._lost = [each for each in ours.sheets if each not in aligned]
        self._still = len(aligned) == len(ours.sheets) and all(
            alignment.still and now == name for name, (now, alignment) in aligned.items()
        )

    def changes(self) -> Iterator[FormulaChange]:
        blank = self._blank()
        lost = set()
        rows: dict[int, list[_Difference]] = {}
        for (row, at), formula in self._written.formulas.items():
            place = self._alignment.place(row, at)
            if place is None:
                lost.add(row)
            elif place[1] in blank or any(f"{each}!" in formula for each in self._lost):
                continue
            elif (found := self._difference(place, formula)) is not None:
                rows.setdefault(found.row, []).append(found)
        for found in (*self._constants(), *self._added()):
            rows.setdefault(found.row, []).append(found)
        for row in sorted(lost):
            yield self._removed(row)
        for row in sorted(rows):
            yield from self._told(sorted(rows[row]))

    def _blank(self) -> set[int]:
        """Columns that somebody put between the scenarios' and left empty."""
        if self._title != SCENARIOS:
            return set()
        row, names = self._alignment.rows[NAMES_ROW + 1], _scenario_columns(self._book).values()
        return {at for at in names if (row, at) not in self._values}

    def _difference(self, place: tuple[int, int], formula: str) -> _Difference | None:
        now = self._formulas.get(place)
        if isinstance(now, FormulaText):
            wanted = formula if self._still else self._moved(formula)
            if now == wanted or _alike(wanted, now):
                return None
            return _Difference(*place, "changed", wanted, now)
        if self._title == INPUTS and place[1] == self._alignment.columns[VALUE_COLUMN + 1]:
            return None  # typed over: a change of the input, not of a formula
        value = self._values.get(place)
        kind = "removed" if value is None else "replaced"
        return _Difference(*place, kind, formula, "" if value is None else shown(value))

    def _constants(self) -> Iterator[_Difference]:
        """Numbers that the Model computes with: the values before month 1."""
        for where, number in self._written.numbers.items() if self._title == MODEL else ():
            if where[1] != OPENING_COLUMN + 1:
                continue  # the values of a row that no formula could give
            place = self._alignment.place(*where)
            if place is None or isinstance(self._formulas.get(place), FormulaText):
                continue
            value = self._values.get(place)
            if value != number:
                kind = "removed" if value is None else "replaced"
                now = "" if value is None else shown(value)
                yield _Difference(*place, kind, f"{number:g}", now)

    def _added(self) -> Iterator[_Difference]:
        """Formulas in cells where Tenor wrote a number or a text."""
        for written in (self._written.numbers, self._written.texts):
            for where, value in written.items():
                place = self._alignment.place(*where)
                now = self._formulas.get(place) if place else None
                overwritten = where in self._written.formulas  # a link's text, under a formula
                if place and isinstance(now, FormulaText) and not overwritten:
                    before = self._before(value)
                    yield _Difference(*place, "added", before, now)

    def _before(self, value: float | str) -> str:
        if self._title == SCENARIOS and isinstance(value, float):
            return "a value"  # of the scenario: only the file knows which
        return f"{value:g}" if isinstance(value, float) else shown(value)

    def _moved(self, formula: str) -> str:
        return moved(formula, self._title, self._where, lambda title: self._aligned[title][0])

    def _where(self, title: str, row: int, at: int) -> tuple[int, int] | None:
        return self._aligned[title][1].place(row, at) if title in self._aligned else None

    # Telling it ------------------------------------------------------------------------------

    def _removed(self, row: int) -> FormulaChange:
        key, label = self._written.texts.get((row, 1), ""), self._written.texts.get((row, 2), "")
        first = next(at for at in sorted(self._written.formulas) if at[0] == row)
        formula = self._written.formulas[first]
        cells = f"{column(first[1] - 1)}{row}"
        return FormulaChange(self._now, cells, key, label, "row removed", formula, "")

    def _told(self, differences: list[_Difference]) -> Iterator[FormulaChange]:
        """Cells beside each other that were changed alike, as one."""
        run: list[_Difference] = []
        for each in differences:
            if run and not _alike_beside(run[-1], each):
                yield self._run(run)
                run = []
            run.append(each)
        if run:
            yield self._run(run)

    def _run(self, run: list[_Difference]) -> FormulaChange:
        first, last = run[0], run[-1]
        cells = f"{column(first.column - 1)}{first.row}"
        if last is not first:
            cells += f":{column(last.column - 1)}{last.row}"
        names = self._alignment.names
        key, label = (self._values.get((first.row, names + place), "") for place in (0, 1))
        return FormulaChange(
            self._now, cells, str(key), str(label), first.kind, first.before, first.now
        )


def _alike(wanted: str, now: str) -> bool:
    if len(now) > _LONGER * len(wanted) + 100:
        return False  # nor worth the time: it may be of any length
    return plain(wanted) == plain(now)


def _alike_beside(one: _Difference, other: _Difference) -> bool:
    if other.column != one.column + 1 or other.kind != one.kind:
        return False
    if one.kind not in ("changed", "added"):
        return True
    texts = [relative(each.now[:2000], each.row, each.column) for each in (one, other)]
    return texts[0] == texts[1]
