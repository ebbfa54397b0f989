"""Parts of a state that stand while what they are made of is the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
P = ParamSpec("P")
_MOST = 4096  # rows that are kept: a screen holds fewer


class Kept(Generic[P, T]):
    """A pure function that gives its last answer again while its arguments are the same objects.

    Widgets leave alone what is the same object as before, and large registers are not gone
    through again for a click.
    """

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._of: tuple[object, ...] | None = None
        self._last: T | None = None

    def __call__(self, *of: P.args, **_none: P.kwargs) -> T:
        before = self._of
        if (
            self._last is None
            or before is None
            or len(before) != len(of)
            or any(one is not other for one, other in zip(before, of, strict=True))
        ):
            self._last, self._of = self._make(*of, **_none), of
        return self._last


class Lazy(Sequence[T]):
    """Rows that are made when they are looked at; the same one each time while it is kept."""

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        self._count = count
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._count))]
        if place < 0:
            place += self._count
        if not 0 <= place < self._count:
            raise IndexError(place)
        if place not in self._made:
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[place] = self._make(place)
        return self._made[place]
