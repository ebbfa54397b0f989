"""Everything that can be found by typing: what it is called, what kind it is, what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.actions import ACTIONS
from app.cards import CARD_FIGURES
from app.control_states import setting_text
from app.presenter import CONTRACTS_PAGE, DECIDE_PAGE, PAGES, UNCERTAINTY_PAGE
from app.welcome import help_texts
from app.welcome.action_names import english_text, keys_of, named, plain
from engine.files.shipped import presets
from widgets.contracts.states import VIEWS as CONTRACT_VIEWS
from widgets.decide.states import VIEWS as DECIDE_VIEWS
from widgets.language.spoken import findable, joined, own, said
from widgets.painting import one_line
from widgets.uncertainty.toolbar import VIEWS as UNCERTAINTY_VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QAction

    from app.session import Document
    from engine.project import Project

ACTION, PAGE, VIEW, INPUT, FIGURE, ITEM, SCENARIO, PRESET, FILE = (
    "action",
    "page",
    "view",
    "input",
    "figure",
    "item",
    "scenario",
    "preset",
    "file",
)
# The sections in which they are listed while nothing is typed; also the order of equals.
SECTIONS = {
    PAGE: "Pages",
    SCENARIO: "Scenarios",
    FILE: "Recent files",
    FIGURE: "Headline figures",
    VIEW: "Views",
    ACTION: "Actions",
    INPUT: "Inputs",
    PRESET: "Presets",
    ITEM: "Line items",
}
KINDS = {
    PAGE: "Page",
    SCENARIO: "Scenario",
    FILE: "Recent file",
    FIGURE: "Headline figure",
    VIEW: "View",
    ACTION: "Action",
    INPUT: "Input",
    PRESET: "Preset",
    ITEM: "Line item",
}
VIEWS = {
    UNCERTAINTY_PAGE: UNCERTAINTY_VIEWS,
    DECIDE_PAGE: DECIDE_VIEWS,
    CONTRACTS_PAGE: CONTRACT_VIEWS,
}
_ALSO = {UNCERTAINTY_PAGE: "Monte Carlo simulation simulate"}  # what people call it elsewhere
_PAGE_ACTIONS = {f"page_{page.lower()}": page for page in PAGES}


class Entry(NamedTuple):
    """One thing to be found. `kind` and `key` say what it is; `name` is what is typed for it.

    `beside` are more words by which it is found, `note` stands muted at the right, `hint` says
    what it is and what Enter does.
    """

    kind: str
    key: str
    name: str
    label: str
    note: str
    beside: str
    hint: str

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.key}"

    def names(self) -> tuple[str, ...]:
        """What may be typed for it: the name, and what is said of it in another language."""
        spoken = self.name if self.kind in (SCENARIO, FILE) else said(self.name)
        return (self.name,) if spoken == self.name else (spoken, self.name)


def entries(
    document: Document, actions: Mapping[str, QAction], recent: Sequence[Path]
) -> list[Entry]:
    """All of them as things stand, section by section."""
    return [
        *_pages(actions),
        *_scenarios(document.project),
        *_files(recent),
        *_figures(document),
        *_views(),
        *_actions(actions),
        *_inputs(document),
        *_presets(),
        *_items(document),
    ]


def _pages(actions: Mapping[str, QAction]) -> Iterator[Entry]:
    tips = {spec.id: spec.tip for spec in ACTIONS}
    for name, page in _PAGE_ACTIONS.items():
        tip = tips[name]
        hint = f"{tip}. Enter shows the page."
        yield Entry(PAGE, page, page, page, keys_of(actions[name]), findable(tip), hint)


def _views() -> Iterator[Entry]:
    for page, views in VIEWS.items():
        for place, view in enumerate(views):
            hint = f"{view} on the page {page}. Enter shows it."
            told = " ".join(map(findable, (page, *help_texts.VIEWS[page, place].paragraphs)))
            beside = f"{_ALSO.get(page, '')} {told}"
            yield Entry(VIEW, f"{page}/{place}", view, f"{page}: {view}", "", beside, hint)


def _actions(actions: Mapping[str, QAction]) -> Iterator[Entry]:
    for spec in ACTIONS:
        action = actions[spec.id]
        if spec.id == "palette" or spec.id in _PAGE_ACTIONS or not action.isEnabled():
            continue
        menu, name = plain(spec.menu), named(spec, english_text(spec, action))
        label = f"{menu}: {name}"
        beside = f"{findable(menu)} {findable(spec.tip)}"
        yield Entry(ACTION, spec.id, name, label, keys_of(action), beside, spec.tip)


def _inputs(document: Document) -> Iterator[Entry]:
    values = document.scenario.values
    for key, item in document.scenario.model.inputs.items():
        does = "Enter goes to its control; a number behind its name sets it."
        hint = joined(" ", item.meaning, does)
        beside = f"{_words(key)} {findable(item.group)}"
        yield Entry(
            INPUT, key, item.label, item.label, setting_text(key, values[key]), beside, hint
        )


def _figures(document: Document) -> Iterator[Entry]:
    figures = document.scenario.model.figures
    ordered = dict.fromkeys((*CARD_FIGURES, *figures))  # those of the strip first
    for key in ordered:
        figure = figures[key]
        hint = joined(" ", figure.meaning, "Enter explains it.")
        yield Entry(FIGURE, key, figure.label, figure.label, "", _words(key), hint)


def _items(document: Document) -> Iterator[Entry]:
    for key, item in document.scenario.model.line_items.items():
        custom = key in document.scenario.model.custom
        label, meaning = (own(text) if custom else text for text in (item.label, item.meaning))
        hint = joined(" ", meaning, "Enter explains it in the decision month.")
        beside = f"{_words(key)} {findable(item.section)}"
        yield Entry(ITEM, key, label, label, "", beside, hint)


def _scenarios(project: Project) -> Iterator[Entry]:
    for entry in project.entries:
        name = own(one_line(entry.scenario.name))
        now = "Shown now" if entry.id == project.current else ""
        yield Entry(SCENARIO, str(entry.id), name, name, now, "", "Enter shows this scenario.")


def _presets() -> Iterator[Entry]:
    for preset in presets().values():
        hint = joined(" ", preset.story, "Enter turns the current scenario into it.")
        yield Entry(PRESET, preset.id, preset.name, preset.name, "", _words(preset.id), hint)


def _files(recent: Sequence[Path]) -> Iterator[Entry]:
    for path in recent:
        hint = joined(" · ", own(str(path)), "Enter opens it.")
        name, folder = own(path.name), own(path.parent.name)
        yield Entry(FILE, str(path), name, name, folder, "", hint)


def _words(key: str) -> str:
    return key.replace("_", " ")
