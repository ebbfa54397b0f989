"""The icons: all there, all of one set, in the theme's colours, and crisp at every scale."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from app.action_icons import ICONS
from app.actions import ACTIONS
from app.theme import THEMES, tokens
from widgets import icons
from widgets.icons import FOLDER, draw_icon, icon

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NAMES = sorted(path.stem for path in FOLDER.glob("*.svg"))
LUCIDE = [name for name in NAMES if not name.startswith("tenor")]  # but the application's own
ROOT = Path(__file__).parents[2]


def test_the_licence_lies_beside_them() -> None:
    text = (FOLDER / "LICENSE-lucide.txt").read_text(encoding="utf-8")
    assert text.startswith("ISC License")
    assert "Lucide" in text


@pytest.mark.parametrize("name", LUCIDE)
def test_each_is_a_line_drawing_on_the_same_grid(name: str) -> None:
    svg = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in svg
    assert 'stroke="currentColor"' in svg
    assert 'stroke-width="2"' in svg
    assert not re.search(r"#[0-9a-fA-F]{3,6}|<script|href", svg)


def test_every_action_that_has_an_icon_exists_and_has_its_drawing() -> None:
    assert set(ICONS) <= {spec.id for spec in ACTIONS}
    assert set(ICONS.values()) <= set(NAMES)


def test_every_drawing_is_used() -> None:
    said: set[str] = set()
    for folder in ("app", "widgets"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    said.add(node.value)
    assert [name for name in LUCIDE if name not in said] == []


def _drawn(name: str, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    draw_icon(painter, name, QRectF(0, 0, side, side), QColor("#0a0b0c"))
    painter.end()
    return image


@pytest.mark.parametrize("name", LUCIDE)
def test_each_is_drawn_in_the_ink_it_is_given(qtbot: QtBot, name: str) -> None:
    image = _drawn(name, 48)
    shades = {image.pixelColor(x, y).name() for x in range(48) for y in range(48)}
    assert "#0a0b0c" in shades
    assert "#ffffff" in shades


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_an_icon_has_a_pixmap_of_its_own_for_every_scale(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    monkeypatch.setattr(icons, "scales", lambda: (1.0, ratio))
    made = icon("save", tokens("light"))
    pixmap = made.pixmap(QSize(16, 16), ratio)
    side = round(16 * ratio)
    assert (pixmap.width(), pixmap.height()) == (side, side)
    assert pixmap.devicePixelRatio() == pytest.approx(ratio)
    sharp, shown = _drawn("save", side), pixmap.toImage()
    assert [sharp.pixelColor(x, side // 2).lightness() < 128 for x in range(side)] == [
        shown.pixelColor(x, side // 2).alpha() > 128 for x in range(side)
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_an_icon_wears_the_theme(qtbot: QtBot, theme: str) -> None:
    worn = tokens(theme)
    made = icon("circle-play", worn, ink="text", on="accent")
    for state, wanted in ((QIcon.State.Off, worn.text), (QIcon.State.On, worn.accent)):
        image = made.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Normal, state).toImage()
        solid = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert solid == {wanted}
