"""What pure functions gave, kept up to a size and from any thread."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

_Kind = TypeVar("_Kind", bound="NDArray[Any]")


class Kept(Generic[_Kind]):
    """Arrays by what they were made of; those asked for least lately go first.

    Unlike `lru_cache` it counts bytes, and what makes an array may be told to stop.
    """

    def __init__(self, most: int) -> None:
        self._most = most  # bytes
        self._found: dict[Hashable, _Kind] = {}
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _Kind]) -> _Kind:
        """The array of `key`, made if it isn't kept; read-only. Two threads may both make it."""
        with self._lock:
            found = self._found.pop(key, None)
            if found is not None:
                self._found[key] = found  # now the last
                return found
        made = make()
        made.setflags(write=False)
        with self._lock:
            self._put(key, made)
        return made

    def _put(self, key: Hashable, made: _Kind) -> None:
        other = self._found.pop(key, None)
        self._size += made.nbytes - (0 if other is None else other.nbytes)
        self._found[key] = made
        while self._size > self._most and len(self._found) > 1:
            oldest = next(iter(self._found))
            self._size -= self._found.pop(oldest).nbytes
