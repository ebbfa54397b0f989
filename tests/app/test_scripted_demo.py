"""A long demo: no exception, no line from Qt, no stray thread, and memory that stays flat.

500 actions by default; as many as `TENOR_DEMO` says where it is set.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.app.demo import Demo
from tests.app.demo_answers import answer_for
from tests.app.held import strays
from tests.engine.files.projects import dice_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.app.conftest import Opened
    from tests.app.held import Rest

ACTIONS = int(os.environ.get("TENOR_DEMO", "500"))
RESTS = 10  # times at which the window comes to rest and is measured
_MIB = 1024  # KiB

# What the second half of a demo may add to what the window holds at rest. Caches of pure
# functions fill up slowly, and what is made when it is first seen may be seen late.
MORE_QT_OBJECTS = 400
MORE_WINDOWS = 8
MORE_OBJECTS = 0.10  # of Python's, as a share
MORE_USED = 24 * _MIB
MORE_RESIDENT = 128 * _MIB  # with gaps: threads come and go, and large answers with them

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),  # of inputs as large as they can be
]


@pytest.fixture
def demo(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Demo]:
    made = Demo(opened.window, opened.controller, tmp_path, dice_of(20261122))
    answer_for(made, monkeypatch)
    yield made
    made.end()


def test_a_long_demo_ends_as_it_began(demo: Demo) -> None:
    demo.tour()
    rests: list[Rest] = []
    for _ in range(RESTS):
        demo.run(ACTIONS // RESTS)
        assert not demo.faults, demo.told()
        rests.append(demo.rest())
    assert not demo.faults, demo.told()
    assert demo.actions == ACTIONS // RESTS * RESTS
    middle, last = rests[RESTS // 2 - 1], rests[-1]
    table = _table(rests)
    assert last.qt_objects - middle.qt_objects <= MORE_QT_OBJECTS, table
    assert last.windows - middle.windows <= MORE_WINDOWS, table
    assert last.objects <= middle.objects * (1 + MORE_OBJECTS), table
    assert last.used - middle.used <= MORE_USED, table
    assert last.resident - middle.resident <= MORE_RESIDENT, table


def test_no_thread_outlives_its_window(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = Demo(opened.window, opened.controller, tmp_path, dice_of(7))
    answer_for(demo, monkeypatch)
    demo.run(40)
    assert not demo.faults, demo.told()
    demo.end()
    opened.window.may_close = lambda: True
    opened.window.close()
    assert strays() == []


def _table(rests: Sequence[Rest]) -> str:
    return "\n".join([", ".join(rests[0]._fields), *(", ".join(map(str, each)) for each in rests)])
