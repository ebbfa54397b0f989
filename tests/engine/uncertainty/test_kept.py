"""What is kept: up to a size, the least used goes first, read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.uncertainty.kept import Kept

if TYPE_CHECKING:
    from engine.formula.values import Array


class _Maker:
    def __init__(self) -> None:
        self.made: list[str] = []
        self.kept: Kept[Array] = Kept(3 * 80)

    def get(self, name: str, size: int = 10) -> Array:
        def make() -> Array:
            self.made.append(name)
            return np.zeros(size)

        return self.kept.get(name, make)


def test_it_makes_each_once_while_there_is_room() -> None:
    maker = _Maker()
    first = maker.get("a")
    assert [maker.get(name) is first for name in "aba"] == [True, False, True]
    assert maker.made == ["a", "b"]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1


def test_what_was_not_asked_for_longest_goes_first() -> None:
    maker = _Maker()
    for name in "abcad":  # b has not been asked for since
        maker.get(name)
    for name in "acd":
        maker.get(name)
    assert maker.made == ["a", "b", "c", "d"]
    maker.get("b")
    assert maker.made == ["a", "b", "c", "d", "b"]


def test_what_is_too_large_is_given_and_replaces_all_else() -> None:
    maker = _Maker()
    maker.get("a")
    assert len(maker.get("large", 1_000)) == 1_000
    maker.get("large", 1_000)
    assert maker.made == ["a", "large"]
    maker.get("a")
    assert maker.made == ["a", "large", "a"]


def test_what_fails_is_not_kept() -> None:
    kept: Kept[Array] = Kept(100)

    def fail() -> Array:
        raise KeyError

    with pytest.raises(KeyError):
        kept.get("a", fail)
    assert kept.get("a", lambda: np.ones(2)).tolist() == [1, 1]
