"""The deck: what stands on every slide, and that it is written whole or not at all."""

from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from app.handouts.content import Figure, Table
from app.handouts.deck import write_deck
from engine.files.atomic import FileError
from tests.app.decks import cells, tables, texts, written
from tests.app.handout_cases import NOTICE, handout, lines
from tests.oracle import slides as referee
from widgets.picture import PictureColumn, PictureTable, nothing

if TYPE_CHECKING:
    from pathlib import Path

    from app.handouts.content import Handout

LONG = "An organisation with an exceedingly long name that goes on " * 20
HOSTILE = ("=cmd|' /C calc'!A0", "http://evil.example/x", "\x00\x0bbell\x07", "@SUM(A1)", LONG)


def test_is_wide_and_says_on_every_slide_what_it_is(tmp_path: Path) -> None:
    deck = written(tmp_path, handout(lines()))
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-4)
    for slide in deck.slides:
        said = "\n".join(texts(slide))
        for part in ("Example Lab", "As reported", "Tenor 0.9.0", "2026-11-22", NOTICE):
            assert part in said
        assert slide._element.xpath('.//a:fld[@type="slidenum"]')


def test_slides_come_in_order(tmp_path: Path) -> None:
    deck = written(tmp_path, handout(lines()))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == [
        "As reported",
        "Summary",
        "Headline figures",
        "Fees",
        "Assumptions",
        "Claims",
    ]


def test_the_sentence_is_in_the_notes_and_told_to_screen_readers(tmp_path: Path) -> None:
    slide = written(tmp_path, handout(lines())).slides[3]
    assert slide.notes_slide.notes_text_frame.text == "The fee is $1.25B."
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "The fee is $1.25B."


def test_shapes_have_ids_of_their_own(tmp_path: Path) -> None:
    """Programs offer to repair a file whose shapes share one."""
    for slide in written(tmp_path, handout(lines())).slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def test_nothing_leads_outside_or_runs(tmp_path: Path) -> None:
    written(tmp_path, _hostile())
    with zipfile.ZipFile(tmp_path / "deck.pptx") as file:
        names = file.namelist()
        links = [name for name in names if name.endswith(".rels")]
        outside = [name for name in links if b'TargetMode="External"' in file.read(name)]
    assert not outside
    assert "docProps/thumbnail.jpeg" not in names
    assert not [name for name in names if "vba" in name.lower() or name.endswith(".bin")]


def test_hostile_texts_are_cut_and_cleaned(tmp_path: Path) -> None:
    deck = written(tmp_path, _hostile())
    for slide in deck.slides:
        assert len(slide.shapes.title.text_frame.text) <= 80
        assert all(len(text) <= 700 for text in texts(slide))
        assert not any("\x07" in text or "_x0007_" in text for text in texts(slide))


def test_a_card_says_value_change_and_reason(tmp_path: Path) -> None:
    slide = written(tmp_path, handout(compared="Base")).slides[2]
    assert "Exit cost\n$6.19B\n\N{MINUS SIGN}$22.9B\nnotice" in texts(slide)
    assert "Changes are against “Base”." in texts(slide)


def test_many_figures_go_on_another_slide(tmp_path: Path) -> None:
    many = tuple(Figure(f"k{n}", f"Figure {n}", f"${n}m") for n in range(13))
    deck = written(tmp_path, handout(figures=many))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[2:4] == ["Headline figures (1 of 2)", "Headline figures (2 of 2)"]


def test_a_picture_without_numbers_says_why(tmp_path: Path) -> None:
    slide = written(tmp_path, handout(nothing("Lock-in", "Nothing is owed"))).slides[3]
    assert "Nothing is owed" in texts(slide)


def test_a_map_is_thinned_and_says_so(tmp_path: Path) -> None:
    columns = tuple(PictureColumn(f"{n} months", (0.5,) * 40, "money") for n in range(60))
    rows = tuple(f"${n}m" for n in range(40))
    map_ = PictureTable("Map", "", "table", "Spend", rows, columns)
    deck = written(tmp_path, handout(map_))
    assert "14 of 40 rows and 12 of 60 columns are shown." in texts(deck.slides[3])
    assert len(cells(tables(deck)[0])) == 15


def test_a_table_that_is_a_picture_is_whole(tmp_path: Path) -> None:
    column = PictureColumn(
        "Supplier", (None,) * 25, "count", texts=tuple("abcdefghijklmnopqrstuvwxy")
    )
    rows = tuple(f"EX-{n}" for n in range(25))
    deck = written(
        tmp_path, handout(PictureTable("Ladder", "", "table", "Contract", rows, (column,)))
    )
    found = [row for each in tables(deck)[:2] for row in cells(each)[1:]]
    assert found == [[row, text] for row, text in zip(rows, column.texts, strict=True)]


