"""Acceptance of the handouts: what poppler and python-pptx read is what the engine says."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as Xml
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from pptx import Presentation

from app.handouts.collect import HandoutOptions, collect
from app.handouts.deck import write_deck
from app.handouts.pdf import write_pdf
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from engine.project import project_of
from engine.scenario import scenario
from tests.app.decks import cells, charts, tables, texts
from tests.app.pdf_reading import fonts, images, info, needs_poppler, page_texts
from tests.oracle.headline import headline
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.handouts.content import Handout
    from engine.evaluate import Result
    from engine.scenario import Scenario

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]

ORGANISATION = "Northlight Söhne & Co"
DATE = "2026-11-22"
PAGES = ("overview", "scenarios", "uncertainty/fans")
NAME = "Longer and cheaper"
SHORT, WHOLE = 48, 60  # months: of the as-reported horizon, and of this case's
# What the notice must say, in whatever words.
NOTICE = re.compile(r"[Ss]ources.{0,40}unverified|unverified.{0,40}sources")
CHARTED = {
    "Revenue": "revenue",
    "Compute": "compute_cost",
    "Operating profit": "operating_profit",
    "Cash balance": "cash_balance",
    "Remaining": "remaining_obligation",
    "Exit cost": "exit_cost",
    "Unavoidable": "unavoidable_fees",
    "Market": "market_price",
}
HOSTILE = {
    "long": "An organisation whose name has no end " * 40,
    "unbroken": "W" * 3000,
    "lines": "Two\nlines\r\nand\ta tab",
    "control": "bell\x07 null\x00 escape\x1b vertical\x0b",
    "markup": "<b>A</b> &amp; <a:t>B</a:t> ]]> \"C\" 'D'",
    "pdf": ") Tj ET (\\) endstream endobj %%EOF",
    "formula": "=cmd|' /C calc'!A0",
    "percent": "%s %n {0} {stamp} $(id) `id`",
    "wide": "東京 Компания שלום 🚀 ‮desrever",
    "half": "half a sign \ud83d",
    "path": "../../../etc/passwd",
}


class Made(NamedTuple):
    """One handout, written both ways."""

    handout: Handout
    folder: Path
    pages: list[str]  # of the PDF, as poppler reads them
    deck: Any
    case: Scenario
    result: Result

    @property
    def pdf(self) -> Path:
        return self.folder / "pack.pdf"


def _case() -> Scenario:
    changes = {"term_months": 60.0, "monthly_spend": 1100.0, "horizon_months": float(WHOLE)}
    return scenario(NAME, {**preset_scenario("as_reported").values, **changes})


@pytest.fixture(scope="module")
def made(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("handouts")
    case = _case()
    project = project_of([case, preset_scenario("as_reported")])
    handout = collect(project, PAGES, HandoutOptions(ORGANISATION, date=DATE))
    write_pdf(folder / "pack.pdf", handout, lambda _share: None)
    write_deck(folder / "pack.pptx", handout, lambda _share: None)
    deck = Presentation(str(folder / "pack.pptx"))
    pages = page_texts(folder / "pack.pdf")
    return Made(handout, folder, pages, deck, case, evaluate(case))


@pytest.fixture(scope="module")
def refereed() -> tuple[dict[str, Any], dict[str, Any]]:
    """The oracle's rows and headline figures of the case."""
    inputs = dict(_case().values)
    scalars, rows = oracle(inputs)
    return rows, headline(inputs, scalars, rows)


# The PDF ---------------------------------------------------------------------------------------


@needs_poppler
def test_every_page_is_stamped(made: Made) -> None:
    count = int(info(made.pdf)["Pages"])
    assert len(made.pages) == count > len(PAGES) + 4
    for number, text in enumerate(made.pages, start=1):
        assert f"Page {number} of {count}" in text
        for part in (NAME, ORGANISATION, "22 Nov 2026", made.handout.stamp.version):
            assert part in text, (number, part)
        assert NOTICE.search(text), number


