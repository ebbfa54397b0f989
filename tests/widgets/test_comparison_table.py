"""The comparison: what is shown anew, editing and refusals, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.widgets.literals import Heard, tokens
from widgets.comparison.clipboard import html_table, piece, tab_separated
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.comparison.table import ComparisonCard

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

# What the off-screen platform says when a window with size limits or a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


def _input(key: str, label: str, *texts: str) -> Row:
    cells = tuple(Cell(text, editable=True) for text in texts)
    return Row(key, label, cells, tooltip=f"About {label}", unit="months")


COLUMNS = (
    Column(7, "As reported", "revenue", baseline=True),
    Column(3, "=HYPERLINK(x)", "compute"),
)
SPEND = Row(
    "monthly_spend",
    "Monthly spend",
    (
        Cell("$1.25B", "1250.0", editable=True),
        Cell("$828m", "828.0", mark="changed", editable=True),
    ),
    unit="$m",
)
STATE = TableState(
    "Input",
    COLUMNS,
    (
        Row("group:Headline", "Headline"),
        SPEND,
        _input("term_months", "Term", "36", "48"),
        Row("group:Exit terms", "Exit terms"),
        _input("notice_months", "Notice", "6", "3"),
    ),
)


def _with_cell(state: TableState, row: int, column: int, cell: Cell) -> TableState:
    old = state.rows[row]
    cells = (*old.cells[:column], cell, *old.cells[column + 1 :])
    rows = (*state.rows[:row], old._replace(cells=cells), *state.rows[row + 1 :])
    return state._replace(rows=rows)


@pytest.fixture
def card(qtbot: QtBot) -> ComparisonCard:
    made = ComparisonCard("Inputs that differ", tokens("light"), (("changed", "differs"),))
    qtbot.addWidget(made)
    made.resize(540, 340)
    made.show_state(STATE)
    made.show()
    return made


def _at(card: ComparisonCard, row: int, column: int) -> QModelIndex:
    index = card.view.comparison.index(row, column)
    card.view.setCurrentIndex(index)
    return index


def _editor(card: ComparisonCard) -> QLineEdit:
    found = card.view.viewport().findChildren(QLineEdit)
    assert len(found) == 1
    return found[0]


def _wait_closed(qtbot: QtBot, card: ComparisonCard) -> None:
    qtbot.waitUntil(lambda: not card.view.viewport().findChildren(QLineEdit))


def _type(qtbot: QtBot, card: ComparisonCard, row: int, column: int, text: str) -> None:
    _at(card, row, column)
    QTest.keyClick(card.view, Qt.Key.Key_F2)
    editor = _editor(card)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    _wait_closed(qtbot, card)


# What is shown ------------------------------------------------------------------------------


def test_only_what_differs_is_shown_anew(card: ComparisonCard) -> None:
    model = card.view.comparison
    changed: list[tuple[int, int, int, int]] = []
    resets: list[bool] = []
    model.dataChanged.connect(
        lambda a, b: changed.append((a.row(), a.column(), b.row(), b.column()))
    )
    model.modelReset.connect(lambda: resets.append(True))
    card.show_state(STATE)
    assert changed == []
    now = _with_cell(STATE, 2, 1, Cell("60", editable=True))
    now = _with_cell(now, 4, 1, Cell("9", editable=True))
    card.show_state(now)
    assert changed == [(2, 1, 4, 1)]
    assert resets == []
    card.show_state(now._replace(rows=now.rows[:3]))
    assert resets == [True]


def test_the_current_cell_is_found_again_among_other_rows(card: ComparisonCard) -> None:
    _at(card, 4, 1)
    card.show_state(STATE._replace(columns=COLUMNS[1:], rows=_only_second(STATE.rows[3:])))
    index = card.view.currentIndex()
    assert (index.row(), index.column()) == (1, 0)


def _only_second(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row._replace(cells=row.cells[1:]) for row in rows)


def test_headings_follow_without_a_reset(card: ComparisonCard) -> None:
    renamed = COLUMNS[0]._replace(heading="Signed")
    heard: list[Qt.Orientation] = []
    card.view.comparison.headerDataChanged.connect(lambda which, *_: heard.append(which))
    card.show_state(STATE._replace(columns=(renamed, COLUMNS[1])))
    assert heard == [Qt.Orientation.Horizontal]
    model = card.view.comparison
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert model.headerData(0, across) == "Signed"
    tip = Qt.ItemDataRole.ToolTipRole
    assert model.headerData(0, across, tip) == "Signed\nBaseline"
    assert model.headerData(2, down, tip) == "Term\nAbout Term"


def test_cells_say_where_they_are_and_their_mark(card: ComparisonCard) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    index = card.view.comparison.index(1, 1)
    assert index.data(role) == "Monthly spend, =HYPERLINK(x): $828m, changed"
    best = _with_cell(STATE, 1, 0, Cell("$1m", mark="best", tone="good"))
    card.show_state(best)
    text = card.view.comparison.index(1, 0).data(role)
    assert text == "Monthly spend, As reported: $1m, best"


def test_names_are_never_mark_up(card: ComparisonCard) -> None:
    bold = COLUMNS[0]._replace(heading="<b>Bold</b>")
    card.show_state(STATE._replace(columns=(bold, COLUMNS[1])))
    tip = card.view.comparison.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip is not None
    assert "&lt;b&gt;Bold" in tip


def test_an_empty_table_says_why(card: ComparisonCard) -> None:
    card.show_state(STATE._replace(rows=(), empty="The ticked scenarios have the same inputs"))
    assert card.view.is_empty()
    assert not card.copy_button.isEnabled()
    assert not card.view.verticalHeader().isVisible()
    assert not card.grab().isNull()
    card.show_state(STATE)
    assert card.view.verticalHeader().isVisible()


def test_arrows_pass_over_group_headings(qtbot: QtBot, card: ComparisonCard) -> None:
    _at(card, 2, 0)
    QTest.keyClick(card.view, Qt.Key.Key_Down)
    assert card.view.currentIndex().row() == 4
    QTest.keyClick(card.view, Qt.Key.Key_Up)
    assert card.view.currentIndex().row() == 2
    for _ in range(3):  # above the first row is only a heading
        QTest.keyClick(card.view, Qt.Key.Key_Up)
    assert card.view.currentIndex().row() == 1


# Editing ------------------------------------------------------------------------------------


def test_what_is_typed_is_emitted_with_its_place(qtbot: QtBot, card: ComparisonCard) -> None:
    heard = Heard(card, ("value_entered",))
    _type(qtbot, card, 2, 1, "5y")
    assert heard.take() == [("value_entered", 3, "term_months", "5y")]
    assert card.view.currentIndex().row() == 4  # on to the next, as in a spreadsheet


def test_typing_opens_a_cell_and_escape_leaves_it(qtbot: QtBot, card: ComparisonCard) -> None:
    heard = Heard(card, ("value_entered",))
    card.view.setFocus()
    _at(card, 2, 0)
    QTest.keyClick(card.view, Qt.Key.Key_4)
    assert _editor(card).text() == "4"
    QTest.keyClick(_editor(card), Qt.Key.Key_Escape)
    _wait_closed(qtbot, card)
    _type(qtbot, card, 2, 0, "36")  # the value that stands
    assert heard.take() == []


def test_a_cell_that_cannot_be_edited_opens_no_field(qtbot: QtBot, card: ComparisonCard) -> None:
    card.show_state(_with_cell(STATE, 1, 0, Cell("$1.25B")))
    _at(card, 1, 0)
    QTest.keyClick(card.view, Qt.Key.Key_F2)
    QTest.keyClick(card.view, Qt.Key.Key_Return)
    assert card.view.viewport().findChildren(QLineEdit) == []


def test_a_refused_text_stays_with_its_message(qtbot: QtBot, card: ComparisonCard) -> None:
    card.value_entered.connect(
        lambda number, key, _text: card.show_cell_error(number, key, "allowed: 1 to 96")
    )
    _type(qtbot, card, 2, 0, "300")
    index = card.view.comparison.index(2, 0)
    assert card.view.currentIndex() == index
    assert index.data() == "300"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "allowed: 1 to 96"
    assert card.fault.isVisible()
    assert card.fault.accessibleName() == "Term, As reported: allowed: 1 to 96"
    QTest.keyClick(card.view, Qt.Key.Key_F2)
    assert _editor(card).text() == "300"
    QTest.keyClick(_editor(card), Qt.Key.Key_Escape)
    _wait_closed(qtbot, card)
    QTest.keyClick(card.view, Qt.Key.Key_Escape)
    assert index.data() == "36"
    assert not card.fault.isVisible()


def test_another_value_takes_a_refusal_away(qtbot: QtBot, card: ComparisonCard) -> None:
    for _ in range(2):
        _type(qtbot, card, 2, 0, "300")
        card.show_cell_error(7, "term_months", "allowed: 1 to 96")
        assert card.fault.isVisible()
        card.show_state(_with_cell(STATE, 2, 0, Cell("60", editable=True)))
        assert not card.fault.isVisible()
        card.show_state(STATE)
    _type(qtbot, card, 2, 0, "300")
    card.show_cell_error(7, "term_months", "allowed: 1 to 96")
    card.show_state(STATE)
    assert card.fault.isVisible()
    card.show_cell_error(7, "term_months", "")
    assert not card.fault.isVisible()


def test_a_refusal_of_a_cell_that_is_gone_is_ignored(card: ComparisonCard) -> None:
    card.show_cell_error(99, "term_months", "too late")
    card.show_cell_error(7, "gone", "too late")
    assert not card.fault.isVisible()


def test_new_values_leave_what_is_being_typed(qtbot: QtBot, card: ComparisonCard) -> None:
    _at(card, 2, 1)
    QTest.keyClick(card.view, Qt.Key.Key_F2)
    editor = _editor(card)
    card.show_state(_with_cell(STATE, 2, 1, Cell("50", editable=True)))
    assert editor.text() == "50"
    QTest.keyClicks(editor, "7")
    card.show_state(_with_cell(STATE, 2, 1, Cell("51", editable=True)))
    assert editor.text() == "7"


# Copying ------------------------------------------------------------------------------------


def test_the_whole_table_is_copied_with_headings_units_and_numbers(card: ComparisonCard) -> None:
    card.copy_button.click()
    assert card.copy_button.text() == "Copied"
    assert QGuiApplication.clipboard().text() == (
        "Input\tUnit\tAs reported\t'=HYPERLINK(x)\n"
        "Headline\t\t\t\n"
        "Monthly spend\t$m\t1250.0\t828.0\n"
        "Term\tmonths\t36\t48\n"
        "Exit terms\t\t\t\n"
        "Notice\tmonths\t6\t3\n"
    )
    page = QGuiApplication.clipboard().mimeData().html()
    assert page.count("<tr>") == 6
    assert 'x:num="1250.0" sdval="1250.0" sdnum="1033;">$1.25B</td>' in page


def test_a_selection_is_copied_as_it_lies(qtbot: QtBot, card: ComparisonCard) -> None:
    model = card.view.comparison
    selected = QItemSelection(model.index(1, 1), model.index(2, 1))
    card.view.selectionModel().select(selected, SELECT)
    QTest.keyClick(card.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "828.0\n48\n"
    card.view.selectAll()
    QTest.keyClick(card.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Input\tUnit\t")


def test_a_refused_text_is_not_copied(qtbot: QtBot, card: ComparisonCard) -> None:
    _type(qtbot, card, 2, 0, "300")
    card.show_cell_error(7, "term_months", "allowed: 1 to 96")
    _at(card, 2, 0)
    card.view.copy_selection()
    assert QGuiApplication.clipboard().text() == "36\n"


@pytest.mark.parametrize("text", ["=1+1", "+1 year", "-", "@home", "-2"])
def test_a_text_never_becomes_a_formula(text: str) -> None:
    line = [piece(text, number=False)]
    assert tab_separated([line]) == f"'{text}\n"
    page = html_table([line])
    assert f'sdnum="1033;0;@">{text}</td>' in page  # LibreOffice's mark of a text
    assert "x:str style=\"mso-number-format:'\\@'\"" in page  # Excel's


@pytest.mark.parametrize("copied", ["-2", "-1250.5", "1e-07", "+3", ".5"])
def test_a_number_stays_a_number(copied: str) -> None:
    line = [piece("−$2m", copied)]
    assert tab_separated([line]) == f"{copied}\n"
    assert f'x:num="{copied}" sdval="{copied}" sdnum="1033;">−$2m<' in html_table([line])


@pytest.mark.parametrize("copied", ["=2", "-2;3", "nan", "1,250", "−2"])
def test_what_is_no_number_is_copied_as_text(copied: str) -> None:
    assert "x:num" not in html_table([[piece("shown", copied)]]).split("<body>")[1]


@pytest.mark.parametrize(
    ("text", "copied", "plain", "excel", "office"),
    [
        ("50%", "0.5", "50%", "0%", "0%"),
        ("−4.7%", "-0.04669", "-4.669%", "0.0%", "0.00%"),
        ("7.25%", "0.0725", "7.25%", "0.00%", "0.00%"),
    ],
)
def test_a_percentage_stays_one(
    text: str, copied: str, plain: str, excel: str, office: str
) -> None:
    line = [piece(text, copied, kind="percent")]
    assert tab_separated([line]) == f"{plain}\n"
    page = html_table([line])
    assert f'x:num="{copied}" style="mso-number-format:\'{excel}\'"' in page
    assert f'sdval="{copied}" sdnum="1033;0;{office}">{text}</td>' in page


@pytest.mark.parametrize(("text", "copied"), [("Jun 2026", "3"), ("Yes", "1"), ("Never", "0")])
def test_a_date_and_a_word_are_copied_as_they_read(text: str, copied: str) -> None:
    line = [piece(text, copied, kind="text")]
    assert tab_separated([line]) == f"{text}\n"
    assert f'sdnum="1033;0;@">{text}</td>' in html_table([line])


def test_a_number_among_words_stays_a_number() -> None:
    """A month that an input gives as its number."""
    line = [piece("12", "12", kind="text")]
    assert tab_separated([line]) == "12\n"
    assert 'x:num="12"' in html_table([line])


def test_cells_are_copied_as_their_kind_says(card: ComparisonCard) -> None:
    cells = (Cell("Jun 2026", "3", kind="text"), Cell("50%", "0.5", kind="percent"))
    card.show_state(TableState("Figure", COLUMNS, (Row("a", "A", cells),)))
    card.view.copy_all()
    assert QGuiApplication.clipboard().text().endswith("A\tJun 2026\t50%\n")


def test_tabs_line_ends_and_markup_do_not_break_a_table() -> None:
    line = [piece("a\tb\nc", number=False), piece("<b>&", number=False)]
    assert tab_separated([line]) == "a b c\t<b>&\n"
    assert "&lt;b&gt;&amp;" in html_table([line])


def _ink_ends(part: QWidget, rect: QRect) -> tuple[int, int]:
    """The first and the last column of pixels with ink on them."""
    image = part.grab(rect.adjusted(0, 4, 0, -4)).toImage()
    ground = image.pixel(0, 0)
    inked = [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    return inked[0], inked[-1]


def _head(card: ComparisonCard, place: int) -> tuple[int, int]:
    """Where the heading of a column begins and ends in it."""
    heads = card.view.horizontalHeader()
    left, width = heads.sectionViewportPosition(place), heads.sectionSize(place)
    return _ink_ends(heads.viewport(), QRect(left, 0, width, heads.height()))


def test_headings_end_where_the_numbers_end(card: ComparisonCard) -> None:
    months = (Column(1, "1111", ""), Column(2, "Q1 2026", ""))
    card.show_state(TableState("", months, (Row("a", "A", (Cell("1111"), Cell("6"))),)))
    view = card.view
    for place in range(2):
        cell = view.visualRect(view.comparison.index(0, place))
        assert abs(_head(card, place)[1] - _ink_ends(view.viewport(), cell)[1]) <= 1


def test_a_heading_without_a_colour_keeps_no_room_for_a_dot(card: ComparisonCard) -> None:
    month = Column(1, "A heading that is too long", "")
    card.show_state(TableState("", (month,) * 5, (Row("a", "A", (Cell("1"),) * 5),)))
    assert _head(card, 0)[0] < 20


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("columns", [1, 2, 50])
def test_it_paints_in_both_themes(qtbot: QtBot, theme: str, columns: int) -> None:
    made = ComparisonCard("Headline figures", tokens(theme), (("best", "best"), ("worst", "worst")))
    qtbot.addWidget(made)
    made.resize(420, 230)
    cells = (Cell("$1.25B", mark="best", tone="good"), Cell("none", tone="muted"))
    state = TableState(
        "Figure",
        tuple(Column(place, f"Case {place}", "revenue", place == 0) for place in range(columns)),
        (Row("exit_cost", "Exit cost", tuple(cells[place % 2] for place in range(columns))),),
    )
    made.show_state(state)
    made.show()
    scroll = made.view.horizontalScrollBar()
    assert (scroll.maximum() > 0) == (columns == 50)
    assert not made.grab().isNull()
