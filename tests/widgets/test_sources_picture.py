"""The drawn contradictions: where claims stand, what is met, and the keys that walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.sources_literals import CLAIMS
from widgets.painting import face
from widgets.sources.drawing import broken
from widgets.sources.picture_card import HINT, PictureCard
from widgets.sources.row import arch, distance, row
from widgets.sources.states import ClaimsState, Contradiction, Topic

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.sources.picture import Picture

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ROOM = QRectF(10, 20, 530, 100)


@pytest.fixture
def card(qtbot: QtBot) -> PictureCard:
    made = PictureCard(tokens("light"))
    qtbot.addWidget(made)
    made.resize(700, 280)
    made.show_claims(CLAIMS)
    made.show()
    return made


@pytest.fixture
def picture(card: PictureCard) -> Picture:
    return card.picture


def _above(picture: Picture, first: str, second: str) -> QPoint:
    """The crown of the arch between two claims."""
    on = row(CLAIMS.topics, CLAIMS.contradictions, _room(picture))
    pair = next(each for each in CLAIMS.contradictions if each[:2] == (first, second))
    return arch(on, pair).pointAtPercent(0.5).toPoint()


def _room(picture: Picture) -> QRectF:
    from widgets.sources.drawing import BELOW, MARGIN

    return QRectF(picture.rect()).adjusted(MARGIN, 8, -MARGIN, -BELOW)


# Geometry ------------------------------------------------------------------------------------


def test_claims_stand_evenly_in_their_topics_with_gaps_between() -> None:
    on = row(CLAIMS.topics, CLAIMS.contradictions, ROOM)
    x = list(on.places.values())
    assert list(on.places) == ["C01", "C03", "C13", "E1"]
    # 4 claims and one gap of 1.3 share 530 px: 100 px each.
    assert on.pitch == pytest.approx(100)
    assert x == pytest.approx([60, 160, 390, 490])
    assert [(each.first, each.last) for each in on.topics] == [
        pytest.approx((60, 160)),
        pytest.approx((390, 490)),
    ]


def test_arches_rise_with_their_width_the_widest_to_the_top() -> None:
    on = row(CLAIMS.topics, CLAIMS.contradictions, ROOM)
    crowns = {pair: arch(on, pair).boundingRect().top() for pair in CLAIMS.contradictions[:2]}
    near, far = crowns.values()
    assert far == pytest.approx(ROOM.top())
    assert ROOM.top() < near < ROOM.bottom()
    path = arch(on, CLAIMS.contradictions[1])
    assert path.pointAtPercent(0) == on.point("C01")
    assert path.pointAtPercent(1) == on.point("E1")


def test_the_distance_from_an_arch() -> None:
    on = row(CLAIMS.topics, CLAIMS.contradictions, ROOM)
    path = arch(on, CLAIMS.contradictions[1])
    crown = path.pointAtPercent(0.5)
    assert distance(path, crown) < 0.5
    assert distance(path, crown + QPointF(0, 12)) == pytest.approx(12, abs=0.5)


def test_one_topic_and_none() -> None:
    assert row((), (), ROOM).places == {}
    alone = row((Topic("One", ("C01",)),), (), ROOM)
    assert alone.places == {"C01": pytest.approx(ROOM.center().x())}


def test_names_are_broken_between_words() -> None:
    using = face(11)
    assert broken("Term and exit", using, 1000) == ["Term and exit"]
    assert broken("Term and exit", using, using.width("Term and")) == ["Term and", "exit"]
    assert broken("Funding", using, 3) == ["Funding"]


# The mouse -----------------------------------------------------------------------------------


def test_every_claim_can_be_clicked(card: PictureCard, picture: Picture) -> None:
    heard = Heard(card, ("selected",))
    for key in picture.order():
        QTest.mouseClick(picture, LEFT_BUTTON, pos=picture.place(key).toPoint())
    assert heard.take() == [("selected", key) for key in ("C01", "C03", "C13", "E1")]


def test_an_arch_says_its_reason(card: PictureCard, picture: Picture) -> None:
    assert card.caption.accessibleName() == HINT
    QTest.mouseMove(picture, _above(picture, "C01", "E1"))
    assert card.caption.accessibleName() == "C01 against E1: A fee or none."
    assert picture.accessibleDescription() == "C01 against E1: A fee or none."
    QTest.mouseMove(picture, QPoint(4, 4))
    assert card.caption.accessibleName() == HINT


def test_a_claim_that_is_pointed_at_says_what_contradicts_it(
    card: PictureCard, picture: Picture
) -> None:
    QTest.mouseMove(picture, picture.place("C01").toPoint())
    said = card.caption.accessibleName()
    assert said == "C01, contradicted by C03, E1: Lab pays monthly, $1.25B."
    QTest.mouseMove(picture, picture.place("C13").toPoint())
    assert card.caption.accessibleName() == "C13, sources disagree on it: First profit."


def test_a_selection_stays_in_the_caption(card: PictureCard, picture: Picture) -> None:
    picture.show_selected("C03")
    assert card.caption.accessibleName().startswith("C03, contradicted by C01")
    assert picture.seen().opponents == {"C01"}
    picture.show_selected("own:1")  # no claim: nothing stands out
    assert picture.seen().selected == ""
    assert card.caption.accessibleName() == HINT


# The keyboard --------------------------------------------------------------------------------


def test_left_and_right_walk_and_enter_selects(card: PictureCard, picture: Picture) -> None:
    heard = Heard(card, ("selected",))
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(picture, Qt.Key.Key_Home)
    assert picture.seen().at == "C01"
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert picture.seen().at == "C03"
    assert heard.take() == []
    QTest.keyClick(picture, Qt.Key.Key_Return)
    QTest.keyClick(picture, Qt.Key.Key_End)
    QTest.keyClick(picture, Qt.Key.Key_Right)
    QTest.keyClick(picture, Qt.Key.Key_Space)
    QTest.keyClick(picture, Qt.Key.Key_Left)
    QTest.keyClick(picture, Qt.Key.Key_Enter)
    assert heard.take() == [("selected", "C03"), ("selected", "C01"), ("selected", "E1")]


def test_up_and_down_turn_through_the_contradictions_of_a_claim(
    card: PictureCard, picture: Picture
) -> None:
    heard = Heard(card, ("selected",))
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(picture, Qt.Key.Key_Home)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert card.caption.accessibleName() == "C01 against C03: A year or a total."
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert card.caption.accessibleName() == "C01 against E1: A fee or none."
    QTest.keyClick(picture, Qt.Key.Key_Return)  # along the arch to its other end
    assert heard.take() == [("selected", "E1")]
    assert picture.seen().at == "E1"
    QTest.keyClick(picture, Qt.Key.Key_Up)
    QTest.keyClick(picture, Qt.Key.Key_Return)
    assert heard.take() == [("selected", "C01")]


def test_a_claim_with_no_arch_has_nothing_to_turn_through(qtbot: QtBot) -> None:
    card = PictureCard(tokens("dark"))
    qtbot.addWidget(card)
    alone = CLAIMS._replace(contradictions=(Contradiction("C01", "C03", "why"),))
    card.show_claims(alone)
    card.show()
    picture = card.picture
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(picture, Qt.Key.Key_End)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert picture.seen().pair is None
    assert card.caption.accessibleName() == "E1, nothing contradicts it: Runs to 2029, 37 months."


def test_an_empty_picture_takes_keys_and_clicks(qtbot: QtBot) -> None:
    card = PictureCard(tokens("light"))
    qtbot.addWidget(card)
    card.show()
    card.show_claims(ClaimsState())
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(card.picture, key)
    QTest.mouseClick(card.picture, LEFT_BUTTON)
    assert card.picture.order() == []
