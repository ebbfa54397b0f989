"""The tornado under the hand and the keys: ends that set, names that explain, ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.uncertainty.sensitivity_literals import TORNADO, UNBASED, many
from widgets.uncertainty.sensitivity_drawing import Spot
from widgets.uncertainty.sensitivity_tornado import LEAST_PITCH, Tornado

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.uncertainty.sensitivity_drawing import Part
    from widgets.uncertainty.sensitivity_tornado import TornadoBars

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Key = Qt.Key
SIGNALS = ("value_chosen", "explain_requested", "range_entered", "range_reset")


@pytest.fixture
def tornado(qtbot: QtBot) -> Tornado:
    made = Tornado(tokens("light"))
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_state(TORNADO)
    made.show()
    qtbot.waitExposed(made)
    return made


def at(bars: TornadoBars, row: int, part: Part, place: int = 0) -> QPoint:
    """The middle of a part of a row."""
    drawing = bars.drawing()
    assert drawing is not None
    return drawing.part_boxes(Spot(row, part))[place].center().toPoint()


def click(bars: TornadoBars, row: int, part: Part, place: int = 0) -> None:
    QTest.mouseClick(bars, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, at(bars, row, part, place))


def keys(bars: TornadoBars, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(bars, key)


def test_a_click_on_an_end_or_its_number_sets_the_input(tornado: Tornado) -> None:
    heard = Heard(tornado, SIGNALS)
    click(tornado.bars, 0, "low")
    click(tornado.bars, 0, "high")
    click(tornado.bars, 1, "low", 1)
    assert heard.take() == [
        ("value_chosen", "growth", 1.0),
        ("value_chosen", "growth", 9.0),
        ("value_chosen", "price", 1.0),
    ]


def test_of_two_bars_to_one_side_each_is_met_in_its_half(tornado: Tornado) -> None:
    drawing = tornado.bars.drawing()
    assert drawing is not None
    box = drawing.box(2)
    low, _high = drawing.ends(2)
    x = (low.start + low.stop) / 2
    assert drawing.meet(x, box.top() + 4) == Spot(2, "low")
    assert drawing.meet(x, box.bottom() - 4) == Spot(2, "high")


def test_names_explain_and_what_is_empty_does_nothing(tornado: Tornado) -> None:
    heard = Heard(tornado, SIGNALS)
    click(tornado.bars, 3, "label")
    drawing = tornado.bars.drawing()
    assert drawing is not None
    assert drawing.meet(drawing.where.left + 2, drawing.box(2).center().y()) is None
    assert drawing.meet(drawing.where.left + 2, 10_000) is None
    assert heard.take() == [("explain_requested", "cash")]


def test_the_keyboard_walks_rows_and_parts_from_the_left(tornado: Tornado) -> None:
    bars, heard = tornado.bars, Heard(tornado, SIGNALS)
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    assert bars.spot() == Spot(0, "low")
    keys(bars, Key.Key_Return, Key.Key_Right, Key.Key_Space)
    keys(bars, Key.Key_Down, Key.Key_Left, Key.Key_Enter)
    # In the second row the high end is to the left of the low one.
    assert bars.spot() == Spot(1, "label")
    assert heard.take() == [
        ("value_chosen", "growth", 1.0),
        ("value_chosen", "growth", 9.0),
        ("explain_requested", "price"),
    ]
    keys(bars, Key.Key_End, Key.Key_Down, Key.Key_Home, Key.Key_Up)
    assert bars.spot().row == 0
    assert "growth" in bars.accessibleDescription().lower()


def test_the_row_of_the_keyboard_stays_with_its_input(tornado: Tornado) -> None:
    keys(tornado.bars, Key.Key_Down)
    tornado.show_state(TORNADO._replace(rows=TORNADO.rows[::-1]))
    assert tornado.bars.spot().row == 3
    tornado.show_state(UNBASED)
    assert tornado.bars.spot().row == 0


def test_a_range_is_edited_in_place(tornado: Tornado) -> None:
    heard = Heard(tornado, SIGNALS)
    click(tornado.bars, 0, "range")
    editor = tornado.bars.editor
    assert editor is not None
    assert (editor.low.text(), editor.high.text()) == ("1%", "9%")
    assert not editor.back.isEnabled()
    editor.low.selectAll()
    QTest.keyClicks(editor.low, "2%")
    QTest.keyClick(editor.low, Key.Key_Return)
    assert heard.take() == [("range_entered", "growth", "2%", "9%")]
    assert tornado.bars.editor is None


def test_what_is_refused_stays_to_be_mended(tornado: Tornado) -> None:
    tornado.range_entered.connect(lambda *_: _refuse(tornado))
    tornado.bars.edit(1)
    editor = tornado.bars.editor
    assert editor is not None
    editor.take.click()
    assert tornado.bars.editor is editor
    QTest.keyClick(editor.high, Key.Key_Escape)
    assert tornado.bars.editor is None


def _refuse(tornado: Tornado) -> None:
    assert tornado.bars.editor is not None
    tornado.bars.editor.refuse()


def test_a_range_of_one_s_own_is_reset(tornado: Tornado) -> None:
    heard = Heard(tornado, SIGNALS)
    keys(tornado.bars, Key.Key_Delete)  # the first row has none of its own
    keys(tornado.bars, Key.Key_Down, Key.Key_Delete, Key.Key_F2)
    assert tornado.bars.editor is not None
    tornado.bars.editor.back.click()
    assert heard.take() == [("range_reset", "price"), ("range_reset", "price")]


def test_the_editor_follows_its_input_and_goes_with_it(tornado: Tornado) -> None:
    tornado.bars.edit(0)
    editor = tornado.bars.editor
    assert editor is not None
    top = editor.y()
    tornado.show_state(TORNADO._replace(rows=TORNADO.rows[::-1]))
    assert editor.y() > top
    tornado.show_state(UNBASED)
    assert tornado.bars.editor is None


def test_double_click_beside_the_bars_edits_where_that_is_allowed(tornado: Tornado) -> None:
    drawing = tornado.bars.drawing()
    assert drawing is not None
    free = QPoint(round(drawing.where.left) + 2, round(drawing.box(2).center().y()))
    QTest.mouseDClick(tornado.bars, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, free)
    assert tornado.bars.editor is not None
    tornado.bars.close_editor()
    tornado.show_state(TORNADO._replace(editable=False))
    QTest.mouseDClick(tornado.bars, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, free)
    keys(tornado.bars, Key.Key_F2)
    assert tornado.bars.editor is None


def test_sixteen_rows_are_seen_at_the_usual_size_and_more_scroll(qtbot: QtBot) -> None:
    made = Tornado(tokens("dark"))
    qtbot.addWidget(made)
    made.resize(1076, 560)
    made.show_state(many(16))
    made.show()
    assert made.column.verticalScrollBar().maximum() == 0
    made.show_state(many(60))
    assert made.bars.minimumHeight() == 60 * LEAST_PITCH
    keys(made.bars, Key.Key_End)
    assert made.column.verticalScrollBar().value() == made.column.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [420, 560, 1080])
def test_every_kind_of_row_is_painted(qtbot: QtBot, theme: str, width: int) -> None:
    made = Tornado(tokens(theme))
    qtbot.addWidget(made)
    made.resize(width, 260)
    for state in (TORNADO, UNBASED, TORNADO._replace(editable=False)):
        made.show_state(state)
        assert not made.grab().isNull()
