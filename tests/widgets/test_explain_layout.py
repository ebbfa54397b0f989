"""The panel's page: formulas wrap at operators, nothing lies over anything else."""

from __future__ import annotations

from itertools import combinations, groupby
from typing import TYPE_CHECKING

import pytest

from engine.formula.syntax import to_text
from engine.model.catalogue import catalogue
from tests.widgets.explain_literals import INPUT, NO_VALUE, PROFIT, QUARTER, driver
from widgets.explain.faces import look
from widgets.explain.marks import Box, Words
from widgets.explain.pages import PageMaker
from widgets.explain.states import (
    Drivers,
    ExplainState,
    FormulaText,
    Line,
    Piece,
    Strip,
    StripCell,
)
from widgets.explain.wrapping import formula_lines, wrapped
from widgets.painting import face

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

WIDTH = 349
ROOM = 307.0

_LONG = "An extraordinarily long name that nobody would type but somebody's spreadsheet holds"
_KEY = "a_name_of_an_item_that_goes_on_and_on_and_on_and_on_and_on_until_it_is_too_wide"
_SUM = "−$1,234,567,890.12 a month of the total that was agreed"

HOSTILE = ExplainState(
    "t",
    _LONG,
    _LONG,
    _LONG,
    7,
    _LONG,
    _SUM + _LONG,
    _LONG,
    _LONG,
    "assumption",
    f"{_LONG} {_KEY} {'x' * 200}",
    (_LONG, _KEY * 3),
    (
        FormulaText(
            _LONG,
            (Piece(_KEY, "x"), Piece(" * ("), Piece("x" * 300, "y"), Piece(" + 1)")),
            (Piece(_SUM, "x"), Piece(" × ( "), Piece(_SUM, "y"), Piece(" + 1)")),
            _SUM * 3,
            "copied",
        ),
    ),
    (Strip(_LONG, "s", tuple(StripCell(_LONG, _SUM, str(n), n == 3, n > 2) for n in range(9))),),
    tuple(Line("p", _LONG, _LONG, value) for value in ("$1", _SUM, "")),
    tuple(Line("p", _KEY * 2, _KEY * 3, value) for value in ("$1", _SUM, "")),
    (Line("", _LONG * 4, _LONG * 4, ""),),
    Drivers(
        f"What drives it: {_LONG}",
        tuple(driver(str(n), _LONG, _SUM, _LONG, _SUM, n / 4, 3) for n in range(-4, 5)),
        _LONG,
    ),
)


def pieces_of(formula: str, names: set[str]) -> tuple[Piece, ...]:
    """A formula as links and what stands between them."""
    parts: list[Piece] = []
    for is_word, letters in groupby(formula, lambda letter: letter.isalnum() or letter == "_"):
        text = "".join(letters)
        parts.append(Piece(text, text if is_word and text in names else ""))
    return tuple(parts)


@pytest.mark.parametrize("width", [280, WIDTH, 420])
@pytest.mark.parametrize("state", [PROFIT, QUARTER, INPUT, NO_VALUE, HOSTILE])
def test_words_lie_beside_each_other_and_on_the_page(
    qapp: QApplication, state: ExplainState, width: int
) -> None:
    page = PageMaker().make(state, look(width), unfolded=True, copied="formula 0")
    bottom = 0
    for top, block in page.blocks:
        assert top == bottom
        bottom = top + block.height
        boxes = [mark.box for mark in block.marks if isinstance(mark, Words)]
        for box in boxes:
            assert box.x >= 0
            assert box.right <= width
            assert box.y >= 0
            assert box.bottom <= block.height
        for one, other in combinations(boxes, 2):
            assert not overlap(one, other), (block.name, one, other)
    assert page.height >= bottom


def overlap(one: Box, other: Box) -> bool:
    """By more than rounding."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0.5 and down > 3.0  # lines of text are lower than their boxes


@pytest.mark.parametrize("state", [PROFIT, HOSTILE])
def test_words_keep_clear_of_the_sliders(qapp: QApplication, state: ExplainState) -> None:
    page = PageMaker().make(state, look(WIDTH), unfolded=False, copied="")
    checked = 0
    for _top, block in page.blocks:
        for control in (hit.boxes[0] for hit in block.hits if hit.kind == "control"):
            boxes = [mark.box for mark in block.marks if isinstance(mark, Words)]
            assert not [box for box in boxes if overlap(box, control)]
            checked += 1
    assert checked == len(state.drivers.rows)


def test_words_are_as_wide_as_they_are_taken_to_be(qapp: QApplication) -> None:
    """Digits are measured as zeros: the face's figures are equally wide."""
    for state in (PROFIT, QUARTER, INPUT):
        page = PageMaker().make(state, look(WIDTH), unfolded=True, copied="")
        words = [mark for placed in page.blocks for mark in placed.block.marks]
        for mark in words:
            if isinstance(mark, Words):
                real = mark.using.metrics.horizontalAdvance(mark.text)
                assert mark.box.width == pytest.approx(real, abs=1.0)


