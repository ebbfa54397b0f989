"""The dialog of a line item: what is typed, what is offered, what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from engine.formula.syntax import MAX_LENGTH
from engine.model.custom import CustomItem
from tests.widgets.literals import Heard, tab_walk, tokens
from widgets.dialogs.line_item import LineItemDialog
from widgets.dialogs.line_item_states import Fault, ItemCheck, ItemForm, Preview, UnitChoice
from widgets.dialogs.line_items import ItemLine, LineItemsDialog
from widgets.formula_edit.states import Completion, Signature, Vocabulary
from widgets.formula_edit.words import Call, call_at, fitting, token_at, word_at

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WHERE = Signature(("condition", "then", "else"), "Chooses.")
WORDS = Vocabulary(
    (
        Completion("revenue", "Revenue", "line item, $m"),
        Completion("lost_revenue", "Lost sales", "line item, $m"),
        Completion("monthly_spend", "Fee", "input, $m/month"),
        Completion("where", "Chooses.", "function", "where(condition, then, else)"),
    ),
    {"where": WHERE},
)
KINDS = (("flow", "Flow"), ("balance", "Balance"), ("rate", "Rate"))
EMPTY = CustomItem("", "", "$m", "flow", "")
KNOWN = CustomItem("fee_share", "Fee share", "%", "rate", "monthly_spend / revenue", "0", "Of it")
UNITS = (UnitChoice("$m", "$m – money"), UnitChoice("%", "% – percent"))
PREVIEW = Preview("$5m", "Apr 2026", np.arange(120.0), 48, "$0 to $119m")
OK = QDialogButtonBox.StandardButton.Ok


class _Judge:
    """Finds every `bad` in a formula wrong, a % wrong for money, and all the rest right."""

    def __init__(self) -> None:
        self.asked: list[tuple[CustomItem, str, bool]] = []

    def key_for(self, label: str) -> str:
        return label.lower().replace(" ", "_")

    def check(self, draft: CustomItem, last_key: str, *, free_unit: bool) -> ItemCheck:
        self.asked.append((draft, last_key, free_unit))
        faults = []
        if not draft.label:
            faults.append(Fault("label", "A label is needed"))
        if "bad" in draft.formula:
            faults.append(Fault("formula", "This is bad", draft.formula.index("bad")))
        if not draft.formula:
            faults.append(Fault("formula", "A formula is needed"))
        units = UNITS
        if draft.formula.startswith("revenue"):
            units = (UNITS[0], UNITS[1]._replace(reason="It is money"))
            if free_unit:
                draft = draft._replace(unit="$m")
            elif draft.unit != "$m":
                faults.append(Fault("unit", "It is money"))
        if last_key and draft.key != last_key:
            draft = draft._replace(formula=draft.formula.replace(last_key, draft.key))
        preview = None if faults else PREVIEW
        return ItemCheck(draft, tuple(faults), units, preview, bool(draft.key))


class Made:
    def __init__(self, qtbot: QtBot, item: CustomItem, theme: str = "light") -> None:
        self.judge = _Judge()
        form = ItemForm("Line item", item, KINDS, WORDS, not item.key)
        self.dialog = LineItemDialog(form, self.judge, tokens(theme))
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.heard = Heard(self.dialog, ("item_accepted", "rejected"))

    def type(self, text: str) -> None:
        self.dialog.formula.setFocus()
        QTest.keyClicks(self.dialog.formula, text)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.dialog.formula, key, held)

    def told(self) -> dict[str, str]:
        faults = self.dialog.faults
        return {name: each.text() for name, each in faults.items() if each.isVisible()}

    def may_accept(self) -> bool:
        return self.dialog.buttons.button(OK).isEnabled()


@pytest.fixture(params=["light", "dark"])
def new(qtbot: QtBot, request: pytest.FixtureRequest) -> Made:
    return Made(qtbot, EMPTY, request.param)


@pytest.fixture
def known(qtbot: QtBot) -> Made:
    return Made(qtbot, KNOWN)


# The form ----------------------------------------------------------------------------------------


def test_an_empty_form_is_not_scolded_and_not_accepted(new: Made) -> None:
    assert new.told() == {}
    assert not new.may_accept()
    assert new.dialog.label.hasFocus()


def test_the_key_follows_the_label_until_it_is_touched(new: Made) -> None:
    QTest.keyClicks(new.dialog.label, "Fee share")
    assert new.dialog.key.text() == "fee_share"
    QTest.keyClicks(new.dialog.key, "_2")
    QTest.keyClicks(new.dialog.label, " now")
    assert new.dialog.key.text() == "fee_share_2"
    new.dialog.key.clear()
    QTest.keyClick(new.dialog.key, Qt.Key.Key_Backspace)
    new.dialog.key.textEdited.emit("")
    QTest.keyClicks(new.dialog.label, "!")
    assert new.dialog.key.text() == "fee_share_now!"


def test_the_key_of_a_known_item_stays(known: Made) -> None:
    QTest.keyClicks(known.dialog.label, " of all")
    assert known.dialog.key.text() == "fee_share"


def test_what_is_typed_is_checked_after_a_pause(new: Made, qtbot: QtBot) -> None:
    asked = len(new.judge.asked)
    new.type("revenue")
    assert len(new.judge.asked) == asked
    qtbot.waitUntil(lambda: len(new.judge.asked) > asked)
    assert new.judge.asked[-1][0].formula == "revenue"


def test_a_fault_is_underlined_where_it_stands(new: Made) -> None:
    new.dialog.formula.set_text("1 +\n badly")
    new.dialog.settle()
    assert new.told() == {"formula": "This is bad"}
    (mark,) = new.dialog.formula.extraSelections()
    assert mark.cursor.selectedText() == "badly"
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    assert mark.format.underlineStyle() == wave
    new.dialog.formula.set_text("revenue")
    assert new.dialog.formula.extraSelections() == []


def test_the_underline_counts_as_people_do(new: Made) -> None:
    new.dialog.formula.set_text("😀 😀 bad")  # two of Qt's units each
    new.dialog.settle()
    (mark,) = new.dialog.formula.extraSelections()
    assert mark.cursor.selectedText() == "bad"


def test_the_unit_follows_the_formula_until_it_is_chosen(new: Made) -> None:
    new.dialog.formula.set_text("revenue")
    new.dialog.settle()
    assert new.dialog.unit.currentData() == "$m"
    new.dialog.unit.setCurrentIndex(1)
    new.dialog.unit.activated.emit(1)
    new.dialog.settle()
    assert new.told()["unit"] == "It is money"
    assert not new.may_accept()


def test_units_that_do_not_fit_say_why(new: Made) -> None:
    new.dialog.formula.set_text("revenue")
    new.dialog.settle()
    model = new.dialog.unit.model()
    percent = model.index(1, 0)
    assert not model.flags(percent) & Qt.ItemFlag.ItemIsEnabled
    assert percent.data(Qt.ItemDataRole.ToolTipRole) == "It is money"


def test_what_is_right_is_accepted_and_emitted(known: Made) -> None:
    assert known.may_accept()
    known.dialog.formula.set_text("  monthly_spend\n")
    known.dialog.kind.setCurrentIndex(1)
    known.dialog.kind.activated.emit(1)
    known.dialog.buttons.button(OK).click()
    made = KNOWN._replace(formula="monthly_spend", kind="balance")
    assert known.heard.take() == [("item_accepted", made)]
    assert not known.dialog.isVisible()


def test_what_is_wrong_is_not_accepted_however_one_presses(known: Made) -> None:
    known.dialog.formula.set_text("bad")
    known.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    known.dialog._accept()
    assert known.heard.take() == []
    assert known.dialog.isVisible()


def test_the_formula_follows_a_new_key(known: Made) -> None:
    known.dialog.formula.set_text("prev(fee_share) + 1")
    known.dialog.settle()
    QTest.keyClicks(known.dialog.key, "_new")
    known.dialog.settle()
    assert known.dialog.formula.text() == "prev(fee_share_new) + 1"


def test_the_preview_is_shown_while_all_is_right(known: Made) -> None:
    assert known.dialog.preview.state() == PREVIEW
    assert known.dialog.preview.accessibleDescription() == "$5m. Apr 2026"
    known.dialog.formula.set_text("bad")
    known.dialog.settle()
    assert known.dialog.preview.state() is None


def test_escape_does_not_drop_what_was_written_at_once(known: Made) -> None:
    known.type(" + 1")
    known.press(Qt.Key.Key_Escape)
    assert known.dialog.isVisible()
    assert "Esc once more" in known.told()[""]
    known.press(Qt.Key.Key_Escape)
    assert not known.dialog.isVisible()


def test_an_untouched_dialog_closes_on_escape(known: Made) -> None:
    known.press(Qt.Key.Key_Escape)
    assert not known.dialog.isVisible()


# Names -------------------------------------------------------------------------------------------


def _offered(made: Made) -> list[str]:
    popup = made.dialog.formula.popup()
    if popup is None:
        return []
    model = popup.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_two_letters_open_the_list(new: Made) -> None:
    new.type("r")
    assert _offered(new) == []
    new.type("e")
    assert _offered(new) == ["revenue", "lost_revenue", "where(condition, then, else)"]
    new.type("ve")
    assert _offered(new) == ["revenue", "lost_revenue"]
    new.type("x")
    assert _offered(new) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_name_is_taken_from_the_list(new: Made, key: Qt.Key) -> None:
    new.type("2 * rev")
    new.press(Qt.Key.Key_Down)
    new.press(key)
    assert new.dialog.formula.text() == "2 * lost_revenue"
    assert _offered(new) == []
    assert new.dialog.formula.hasFocus()


def test_a_function_is_taken_with_its_parentheses(new: Made) -> None:
    new.type("whe")
    new.press(Qt.Key.Key_Tab)
    assert new.dialog.formula.text() == "where()"
    new.type("1")
    assert new.dialog.formula.text() == "where(1)"


def test_a_function_that_has_its_parentheses_gets_no_more(new: Made) -> None:
    new.dialog.formula.set_text("whe(1, 2, 3)")
    cursor = new.dialog.formula.textCursor()
    cursor.setPosition(3)
    new.dialog.formula.setTextCursor(cursor)
    new.press(Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    new.press(Qt.Key.Key_Tab)
    assert new.dialog.formula.text() == "where(1, 2, 3)"


def test_control_space_offers_everything(new: Made) -> None:
    new.dialog.formula.setFocus()
    new.press(Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert len(_offered(new)) == 4
    new.press(Qt.Key.Key_Escape)
    assert _offered(new) == []
    assert new.dialog.isVisible()


def test_the_list_goes_when_the_field_is_left(new: Made) -> None:
    new.type("rev")
    new.dialog.label.setFocus()
    assert _offered(new) == []


def test_a_click_takes_a_name(new: Made) -> None:
    new.type("1 + rev")
    popup = new.dialog.formula.popup()
    assert popup is not None
    row = popup.list.visualRect(popup.list.model().index(1, 0))
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert new.dialog.formula.text() == "1 + lost_revenue"


def test_tab_leaves_the_formula_where_no_list_is_open(new: Made) -> None:
    new.dialog.formula.setFocus()
    new.press(Qt.Key.Key_Tab)
    assert new.dialog.opening.hasFocus()


def test_the_opening_takes_one_line(new: Made) -> None:
    opening = new.dialog.opening
    opening.setFocus()
    QTest.keyClick(opening, Qt.Key.Key_Return)
    QTest.keyClicks(opening, "1")
    assert opening.text() == "01"


def test_the_call_at_the_cursor_is_hinted(new: Made) -> None:
    assert new.dialog.hint.text() == "Ctrl+Space offers names and functions"
    new.type("where(1, ")
    assert new.dialog.hint.text() == "where(condition, ‹then›, else): Chooses."
    new.type("(2), 3)")
    assert new.dialog.hint.text() == "Ctrl+Space offers names and functions"


# Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "position", "found"),
    [
        ("abc", 2, (0, 3)),
        ("1 + ab_c", 8, (4, 8)),
        ("1e5", 2, (2, 2)),
        ("2.5", 3, (3, 3)),
        ("a + b", 3, (3, 3)),
        ("", 0, (0, 0)),
    ],
)
def test_the_name_at_the_cursor(text: str, position: int, found: tuple[int, int]) -> None:
    assert word_at(text, position) == found


@pytest.mark.parametrize(
    ("text", "position", "found"),
    [
        ("a + bc", 4, (4, 6)),
        ("a <= b", 2, (2, 4)),
        ("a +  ", 5, (2, 3)),  # at the end: the last sign
        ("", 0, (0, 0)),
        ("   ", 3, (0, 0)),
    ],
)
def test_what_a_fault_is_about(text: str, position: int, found: tuple[int, int]) -> None:
    assert token_at(text, position) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("max(1, ", Call("max", 1)),
        ("max(1, min(2, 3), ", Call("max", 2)),
        ("max((1, ", Call("max", 0)),
        ("max (1", Call("max", 0)),
        ("(1 + 2", None),
        ("max(1)", None),
        (")))", None),
    ],
)
def test_the_call_around_the_cursor(text: str, found: Call | None) -> None:
    assert call_at(text, len(text)) == found


def test_names_that_begin_so_come_first() -> None:
    names = [each.name for each in fitting(WORDS.completions, "Re")]
    assert names == ["revenue", "lost_revenue", "where"]
    assert [each.name for each in fitting(WORDS.completions, "fee")] == ["monthly_spend"]


# The list ----------------------------------------------------------------------------------------

LINES = (
    ItemLine("a", ("First", "a", "$m", "Flow", "revenue"), "<b>What</b>"),
    ItemLine("b", ("Second", "b", "%", "Rate", "a / 2")),
)


@pytest.fixture
def items(qtbot: QtBot) -> LineItemsDialog:
    made = LineItemsDialog(tokens("light"))
    qtbot.addWidget(made)
    made.show_items(LINES)
    made.show()
    return made


def test_the_list_says_what_is_to_be_done_to_which(items: LineItemsDialog) -> None:
    names = ("add_requested", "edit_requested", "duplicate_requested", "delete_requested")
    heard = Heard(items, names)
    items.choose("b")
    for button in (items.add, items.edit, items.duplicate, items.delete):
        button.click()
    QTest.keyClick(items.list, Qt.Key.Key_Delete)
    assert heard.take() == [
        ("add_requested",),
        ("edit_requested", "b"),
        ("duplicate_requested", "b"),
        ("delete_requested", "b"),
        ("delete_requested", "b"),
    ]


def test_an_empty_list_offers_only_to_add(items: LineItemsDialog) -> None:
    items.show_items(())
    assert items.add.isEnabled()
    assert not items.edit.isEnabled()
    assert not items.delete.isEnabled()
    assert "none yet" in items.about.text()
    assert items.current() == ""


def test_the_chosen_item_stays_or_its_neighbour(items: LineItemsDialog) -> None:
    items.choose("b")
    items.show_items(LINES[:1])
    assert items.current() == "a"
    items.show_items((LINES[1], LINES[0]))
    assert items.current() == "a"


def test_words_of_the_user_are_no_mark_up(items: LineItemsDialog) -> None:
    row = items.list.topLevelItem(0)
    assert row is not None
    assert "&lt;b&gt;" in row.toolTip(0)
    items.show_message("<b>no</b>")
    assert items.message.textFormat() == Qt.TextFormat.PlainText


# A trial of the window -------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [1, 5])
def test_what_is_pasted_or_set_is_bounded(qtbot: QtBot, lines: int) -> None:
    """Just beyond what a formula may have, so that the fault is seen."""
    dialog = Made(qtbot, KNOWN).dialog
    field = dialog.formula if lines > 1 else dialog.opening
    pasted = QMimeData()
    pasted.setText("a" * 50_000)
    for text in ("a" * 50_000, "1 + "):
        field.set_text(text)
        field.insertFromMimeData(pasted)
        assert MAX_LENGTH < len(field.text()) < MAX_LENGTH + 1000
    field.selectAll()
    pasted.setText("revenue")
    field.insertFromMimeData(pasted)
    assert field.text() == "revenue"


def test_tab_goes_from_above_to_below(qtbot: QtBot) -> None:
    dialog = Made(qtbot, KNOWN).dialog
    assert tab_walk(dialog) == [
        "Label", "Key", "Formula", "Before month 1", "Unit", "How months add up", "Meaning",
        "OK", "Cancel",
    ]  # fmt: skip
