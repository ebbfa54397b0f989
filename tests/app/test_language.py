"""Which language and locale a window takes, from the settings and the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from app.language import begin_to_speak, spoken_language, translator
from app.settings import Settings, load, save
from widgets.language.spoken import said, speak, speaking

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from tests.app.conftest import Opened


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


def _is(system: pytest.MonkeyPatch, name: str) -> None:
    system.setattr(QLocale, "system", staticmethod(lambda: QLocale(name)))


@pytest.mark.parametrize(
    ("name", "language"),
    [("de_DE", "de"), ("de_AT", "de"), ("en_GB", "en"), ("fr_FR", "en"), ("C", "en")],
)
def test_the_systems_language_where_tenor_speaks_it(
    system: pytest.MonkeyPatch, name: str, language: str
) -> None:
    _is(system, name)
    assert spoken_language("system") == language
    assert spoken_language("de") == "de"
    assert spoken_language("en") == "en"


@pytest.mark.parametrize(
    ("name", "language", "numbers", "written"),
    [
        ("en_US", "en", "system", "$1,250.5 7.0%"),
        ("C", "en", "system", "$1,250.5 7.0%"),
        ("fr_FR", "en", "language", "$1,250.5 7.0%"),
        ("de_DE", "en", "system", "1.250,5\u00a0$ 7,0\u00a0%"),
        ("de_DE", "de", "system", "1.250,5\u00a0$ 7,0\u00a0%"),
        ("C", "de", "system", "1.250,5\u00a0$ 7,0\u00a0%"),
        ("en_US", "de", "language", "1.250,5\u00a0$ 7,0\u00a0%"),
        ("en_US", "de", "system", "$1,250.5 7.0%"),
    ],
)
def test_numbers_of_the_system_or_of_the_language(
    system: pytest.MonkeyPatch, name: str, language: str, numbers: str, written: str
) -> None:
    _is(system, name)
    with speaking(translator(language, numbers)):
        assert said("$1,250.5 7.0%") == written


def test_english_as_usual_is_no_work(system: pytest.MonkeyPatch) -> None:
    _is(system, "en_US")
    assert translator("en", "system") is None
    assert translator("en") is None


def test_a_window_speaks_as_it_is_set(qapp: QApplication) -> None:
    begin_to_speak(qapp, "en", "language")
    assert said("Term length") == "Term length"
    with speaking(translator("de")):
        assert said("Term length") == "Laufzeit"
    speak(None)


def test_the_choice_is_kept_for_the_next_start(opened: Opened, tmp_path: Path) -> None:
    controller = opened.controller
    for name in ("language_de", "numbers_language"):
        controller.action(name).trigger()
        assert controller.action(name).isChecked()
        assert "next time" in opened.window.status.message()
    path = tmp_path / "settings.json"
    save(Settings(language="de", numbers="language"), path)
    assert (load(path).language, load(path).numbers) == ("de", "language")
    path.write_text('{"version": 1, "language": "xx", "numbers": "none"}', encoding="utf-8")
    assert (load(path).language, load(path).numbers) == ("system", "system")
