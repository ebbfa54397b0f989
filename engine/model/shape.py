"""Which model a scenario is a case of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.model.catalogue import catalogue
from engine.model.custom import model_with

if TYPE_CHECKING:
    from engine.model.catalogue import Catalogue, Input
    from engine.model.custom import CustomItem


class Shape(NamedTuple):
    """What makes a model another than the built-in one.

    `items` are the line items that the user added; where it is `supplied`, the contracts of a
    register feed it, in the mode that its switch has.
    """

    items: tuple[CustomItem, ...] = ()
    supplied: bool = False

    @property
    def model(self) -> Catalogue:
        """Raises `FormulaError` where a line item is wrong."""
        return _model(self) if self.supplied or self.items else catalogue()


PLAIN = Shape()


def input_of(key: str) -> Input:
    """An input of any model: the switch of the contracts too. Raises `KeyError`."""
    plain = catalogue().inputs
    return plain[key] if key in plain else Shape(supplied=True).model.inputs[key]


@lru_cache(maxsize=64)
def _model(shape: Shape) -> Catalogue:
    from engine.model.supplied import supplied  # here, not above: most models need none

    model = model_with(shape.items)
    return supplied(model) if shape.supplied else model
