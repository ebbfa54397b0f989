"""The user's own sources in the workbook: written as text, read back, refused cell by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from engine.evaluate import evaluate
from engine.files.atomic import FileError
from engine.files.project.file import parse_project, project_text
from engine.files.shipped import claims
from engine.files.workbook.joining import joined, opened
from engine.files.workbook.read import read_changes, read_selected
from engine.files.workbook.writer import Evidence, write_workbook
from engine.model.catalogue import catalogue
from engine.project import single
from engine.sources import MAX_ATTACHMENTS, MAX_SOURCES, MAX_TEXT, MAX_TITLE, Attachment, Source
from tests.engine.files.workbooks import STAMP, edit_cells, load, named, place_of, preset
from tests.oracle import libreoffice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engine.files.workbook.reading import WorkbookReading

    Edited = Callable[[dict[str, str]], WorkbookReading]

SOURCES = (
    Source(7, "=HYPERLINK(1)", "Board paper 12, page 3", "first\n  second"),
    Source(2, "Call with the supplier", "", "@said so"),
    Source(2**31 - 1, "+ 2027 _x0041_ <b>&", "-https://example.com/a?b=c", "12"),
)
ATTACHMENTS = (
    Attachment(7, "term_months", "=36, as signed"),
    Attachment(7, "monthly_spend"),
    Attachment(2, "notice_months", "six, “in writing”"),
    Attachment(2, "term_months", "says 60"),
)


def _write(path: Path, sources: Sequence[Source], attachments: Sequence[Attachment] = ()) -> Path:
    result = evaluate(preset("as_reported"))
    evidence = Evidence(claims(), sources, attachments)
    write_workbook(path, [result], 0, result, STAMP, evidence)
    return path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("sources") / "plan.xlsx", SOURCES, ATTACHMENTS)


@pytest.fixture(scope="module")
def book(written: Path) -> Any:
    return load(written)


@pytest.fixture
def edited(written: Path, tmp_path: Path) -> Edited:
    def edit(cells: dict[str, str]) -> WorkbookReading:
        return read_changes(edit_cells(written, tmp_path / "edited.xlsx", cells))

    return edit


def _words(text: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def _cell(book: Any, key: str, column: str, nth: int = 1) -> str:
    """A cell of the list: inputs stand on the sheet a second time, below."""
    return place_of(book, "Sources", key, column, nth)


# Written -------------------------------------------------------------------------------------


def test_each_source_stands_with_its_inputs_below_it(book: Any) -> None:
    head, *rows = [[cell.value for cell in row] for row in named(book, "user_sources")]
    assert head == [
        *("Source or input", "Title or input", "Attached to", "Document", "Added by"),
        *("Note", "Status"),
    ]
    labels = {key: catalogue().inputs[key].label for _, key, _, _ in ATTACHMENTS}
    last = f"source {2**31 - 1}"
    assert [[*row[:4], row[5]] for row in rows] == [
        ["source 7", "=HYPERLINK(1)", None, "Board paper 12, page 3", "first\n  second"],
        ["term_months", labels["term_months"], "source 7", None, "=36, as signed"],
        ["monthly_spend", labels["monthly_spend"], "source 7", None, None],
        ["source 2", "Call with the supplier", None, None, "@said so"],
        ["notice_months", labels["notice_months"], "source 2", None, "six, “in writing”"],
        ["term_months", labels["term_months"], "source 2", None, "says 60"],
        [last, "+ 2027 _x0041_ <b>&", None, "-https://example.com/a?b=c", "12"],
    ]
    assert {row[6] for row in rows} == {"user's own, unverified"}
    (top,) = [cell for (cell,) in book["Sources"].iter_rows(max_col=1) if "Your" in str(cell.value)]
    assert top.value == "Your sources: added by the user of Tenor, unverified"


def test_nothing_that_the_user_wrote_is_a_formula_or_a_link(book: Any) -> None:
    cells = [cell for row in named(book, "user_sources") for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    for cell in cells:
        assert cell.quotePrefix == cell.value.startswith(("=", "+", "-", "@")), cell.value


# Read back -----------------------------------------------------------------------------------


def test_sources_come_back(written: Path) -> None:
    found = read_changes(written)
    assert (found.sources, found.attachments) == (SOURCES, ATTACHMENTS)
    assert (found.faults, found.formulas, found.notes, found.changes) == ((), (), (), ())
    project = read_selected(written)
    assert (project.sources, project.attachments) == (SOURCES, ATTACHMENTS)
    assert project.scenario == preset("as_reported")
    again = parse_project(project_text(project).encode(), "x")
    assert (again.sources, again.attachments) == (SOURCES, ATTACHMENTS)


@pytest.mark.libreoffice
@pytest.mark.skipif(not libreoffice.available(), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_comes_back(written: Path, tmp_path: Path) -> None:
    (saved,) = libreoffice.recalculate([written], tmp_path / "out")
    found = read_changes(saved)
    assert (found.sources, found.attachments) == (SOURCES, ATTACHMENTS)
    assert not found.faults


def test_as_many_as_a_project_holds(tmp_path: Path) -> None:
    text, keys = "x" * MAX_TEXT, list(catalogue().inputs)
    sources = tuple(
        Source(number, f"{number:0{MAX_TITLE}d}", text, text)
        for number in range(1, MAX_SOURCES + 1)
    )
    attachments = tuple(
        Attachment(1 + number // 5, keys[number % 5], text) for number in range(MAX_ATTACHMENTS)
    )
    found = read_changes(_write(tmp_path / "plan.xlsx", sources, attachments))
    assert (found.sources, found.attachments, found.faults) == (sources, attachments, ())


def test_edits_are_taken(edited: Edited, book: Any) -> None:
    found = edited(
        {
            _cell(book, "source 7", "B"): _words("Board paper 13"),
            _cell(book, "source 2", "D"): "<v>2027</v>",
            _cell(book, "notice_months", "F"): "",
            _cell(book, "monthly_spend", "A"): _words("opening_cash"),
        }
    )
    assert found.sources == (
        SOURCES[0]._replace(title="Board paper 13"),
        SOURCES[1]._replace(document="2027"),
        SOURCES[2],
    )
    assert found.attachments == (
        ATTACHMENTS[0],
        Attachment(7, "opening_cash"),
        Attachment(2, "notice_months"),
        ATTACHMENTS[3],
    )
    assert not found.faults


BROKEN: dict[tuple[str, str, str], str] = {
    ("source 7", "A", "paper"): "'paper' is not a source's name; allowed: source 1, source 2",
    ("source 7", "A", "source 0"): "'source 0' is not a source's name",
    ("source 7", "A", "source 9999999999"): "'source 9999999999' is not a source's name",
    ("source 7", "A", "source 2"): "'source 2' is there twice",
    ("source 2", "B", " "): "A source needs a title; allowed: 1 to 120 characters",
    ("source 2", "B", "x" * 121): "The title has 121 characters; allowed: up to 120",
    ("source 2", "D", "x" * 1001): "The document has 1,001 characters; allowed: up to 1,000",
    ("source 2", "D", "a&#10;b"): "The document holds line breaks or control characters",
    ("source 2", "F", "x" * 1001): "The note has 1,001 characters; allowed: up to 1,000",
    ("notice_months", "A", "notice_month"): "unknown input 'notice_month'; did you mean notice_mo",
    ("notice_months", "A", "qqq"): "unknown input 'qqq'; allowed: an input's key",
    ("notice_months", "C", "source 5"): "'source 5' is none of the sources",
    ("notice_months", "C", "Board"): "'Board' is none of the sources",
    ("notice_months", "F", "x" * 1001): "The note has 1,001 characters; allowed: up to 1,000",
    ("monthly_spend", "A", "term_months"): "source 7 is attached to term_months already",
}


@pytest.mark.parametrize("case", list(BROKEN), ids=lambda case: " ".join(case)[:40])
def test_what_can_t_be_taken_is_told_and_the_rest_opens(
    edited: Edited, book: Any, tmp_path: Path, case: tuple[str, str, str]
) -> None:
    key, column, text = case
    place = _cell(book, key, column)
    found = edited({place: _words(text)})
    told = [str(fault) for fault in found.faults]
    assert any(each.startswith(place) and BROKEN[case] in each for each in told) or (
        # Of two of one name the second is the one too many.
        text == "source 2" and BROKEN[case] in told[0]
    )
    assert all(len(each) < 400 and "\n" not in each for each in told)
    assert set(found.sources) < {*SOURCES, SOURCES[0]._replace(id=2)} or key.endswith(
        ("_months", "spend")
    )
    assert len(found.attachments) < len(ATTACHMENTS) or text in ("source 2",)
    assert found.cases[0].now == preset("as_reported")
    with pytest.raises(FileError):
        read_selected(tmp_path / "edited.xlsx")


def test_a_formula_is_no_note(edited: Edited, book: Any) -> None:
    place = _cell(book, "source 2", "F")
    found = edited({place: "<f>1+1</f><v>2</v>"})
    assert str(found.faults[0]).startswith(f"{place} (source 2): is a formula of the spreadsheet")
    assert SOURCES[1] not in found.sources
    assert found.cases


# Into a project ------------------------------------------------------------------------------


def test_a_workbook_becomes_a_project_with_its_sources(written: Path) -> None:
    project = opened(read_changes(written), [0])
    assert (project.sources, project.attachments) == (SOURCES, ATTACHMENTS)


def test_sources_join_those_of_a_project_once(written: Path) -> None:
    own = (Source(2, "Mine"), SOURCES[0]._replace(id=3, extra='{"x": 1}'))
    held = (Attachment(3, "term_months", "=36, as signed", '{"y": 2}'),)
    project = replace(single(preset("albatross")), sources=own, attachments=held)
    made = joined(project, read_changes(written), [0]).project
    assert made.sources == (*own, SOURCES[1]._replace(id=1), SOURCES[2]._replace(id=4))
    assert made.attachments == (
        *held,
        Attachment(3, "monthly_spend"),
        Attachment(1, "notice_months", "six, “in writing”"),
        Attachment(1, "term_months", "says 60"),
    )
    again = joined(made, read_changes(written), [0]).project
    assert (again.sources, again.attachments) == (made.sources, made.attachments)
    assert parse_project(project_text(again).encode(), "x").sources == made.sources
