"""The model reference for the terminal: whole, or what a few words find, as text or JSON."""

from __future__ import annotations

import json
import shutil
import textwrap
from typing import TYPE_CHECKING

from app.command_line.console import UsageError
from app.control_states import input_text
from app.reference.entries import CHAPTERS, FIGURE, FORMULA, INPUT, OPENING, entries
from app.reference.search import Search
from engine.model.catalogue import catalogue
from engine.scenario import allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.reference.entries import Entry
    from engine.model.catalogue import Catalogue

_LEAST_WIDTH = 50


def model_reference(words: Sequence[str] = (), of: str = "", form: str = "text") -> str:
    """The reference, or the entries that hold all of `words`, best first.

    `of` names a preset, a project or a workbook whose own line items are in it too; `form` is
    `text` or `json`. Raises `UsageError` where nothing is found, `FileError`.
    """
    model = _model_of(of) if of else catalogue()
    known = entries(model)
    if not words:
        if form == "json":
            return _json(known.values(), model)
        return _whole(known.values(), model)
    found = [known[key] for key in _found(known, " ".join(words))]
    if form == "json":
        return _json(found, model)
    width = _width()
    return "\n\n".join(_in_full(entry, known, model, width) for entry in found) + "\n"


def _model_of(text: str) -> Catalogue:
    from engine.files.opening import open_project, open_scenario

    if text.lower().endswith(".xlsx"):
        return open_scenario(text).model
    return open_project(text)[0].scenario.model


def _found(known: Mapping[str, Entry], text: str) -> list[str]:
    search = Search(known)
    if found := search.find(text):
        return found
    near = ", ".join(search.near(text))
    raise UsageError(f"nothing in the model matches {text!r}{f'; near: {near}' if near else ''}")


# Text ----------------------------------------------------------------------------------------


def _whole(found: Iterable[Entry], model: Catalogue) -> str:
    """Chapter by chapter, what is said of each and no more."""
    width = _width()
    lines: list[str] = []
    kind = section = ""
    for entry in found:
        if entry.kind != kind:
            kind, section = entry.kind, ""
            lines += [*([""] if lines else []), CHAPTERS[kind].upper()]
        if entry.section != section:
            section = entry.section
            lines += ["", section]
        lines += ["", *_wrapped(entry.heading(), width, 2)]
        for paragraph in _said(entry, model):
            lines += _wrapped(paragraph, width, 6)
    return "\n".join(lines) + "\n"


def _in_full(entry: Entry, known: Mapping[str, Entry], model: Catalogue, width: int) -> str:
    """One entry with all that is known of it."""
    kind = f"{entry.kind}{f', {entry.section}' if entry.section else ''}"
    unit = [f"Unit: {entry.unit_words}"] if entry.unit_words else []
    facts = [f"{name}: {entry.facts[name]}" for name in ("Step", "Better") if name in entry.facts]
    months = [entry.facts["Months"]] if "Months" in entry.facts else []
    users = ", ".join(_named(known[key]) for key in entry.used_by)
    used = [f"Used by: {users}"] if users else []
    lines = _wrapped(entry.heading(), width, 0)
    for paragraph in (kind, *unit, *_said(entry, model), *months, *facts, *used):
        lines += _wrapped(paragraph, width, 4)
    return "\n".join(lines)


def _named(entry: Entry) -> str:
    """A figure may have a line item's key."""
    return f"{entry.key} (headline figure)" if entry.kind == FIGURE else entry.key


def _said(entry: Entry, model: Catalogue) -> list[str]:
    """The paragraphs below an entry's heading."""
    if entry.kind == INPUT:
        item, facts = model.inputs[entry.key], entry.facts
        default = f"{input_text(item.key, item.default)}; for --set and in files {item.default:g}"
        basis = f": {facts['Basis']}" if "Basis" in facts else ""
        return [
            f"Default: {default}, {allowed(item)}",
            entry.meaning,
            f"{facts['Status']}{basis}",
        ]
    return [text for text in (entry.meaning, *_formulas(entry)) if text]


def _formulas(entry: Entry) -> list[str]:
    """`= revenue - cogs; before month 1: 0`, `Year 1: = ...`, `None if ...: the reason`."""
    found: list[str] = []
    for clause in entry.clauses:
        if clause.says:
            found.append(f"None if {clause.text}: {clause.says}")
        elif clause.caption == OPENING:
            found[-1] += f"; before month 1: {clause.text}"
        elif clause.caption == FORMULA:
            found.append(f"= {clause.text}")
        else:
            found.append(f"{clause.caption}: = {clause.text}")
    return found


def _width() -> int:
    return max(_LEAST_WIDTH, shutil.get_terminal_size().columns)


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    """Lines of at most `width`, the first indented by `indent`, the others by 2 more."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
    )


# JSON ----------------------------------------------------------------------------------------


def _json(found: Iterable[Entry], model: Catalogue) -> str:
    data = [_as_data(entry, model) for entry in found]
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _as_data(entry: Entry, model: Catalogue) -> dict[str, object]:
    data: dict[str, object] = {
        "key": entry.key,
        "label": entry.label,
        "kind": entry.kind,
        "section": entry.section,
        "unit": entry.unit,
        "unit_words": entry.unit_words,
        "meaning": entry.meaning,
        "formulas": [clause._asdict() for clause in entry.clauses],
        "facts": dict(entry.facts),
        "used_by": list(entry.used_by),
    }
    if entry.kind == INPUT:
        item = model.inputs[entry.key]
        data |= {name: getattr(item, name) for name in ("default", "minimum", "maximum", "step")}
    return data
