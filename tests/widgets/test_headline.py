"""The headline strip: cards that fit, say everything, and repaint only when they must."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from widgets.headline import HeadlineCard, HeadlineStrip
from widgets.states import CardState
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

THEMES = Path(__file__).parents[2] / "resources" / "themes"
CARDS = (
    CardState("first_profit_quarter", "First profitable quarter", "Q3 2026", "no change"),
    CardState("peak_funding", "Peak funding", "$828m", "$24m", "bad", "up"),
    CardState(
        "remaining_obligation", "Remaining obligation", "$45.0B", "$15.0B vs baseline", "bad", "up"
    ),
    CardState("exit_cost", "Cost to leave now", "$10.2B", "$5.4B vs baseline", "good", "down"),
    CardState(
        "lock_in", "Effective lock-in", "3 months", "3 months", "good", "down", "At month 12"
    ),
    CardState("runway", "Cash runway", "48+ months", ""),
)


HINT = "Click to explain"


def tokens(theme: str) -> Tokens:
    return Tokens(**json.loads((THEMES / f"{theme}.json").read_text()))


@pytest.fixture
def strip(qtbot: QtBot) -> HeadlineStrip:
    made = HeadlineStrip(tokens("light"))
    made.resize(1120, 82)
    qtbot.addWidget(made)
    made.show_state(CARDS)
    with qtbot.waitActive(made):
        made.show()
    return made


def counted(image: QImage, name: str) -> int:
    """How many pixels have a colour."""
    wanted = QColor(name)
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y) == wanted for x, y in points)


def test_cards_share_the_width_equally(strip: HeadlineStrip) -> None:
    for width in (950, 1120, 1403):
        strip.resize(width, 82)
        widths = {card.width() for card in strip.cards()}
        assert max(widths) - min(widths) <= 1
        assert strip.cards()[0].x() == 0
        assert strip.cards()[-1].geometry().right() == width - 1


def test_names_for_screen_readers(strip: HeadlineStrip) -> None:
    assert [card.accessibleName() for card in strip.cards()] == [
        "First profitable quarter: Q3 2026, no change",
        "Peak funding: $828m, up $24m",
        "Remaining obligation: $45.0B, up $15.0B vs baseline",
        "Cost to leave now: $10.2B, down $5.4B vs baseline",
        "Effective lock-in: 3 months, down 3 months",
        "Cash runway: 48+ months",
    ]


def test_tooltips_hold_what_was_cut_off(strip: HeadlineStrip) -> None:
    tips = [card.toolTip() for card in strip.cards()]
    assert tips == [HINT, HINT, HINT, HINT, f"At month 12\n{HINT}", HINT]
    reason = "no profitable quarter in any of the 48 months that are measured"
    cut = CARDS[0]._replace(value="None", change=reason, tooltip="First of its kind")
    strip.show_state((cut, *CARDS[1:]))
    assert strip.cards()[0].toolTip() == f"{reason}\nFirst of its kind\n{HINT}"
    told = cut._replace(tooltip=f"First of its kind\n\nN{reason[1:]}.")
    strip.show_state((told, *CARDS[1:]))
    assert strip.cards()[0].toolTip() == f"{told.tooltip}\n{HINT}"


def test_what_a_change_is_against_goes_before_its_amount(strip: HeadlineStrip) -> None:
    long = CARDS[2]._replace(change="$115.0B vs the case as it was reported")
    strip.show_state((*CARDS[:2], long, *CARDS[3:]))
    card = strip.cards()[2]
    assert card.shown_texts() == ("Remaining obligation", "$45.0B", "$115.0B")
    assert card.toolTip() == f"$115.0B vs the case as it was reported\n{HINT}"


def test_long_values_shrink_before_they_are_cut(strip: HeadlineStrip) -> None:
    strip.resize(1400, 82)
    long = CARDS[0]._replace(value="No profitable quarter")
    strip.show_state((long, *CARDS[1:]))
    card = strip.cards()[0]
    assert card.shown_texts()[1] == "No profitable quarter"
    strip.show_state(
        (long._replace(value="No profitable quarter in this case, nor in any other"), *CARDS[1:])
    )
    assert card.shown_texts()[1].endswith("…")
    assert card.toolTip() == f"No profitable quarter in this case, nor in any other\n{HINT}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tone_colours_the_change(strip: HeadlineStrip, theme: str) -> None:
    colours = tokens(theme)
    strip.set_tokens(colours)
    inks = []
    for card in strip.cards():
        image = card.grab().toImage()
        inks.append([counted(image, ink) > 0 for ink in (colours.good, colours.bad)])
    none, bad, good = [False, False], [False, True], [True, False]
    assert inks == [none, bad, bad, good, good, none]


def test_only_a_card_that_changed_is_repainted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[HeadlineCard] = []
    paint = HeadlineCard._paint_figure

    def spy(self: HeadlineCard, *arguments: object) -> None:
        painted.append(self)
        paint(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(HeadlineCard, "_paint_figure", spy)
    strip = HeadlineStrip(tokens("light"))
    qtbot.addWidget(strip)
    strip.resize(1120, 82)
    strip.show_state(CARDS)
    with qtbot.waitExposed(strip):
        strip.show()
    qtbot.waitUntil(lambda: len(set(map(id, painted))) == 6)
    QApplication.processEvents()  # the pointer may happen to be over a card
    painted.clear()
    changed = CARDS[3]._replace(value="$10.3B")
    strip.show_state((*(card._replace() for card in CARDS[:3]), changed, *CARDS[4:]))
    qtbot.waitUntil(lambda: bool(painted))
    assert {strip.cards().index(card) for card in painted} == {3}


def test_click_enter_and_space_activate(strip: HeadlineStrip) -> None:
    heard: list[str] = []
    strip.activated.connect(heard.append)
    QTest.mouseClick(strip.cards()[1], Qt.MouseButton.LeftButton)
    QTest.keyClick(strip.cards()[3], Qt.Key.Key_Return)
    QTest.keyClick(strip.cards()[5], Qt.Key.Key_Space)
    assert heard == ["peak_funding", "exit_cost", "runway"]


def test_a_card_is_explained_on_request(strip: HeadlineStrip) -> None:
    heard: list[str] = []
    strip.activated.connect(heard.append)
    assert strip.cards()[2].request_explanation()
    assert heard == ["remaining_obligation"]
    assert not HeadlineCard(tokens("light"), strip).request_explanation()
    assert strip.cards()[2].accessibleDescription() == "Enter explains it"


def test_a_press_that_leaves_the_card_is_no_click(strip: HeadlineStrip) -> None:
    heard: list[str] = []
    strip.activated.connect(heard.append)
    card = strip.cards()[2]
    QTest.mousePress(card, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=card.rect().bottomRight() * 2)
    assert heard == []


def test_tab_goes_from_card_to_card_with_a_ring(strip: HeadlineStrip) -> None:
    first, second = strip.cards()[:2]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert counted(second.grab().toImage(), tokens("light").accent) > 200
    assert counted(first.grab().toImage(), tokens("light").accent) == 0


def test_the_number_of_cards_follows_the_state(strip: HeadlineStrip) -> None:
    strip.show_state(CARDS[:2])
    assert [card.accessibleName() for card in strip.cards()] == [
        "First profitable quarter: Q3 2026, no change",
        "Peak funding: $828m, up $24m",
    ]
    assert strip.cards()[-1].geometry().right() == strip.width() - 1
    strip.show_state(CARDS)
    assert len(strip.cards()) == 6
