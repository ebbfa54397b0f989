"""What the dialog of a custom line item shows, as frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.model.custom import CustomItem
    from widgets.formula_edit.states import Vocabulary


class Fault(NamedTuple):
    """What is wrong with a field of the item; without a field, with what looks at it.

    `position` counts characters of a formula from 0.
    """

    field: str
    text: str
    position: int | None = None


class UnitChoice(NamedTuple):
    """A unit; `reason` says why it does not fit, and is empty where it does."""

    unit: str
    label: str
    reason: str = ""


class Preview(NamedTuple):
    """The item's values in the current scenario. `values` is (months,), NaN where none is."""

    value: str  # "$591m a month"
    when: str  # "Apr 2026, the decision month of As reported"
    values: NDArray[np.float64]
    horizon: int
    span: str  # "$12m to $2.40B"
    style: str = "money"  # of the values
    note: str = ""  # "No value in 3 of 120 months, first in May 2026: division by zero..."


class ItemCheck(NamedTuple):
    """What there is to say of a draft. `item` is the draft as it would be kept."""

    item: CustomItem
    faults: tuple[Fault, ...]
    units: tuple[UnitChoice, ...]
    preview: Preview | None
    key_is_right: bool


class Judge(Protocol):
    """Who knows the model: the dialog asks, and shows what it is told."""

    def key_for(self, label: str) -> str:
        """A free key that reads like a label; empty where none does."""

    def check(self, draft: CustomItem, last_key: str, *, free_unit: bool) -> ItemCheck:
        """Everything about a draft; see `ItemCheck`."""


class ItemForm(NamedTuple):
    """What the dialog begins with."""

    title: str
    item: CustomItem
    kinds: tuple[tuple[str, str], ...]  # key and words
    vocabulary: Vocabulary
    is_new: bool  # its key follows the label, its unit the formula, until they are touched
