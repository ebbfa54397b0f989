"""The texts that people may read, gathered from the sources and the tables.

A template is a text with its values in braces: an f-string gives `Notice in {month}`; one with
a choice inside, `{n} month{'s' if n > 1 else ''}`, gives one template a choice.
"""

from __future__ import annotations

import ast
import csv
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import app
import engine
import resources
import widgets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Which text goes into which file of a catalogue.
_ROOTS = {
    "widgets": Path(widgets.__file__).parent,
    "app": Path(app.__file__).parent,
    "engine": Path(engine.__file__).parent,
}
# What speaks English in every language: the command line, what goes into files, and faults of
# programmers.
_ENGLISH = ("app/command_line", "engine/files/workbook", "engine/formula/excel")
_FAULTS = ("RuntimeError", "AssertionError", "TypeError", "NotImplementedError")
_NOT_TEXT_CALLS = (
    *("compile", "fullmatch", "match", "sub", "finditer", "split", "strptime", "strftime"),
    *("setObjectName", "getattr", "setattr", "Literal", "TypeVar", "namedtuple", "setStyleSheet"),
)
# The columns of tables that people read.
_COLUMNS = {
    "engine/model/tables": ("label", "meaning", "basis", "group", "suffix", "unit", "section",
                            "note", "reason", "per", "already", "why", "text", "message", "action",
                            "rule_note", "holds"),
    "engine/contracts/findings": ("label", "message", "action", "meaning", "unit"),
    "engine/files/register": ("label", "meaning", "group"),
    "resources": ("name", "story", "label", "sentence", "text", "claim", "value",
                  "attributed_to", "conflicts_or_note", "document"),
}  # fmt: skip
_NOT_READ = ("words.tsv", "months.tsv")
_MOST_CHOICES = 8

_WORDS = re.compile(r"[A-Za-z]{2,}[^\n]*\s+\S*[A-Za-z]|^\(?[A-Z][a-z]+[a-zA-Z-]*[:…?.]?$")
_CODE = re.compile(
    r"^[\w./*-]+/[\w./*-]+$|^[a-z0-9_]+$|^%|^--|^\{\}?$|\\[dwsb]|^[a-z_]+( [a-z_]+_[a-z_]+)+$"
    r"|^<[a-z]+[ />]$|\}_[a-z]|[a-z]_\{|^\{\"|/\{\w+\}/|^[a-z]+/\{"
)


class Found(NamedTuple):
    """A text, and where it stands: `app/charts.py:41` or a table."""

    template: str
    place: str
    area: str


def all_texts() -> tuple[Found, ...]:
    """Every text of the sources and the tables, each once."""
    found: dict[str, Found] = {}
    for each in (*_of_sources(), *_of_tables()):
        found.setdefault(shape(each.template), each)
    return tuple(found.values())


def shape(template: str) -> str:
    """The template without the names of its values: what tells it from others."""
    return re.sub(r"\{[^{}]*\}", "{}", template)


def _of_sources() -> Iterator[Found]:
    for area, root in _ROOTS.items():
        for path in sorted(root.rglob("*.py")):
            place = f"{area}/{path.relative_to(root).as_posix()}"
            if place.startswith(_ENGLISH):
                continue
            for line, template in templates_of(path.read_text(encoding="utf-8")):
                yield Found(template, f"{place}:{line}", area)


def templates_of(source: str) -> Iterator[tuple[int, str]]:
    """Line and template of each text in a module."""
    tree = ast.parse(source)
    left_out = _left_out(tree)
    inside = {id(part) for node in ast.walk(tree) for part in _parts(node)}
    for node in ast.walk(tree):
        if id(node) in left_out or id(node) in inside:
            continue
        for template in _templates(node):
            if _is_text(template):
                yield getattr(node, "lineno", 0), template


def _templates(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return _of_joined(node)
    return []


def _parts(node: ast.AST) -> list[ast.AST]:
    """What belongs to a larger text and is none of its own."""
    return list(node.values) if isinstance(node, ast.JoinedStr) else []


def _of_joined(node: ast.JoinedStr) -> list[str]:
    names: dict[str, int] = {}
    choices: list[list[str]] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            choices.append([str(part.value)])
        elif isinstance(part, ast.FormattedValue):
            both = _choice(part.value)
            choices.append(both or ["{" + _unique(_name(part.value), names) + "}"])
    made = ["".join(each) for each in product(*choices)]
    return made[:_MOST_CHOICES]


def _choice(value: ast.expr) -> list[str]:
    """The two endings of `month{'s' if n > 1 else ''}`."""
    if not isinstance(value, ast.IfExp):
        return []
    ends = [value.body, value.orelse]
    if all(isinstance(end, ast.Constant) and isinstance(end.value, str) for end in ends):
        return [str(end.value) for end in ends if isinstance(end, ast.Constant)]
    return []


def _name(value: ast.expr) -> str:
    """A name for a value that tells a translator what it is."""
    match value:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
        case ast.Call(args=[first, *_]) if not isinstance(first, ast.Constant):
            return _name(first)
        case ast.Call(func=called):
            return _name(called)
        case ast.Subscript(value=inner):
            return _name(inner)
        case _:
            return "value"


def _unique(name: str, names: dict[str, int]) -> str:
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name}{names[name]}"


def _left_out(tree: ast.AST) -> set[int]:
    """Docstrings, and what is handed to calls that take no text."""
    out: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case (
                ast.Module(body=[ast.Expr(value=ast.Constant() as text), *_])
                | ast.ClassDef(body=[ast.Expr(value=ast.Constant() as text), *_])
                | ast.FunctionDef(body=[ast.Expr(value=ast.Constant() as text), *_])
                | ast.AsyncFunctionDef(body=[ast.Expr(value=ast.Constant() as text), *_])
            ):
                out.add(id(text))
            case ast.Call(func=called) if _name(called) in (*_NOT_TEXT_CALLS, *_FAULTS):
                out |= {id(inner) for inner in ast.walk(node)}
            case ast.AnnAssign(annotation=annotation):
                out |= {id(inner) for inner in ast.walk(annotation)}
            case ast.arg(annotation=ast.expr() as annotation):
                out |= {id(inner) for inner in ast.walk(annotation)}
            case ast.Assign(value=ast.Subscript() as alias):  # Kind = Literal["one", "other"]
                out |= {id(inner) for inner in ast.walk(alias)}
    return out


def _is_text(template: str) -> bool:
    plain = re.sub(r"\{[^{}]*\}", " ", template)
    letters = re.search(r"[A-Za-z]{2,}", plain)
    if not letters or _CODE.search(template.strip()):
        return False
    return "{" in template or bool(_WORDS.search(plain))


def _of_tables() -> Iterator[Found]:
    bases = {
        "engine": _ROOTS["engine"].parent,
        "resources": Path(resources.__file__).parent.parent,
    }
    for folder, columns in _COLUMNS.items():
        base = bases[folder.split("/")[0]] / folder
        for path in sorted(base.glob("*.tsv")):
            if path.name in _NOT_READ:
                continue
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file, delimiter="\t"):
                    for column in columns:
                        text = (row.get(column) or "").strip()
                        if re.search(r"[A-Za-z]{2,}", text):
                            yield Found(text, f"{folder}/{path.name}:{column}", "model")
