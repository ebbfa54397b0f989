"""What a program holds while nothing goes on: memory, objects, threads."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QThread
from shiboken6 import isValid

_PAGE = 4  # KiB


class Rest(NamedTuple):
    """What the program holds when nothing goes on. Memory is in KiB, 0 where unknown.

    `resident` is what the system gave it, with the gaps that allocating in many threads leaves;
    `used` what it has asked for and not given back, but for Python's small objects.
    """

    actions: int
    resident: int
    used: int
    objects: int  # of Python's
    qt_objects: int  # below the window
    windows: int


class _Allocated(ctypes.Structure):
    """What glibc says of its memory, as `mallinfo2` returns it."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "mapped"),
            *("usmblks", "fsmblks", "used", "free", "keepcost"),
        )
    )


def resident() -> int:
    """Memory that the system gave, in KiB; 0 where it does not say."""
    if sys.platform != "linux":
        return 0
    ctypes.CDLL(None).malloc_trim(0)  # what is free already goes back to the system
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def used() -> int:
    """Memory in use, in KiB; 0 where there is nothing to ask."""
    if sys.platform != "linux":
        return 0
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        return 0
    library.mallinfo2.restype = _Allocated
    found = library.mallinfo2()
    return int(found.used + found.mapped) // 1024


def strays() -> list[str]:
    """Threads of ours that still run: Python's, and Qt's that Python made."""
    ours = [each for each in gc.get_objects() if isinstance(each, QThread) and isValid(each)]
    running = [type(each).__name__ for each in ours if each.isRunning()]
    return running + [each.name for each in threading.enumerate()][1:]
