"""What the user added, read from an opened workbook: line items as defined there, and sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from engine.files.project.own import IDS
from engine.files.reading import nearest
from engine.files.workbook.cells import Place
from engine.files.workbook.layout import MODEL
from engine.files.workbook.lists import (
    ATTACHED,
    DOCUMENT,
    FORMULA,
    ITEM_HEADS,
    ITEMS_NAME,
    KEY,
    KIND,
    LABEL,
    MEANING,
    NOTE,
    OPENING,
    SOURCES_NAME,
    TITLE,
    UNIT,
    WHAT,
)
from engine.files.workbook.reading import CellFault
from engine.files.workbook.values import as_text, shown
from engine.formula.syntax import FormulaError
from engine.model.catalogue import catalogue
from engine.model.custom import SECTION, CustomItem, model_with
from engine.sources import (
    MAX_ATTACHMENTS,
    MAX_SOURCES,
    MAX_TEXT,
    Attachment,
    Source,
    source_fault,
    text_fault,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.files.workbook.cells import Book

NAMES = (ITEMS_NAME, SOURCES_NAME)
_COLUMNS = {  # of the model's table: what stands over it here
    "key": KEY,
    "label": LABEL,
    "unit": UNIT,
    "kind": KIND,
    "formula": FORMULA,
    "opening": OPENING,
    "meaning": MEANING,
}
_TRIMMED = ("key", "unit", "kind", "formula", "opening")
_SOURCE_HEADS = (WHAT, TITLE, ATTACHED, DOCUMENT, NOTE)
_SOURCE = re.compile(r"source\s+([0-9]{1,10})", re.IGNORECASE)
_LONGEST_FAULT = 200
_KEY_COLUMN, _SECTION_COLUMN = 1, 4  # of the sheet Model


class Added(NamedTuple):
    """What the user added; `faults` are the cells that can't be taken, and why."""

    items: tuple[CustomItem, ...]
    sources: tuple[Source, ...]
    attachments: tuple[Attachment, ...]
    faults: tuple[CellFault, ...]


class _Row(NamedTuple):
    """One row of a list: texts and places by what stands over them."""

    texts: dict[str, str]
    places: dict[str, Place]


def added(book: Book) -> Added:
    """Everything that the user added. A row that can't be taken is a fault, the others stay."""
    reader = _Reader(book)
    items = reader.items()
    sources, attachments = reader.sources()
    return Added(items, sources, attachments, tuple(reader.faults))


