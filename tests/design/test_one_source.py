"""Colours stand in the themes only, and text is set in the sizes of the scale only."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import resources
from app.theme import THEMES, tokens
from widgets.tokens import RADIUS, TYPE, Tokens

ROOT = Path(__file__).parents[2]
FILES = sorted(path for folder in ("app", "widgets") for path in (ROOT / folder).rglob("*.py"))
_MAKERS = {"QColor", "QRgba64", "RGBColor", "fromRgb", "fromRgbF", "fromHsv", "fromHslF", "qRgb"}
_WRITTEN = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?!\w)|\b(?:rgb|hsl|hsv)a?\(\s*\d")
_STYLED = re.compile(r"(?:color|background|border)[\w-]*:([^;{}]*)")
_NAMES = frozenset(QColor.colorNames()) - {"transparent"}
# The black screen of the presentation is no colour of a theme: it is light that is off.
_LIGHT_OFF = re.compile(r"widgets/presenting/curtain\.py:\d+: Qt\.GlobalColor\.black")
# On the stage text is larger than on any page: by how far the room's last row is away.
_STAGE = ROOT / "widgets" / "presenting"


def test_no_colour_stands_outside_the_themes() -> None:
    found = [place for path in FILES for place in _places(path, _colours(_tree(path)))]
    assert [place for place in found if not _LIGHT_OFF.fullmatch(place)] == []


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _places(path: Path, found: list[tuple[int, str]]) -> list[str]:
    name = path.relative_to(ROOT).as_posix()
    return [f"{name}:{line}: {what}" for line, what in found]


def _colours(tree: ast.AST) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [(node.lineno, text) for text in _written(node.value)]
        elif isinstance(node, ast.Call) and _name(node.func) in _MAKERS:
            if node.args and all(isinstance(each, ast.Constant) for each in node.args):
                found.append((node.lineno, ast.unparse(node)))
        elif isinstance(node, ast.Attribute) and _is_named_colour(node):
            found.append((node.lineno, ast.unparse(node)))
    return found


def _is_named_colour(node: ast.Attribute) -> bool:
    return _name(node.value) == "GlobalColor" and node.attr != "transparent"


def _written(text: str) -> list[str]:
    values = " ".join(_STYLED.findall(text))
    names = [name for name in re.findall(r"[a-z]+", values) if name in _NAMES]
    return [match.group() for match in _WRITTEN.finditer(text)] + names


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize(
    "line",
    [
        'ink = "#12ab9f"',
        'sheet = "QLabel { color: #fff; }"',
        'sheet = "QLabel { background: white; }"',
        'sheet = f"border: 1px solid red; margin: {x}px"',
        'sheet = "color: rgba(1, 2, 3, 0.5)"',
        "ink = QColor(12, 13, 14)",
        'ink = QtGui.QColor("steelblue")',
        "ink = Qt.GlobalColor.red",
    ],
)
def test_a_colour_is_found_however_it_is_written(line: str) -> None:
    assert _colours(ast.parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "ink = QColor(tokens.card)",
        "ground = Qt.GlobalColor.transparent",
        'sheet = f"color: {tokens.text}; background: transparent; border: none"',
        'text = "Issue #12 and page #3"',
        'text = "In the red: by how much?"',
    ],
)
def test_what_is_no_colour_is_left_alone(line: str) -> None:
    assert not _colours(ast.parse(line))


def test_text_is_set_in_the_sizes_of_the_scale() -> None:
    files = [path for path in FILES if not path.is_relative_to(_STAGE)]
    assert [place for path in files for place in _places(path, _sizes(_tree(path)))] == []


def _sizes(tree: ast.AST) -> list[tuple[int, str]]:
    """Sizes of text, written as numbers, that are not of the scale."""
    calls = [
        (node.lineno, node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and _name(node.func) in ("face", "Face", "setPixelSize")
        and node.args
    ]
    return [
        (line, f"{size.value!r} px")
        for line, size in calls
        if isinstance(size, ast.Constant) and size.value not in TYPE
    ]


def test_corners_in_style_sheets_are_as_round_as_the_tokens_say() -> None:
    round_ends = {3, 13}  # half of the height: of the progress bar, and of the preset's button
    allowed = {*RADIUS, *round_ends}
    found = [
        (path.name, int(radius))
        for path in FILES
        for radius in re.findall(r"border-radius: (\d+)px", path.read_text(encoding="utf-8"))
    ]
    assert [each for each in found if each[1] not in allowed] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_names_every_token_once_and_in_order(theme: str) -> None:
    path = Path(resources.__file__).parent / "themes" / f"{theme}.json"
    pairs = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)
    assert tuple(name for name, _ in pairs) == Tokens._fields
    colours = [value for value in tokens(theme) if isinstance(value, str)][1:]
    assert [value for value in colours if not re.fullmatch(r"#[0-9a-f]{6}", value)] == []
