"""What a workbook that Tenor wrote holds now: its scenarios, and what somebody changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from engine.files.reading import MAX_NAME
from engine.files.workbook.values import FISCAL_START, Value, known_inputs
from engine.model.catalogue import catalogue
from engine.quantity import exact

if TYPE_CHECKING:
    from engine.files.workbook.cells import Place
    from engine.model.custom import CustomItem
    from engine.scenario import Scenario
    from engine.sources import Attachment, Source

_EDITED = " (edited)"


class Change(NamedTuple):
    """One input or setting that somebody changed; `scenario` is its name at export."""

    place: Place
    scenario: str
    key: str
    label: str
    before: Value
    after: Value

    def texts(self) -> tuple[str, str]:
        """Before and after, as people read them; with every digit where they'd look alike."""
        before, after = (_text(self.key, value) for value in (self.before, self.after))
        return (before, after) if before != after else (repr(self.before), repr(self.after))

    def __str__(self) -> str:
        before, after = self.texts()
        return f"{self.place}: {self.scenario}, {self.label}: {before} → {after}"


class CellFault(NamedTuple):
    """A cell that can't be taken, with what is allowed; no place where the cell is lost.

    `scenario` is empty where it is the workbook's and no scenario's.
    """

    place: Place | None
    scenario: str
    key: str
    fault: str

    def __str__(self) -> str:
        return f"{self.place} ({self.key}): {self.fault}" if self.place else self.fault


class FormulaChange(NamedTuple):
    """Formulas of one row that somebody changed, in cells beside each other.

    `kind` is "changed", "replaced" (by a value), "removed" (emptied), "added" (in a cell that
    had a value) or "row removed". `before` and `after` are the first cell's; `key` and `label`
    name the row's line item, figure, input or check.
    """

    sheet: str
    cells: str
    key: str
    label: str
    kind: str
    before: str
    after: str

    def __str__(self) -> str:
        what = f"{self.label} ({self.key})" if self.label else self.key
        return f"{self.sheet}!{self.cells}: {what}, {self.kind}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario of a workbook: as written, None for a column added since; and as it is now.

    A cell that can't be taken counts as not changed.
    """

    written: Scenario | None
    now: Scenario
    changes: tuple[Change, ...] = ()

    def with_items(self, items: tuple[CustomItem, ...]) -> Case:
        """The same case of a model with custom line items."""
        written = replace(self.written, items=items) if self.written else None
        return replace(self, written=written, now=replace(self.now, items=items))

    @property
    def scenario(self) -> Scenario:
        """What to open: as it is now, a changed one under a name of its own."""
        if self.written is None or not self.changes or self.now.name != self.written.name:
            return self.now
        return replace(self.now, name=f"{self.now.name[: MAX_NAME - len(_EDITED)]}{_EDITED}")


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a workbook holds. `selected` is the place of the case that its model shows.

    `version` is the Tenor that wrote it. `faults` and `formulas` are limited; `more_faults`
    and `more_formulas` count the rest. `notes` say what could not be compared. What the user
    added: `items`, which every case has, `sources` and their `attachments`.
    """

    version: str
    selected: int
    cases: tuple[Case, ...]
    faults: tuple[CellFault, ...] = ()
    more_faults: int = 0
    formulas: tuple[FormulaChange, ...] = ()
    more_formulas: int = 0
    notes: tuple[str, ...] = ()
    items: tuple[CustomItem, ...] = ()
    sources: tuple[Source, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for case in self.cases for change in case.changes)


def _text(key: str, value: Value) -> str:
    item = known_inputs().get(key)
    if item is not None and isinstance(value, (int, float)):
        return exact(value, catalogue().style(item.unit))
    return f"{value:g}" if key == FISCAL_START else str(value)
