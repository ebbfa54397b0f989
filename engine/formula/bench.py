"""Where wide values are computed: memory that is used again and again, and a list of calls.

Fresh memory costs two and a half times the arithmetic. So every block of draws is computed
in the same few arrays: one is free again after the last step that looks at what it holds.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formula.wide import Rows, Wide

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from engine.formula.values import Array
    from engine.formula.wide import Operand


_NUMBER, _FLAG = "number", "flag"
BOUNDS = (np.minimum, np.maximum)


class Places:
    """Which array holds which wide series. Values of one row have arrays of their own."""

    def __init__(self, wides: Sequence[Wide], kept: Collection[Wide]) -> None:
        self.of: dict[Wide, int] = {}
        self.kinds: list[str] = []  # of every array
        self.height = max((each.needed.joined(each.computed).stop for each in wides), default=1)
        self._free: dict[str, list[int]] = {_NUMBER: [], _FLAG: []}
        last = _last_uses(wides, kept)
        for turn, wide in enumerate(wides):
            ending = [each for each in wide.sources if last[each] == turn and each.series]
            if wide.series:
                self.of[wide] = self._place(wide, ending)
            for each in ending:
                self._release(each)

    def _place(self, wide: Wide, ending: list[Wide]) -> int:
        kind = _FLAG if wide.flag else _NUMBER
        for each in wide.step.reusable():
            if each in ending and each.flag == wide.flag:
                ending.remove(each)
                return self.of[each]
        if self._free[kind]:
            return self._free[kind].pop()
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def _release(self, wide: Wide) -> None:
        self._free[_FLAG if wide.flag else _NUMBER].append(self.of[wide])


def _last_uses(wides: Iterable[Wide], kept: Iterable[Wide]) -> dict[Wide, int]:
    found: dict[Wide, int] = {}
    for turn, wide in enumerate(wides):
        found[wide] = turn
        found.update(dict.fromkeys(wide.sources, turn))
    return found | dict.fromkeys(kept, -1)


class Bench:
    """Memory for a block of `draws` draws, and the calls that fill it, in order."""

    def __init__(
        self,
        places: Places,
        wides: Sequence[Wide],
        guarded: Collection[Wide],
        draws: int,
        months: int,
    ) -> None:
        self.draws = draws
        self.months = months
        self._calls: list[Callable[[], object]] = []
        self._guarded_calls: list[Callable[[], object]] = []  # after all others
        # In one piece: large pieces of memory come in large pages, which cost a tenth.
        types = {_NUMBER: np.float64, _FLAG: np.bool_}
        pieces: dict[str, Iterator[NDArray[Any]]] = {
            kind: iter(np.empty((places.kinds.count(kind), places.height, draws), type_))
            for kind, type_ in types.items()
        }
        arrays = [next(pieces[kind]) for kind in places.kinds]
        self._arrays: dict[Wide, NDArray[Any]] = {}
        self._lines: dict[float, Array] = {}
        self._room: Array = np.empty((0, draws))
        for wide in wides:
            if wide.series:
                array: NDArray[Any] = arrays[places.of[wide]]
            else:
                array = np.empty(draws, np.bool_ if wide.flag else np.float64)
            self._arrays[wide] = array.view(np.int64) if wide.index else array
        for wide in wides:
            self._list = self._guarded_calls if wide in guarded else self._calls
            self._bind(wide)

    def __contains__(self, wide: Wide) -> bool:
        return wide in self._arrays

    def run(self) -> None:
        """Computes everything from what the columns of the inputs hold."""
        for call in self._calls:
            call()
        if self._guarded_calls:
            with np.errstate(all="ignore"):
                for call in self._guarded_calls:
                    call()

    def _bind(self, wide: Wide) -> None:
        rows = wide.computed
        if not rows.empty:
            wide.step.bind(self, wide, rows)
        if wide.known is None:
            return
        for part in (
            Rows(wide.needed.start, min(wide.needed.stop, wide.unknown.start)),
            Rows(max(wide.needed.start, wide.unknown.stop), wide.needed.stop),
        ):
            if not part.empty:
                self.call(
                    np.copyto, self.rows(wide, part), self.column(wide.known, part, wide.flag)
                )

    def call(self, function: Callable[..., Any], *given: object, **named: object) -> None:
        self._list.append(partial(function, *given, **named))

    def whole(self, wide: Wide) -> NDArray[Any]:
        """All of a wide value: (rows, draws) from month 1 on, or (draws,)."""
        return self._arrays[wide]

    def rows(self, wide: Wide, rows: Rows) -> NDArray[Any]:
        array = self._arrays[wide]
        return array[rows.start : rows.stop] if wide.series else array

    def operand(self, operand: Operand, rows: Rows) -> NDArray[Any]:
        """What a call over `rows` takes."""
        if isinstance(operand, Wide):
            return self.rows(operand, rows)
        if isinstance(operand, np.ndarray):
            return self.column(operand, rows)
        return np.array(operand)

    def column(self, known: Array, rows: Rows, flag: bool = False) -> NDArray[Any]:
        """(rows, 1), or one number where all months are the same, which is twice as fast."""
        months = known[rows.start : rows.stop]
        same = bool((months == months[0]).all())
        column = np.array(months[0]) if same else months[:, None].copy()
        return column != 0 if flag else column

    def each(self, operand: Operand, stop: int) -> list[float | NDArray[Any]]:
        """Month by month, up to before `stop`: a float, or (draws,)."""
        if isinstance(operand, Wide):
            array = self._arrays[operand]
            return list(array[:stop]) if operand.series else [array] * stop
        if isinstance(operand, np.ndarray):
            found: list[float | NDArray[Any]] = operand[:stop].tolist()
            return found
        return [operand] * stop

    def row(self, function: Callable[..., Any], value: float | NDArray[Any]) -> NDArray[Any]:
        """One month's value as `function` takes it fastest."""
        if isinstance(value, float):
            return self.line(value) if function in BOUNDS else np.array(value)
        return value

    def line(self, value: float) -> Array:
        """(draws,), all the same: half as much time as one number in minimum and maximum."""
        if value not in self._lines:
            self._lines[value] = np.full(self.draws, value)
        return self._lines[value]

    def room(self, rows: int) -> Array:
        """(rows, draws) to work in. It is the next step's as well."""
        if len(self._room) < rows:
            self._room = np.empty((rows, self.draws))
        return self._room[:rows]
