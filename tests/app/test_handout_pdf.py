"""The board pack as a PDF, read back by poppler."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.background import Cancelled
from app.handouts.content import Table
from app.handouts.pdf import write_pdf
from app.handouts.pdf_pages import pages_of, room_of
from app.handouts.pdf_pictures import PicturesPage
from app.handouts.pdf_sheet import types
from app.handouts.studio import vector_of
from engine.files.atomic import FileError
from tests.app.pack_cases import handout, part, picture
from tests.app.pdf_reading import fonts, images, info, needs_poppler, page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from app.handouts.content import Handout

pytestmark = [needs_poppler, pytest.mark.usefixtures("qapp")]


class Painted(QWidget):
    """A picture of one text."""

    def __init__(self, text: str, width: int = 500, height: int = 300) -> None:
        super().__init__()
        self._text = text
        self.resize(width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        painter = QPainter(self)
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


def _written(path: Path, content: Handout) -> list[str]:
    write_pdf(path, content, lambda _share: None)
    return page_texts(path)


def test_every_text_can_be_found(tmp_path: Path) -> None:
    pages = _written(tmp_path / "pack.pdf", handout(compared="As reported"))
    cover, summary, assumptions, sources = pages
    assert "Board pack Longer term" in cover
    assert "Compared with As reported" in cover
    assert re.search(r"Summary 2 Assumptions 3 Sources 4", cover)
    assert "It is profitable from Q3 2026. Leaving costs $21.2B." in summary
    assert "Peak funding $804m +$12m vs baseline regained Dec 2026" in summary
    assert "Exit cost None nothing is owed" in summary
    assert "Reported Monthly spend $1.25B" in assumptions
    assert "C01 The lab pays monthly" in sources


def test_every_page_is_stamped(tmp_path: Path) -> None:
    rows = tuple((f"Input {row}", f"{row:,}") for row in range(200))
    long = Table("Assumptions", ("Input", "Value"), rows, frozenset({1}))
    pages = _written(tmp_path / "pack.pdf", handout(assumptions=long))
    assert len(pages) > 6
    for number, text in enumerate(pages, start=1):
        assert "Northlight · Longer term" in text
        assert "22 Nov 2026 · Tenor 1.2.3 · Sources are unverified." in text
        assert f"Page {number} of {len(pages)}" in text


def test_the_summary_loses_no_sentence(tmp_path: Path) -> None:
    said = tuple(f"Sentence {place} says that {'much ' * 30}is so." for place in range(40))
    text = " ".join(_written(tmp_path / "pack.pdf", handout(summary=said)))
    assert [int(place) for place in re.findall(r"Sentence (\d+)", text)] == list(range(40))
    assert text.count("Peak funding") == 1


def test_tables_lose_no_row(tmp_path: Path) -> None:
    rows = tuple((f"Input {row}", "a sentence " * (row % 40)) for row in range(150))
    long = Table("Assumptions", ("Input", "Basis"), rows)
    text = " ".join(_written(tmp_path / "pack.pdf", handout(assumptions=long)))
    assert [int(row) for row in re.findall(r"Input (\d+)", text)] == list(range(150))


def test_wide_tables_are_parted_by_columns(tmp_path: Path) -> None:
    heads = tuple(f"Q{1 + quarter % 4} {2026 + quarter // 4}" for quarter in range(40))
    row = ("Revenue", "$m", *(f"{1000 + quarter:,}.5" for quarter in range(40)))
    right = frozenset(range(2, 42))
    ledger = (Table("Ledger", ("Line item", "Unit", *heads), (row,), right, "A note."),)
    text = " ".join(_written(tmp_path / "pack.pdf", handout(ledger=ledger)))
    for quarter, head in enumerate(heads):
        assert head in text
        assert f"{1000 + quarter:,}.5" in text
    assert text.count("Revenue $m") == text.count("Line item Unit") > 1


@pytest.mark.parametrize(("paper", "size"), [("a4", "842 x 595"), ("letter", "792 x 612")])
def test_papers(tmp_path: Path, paper: str, size: str) -> None:
    path = tmp_path / "pack.pdf"
    _written(path, handout(paper=paper))
    assert info(path)["Page size"].startswith(size)
    assert info(path)["Title"] == "Longer term – board pack"


def test_pictures_are_lines_and_letters(tmp_path: Path) -> None:
    vector = vector_of(Painted("Revenue $3.50B, 12.5%"))
    shown = picture(vector, "Profit", "It grows: 12.5% a month.", (500, 300))
    path = tmp_path / "pack.pdf"
    pages = _written(path, handout(pages=(part(shown),)))
    assert "Revenue $3.50B, 12.5%" in pages[2]  # also its figures, though tabular on the screen
    assert (
        "Profit It grows: 12.5% a month." in pages[2]
    )  # set above a picture that doesn't say its title
    assert images(path) == 0
    assert fonts(path)
    assert all(row[-5] == row[-3] == "yes" for row in fonts(path))  # embedded, and in Unicode


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 9, 13])
@pytest.mark.parametrize("size", [(544, 270), (300, 300), (1100, 200), (250, 700)])
def test_pictures_stay_apart_and_on_the_page(count: int, size: tuple[int, int]) -> None:
    shown = [picture(b"", f"Picture {place}", "word " * 60, size) for place in range(count)]
    content = handout(pages=(part(*shown),))
    room = room_of(content)
    found = [page for page in pages_of(content) if isinstance(page, PicturesPage)]
    assert [each.picture.table.title for page in found for each in page.placed] == [
        f"Picture {place}" for place in range(count)
    ]
    small = types().small
    for page in found:
        boxes = []
        for each in page.placed:
            words = len(each.words) * small.leading + 5.0
            assert each.box.right <= room.right + 0.5
            assert each.box.bottom + words <= room.bottom + 0.5
            assert all(small.width(line) <= each.box.width + 1 for line in each.words)
            boxes.append((each.box.left, each.box.top, each.box.right, each.box.bottom + words))
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                beside = one[2] <= other[0] + 0.5 or other[2] <= one[0] + 0.5
                assert beside or one[3] <= other[1] + 0.5 or other[3] <= one[1] + 0.5


def test_a_page_without_pictures_says_so(tmp_path: Path) -> None:
    pages = _written(tmp_path / "pack.pdf", handout(pages=(part(),)))
    assert "There is no picture of this page for the scenario." in pages[2]


def test_hostile_texts_stay_on_their_pages(tmp_path: Path) -> None:
    long, breaking = "W" * 400, "a\nb\tc <b>&amp; 東京 " * 30
    stamp = handout().stamp._replace(organisation=long, scenario=breaking)
    table = Table(long, (long, breaking), ((breaking, long), (long, breaking)), note=breaking)
    content = handout(title=breaking, stamp=stamp, assumptions=table, summary=(long, breaking) * 9)
    pages = _written(tmp_path / "pack.pdf", content)
    assert all(f"Page {number} of {len(pages)}" in text for number, text in enumerate(pages, 1))
    assert len(pages) < 25


def test_the_same_handout_is_the_same_file(tmp_path: Path) -> None:
    vector = vector_of(Painted("Revenue"))
    content = handout(pages=(part(picture(vector, "Profit", "", (500, 300))),))
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    write_pdf(one, content, lambda _share: None)
    time.sleep(1.1)  # a PDF's dates have seconds
    write_pdf(two, content, lambda _share: None)
    assert one.read_bytes() == two.read_bytes()
    assert info(one)["CreationDate"].startswith("Sun Nov 22 00:00:00 2026")


def test_cancelled_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"old")

    def stop(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(path, handout(), stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_targets_that_cannot_be_written(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "pack.pdf"
    with pytest.raises(FileError, match="does not exist"):
        write_pdf(missing, handout(), lambda _share: None)


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    told: list[float] = []
    write_pdf(tmp_path / "pack.pdf", handout(), told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
