"""A headline figure or a line item from the oracle: the model written a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle import headline, model

if TYPE_CHECKING:
    from collections.abc import Mapping


def figure(values: Mapping[str, float], key: str) -> float | None:
    """A headline figure of one number; None where it does not exist."""
    scalars, rows = model.evaluate(dict(values))
    found = headline.headline(dict(values), scalars, rows)[key]
    assert not isinstance(found, list)
    return None if found is None else float(found)


def line_item(values: Mapping[str, float], key: str, month: int) -> float:
    """A line item in a month, from 1."""
    _, rows = model.evaluate(dict(values))
    return rows[key][month - 1]
