"""How large text is: chosen in the menu, kept, and painted from the next start on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from app.text_size import SIZES, painted_at, unscaled

if TYPE_CHECKING:
    from tests.app.conftest import Opened

_VARIABLE = "QT_SCALE_FACTOR"


@pytest.mark.parametrize(
    ("before", "size", "within"),
    [
        (None, "100", None),
        (None, "150", "1.5"),
        ("1.5", "100", "1.5"),
        ("1.5", "200", "3.0"),
        ("large", "125", "1.25"),
    ],
)
def test_the_environment_says_it_while_the_application_is_made(
    monkeypatch: pytest.MonkeyPatch, before: str | None, size: str, within: str | None
) -> None:
    monkeypatch.delenv(_VARIABLE, raising=False)
    if before is not None:
        monkeypatch.setenv(_VARIABLE, before)
    with painted_at(size):
        assert os.environ.get(_VARIABLE) == within
    assert os.environ.get(_VARIABLE) == before


def test_it_is_put_back_after_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(_VARIABLE, raising=False)
    with pytest.raises(ValueError, match="no display"), painted_at("200"):
        raise ValueError("no display")
    assert _VARIABLE not in os.environ


@pytest.mark.parametrize(
    ("length", "size", "own"), [(1440, "200", 720), (1440, "125", 1152), (1001, "150", 668)]
)
def test_a_picture_s_length_in_the_window_s_own_px(length: int, size: str, own: int) -> None:
    assert unscaled(length, size) == own


@pytest.mark.parametrize("size", SIZES)
def test_the_menu_keeps_it_for_the_next_start(opened: Opened, size: str) -> None:
    assert opened.controller.action("text_size_100").isChecked()
    opened.controller.action(f"text_size_{size}").trigger()
    assert opened.controller.action(f"text_size_{size}").isChecked()
    assert f"{size}%" in opened.window.status.message()
