"""From a project to a handout: its words, figures and tables, and the pages that were picked."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.files.writers import tenor_version
from app.handouts.content import Handout, PagePart, Paper, Stamp
from app.handouts.page_tables import page_tables
from app.handouts.pages import page_choices
from app.handouts.studio import Studio
from app.handouts.summary import summary
from app.handouts.tables import assumptions_table, ledger_tables, sources_tables
from app.session import Saved, reference_scenario
from engine.evaluate import evaluate
from engine.sources import Library
from widgets.language.spoken import own

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from engine.project import Project

NOTICE = "Sources are unverified and contradict each other."


class HandoutOptions(NamedTuple):
    """What the user chose besides the pages. `date` is 2026-11-22; empty for today's."""

    organisation: str = ""
    logo: bytes | None = None  # PNG
    sources: bool = True
    ledger: bool = True
    paper: Paper = "a4"
    date: str = ""


class Collecting:
    """Collects step by step, so that a window goes on meanwhile. `stop` it in the end.

    What was taken of a page is kept: other pages and options make another handout at once.
    """

    def __init__(self, project: Project, saved: Saved | None = None, date: str = "") -> None:
        """`date` is 2026-11-22; empty for today's."""
        self._project = project
        self._titles = {choice.name: choice.title for choice in page_choices(project)}
        self._saved = saved or Saved(project)
        self._studio: Studio | None = None
        self._parts: dict[str, PagePart] = {}
        self._date = date or datetime.date.today().isoformat()
        self._result = evaluate(project.scenario)

    def missing(self, pages: Collection[str]) -> tuple[str, ...]:
        """Those of the pages, by their names, that are not taken yet."""
        return tuple(name for name in self._titles if name in pages and name not in self._parts)

    def steps(self, pages: Collection[str]) -> Iterator[float]:
        """Shares of the work, to be gone through with events handled between them."""
        missing = self.missing(pages)
        for place, name in enumerate(missing):
            yield place / len(missing)
            if self._studio is None:
                self._studio = Studio(self._project, self._saved)
            studio = self._studio
            studio.turn_to(name)
            yield (place + 0.1) / len(missing)
            while studio.busy():
                yield (place + 0.5) / len(missing)
            studio.settle()
            yield (place + 0.9) / len(missing)  # what was shown is laid out
            tables = page_tables(name, self._project, self._result, self._date)
            pictures = studio.pictures()
            self._parts[name] = PagePart(name, self._titles[name], pictures, tables)

    def settle(self) -> None:
        """What a step would wait for is there when it is gone on."""
        if self._studio is not None:
            self._studio.settle()

    def stop(self) -> None:
        """Takes the window apart."""
        if self._studio is not None:
            self._studio.close()
            self._studio = None

    def handout(self, pages: Collection[str], options: HandoutOptions) -> Handout:
        """Of those of the pages that were taken."""
        project = self._project
        scenario = project.scenario
        baseline = reference_scenario(project, self._saved, project.reference)
        compared = evaluate(baseline.read_like(scenario))
        sentences, figures = summary(self._result, compared)
        library = Library(project.sources, project.attachments)
        version = tenor_version()
        return Handout(
            title=own(scenario.name),
            logo=options.logo,
            stamp=Stamp(own(options.organisation), own(scenario.name), self._date, version, NOTICE),
            summary=sentences,
            figures=figures,
            pages=tuple(
                self._parts[name] for name in self._titles if name in pages and name in self._parts
            ),
            assumptions=assumptions_table(scenario, baseline, library),
            sources=sources_tables(project) if options.sources else (),
            ledger=ledger_tables(self._result) if options.ledger else (),
            compared="" if baseline is scenario else own(baseline.name),
            paper=options.paper,
            fiscal_start=scenario.fiscal_start,
        )


def collect(
    project: Project,
    pages: Collection[str],
    options: HandoutOptions | None = None,
    saved: Saved | None = None,
) -> Handout:
    """The same in one go: for the command line and tests. Needs the application."""
    chosen = options or HandoutOptions()
    work = Collecting(project, saved, chosen.date)
    try:
        for _share in work.steps(pages):
            QApplication.processEvents()
            work.settle()
        return work.handout(pages, chosen)
    finally:
        work.stop()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # none else would
