"""Board packs in another language: made in one, and made in German by the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from pptx import Presentation

from app.axes import value_axis
from app.command_line.run import run
from app.handouts.collect import HandoutOptions, collect
from app.handouts.deck import write_deck
from app.handouts.deck_formats import axis_format, label_format
from app.handouts.pdf import write_pdf
from app.language import translator
from engine.files.shipped import preset_scenario
from engine.project import project_of
from engine.scenario import scenario
from tests.app.decks import cells, charts, tables, texts, written
from tests.app.handout_cases import handout, lines
from tests.app.pdf_reading import info, needs_poppler, page_texts
from tests.language.pseudo import left_in_english, pseudo
from widgets.language.spoken import own, speaking
from widgets.picture import PictureColumn
from widgets.picture_lines import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.handouts.content import Handout

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]

NAME, OTHER, ORGANISATION = "Zürich", "Genève", "Nordlicht & Söhne"
DATE = "2026-11-22"
PAGES = ("overview", "scenarios", "uncertainty/fans", "decide/goal")
# Never translated.
KEPT = (NAME, OTHER, ORGANISATION, "Tenor", "GPU", "SHA")
GAP = "\N{NO-BREAK SPACE}"
MINUS = '"\N{MINUS SIGN}"'


def _collected() -> Handout:
    base = preset_scenario("as_reported").values
    case = scenario(NAME, {**base, "term_months": 60.0, "monthly_spend": 1100.0})
    project = project_of([case, scenario(OTHER, base)])
    return collect(project, PAGES, HandoutOptions(ORGANISATION, date=DATE))


class Made(NamedTuple):
    """One handout in German, written both ways."""

    pdf: Path
    pages: list[str]
    deck: Any


@pytest.fixture(scope="module")
def german(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("german")
    with speaking(translator("de")):
        made = _collected()
        write_pdf(folder / "pack.pdf", made, lambda _share: None)
        write_deck(folder / "pack.pptx", made, lambda _share: None)
    pages = [page.replace(GAP, " ") for page in page_texts(folder / "pack.pdf")]
    return Made(folder / "pack.pdf", pages, Presentation(str(folder / "pack.pptx")))


def _all_texts(deck: Any) -> Iterator[str]:
    for slide in deck.slides:
        yield from texts(slide)
        yield slide.notes_slide.notes_text_frame.text
    for table in tables(deck):
        yield from (text for row in cells(table) for text in row)
    for chart in charts(deck):
        for plot in chart.plots:
            yield from (series.name for series in plot.series)
            yield from _named(plot)


def _named(plot: Any) -> list[str]:
    """The labels of an axis; python-pptx calls an empty one `None`."""
    return [label for label in plot.categories if label and label != "None"]


def test_no_text_of_a_deck_is_left_out(tmp_path: Path) -> None:
    with speaking(pseudo()):
        deck = written(tmp_path, _collected())
    found = dict.fromkeys(text for text in _all_texts(deck) if left_in_english(_nameless(text)))
    assert list(found) == []


def _nameless(text: str) -> str:
    for name in KEPT:
        text = text.replace(name, "")
    return text


@needs_poppler
def test_every_page_is_german(german: Made) -> None:
    last = len(german.pages)
    for number, page in enumerate(german.pages, start=1):
        assert f"Seite {number} von {last}" in page
        assert "Quellen sind unbestätigt" in page
        assert NAME in page
        assert "22. Nov" in page
    whole = "\n".join(german.pages)
    for word in ("Sitzungsunterlage", "Zusammenfassung", "Annahmen mit ihrem Status", "Anhang"):
        assert word in whole
    for word in ("Page", "Summary", "unverified", "baseline", "Board pack", "draws", " and "):
        assert word not in whole, word


@needs_poppler
def test_amounts_can_be_found_as_they_are_read(german: Made) -> None:
    """Selectable, and none of them in the English form."""
    whole = "\n".join(german.pages)
    assert "1,1 Mrd. $" in whole or "1,10 Mrd. $" in whole
    assert re.findall(r"\$\d|\d[BT]\b|\d%", whole) == []


@needs_poppler
def test_the_file_says_what_it_is(german: Made) -> None:
    assert info(german.pdf)["Title"] == f"{NAME} – Sitzungsunterlage"


def test_a_deck_knows_its_language(german: Made) -> None:
    runs = [
        each._r.get_or_add_rPr().get("lang")
        for slide in german.deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for each in paragraph.runs
    ]
    assert set(runs) == {"de-DE"}


def test_months_stay_quarters_on_the_axis(german: Made) -> None:
    """Which months are in a row is asked before their names are said."""
    labels = _named(charts(german.deck)[0].plots[0])
    assert labels[:2] == ["Q2 2026", "Q4 2026"]


def test_number_formats(german: Made) -> None:
    """Points and commas are for the program's locale; words and signs are German."""
    found = {
        chart.value_axis.tick_labels.number_format.split(";")[0] for chart in charts(german.deck)
    }
    assert f'#,##0,"{GAP}Mrd.{GAP}$"' in found
    assert f'#,##0"{GAP}"%' in found
    axis = value_axis([np.array([0.0, 12_500.0])], "money")
    with speaking(translator("de")):
        money = f'#,##0.0,"{GAP}Mrd.{GAP}$"'
        assert label_format(axis, "money") == f'{money};{MINUS}{money};0"{GAP}$"'
        assert axis_format(axis, "quarter") == '"Quartal "0'


def test_own_words_stay(tmp_path: Path) -> None:
    """A scenario may have a name that Tenor would translate, and an amount in it."""
    name = own("Overview at $1.25B")
    with speaking(translator("de")):
        made = handout(lines(), title=own(name), compared="")
        deck = written(tmp_path, made)
    assert texts(deck.slides[0])[0] == name


def test_numbers_for_programs_are_the_same_in_every_language() -> None:
    table = lines(PictureColumn("Fee", (1250.5, None), "money"), rows=("Mar 2027", "May 2027"))
    with speaking(translator("de")):
        assert csv_text(table) == 'Monat,"Entgelt, Mio. $"\nMär 2027,1250.5\nMai 2027,\n'


@needs_poppler
def test_the_command_line_speaks_german_where_it_is_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pack.pdf"
    words = ["export", "as_reported", "--out", str(path), "--pages", "overview"]
    assert run([*words, "--language", "de"]) == 0
    assert "Seite 1 von" in page_texts(path)[0]
    assert "Wie berichtet" in page_texts(path)[0]
    assert run(words) == 0
    assert "Page 1 of" in page_texts(path)[0]
    capsys.readouterr()
    assert run(["export", "as_reported", "--out", str(tmp_path / "a.csv"), "--language=de"]) == 2
    assert "--language goes with --out FILE.pdf or FILE.pptx only" in capsys.readouterr().err
