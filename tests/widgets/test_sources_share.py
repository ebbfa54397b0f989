"""The bar of what a figure rests on, and the dialogs of the user's own sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from tests.widgets.literals import Heard, tab_walk, tokens
from tests.widgets.sources_literals import FIGURES, SHARE
from widgets.comparison.states import Choice
from widgets.sources.dialogs import AttachDialog, SourceDialog
from widgets.sources.giving import LongTitle
from widgets.sources.share_bar import SharePanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def panel(qtbot: QtBot) -> SharePanel:
    made = SharePanel(tokens("light"))
    qtbot.addWidget(made)
    made.resize(700, 100)
    made.show_choices(FIGURES)
    made.show_state(SHARE)
    made.show()
    return made


def test_parts_are_as_wide_as_their_shares(panel: SharePanel) -> None:
    bar = panel.bar
    first, second = bar.parts()
    assert second.width() / first.width() == pytest.approx(4, rel=0.03)
    assert second.right() <= bar.width()
    assert len(bar.legend()) == 2
    assert bar.accessibleDescription().startswith(
        "80.0% of what would move it, reported 20.0%, assumption 80.0%. "
    )


def test_a_part_is_seen_however_small(panel: SharePanel) -> None:
    tiny = SHARE.segments[0]._replace(share=0.0001), SHARE.segments[1]._replace(share=0.9999)
    panel.show_state(SHARE._replace(segments=tiny))
    assert panel.bar.parts()[0].width() >= 3


def test_the_legend_wraps(panel: SharePanel) -> None:
    bar = panel.bar
    one_line = bar.height()
    assert len({box.top() for box in bar.legend()}) == 1
    panel.resize(210, 160)
    first, second = bar.legend()
    assert first.bottom() <= second.top()
    assert max(first.right(), second.right()) <= bar.width()
    assert bar.height() == one_line + 20
    assert second.bottom() <= bar.height()
    assert len(bar.parts()) == 2


def test_other_figures_in_the_legend_do_not_move_the_words_beside_them(panel: SharePanel) -> None:
    before = panel.bar.legend()
    small, rest = SHARE.segments
    moved = (small._replace(text="reported 1.1%"), rest._replace(text="assumption 98.9%"))
    panel.show_state(SHARE._replace(segments=moved))
    assert panel.bar.legend() == before


def test_the_headline_stands_below_where_there_is_no_room_beside(panel: SharePanel) -> None:
    QApplication.processEvents()
    beside = panel.headline.geometry()
    assert beside.left() > panel.chooser.geometry().right()
    panel.resize(400, 160)
    QApplication.processEvents()
    assert panel.headline.geometry().top() > panel.chooser.geometry().bottom()
    assert panel.headline.width() > 300


def test_a_long_heading_is_elided_and_told_whole(qtbot: QtBot) -> None:
    title = LongTitle("What rests on assumptions in", tokens("light"))
    qtbot.addWidget(title)
    title.resize(title.sizeHint())
    title.show()
    assert title.text() == "What rests on assumptions in"
    title.resize(90, 20)
    assert title.text().endswith("…")
    assert "What rests on assumptions in" in title.toolTip()
    assert title.accessibleName() == "What rests on assumptions in"


def test_the_arrows_walk_the_parts(panel: SharePanel) -> None:
    bar = panel.bar
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    assert bar.accessibleDescription().endswith("20.0% of it: Monthly spend")
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.accessibleDescription().endswith("80.0% of it: Revenue growth")
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.accessibleDescription().endswith("80.0% of it: Revenue growth")
    QToolTip.hideText()


def test_a_figure_that_does_not_exist_says_why(panel: SharePanel) -> None:
    panel.show_state(SHARE._replace(segments=(), headline="", note="There is none: no contract"))
    assert panel.bar.accessibleDescription().startswith("There is none: no contract")
    panel.grab()
    QTest.keyClick(panel.bar, Qt.Key.Key_Right)
    assert panel.bar.parts() == []


def test_another_figure_is_chosen(panel: SharePanel) -> None:
    heard = Heard(panel, ("figure_chosen",))
    panel.chooser.chosen.emit("exit_cost")
    assert heard.take() == [("figure_chosen", "exit_cost")]
    assert panel.chooser.text() == "NPV of profit"


def test_what_is_stale_is_muted(panel: SharePanel) -> None:
    fresh = panel.bar.grab().toImage()
    panel.show_state(SHARE._replace(stale=True))
    assert panel.bar.grab().toImage() != fresh


# Dialogs --------------------------------------------------------------------------------------


def test_a_new_source(qtbot: QtBot) -> None:
    dialog = SourceDialog(("", "", ""), tokens("light"), new=True, attach_to="<i>Term</i>")
    qtbot.addWidget(dialog)
    heard = Heard(dialog, ("submitted",))
    dialog.show()
    dialog.title.setText("Board paper")
    dialog.document.setText("Page 3")
    dialog.note.setPlainText("Two\nlines")
    assert dialog.ok.text() == "Add"
    dialog.ok.click()
    assert heard.take() == [("submitted", "Board paper", "Page 3", "Two\nlines")]
    assert dialog.isVisible()  # until its answer is taken
    dialog.show_fault("The title has 121 characters; allowed: up to 120")
    assert dialog.fault.isVisible()
    said = [label for label in dialog.findChildren(QLabel) if "<i>Term</i>" in label.text()]
    assert [label.textFormat() for label in said] == [Qt.TextFormat.PlainText]


def test_a_title_beyond_the_limit_can_be_typed_so_that_it_is_told(qtbot: QtBot) -> None:
    dialog = SourceDialog(("x", "", ""), tokens("light"), new=False)
    qtbot.addWidget(dialog)
    dialog.title.setText("y" * 150)
    assert len(dialog.title.text()) == 150
    assert dialog.ok.text() == "Save"


def test_attaching(qtbot: QtBot) -> None:
    sources = (Choice("own:1", "Paper"), Choice("own:2", "Quote"))
    inputs = (Choice("term_months", "Term", "Headline"), Choice("monthly_spend", "Spend"))
    dialog = AttachDialog(sources, inputs, ("", "monthly_spend", "old"), tokens("dark"))
    qtbot.addWidget(dialog)
    heard = Heard(dialog, ("submitted",))
    assert (dialog.source.text(), dialog.input.text()) == ("Paper", "Spend")
    dialog.source.chosen.emit("own:2")
    dialog.input.chosen.emit("term_months")
    dialog.note.setPlainText("36 firm")
    dialog.ok.click()
    assert heard.take() == [("submitted", "own:2", "term_months", "36 firm")]


def test_tab_goes_from_the_note_to_the_buttons(qtbot: QtBot) -> None:
    dialog = SourceDialog(("", "", ""), tokens("light"), new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert tab_walk(dialog)[3:] == ["Add", "Cancel"]


@pytest.mark.parametrize(
    ("source", "key", "first"), [("", "x", "source"), ("a", "", "input"), ("a", "x", "note")]
)
def test_attaching_begins_with_what_is_to_be_filled(
    qtbot: QtBot, source: str, key: str, first: str
) -> None:
    sources, inputs = (Choice("a", "Board paper"),), (Choice("x", "Fee"),)
    dialog = AttachDialog(sources, inputs, (source, key, ""), tokens("light"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is getattr(dialog, first)
    walk = tab_walk(dialog)
    source_at = walk.index("Source: Board paper")
    assert walk[source_at:] + walk[:source_at] == [
        "Source: Board paper", "Input: Fee", "What it says about the input", "Attach", "Cancel",
    ]  # fmt: skip
