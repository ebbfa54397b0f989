"""Formulas under many draws at once: a column a draw, with the bits of its own single run.

The formulas are folded (`engine.formula.fold`), then looked through from the end for the
months that somebody looks at. What is left runs block by block on a bench.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.formula.bench import Bench, Places
from engine.formula.fold import Fold
from engine.formula.program import compile_program
from engine.formula.wide import ONE_ROW, Rows, Wide

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from engine.formula.formulas import Formulas
    from engine.formula.values import Array, Value

BLOCK = 1_250  # draws that are computed at once: their rows fit the cache
_MOST_BUFFER = 8192  # elements: numpy's own
_PAGE, _STRETCH = 512, 2**21  # elements: the least that is handed out, and at once


class Columns:
    """Formulas that can be run under many draws.

    Nothing in it changes but the plan that is kept: on release of a slider the same case as
    under the hand is run once more, with all draws.
    """

    def __init__(
        self,
        formulas: Formulas,
        inputs: Sequence[str],
        targets: Collection[str] | None = None,
    ) -> None:
        """With `targets`, what these rest on is computed only, of the same formulas."""
        program = compile_program(formulas.definitions, inputs, targets, formulas.given)
        self.keys = program.keys
        self._inputs = program.inputs
        self._single = program.bind(formulas.months)
        self._formulas = formulas
        self._latest: tuple[object, _Plan] | None = None

    def run(
        self,
        inputs: Mapping[str, Value],
        keys: Collection[str],
        *,
        months: int,
        block: int = BLOCK,
        stop: Callable[[], None] | None = None,
        workers: int = 1,
    ) -> dict[str, Value]:
        """The values of `keys`. Inputs are floats or (draws,), given rows (months,) where
        they are the same in all draws, else (months, draws).

        A series comes with its first `months` months: (months, 1) where it depends on no
        varied input, else (months, draws); a single value as a number or as (draws,). The
        bits don't depend on `block` and `workers`. `stop` is asked before every block, by
        every worker, and ends the work by raising.
        """
        fixed, varied = _sorted(inputs, self._inputs, self._formulas.given)
        plan = self._plan(fixed, varied, keys, months)
        draws = max(map(_width, varied.values()), default=1)
        found = plan.results(draws, stop)
        plan.share(_Blocks.of(draws, block), varied, found, stop, workers)
        return found

    def _plan(
        self,
        fixed: Mapping[str, Value],
        varied: Mapping[str, Array],
        keys: Collection[str],
        months: int,
    ) -> _Plan:
        asked = (_told_apart(fixed, varied), tuple(keys), months)
        latest = self._latest  # looked at once: another thread may set it meanwhile
        if latest is not None and latest[0] == asked:
            return latest[1]
        sample = {**fixed, **{key: _first_draw(each) for key, each in varied.items()}}
        known = dict(zip(self.keys, self._single(sample), strict=True))
        plan = _Plan(Fold(self._formulas, {**fixed, **varied}, known), keys, months)
        self._latest = asked, plan
        return plan


def _sorted(
    inputs: Mapping[str, Value], keys: Iterable[str], given: Collection[str]
) -> tuple[dict[str, Value], dict[str, Array]]:
    """Inputs and given rows that are the same in all draws, and those that vary."""
    fixed: dict[str, Value] = {}
    varied: dict[str, Array] = {}
    for key in keys:
        value = inputs[key]
        if isinstance(value, np.ndarray) and value.ndim:
            known = key in given and value.ndim == 1
            (fixed if known else varied)[key] = np.asarray(value, dtype=np.float64)
        else:
            fixed[key] = float(value)
    draws = max(map(_width, varied.values()), default=1)
    for key in [key for key, each in varied.items() if _width(each) < draws]:
        single = varied.pop(key).squeeze(axis=-1)
        fixed[key] = single if single.ndim else single.item()
    return fixed, varied


def _told_apart(fixed: Mapping[str, Value], varied: Mapping[str, Array]) -> object:
    """All that a fold takes of its inputs: of what varies, that it does, and its sign.

    Bytes, since -0.0 and 0.0 are equal and give other bits.
    """
    numbers = tuple((key, np.asarray(each).tobytes()) for key, each in fixed.items())
    return numbers, tuple((key, bool((each >= 0).all())) for key, each in varied.items())


def _width(values: Array) -> int:
    """The draws of an input, (draws,), or of a given row, (months, draws)."""
    width: int = values.shape[-1]
    return width


def _first_draw(values: Array) -> Value:
    """What a single run takes: a number, or (months,)."""
    return values.item(0) if values.ndim == 1 else values[:, 0].copy()


class _Blocks(NamedTuple):
    """How draws are cut: into blocks of one size; the last may overlap the one before."""

    size: int
    starts: tuple[int, ...]

    @classmethod
    def of(cls, draws: int, most: int) -> _Blocks:
        count = -(-draws // max(1, most))
        size = -(-draws // count)
        return cls(size, tuple(min(turn * size, draws - size) for turn in range(count)))


def _touch(room: Array, stop: Callable[[], None]) -> None:
    """Has memory handed out a stretch at a time: the first block would take it all at once."""
    numbers = room.reshape(-1)
    for first in range(0, numbers.size, _STRETCH):
        stop()
        numbers[first : first + _STRETCH : _PAGE] = 0.0


class _Plan:
    """What is left to compute of a fold, for some keys."""

    def __init__(self, fold: Fold, keys: Collection[str], months: int) -> None:
        self._columns = fold.columns
        self._months = months
        self._timeline = fold.timeline
        self._known = {key: fold.values[key] for key in keys}
        self._asked = {key: value for key, value in self._known.items() if isinstance(value, Wide)}
        self._series = [key for key in self._asked if fold.is_series(key)]
        for wide in self._asked.values():
            wide.needed = Rows(0, months) if wide.series else ONE_ROW
        for wide in reversed(fold.wides):
            wide.plan()
        self._wides = [wide for wide in fold.wides if not wide.needed.empty]
        self._guarded = fold.guarded
        self._places = Places(self._wides, self._asked.values())

    def results(self, draws: int, stop: Callable[[], None] | None) -> dict[str, Value]:
        """What is known, and memory for what is wide.

        The series are in one piece: large pieces of memory come in large pages, which cost
        a tenth of small ones.
        """
        room = np.empty((len(self._series), self._months, draws))
        if stop is not None and room.size > _STRETCH:
            _touch(room, stop)
        found: dict[str, Value] = dict(zip(self._series, room, strict=True))
        for key, value in self._known.items():
            if isinstance(value, np.ndarray):
                found[key] = value[: self._months, None].copy()
            elif not isinstance(value, Wide):
                found[key] = value
            elif key not in found:
                found[key] = np.empty(draws)
        return {key: found[key] for key in self._known}

    def share(
        self,
        blocks: _Blocks,
        varied: Mapping[str, Array],
        found: Mapping[str, Value],
        stop: Callable[[], None] | None,
        workers: int,
    ) -> None:
        """Computes the blocks into `found`, on as many threads as there are workers."""
        if not self._wides:
            return
        workers = min(workers, len(blocks.starts))
        shares = [blocks._replace(starts=blocks.starts[turn::workers]) for turn in range(workers)]
        if workers == 1:
            self._work(blocks, varied, found, stop)
            return
        from concurrent.futures import ThreadPoolExecutor  # not before the first frame

        with ThreadPoolExecutor(workers) as pool:
            done = [pool.submit(self._work, share, varied, found, stop) for share in shares]
        for each in done:
            each.result()

    def _work(
        self,
        blocks: _Blocks,
        varied: Mapping[str, Array],
        found: Mapping[str, Value],
        stop: Callable[[], None] | None,
    ) -> None:
        size = blocks.size
        bench = Bench(self._places, self._wides, self._guarded, size, self._timeline)
        given = [(varied[key], wide) for key, wide in self._columns.items() if wide in bench]
        with np.errstate():
            # With more room than this, numpy would copy what is the same in all draws.
            np.setbufsize(min(_MOST_BUFFER, 16 * -(-size // 16)))
            for start in blocks.starts:
                if stop is not None:
                    stop()
                place = slice(start, start + size)
                for column, wide in given:
                    rows = bench.whole(wide)
                    # A given row has all months, though fewer may be looked at.
                    np.copyto(rows, column[: len(rows), place] if wide.series else column[place])
                bench.run()
                for key, wide in self._asked.items():
                    out = found[key]
                    assert isinstance(out, np.ndarray)
                    np.copyto(out[..., place], bench.rows(wide, Rows(0, self._months)))