def test_cut_labels_have_all_of_it_in_their_tip(qapp: QApplication) -> None:
    page = PageMaker().make(HOSTILE, look(WIDTH), unfolded=True, copied="")
    tips = {name: hit.tip for name, (_, hit) in page.places().items()}
    assert _LONG in tips["precedents:0"]
    assert _LONG in tips["drivers:0"]
    assert _LONG in tips["strip 0:title"]


def test_a_strip_too_wide_for_one_line_wraps(qapp: QApplication) -> None:
    page = PageMaker().make(QUARTER, look(WIDTH), unfolded=False, copied="")
    cells = [hit.boxes[0] for _, hit in page.places().values() if hit.kind == "cell"]
    assert len({box.y for box in cells}) == 2
    assert cells[0].x == cells[4].x


def test_what_holds_and_what_decides_is_told_without_colour(qapp: QApplication) -> None:
    page = PageMaker().make(QUARTER, look(WIDTH), unfolded=False, copied="")
    spoken = [hit.spoken for _, hit in page.places().values() if hit.kind == "cell"]
    assert spoken[1:4] == [
        "Q3 2026: −$96.3m",
        "Q4 2026: $12.8m, holds, decides",
        "Q1 2027: $141.2m, holds",
    ]


# -- wrapping


def lines_of(pieces: tuple[Piece, ...], width: float = ROOM) -> list[str]:
    """Each line's text, without what stands between its runs."""
    lines = formula_lines(pieces, width, face(12))
    texts = [""] * lines.lines
    for run in lines.runs:
        texts[run.line] += run.text + " "
    return [text.strip() for text in texts]


def test_every_formula_of_the_model_is_shown_whole_within_the_width(qapp: QApplication) -> None:
    model = catalogue()
    names = {*model.line_items, *model.inputs}
    formulas = [to_text(item.formula) for item in model.line_items.values()]
    assert len(formulas) == 106
    for formula in formulas:
        pieces = pieces_of(formula, names)
        lines = formula_lines(pieces, ROOM, face(12))
        assert "".join(run.text for run in lines.runs).replace(" ", "") == formula.replace(" ", "")
        assert all(run.x + run.width <= ROOM + 0.5 for run in lines.runs)


def test_lines_break_before_operators(qapp: QApplication) -> None:
    names = tuple(Piece(f"rather_long_name_{letter}", letter) for letter in "abcd")
    pieces = (names[0], Piece(" - "), names[1], Piece(" - "), names[2], Piece(" * "), names[3])
    assert lines_of(pieces) == [
        "rather_long_name_a - rather_long_name_b",
        "- rather_long_name_c * rather_long_name_d",
    ]


def test_lines_break_outside_brackets_first(qapp: QApplication) -> None:
    pieces = (
        Piece("a_first_name_here", "a"),
        Piece(" + (1 - "),
        Piece("a_second_name_here", "b"),
        Piece(") * 2"),
    )
    assert lines_of(pieces, 220.0) == ["a_first_name_here", "+ (1 - a_second_name_here ) * 2"]


def test_lines_break_behind_the_commas_of_a_function(qapp: QApplication) -> None:
    pieces = (
        Piece("where("),
        Piece("some_condition", "a"),
        Piece(" > 0, "),
        Piece("the_value_if_it_holds", "b"),
        Piece(" + 1, 0)"),
    )
    assert lines_of(pieces, 210.0) == [
        "where( some_condition > 0,",
        "the_value_if_it_holds + 1, 0)",
    ]


def test_a_name_too_wide_is_cut_behind_underscores_and_stays_one_link(qapp: QApplication) -> None:
    lines = formula_lines((Piece("1 + "), Piece(_KEY, "x")), 200.0, face(12))
    parts = [run for run in lines.runs if run.piece == 1]
    assert len(parts) > 1
    assert "".join(run.text for run in parts) == _KEY
    assert all(run.text.endswith("_") for run in parts[:-1])


def test_an_empty_formula_takes_no_line(qapp: QApplication) -> None:
    assert formula_lines((), ROOM, face(12)).lines == 0
    assert formula_lines((Piece(" "),), ROOM, face(12)).lines == 0


def test_sentences_wrap_at_spaces_and_end_in_an_ellipsis_where_cut(qapp: QApplication) -> None:
    using = face(13)
    whole = wrapped(_LONG, 160.0, using)
    assert " ".join(whole) == _LONG
    assert all(using.width(line) <= 160 for line in whole)
    cut = wrapped(_LONG, 160.0, using, 2)
    assert len(cut) == 2
    assert cut[0] == whole[0]
    assert cut[1].endswith("…")
