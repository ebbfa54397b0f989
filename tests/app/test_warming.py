"""What is loaded after the first frame."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from app.warming import _FIRST, _MODULES, Warming

if TYPE_CHECKING:
    from tests.app.conftest import Opened


@pytest.mark.parametrize("name", [*_FIRST, *_MODULES])
def test_every_module_exists(name: str) -> None:
    assert find_spec(name) is not None


def test_steps_wait_while_a_hand_drags(opened: Opened) -> None:
    warming = Warming(opened.controller.session, opened.window)
    left = len(warming._steps)
    with opened.controller.session.gesture():
        warming.step()
        assert len(warming._steps) == left
    warming.step()
    assert len(warming._steps) == left - 1
    warming.finish()
    assert not warming._steps
    assert {*_FIRST, *_MODULES} <= set(sys.modules)


def test_nothing_that_is_shown_changes(opened: Opened) -> None:
    opened.controller.settle()
    before = opened.controller.screen
    Warming(opened.controller.session, opened.window).finish()
    opened.controller.settle()
    assert opened.controller.screen is before
