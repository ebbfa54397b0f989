"""The model reference: everything that the tables say, for the terminal and for the help."""

from __future__ import annotations

import html
import shutil
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from engine.formula.syntax import to_text
from engine.model.catalogue import Figure, Formula, Input, catalogue
from engine.quantity import exact
from engine.scenario import allowed

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEAST_WIDTH = 50


class Entry(NamedTuple):
    """One thing of the model: its heading, and what is said about it below."""

    section: str
    heading: str
    paragraphs: list[str]


def chapters() -> dict[str, list[Entry]]:
    """Inputs by group, scalars, line items by section, measures, headline figures."""
    model = catalogue()
    return {
        "Inputs": [_input(item) for item in model.inputs.values()],
        "Scalars": [_formula(item) for item in model.scalars.values()],
        "Line items": [_formula(item) for item in model.line_items.values()],
        "What the headline figures rest on": [_formula(item) for item in model.measures.values()],
        "Headline figures": [_figure(item) for item in model.figures.values()],
    }


def model_reference() -> str:
    """The reference as text, wrapped to the terminal."""
    width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns)
    texts = [_chapter(title, entries, width) for title, entries in chapters().items()]
    return "\n\n".join(texts) + "\n"


def reference_html() -> str:
    """The reference as rich text for the help window."""
    parts = []
    for title, entries in chapters().items():
        parts.append(f"<h2>{title}</h2>")
        for entry in entries:
            lines = [f"<b>{html.escape(entry.heading)}</b>", *map(html.escape, entry.paragraphs)]
            parts.append(f"<p>{'<br>'.join(lines)}</p>")
    return "".join(parts)


def _chapter(title: str, entries: Iterable[Entry], width: int) -> str:
    lines, section = [title.upper()], ""
    for entry in entries:
        if entry.section != section:
            section = entry.section
            lines += ["", f"{section[:1].upper()}{section[1:]}"]
        lines += ["", *_wrapped(entry.heading, width, 2)]
        for paragraph in entry.paragraphs:
            lines += _wrapped(paragraph, width, 6)
    return "\n".join(lines)


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    """Lines of at most `width`, the first indented by `indent`, the others by 2 more."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
    )


def _input(item: Input) -> Entry:
    default = exact(item.default, catalogue().style(item.unit), item.step)
    basis = "" if item.basis == item.status else f": {item.basis}"
    return Entry(
        item.group,
        f"{item.key}: {item.label}, {item.unit}",
        [
            f"Default: {default}; for --set and in files {item.default:g}, {allowed(item)}",
            item.meaning,
            f"{item.status.capitalize()}{basis}",
        ],
    )


def _formula(item: Formula) -> Entry:
    first = f"; before month 1: {to_text(item.opening)}" if item.opening else ""
    return Entry(
        item.section,
        f"{item.key}: {item.label}, {item.unit}",
        [f"= {to_text(item.formula)}{first}", item.meaning],
    )


def _figure(figure: Figure) -> Entry:
    formulas = [f"= {to_text(formula)}" for formula in figure.formulas]
    reasons = [f"None if {to_text(each.when)}: {each.text}" for each in figure.reasons]
    heading = f"{figure.key}: {figure.label}, {figure.unit}"
    return Entry("", heading, [figure.meaning, *formulas, *reasons])
