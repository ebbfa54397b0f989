"""Sentences with links are said whole; each link keeps what it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.widgets.literals import tokens
from widgets.decide.exit_states import Word
from widgets.decide.exit_words import LinkedText, plain, said_words
from widgets.decide.goal_states import PieceState
from widgets.decide.goal_truth_card import Paragraph
from widgets.language.linked import Span, said_spans
from widgets.language.spoken import speaking
from widgets.language.translator import Translator
from widgets.language.values import Locale

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROWS = (
    ("give notice in {month}, which saves {saving}.", "spart {saving}, bei Kündigung im {month}."),
    ("{share} of {whole} is owed.", "{whole}: geschuldet."),  # loses a link
    ("{label} must stay above {value}", "{label} stets über {value}"),
    ("from {first} to {last}", "von {first} bis {last}"),
    ("growth", "Wachstum"),
    ("and", "und"),
    ("With the rest as it is, ", "Sonst unverändert: "),
)
LOCALE = Locale(
    decimal=",", group=".", money="{} $", sizes={"T": "", "B": " Mrd.", "m": "", "k": ""}
)
SENTENCE = (
    Word("give notice in "),
    Word("Oct 2027", "best_exit_month"),
    Word(", which saves "),
    Word("$1.19B", "best_exit_saving", 3),
    Word("."),
)


@pytest.fixture
def german() -> Translator:
    return Translator(ROWS, LOCALE)


def test_in_english_the_parts_are_the_same() -> None:
    assert said_words(SENTENCE) == list(SENTENCE)


def test_the_languages_order_is_its_own(german: Translator) -> None:
    with speaking(german):
        words = said_words(SENTENCE)
        assert plain((SENTENCE,)) == "spart 1,19 Mrd. $, bei Kündigung im Oct 2027."
    assert [(word.text, word.key, word.month) for word in words if word.key] == [
        ("1,19 Mrd. $", "best_exit_saving", 3),
        ("Oct 2027", "best_exit_month", 0),
    ]


def test_a_link_is_said_as_well(german: Translator) -> None:
    with speaking(german):
        spans = said_spans(("growth must stay above ", "from 3 to 4"), (False, True))
    assert spans == [Span("Wachstum stets über "), Span("von 3 bis 4", 1)]


def test_where_a_translation_loses_a_link_each_part_is_said_alone(german: Translator) -> None:
    texts = ("40%", " of ", "growth", " is owed.")
    with speaking(german):
        spans = said_spans(texts, (True, False, True, False))
    assert [span.place for span in spans] == [0, -1, 2, -1]
    assert "".join(span.text for span in spans) == "40% of Wachstum is owed."


def test_nothing_but_spaces(german: Translator) -> None:
    with speaking(german):
        assert said_spans((" ", "7", " "), (False, True, False)) == [
            Span(" "),
            Span("7", 1),
            Span(" "),
        ]


def test_links_of_a_label(qtbot: QtBot, german: Translator) -> None:
    with speaking(german):
        label = LinkedText(tokens("light"))
        qtbot.addWidget(label)
        label.show_sentences((SENTENCE,))
    heard: list[tuple[str, int]] = []
    label.explain_requested.connect(lambda key, month: heard.append((key, month)))
    assert label.text().index("best_exit_saving:3") < label.text().index("best_exit_month:0")
    assert label.accessibleName() == "spart 1,19 Mrd. $, bei Kündigung im Oct 2027."
    label.linkActivated.emit("best_exit_saving:3")
    assert heard == [("best_exit_saving", 3)]


def test_items_of_a_list_are_said_each(qtbot: QtBot, german: Translator) -> None:
    pieces = (
        PieceState("With the rest as it is, ", apart=True),
        PieceState("growth must stay above ", apart=True),
        PieceState("4%", "input:growth"),
        PieceState(" and ", apart=True),
        PieceState("growth must stay above ", apart=True),
        PieceState("$2B", "input:other"),
        PieceState(". ", apart=True),
    )
    with speaking(german):
        paragraph = Paragraph(tokens("light"))
        qtbot.addWidget(paragraph)
        paragraph.show_pieces(pieces)
    assert paragraph.accessibleName() == (
        "Sonst unverändert: Wachstum stets über 4% und Wachstum stets über 2 Mrd. $. "
    )
    assert paragraph.text().count("<a href") == 2