@needs_poppler
def test_the_parts_come_in_order(made: Made) -> None:
    cover, summary = made.pages[:2]
    assert "Board pack" in cover
    assert "Summary" in summary[:60]
    wanted = ("Overview", "Scenarios compared", "Assumptions", "Sources", "Appendix")
    told = [re.search(rf"{name}[^\d.]{{0,60}}?\d", cover) for name in wanted]
    places = [each.start() for each in told if each]
    assert len(places) == len(wanted)
    assert places == sorted(places)
    found = [_page_of(made, name) for name in wanted]
    assert found == sorted(found)


def _page_of(made: Made, title: str) -> int:
    """The number of the first page with such a title."""
    heads = enumerate((text[:70] for text in made.pages[1:]), start=2)
    return next(number for number, head in heads if title in head)


@needs_poppler
def test_the_contents_name_the_right_pages(made: Made) -> None:
    for part in ("Summary", "Overview", "Scenarios compared", "Assumptions", "Sources"):
        stated = re.search(rf"{part}\D{{0,60}}?(\d+)", made.pages[0])
        assert stated, part
        assert int(stated[1]) == _page_of(made, part)


@needs_poppler
def test_text_can_be_selected_and_found(made: Made) -> None:
    whole = " ".join(made.pages)
    for chart in ("Profitability", "Cumulative cash", "Lock-in", "Contract against market"):
        assert chart in whole
    for sentence in made.handout.summary:
        assert " ".join(sentence.split()) in made.pages[1]
    for picture in made.handout.pages[0].pictures:
        said = picture.sentence.removeprefix(f"{picture.table.title}: ")
        assert " ".join(said.split()).casefold() in whole.casefold()
    for row in fonts(made.pdf):
        assert row[-5] == row[-3] == "yes", row  # embedded, and told in Unicode


@needs_poppler
def test_a_minus_on_an_axis_is_text_too(made: Made) -> None:
    fans = next(page for page in made.pages[2:] if "Uncertainty: ranges" in page)
    assert any(re.fullmatch(r"−\$\d+B", word) for word in fans.split())


@needs_poppler
def test_charts_are_vectors(made: Made) -> None:
    assert images(made.pdf) == 0
    drawn, place = made.folder / "page.svg", str(_page_of(made, "Overview"))
    words = ["pdftocairo", "-svg", "-f", place, "-l", place, str(made.pdf), str(drawn)]
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - poppler's tool
    kinds = [each.tag.rpartition("}")[2] for each in Xml.parse(drawn).iter()]  # noqa: S314
    assert kinds.count("image") == 0
    assert kinds.count("path") > 100


class _Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