class _Reader:
    def __init__(self, book: Book) -> None:
        self._book = book
        self.faults: list[CellFault] = []

    def _fault(self, row: _Row, head: str, key: str, fault: str) -> None:
        self.faults.append(CellFault(row.places[head], "", key[:_LONGEST_FAULT], fault))

    def _rows(self, name: str, heads: Sequence[str]) -> Iterator[_Row]:
        """The rows of the list of that name that aren't blank."""
        area = self._book.names.get(name)
        if area is None:
            return
        width = range(area.left, area.right + 1)
        titles = {
            as_text(self._book.value(Place(area.sheet, area.top, at))).strip(): at for at in width
        }
        if lost := [head for head in heads if head not in titles]:
            place = Place(area.sheet, area.top, area.left)
            told = f"the list has no column {shown(lost[0])}"
            self.faults.append(CellFault(place, "", name, told))
            return
        for number in range(area.top + 1, area.bottom + 1):
            places = {head: Place(area.sheet, number, titles[head]) for head in heads}
            texts = {head: as_text(self._book.value(place)) for head, place in places.items()}
            row = _Row(texts, places)
            if any(text.strip() for text in texts.values()) and not self._computed(row, heads):
                yield row

    def _computed(self, row: _Row, heads: Sequence[str]) -> bool:
        """Whether a cell holds a spreadsheet's formula, which says nothing here."""
        for head in heads:
            if self._book.formula(row.places[head]) is not None:
                told = "is a formula of the spreadsheet; allowed: text, without an equals sign"
                self._fault(row, head, row.texts[heads[0]], told)
                return True
        return False

    # Custom line items -----------------------------------------------------------------------

    def items(self) -> tuple[CustomItem, ...]:
        """Those that the model takes, in their order."""
        found: list[CustomItem] = []
        known: set[str] = set()
        for row in self._rows(ITEMS_NAME, ITEM_HEADS):
            texts = {name: row.texts[head] for name, head in _COLUMNS.items()}
            texts |= {name: texts[name].strip() for name in _TRIMMED}
            item = CustomItem(**texts)._replace(opening=texts["opening"] or "0")
            known.add(item.key)
            try:
                model_with((*found, item))
            except FormulaError as error:
                self._fault(row, _COLUMNS.get(error.column, KEY), item.key, _told(error))
            else:
                found.append(item)
        self._miss(known | {fault.key for fault in self.faults})
        return tuple(found)

    def _miss(self, known: set[str]) -> None:
        """Line items that the Model shows and the list doesn't define any more."""
        grid = self._book.values.get(MODEL, {})
        for (row, at), value in grid.items():
            if at != _SECTION_COLUMN or not str(value).startswith(SECTION):
                continue
            key = str(grid.get((row, _KEY_COLUMN), ""))
            if key and key not in known:
                told = f"{shown(key)} is not in the list of custom line items on Sources any more"
                self.faults.append(CellFault(Place(MODEL, row, _KEY_COLUMN), "", key[:40], told))

    # Sources ---------------------------------------------------------------------------------

    def sources(self) -> tuple[tuple[Source, ...], tuple[Attachment, ...]]:
        sources: dict[int, Source] = {}
        others: list[_Row] = []
        for row in self._rows(SOURCES_NAME, _SOURCE_HEADS):
            if row.texts[ATTACHED].strip():
                others.append(row)
            elif (source := self._source(row, sources)) is not None:
                sources[source.id] = source
        known: set[tuple[int, str]] = set()
        made = [self._attachment(row, sources, known) for row in others]
        return tuple(sources.values()), tuple(each for each in made if each is not None)

    def _source(self, row: _Row, known: dict[int, Source]) -> Source | None:
        name = row.texts[WHAT].strip()
        number = _number(name)
        source = Source(number, row.texts[TITLE].strip(), row.texts[DOCUMENT], row.texts[NOTE])
        if number not in IDS:
            told = "is not a source's name; allowed: source 1, source 2, ..."
            self._fault(row, WHAT, name, f"{shown(name)} {told}")
        elif number in known:
            self._fault(row, WHAT, name, f"{shown(name)} is there twice")
        elif len(known) == MAX_SOURCES:
            self._fault(row, WHAT, name, f"more than {MAX_SOURCES} sources")
        elif fault := source_fault(source):
            # The title alone first: which cell it is.
            head = TITLE if source_fault(source._replace(document="", note="")) else DOCUMENT
            head = head if source_fault(source._replace(note="")) else NOTE
            self._fault(row, head, name, fault)
        else:
            return source
        return None

    def _attachment(
        self, row: _Row, sources: dict[int, Source], known: set[tuple[int, str]]
    ) -> Attachment | None:
        key, name, note = row.texts[WHAT].strip(), row.texts[ATTACHED].strip(), row.texts[NOTE]
        inputs, number = catalogue().inputs, _number(row.texts[ATTACHED].strip())
        if key not in inputs:
            hint = nearest(key, inputs) or "; allowed: an input's key"
            self._fault(row, WHAT, key, f"unknown input {shown(key)}{hint}")
        elif number not in sources:
            self._fault(row, ATTACHED, key, f"{shown(name)} is none of the sources")
        elif (number, key) in known:
            self._fault(row, WHAT, key, f"source {number} is attached to {key} already")
        elif len(known) == MAX_ATTACHMENTS:
            self._fault(row, WHAT, key, f"more than {MAX_ATTACHMENTS} attached inputs")
        elif fault := text_fault("note", note, MAX_TEXT, lines=True):
            self._fault(row, NOTE, key, fault)
        else:
            known.add((number, key))
            return Attachment(number, key, note)
        return None


def _number(name: str) -> int:
    """The id in `source 7`; 0 where there is none."""
    found = _SOURCE.fullmatch(name)
    return int(found[1]) if found else 0


def _told(error: FormulaError) -> str:
    place = "" if error.position is None else f"character {error.position + 1}: "
    return f"{place}{error.fault}"[:_LONGEST_FAULT]
