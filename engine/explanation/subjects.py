"""What is explained, and what an explanation holds: plain frozen values."""

from __future__ import annotations

from typing import NamedTuple

INPUT, SCALAR, LINE_ITEM = "input", "scalar", "line item"
CUSTOM, MEASURE, FIGURE = "custom line item", "measure", "figure"
GIVEN = "row of the register"


class Subject(NamedTuple):
    """One number of a result.

    `key` is an input, a given row, a scalar, a line item, a measure or a headline figure. A
    series has a
    `month`: 1 to 120, or 0 for its opening value. What has one value has none; a headline
    figure goes before the line item of the same key. With `last` it is a period, such as a
    quarter of the ledger: the sum of a flow's months, else the value at the end; with
    `summed` the sum whatever the kind, which is what `cumsum` and `total` look at. `part` is
    the place in a listed figure, from 0.
    """

    key: str
    month: int | None = None
    last: int | None = None
    part: int | None = None
    summed: bool = False


class Piece(NamedTuple):
    """A part of a formula's text; one with a subject is a link."""

    text: str
    subject: Subject | None = None


class Precedent(NamedTuple):
    """What a formula looks at, as it writes it: `prev(cash_balance)`. NaN: no value."""

    subject: Subject
    text: str
    value: float


class Working(NamedTuple):
    """One formula evaluated once.

    `column` is formula, opening, when (the condition of a figure's reason) or sum (a period).
    `in_values` has units and as few digits as make it true; `in_digits` has all of them and
    is a formula of the language that comes to `value`.
    """

    column: str
    in_names: tuple[Piece, ...]
    in_values: tuple[Piece, ...]
    in_digits: str
    value: float
    unit: str


class Search(NamedTuple):
    """The months that decided a figure that is found by looking along a row.

    `flag` is the condition that was looked for, empty where a lowest or highest value was;
    `holds` says in which of `months` it is met, `decides` is the month that was found.
    """

    flag: str
    row: str
    months: tuple[int, ...]
    values: tuple[float, ...]
    holds: tuple[bool, ...]
    decides: int | None
    unit: str


class Share(NamedTuple):
    """What a contract adds to a number; the contract's id is empty for all others together."""

    contract: str
    supplier: str
    value: float


class Explanation(NamedTuple):
    """One number, explained. `value` is None where there is none, and `reason` says why.

    `section` is an input's group. `used_by` has the keys of what looks at it directly, in the
    model's order; see `engine.explanation.users.user` for their subjects. `shares` are what the
    contracts of a register add to a row that is given.
    """

    subject: Subject
    kind: str
    label: str
    unit: str
    section: str
    meaning: str
    value: float | None
    reason: str = ""
    workings: tuple[Working, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    used_by: tuple[str, ...] = ()
    searches: tuple[Search, ...] = ()
    shares: tuple[Share, ...] = ()