def _words(path: Path) -> Iterator[tuple[float, float, list[_Word]]]:
    """Of each page its width, its height, and its words with their boxes, in points."""
    done = subprocess.run(  # noqa: S603 - poppler's tool
        ["pdftotext", "-bbox", str(path), "-"],  # noqa: S607
        check=True,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    name = "{http://www.w3.org/1999/xhtml}"
    for page in Xml.fromstring(done.stdout).iter(f"{name}page"):  # noqa: S314 - poppler's own
        words = [
            _Word(each.text or "", *(float(each.attrib[key]) for key in _BOX))
            for each in page.iter(f"{name}word")
        ]
        yield float(page.attrib["width"]), float(page.attrib["height"]), words


_BOX = ("xMin", "yMin", "xMax", "yMax")


def _covered(one: _Word, other: _Word) -> float:
    """The share of the smaller box that lies in both."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(each.right - each.left) * (each.bottom - each.top) for each in (one, other)]
    return width * height / max(min(areas), 1e-9)


@needs_poppler
def test_no_word_runs_off_its_page_or_into_another(made: Made) -> None:
    for number, (width, height, words) in enumerate(_words(made.pdf), start=1):
        assert words
        outside = [
            each
            for each in words
            if each.left < 0 or each.top < 0 or each.right > width or each.bottom > height
        ]
        assert not outside, number
        clashes = [
            (one.text, other.text)
            for place, one in enumerate(words)
            for other in words[place + 1 :]
            if _covered(one, other) > 0.35
        ]
        assert not clashes, number


@needs_poppler
def test_every_assumption_stands_with_its_status(made: Made) -> None:
    whole = " ".join(made.pages)
    status = "Reported|Disputed|Assumption|Undisclosed|Derived|Choice"
    for item in made.case.model.inputs.values():
        label = re.escape(" ".join(item.label.split()))
        assert re.search(rf"(?:{status}) {label}", whole), item.label


# Figures in words and on cards -----------------------------------------------------------------


def _money(text: str) -> tuple[float, float]:
    """`$6.19B` as millions of dollars, and half of its last digit."""
    found = re.fullmatch(r"(\N{MINUS SIGN}?)\$([\d.,]+)([BmkT]?)", text)
    assert found, text
    size = {"T": 1e6, "B": 1e3, "m": 1.0, "k": 1e-3}[found[3]]
    digits = found[2].replace(",", "")
    places = len(digits.partition(".")[2])
    return float(digits) * size * (-1 if found[1] else 1), 0.5001 * size * 10**-places


MONEY = (
    "peak_funding",
    "remaining_obligation",
    "exit_cost",
    "total_commitment",
    "unavoidable_fees",
    "closing_cash",
    "npv_operating_profit",
)


@needs_poppler
@pytest.mark.parametrize("key", MONEY)
def test_cards_say_what_the_oracle_says(
    made: Made, refereed: tuple[dict[str, Any], dict[str, Any]], key: str
) -> None:
    figure = next(each for each in made.handout.figures if each.key == key)
    value, close = _money(figure.value)
    # Of what has three digits only, the last one counts.
    assert value == pytest.approx(refereed[1][key], abs=max(close, abs(value) * 0.005))
    assert f"{figure.label} {figure.value}" in made.pages[1]
    said = "\n".join(texts(made.deck.slides[2])).splitlines()
    assert said[said.index(figure.label) + 1] == figure.value


def test_the_summary_speaks_of_the_case(made: Made) -> None:
    told = " ".join(made.handout.summary)
    assert "$1.1B" in told or "$1.10B" in told
    assert "60 months" in told
    shown = "\n".join(text for slide in made.deck.slides for text in texts(slide))
    for sentence in made.handout.summary:
        assert sentence in shown


# The deck --------------------------------------------------------------------------------------


def test_slides_are_wide(made: Made) -> None:
    assert made.deck.slide_width * 9 == pytest.approx(made.deck.slide_height * 16, rel=1e-4)


def _said(slide: Any) -> str:
    return "\n".join(texts(slide))


def test_every_slide_is_stamped(made: Made) -> None:
    for number, slide in enumerate(made.deck.slides, start=1):
        said = _said(slide)
        for part in (ORGANISATION, NAME, DATE, made.handout.stamp.version):
            assert part in said, (number, part)
        assert NOTICE.search(said), number
        assert slide._element.xpath('.//a:fld[@type="slidenum"]'), number
        assert slide.shapes.title.text_frame.text.strip()


def test_what_the_charts_show_is_what_the_engine_says(made: Made) -> None:
    """Bit by bit, read back from the file; the oracle agrees."""
    _scalars, rows = oracle(dict(made.case.values))
    overview = {picture.table.title for picture in made.handout.pages[0].pictures}
    found: dict[str, list[float | None]] = {}
    for slide in made.deck.slides:
        if slide.shapes.title.text_frame.text in overview:
            for shape in slide.shapes:
                if shape.has_chart:
                    found |= {each.name: list(each.values) for each in shape.chart.plots[0].series}
    for name, key in CHARTED.items():
        values = found[name]
        assert len(values) == WHOLE
        assert values == made.result.row(key)[:WHOLE].tolist(), name
        assert values == pytest.approx([float(each) for each in rows[key][:WHOLE]], rel=1e-9)


def test_every_chart_and_table_is_native(made: Made) -> None:
    shown = [picture for page in made.handout.pages for picture in page.pictures]
    assert len(charts(made.deck)) >= sum(each.table.kind != "table" for each in shown) > 8
    assert len(tables(made.deck)) > 5
    for slide in made.deck.slides:
        assert not [shape for shape in slide.shapes if shape.shape_type == 13]  # a picture
    for chart in charts(made.deck):
        assert chart.part.chart_workbook.xlsx_part is not None  # its numbers can be edited


def test_bands_are_where_the_engine_puts_them(made: Made) -> None:
    """Percentiles lie in order in every month; the plan is the case itself."""
    fan = next(
        picture.table
        for picture in made.handout.pages[2].pictures
        if picture.table.title == "Operating profit"
    )
    edges = {column.name: column.values for column in fan.columns}
    ordered = [edges[name] for name in ("p5", "p25", "median", "p75", "p95")]
    for month in zip(*ordered, strict=True):
        assert list(month) == sorted(month)
    assert list(edges["plan"]) == made.result.row("operating_profit")[:WHOLE].tolist()
    native = [
        {series.name: tuple(series.values) for series in chart.plots[0].series}
        for chart in charts(made.deck)
    ]
    assert edges in native


def test_the_appendix_adds_up_to_the_oracles_quarters(
    made: Made, refereed: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    rows = refereed[0]
    found: dict[str, list[str]] = {}
    for table in tables(made.deck):
        head, *body = cells(table)
        if head[0] == "Line item":
            quarters = [at for at, name in enumerate(head) if re.fullmatch(r"Q\d \d{4}", name)]
            for row in body:
                found.setdefault(row[0], []).extend(row[at] for at in quarters)
    for key, label in (("revenue", "Revenue"), ("operating_profit", "Operating profit")):
        assert made.case.model.line_items[key].label == label
        told = [float(re.sub(r"[(),\N{EN DASH}]", "", text) or 0) for text in found[label]]
        assert len(told) == WHOLE // 3
        summed = [sum(rows[key][at : at + 3]) for at in range(0, WHOLE, 3)]
        assert told == pytest.approx([abs(float(each)) for each in summed], abs=0.51)


def test_ledger_of_the_pdf_has_every_line_item(made: Made) -> None:
    whole = " ".join(made.pages)
    for item in made.case.model.line_items.values():
        assert " ".join(item.label.split()) in whole, item.label


# Whoever it is for -----------------------------------------------------------------------------


def _without_pages(made: Made, organisation: str) -> Handout:
    stamp = made.handout.stamp._replace(organisation=organisation)
    first = made.handout.pages[0]
    little = first._replace(pictures=first.pictures[:1])
    return made.handout._replace(stamp=stamp, pages=(little,), sources=(), ledger=())


@needs_poppler
@pytest.mark.parametrize("organisation", HOSTILE.values(), ids=HOSTILE)
def test_no_organisation_spoils_the_pdf(made: Made, tmp_path: Path, organisation: str) -> None:
    path = tmp_path / "pack.pdf"
    write_pdf(path, _without_pages(made, organisation), lambda _share: None)
    plain = tmp_path / "plain.pdf"
    write_pdf(plain, _without_pages(made, "Plain"), lambda _share: None)
    pages = page_texts(path)
    assert len(pages) == len(page_texts(plain))
    for number, text in enumerate(pages, start=1):
        for part in (NAME, "22 Nov 2026", f"Page {number} of {len(pages)}"):
            assert part in text, (number, part)
        assert NOTICE.search(text), number
    for width, _height, words in _words(path):
        assert all(each.left >= 0 and each.right <= width for each in words)


@pytest.mark.parametrize("organisation", HOSTILE.values(), ids=HOSTILE)
def test_no_organisation_spoils_the_deck(made: Made, tmp_path: Path, organisation: str) -> None:
    path = tmp_path / "pack.pptx"
    write_deck(path, _without_pages(made, organisation), lambda _share: None)
    deck = Presentation(str(path))
    assert len(deck.slides) > 3
    for slide in deck.slides:
        said = _said(slide)
        for part in (NAME, DATE, made.handout.stamp.version):
            assert part in said
        assert NOTICE.search(said)
        assert all(len(text) < 800 for text in texts(slide))
    (first, *_rest) = charts(deck)
    revenue = next(each for each in first.plots[0].series if each.name == "Revenue")
    assert list(revenue.values) == made.result.row("revenue")[:WHOLE].tolist()


@needs_poppler
def test_without_an_organisation_nothing_is_missed(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    write_pdf(path, _without_pages(made, ""), lambda _share: None)
    for text in page_texts(path):
        assert f"· {NAME}" not in text
        assert NAME in text
