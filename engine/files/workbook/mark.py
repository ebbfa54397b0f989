"""A mark of a workbook's formulas: two workbooks with the same mark were written with the same.

A later Tenor has other formulas, or other places for them. What it reads is compared with
what it would write only where the mark says that both are meant to be the same.
"""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from engine.files.workbook.layout import CHECKS, KPIS, MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Not Inputs and Scenarios: there the formulas depend on how many scenarios there are. Raise the
# number when theirs change.
MARKED = (MODEL, KPIS, CHECKS)
_LAYOUT = 2


class Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def digest(self) -> bytes: ...


class Marked(Protocol):
    """A sheet that digests its formulas as they are written."""

    digest: Digest


def formula_digest() -> Digest:
    return blake2b(digest_size=8)


@contextmanager
def unmarked(sheet: Marked) -> Iterator[None]:
    """What is written meanwhile leaves the mark as it is: a user's own formulas are no version."""
    digest, sheet.digest = sheet.digest, formula_digest()
    try:
        yield
    finally:
        sheet.digest = digest


def mark_of(sheets: Mapping[str, Marked]) -> str:
    """The mark of a workbook with these sheets, by name: twelve hexadecimal digits."""
    whole = blake2b(f"{_LAYOUT}".encode(), digest_size=6)
    for name in MARKED:
        whole.update(sheets[name].digest.digest())
    return whole.hexdigest()