def test_rows_are_spread_evenly(tmp_path: Path) -> None:
    table = Table("Assumptions", ("Input",), tuple((f"Input {n}",) for n in range(40)))
    counts = [
        len(cells(each)) - 1 for each in tables(written(tmp_path, handout(assumptions=table)))
    ]
    assert max(counts[:-1]) - min(counts[:-1]) <= 2


def test_a_long_table_is_parted_without_a_loss(tmp_path: Path) -> None:
    rows = tuple(
        (f"Input {n}", f"{n}", "Assumed, as no source says. " * (n % 5)) for n in range(90)
    )
    table = Table("Assumptions", ("Input", "Value", "Basis"), rows, frozenset({1}))
    deck = written(tmp_path, handout(assumptions=table))
    found = [row for each in tables(deck) for row in cells(each)[1:] if row[0] != "The fee is $15B"]
    assert [row[0] for row in found] == [row[0] for row in rows]
    assert [row[2] for row in found] == [row[2].strip() for row in rows]


def test_a_wide_table_repeats_its_first_column(tmp_path: Path) -> None:
    header = ("Line item", *(f"Q{n % 4 + 1} 20{26 + n // 4}" for n in range(40)))
    rows = tuple((f"Item {m}", *(f"{n * m:,}.125" for n in range(40))) for m in range(1, 4))
    wide = Table("Ledger", header, rows, frozenset(range(1, 41)))
    deck = written(tmp_path, handout(ledger=(wide,)))
    parts = [cells(each) for each in tables(deck)[2:]]
    assert len(parts) > 1
    assert [part[1][0] for part in parts] == ["Item 1"] * len(parts)
    assert tuple(text for part in parts for text in part[0][1:]) == header[1:]
    assert tuple(text for part in parts for text in part[2][1:]) == rows[1][1:]


def test_tables_stay_on_their_slides(tmp_path: Path) -> None:
    words = "Considerations and circumlocutions " * 30
    rows = tuple((words, f"{10**n:,}", words[:80]) for n in range(12))
    table = Table("Table", ("A", "B", words), rows, frozenset({1}))
    deck = written(tmp_path, handout(assumptions=table))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_a_logo_keeps_its_shape(tmp_path: Path) -> None:
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (400, 100), "white").save(file, "PNG")
    deck = written(tmp_path, handout(logo=file.getvalue()))
    logo = next(shape for shape in deck.slides[0].shapes if shape.name == "Logo")
    assert logo.width == pytest.approx(logo.height * 4, rel=0.01)


def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="logo"):
        write_deck(tmp_path / "deck.pptx", handout(logo=b"not a picture"), lambda _share: None)


def test_cancelled_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"old")

    def cancel(share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_deck(path, handout(lines()), cancel)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["deck.pptx"]


def test_progress_rises_to_one(tmp_path: Path) -> None:
    told: list[float] = []
    write_deck(tmp_path / "deck.pptx", handout(lines()), told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_without_its_package_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith("app.handouts.deck_")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(FileError, match="python-pptx, which is not installed"):
        write_deck(tmp_path / "deck.pptx", handout(), lambda _share: None)


def test_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        write_deck(tmp_path / "none" / "deck.pptx", handout(), lambda _share: None)


@pytest.mark.libreoffice
@pytest.mark.skipif(not referee.available(), reason="LibreOffice is not installed")
def test_impress_shows_every_slide(tmp_path: Path) -> None:
    deck = written(tmp_path, _hostile())
    pages = referee.page_texts(referee.converted(tmp_path / "deck.pptx", "pdf", tmp_path))
    assert len(pages) == len(deck.slides)
    for number, page in enumerate(pages, 1):
        assert NOTICE in page
        assert str(number) in page.split()


def _hostile() -> Handout:
    columns = tuple(PictureColumn(text, (1.0, None, 2.0), "money") for text in HOSTILE)
    rows = (HOSTILE[0], HOSTILE[1], LONG)
    table = Table(LONG, HOSTILE, (HOSTILE, HOSTILE), frozenset({1}), LONG)
    made = handout(
        lines(*columns, rows=rows, title=LONG),
        lines(*columns, rows=rows, title=HOSTILE[0])._replace(kind="lying_bars"),
        assumptions=table,
        title=LONG,
        summary=(LONG, *HOSTILE),
        figures=tuple(Figure("k", text, text, text, text) for text in HOSTILE),
    )
    return made._replace(stamp=made.stamp._replace(organisation=LONG, scenario=HOSTILE[2] + LONG))
