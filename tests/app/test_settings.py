"""Settings: what is valid is salvaged, nothing stops a start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.settings import Settings, load, save

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_survive_a_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    kept = Settings(geometry="AAAA", theme="dark", open_groups=("Supplier",), folder="/x")
    save(kept, path)
    assert load(path) == kept


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"version": 99, "theme": "dark"}', b"[" * 90000],
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load(path) == Settings()


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == Settings()
    assert load(tmp_path) == Settings()


def test_each_entry_is_salvaged_on_its_own(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    kept = {"version": 1, "theme": "pink", "open_groups": ["Nowhere"], "folder": "/kept", "x": 1}
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert load(path) == Settings(folder="/kept")


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    save(Settings(), blocked / "settings.json")
