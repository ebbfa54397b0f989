"""The dialog of distributions as people use it: every change a step, every fault in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.uncertainty.distribution_states import Edited, distributions_state, picture
from app.uncertainty.distribution_typing import (
    most_values,
    typed_distribution,
    with_value,
    without_value,
)
from engine.model.catalogue import catalogue
from engine.uncertainty.case import Distribution, Uncertainty
from engine.uncertainty.checks import checked_distribution, kinds_for
from engine.uncertainty.defaults import shipped
from engine.uncertainty.suggest import suggested

if TYPE_CHECKING:
    from tests.app.conftest import Opened
    from widgets.dialogs.distribution_states import EditorState
    from widgets.dialogs.distributions import DistributionsDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

GROWTH, TERM, PAYER = "revenue_growth", "term_months", "payment_direction"
MINUS = "\N{MINUS SIGN}"
PERT = Distribution("pert", (("low", 0.0), ("mode", 0.07), ("high", 0.16)))


def of(kind: str, **parameters: float) -> Distribution:
    return Distribution(kind, tuple(parameters.items()))


class Hand:
    """A window with the dialog open at an input, and what a hand does there."""

    def __init__(self, opened: Opened, key: str = GROWTH) -> None:
        self.opened = opened
        self.session = opened.controller.session
        opened.controller.uncertain.distributions(key)
        found = opened.controller.uncertain.distribution_desk.dialog
        assert found is not None
        self.dialog: DistributionsDialog = found

    @property
    def state(self) -> EditorState:
        state = self.dialog._state
        assert state is not None
        assert state.editor is not None
        return state.editor

    def distribution(self, key: str = GROWTH) -> Distribution | None:
        return self.session.project.uncertainty_or_shipped.distribution(key)

    def type(self, name: str, text: str) -> None:
        field = self.dialog.form.fields[name]
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def fault(self, name: str) -> str:
        return next(each.fault for row in self.state.rows for each in row if each.name == name)


@pytest.fixture
def hand(opened: Opened) -> Hand:
    return Hand(opened)


# Fields --------------------------------------------------------------------------------------


def test_it_opens_at_an_input(hand: Hand) -> None:
    assert hand.state.title == "Revenue growth"
    assert [row[0].text for row in hand.state.rows] == ["0%", "7%", "16%"]
    assert [row[0].unit for row in hand.state.rows] == ["/ month"] * 3
    assert hand.dialog.list.current() == GROWTH
    assert not hand.dialog.isModal()


@pytest.mark.parametrize("text", ["3%", "3", "3 %", " 3.0%"])
def test_what_people_type_is_taken_at_once(hand: Hand, text: str) -> None:
    hand.type("low", text)
    made = hand.distribution()
    assert made is not None
    assert made.parameter("low") == 0.03
    assert hand.session.undo_label == "Distribution of Revenue growth"
    hand.session.undo()
    assert hand.distribution() == PERT
    assert hand.dialog.form.fields["low"].text() == "0%"
    hand.session.redo()
    assert hand.dialog.form.fields["low"].text() == "3%"


def test_a_fault_names_parameter_value_and_what_is_allowed(hand: Hand) -> None:
    hand.type("low", "20%")
    assert hand.fault("low") == "Lowest: 20% is not allowed; allowed: below highest, 16%"
    assert hand.distribution() == PERT
    assert not hand.session.undo_label
    assert hand.dialog.form.fields["low"].text() == "20%"
    hand.type("low", "2%")
    assert not hand.fault("low")
    made = hand.distribution()
    assert made is not None
    assert made.parameter("low") == 0.02


def test_what_fits_only_together_is_taken_together(hand: Hand) -> None:
    """Three fields, each of which is a fault until the last is there: one step."""
    hand.type("low", "20%")
    hand.type("mode", "25%")
    assert hand.distribution() == PERT
    hand.type("high", "30%")
    assert hand.distribution() == of("pert", low=0.2, mode=0.25, high=0.3)
    hand.session.undo()
    assert hand.distribution() == PERT
    assert [row[0].fault for row in hand.state.rows] == ["", "", ""]


def test_escape_takes_a_fault_back_and_leaves_the_dialog_open(hand: Hand) -> None:
    hand.type("low", "abc")
    assert hand.fault("low") == f"Lowest: 'abc' is not a number; allowed: {MINUS}10% to 40%"
    QTest.keyClick(hand.dialog.form.fields["low"], Qt.Key.Key_Escape)
    assert hand.dialog.isVisible()
    assert not hand.fault("low")
    assert hand.dialog.form.fields["low"].text() == "0%"


def test_another_input_forgets_what_was_refused(hand: Hand) -> None:
    hand.type("low", "abc")
    QTest.keyClick(hand.dialog.list, Qt.Key.Key_Down)
    assert hand.state.key == "delivery_delay_months"
    QTest.keyClick(hand.dialog.list, Qt.Key.Key_Up)
    assert hand.state.rows[0][0].text == "0%"


@pytest.mark.parametrize(
    ("key", "made", "typed", "fault"),
    [
        (
            "opening_market_price",
            of("normal", mean=5.25, sd=1.0),
            {"sd": "$90"},
            "Standard deviation: $90.00 is not allowed; allowed: above 0 to $14.75 / GPU-hour",
        ),
        (
            "delivery_delay_months",
            of("zero_or_geometric", p_zero=0.6, mean=5.0),
            {"mean": "1 month"},
            "Mean where there are any: 1 is not allowed; allowed: above 1, up to 24 months",
        ),
        (
            "outage_start_month",
            of("one_event", p=0.18, window=36.0),
            {"p": "120%"},
            "Probability: 120% is not allowed; allowed: 0% to 100%",
        ),
        (
            "outage_start_month",
            of("one_event", p=0.18, window=36.0),
            {"window": "13 years"},
            "Last month: 156 is not allowed; allowed: whole months 1 to 120",
        ),
        (
            TERM,
            of("discrete", value_1=36.0, probability_1=0.5, value_2=48.0, probability_2=0.5),
            {"value_2": "3y"},
            "Value 2: 36 is given twice; allowed: each value once",
        ),
        (
            TERM,
            of("discrete", value_1=36.0, probability_1=0.5, value_2=48.0, probability_2=0.5),
            {"value_2": "97"},
            "Value 2: 97 is not allowed; allowed: whole numbers 1 to 96 months",
        ),
        (
            TERM,
            of("discrete", value_1=36.0, probability_1=0.5, value_2=48.0, probability_2=0.5),
            {"probability_1": "60%"},
            "Probability 2: the probabilities add up to 110%; allowed: 100%",
        ),
        (
            PAYER,
            of("discrete", value_1=1.0, probability_1=1.0),
            {"value_1": "nobody"},
            "Value 1: 'nobody' is not a number; allowed: Supplier pays or Lab pays",
        ),
    ],
)
def test_faults_in_words(key: str, made: Distribution, typed: dict[str, str], fault: str) -> None:
    found = typed_distribution(key, checked_distribution(key, made), typed)
    assert found.made is None
    assert list(found.faults.values()) == [fault]


def test_every_suggested_one_reads_back_as_it_is_shown() -> None:
    """Field by field, for every input and every kind that it can have."""
    for key, item in catalogue().inputs.items():
        for kind in kinds_for(key):
            made = suggested(key, kind.key, item.default)
            edited = Edited(key)
            uncertainty = Uncertainty().with_distribution(key, made)
            state = distributions_state(uncertainty, {key: item.default}, {}, edited).editor
            assert state is not None
            texts = {each.name: each.text for row in state.rows for each in row}
            found = typed_distribution(key, made, {**texts, **_apart(texts)})
            assert not found.faults, (key, kind.key, found.faults)
            assert found.made is not None
            for name, value in made.parameters:
                assert found.made.parameter(name) == pytest.approx(value, rel=1e-9), (key, name)


def _apart(texts: dict[str, str]) -> dict[str, str]:
    """The same texts as somebody would type them: not to the letter what is shown."""
    return {name: f" {text} " for name, text in texts.items()}


# Kinds and values ----------------------------------------------------------------------------


def test_another_kind_keeps_about_the_same_place(hand: Hand) -> None:
    places = [kind.key for kind in kinds_for(GROWTH)]
    hand.dialog.kind_chosen.emit(places.index("triangular"))
    assert hand.distribution() == of("triangular", low=0.0, mode=0.07, high=0.16)
    assert hand.state.kinds[hand.state.kind] == "Triangular"
    hand.session.undo()
    assert hand.state.kinds[hand.state.kind] == "PERT"


def test_values_come_and_go(opened: Opened) -> None:
    hand = Hand(opened, TERM)  # it was certain: now it is not
    kinds = [kind.key for kind in kinds_for(TERM)]
    hand.dialog.kind_chosen.emit(kinds.index("discrete"))
    before = hand.distribution(TERM)
    assert before is not None
    count = len(hand.state.rows)
    hand.dialog.add_value.click()
    assert len(hand.state.rows) == count + 1
    hand.dialog.form.removes[count].click()
    after = hand.distribution(TERM)
    assert after is not None
    assert dict(after.parameters) == pytest.approx(dict(before.parameters), abs=1e-4)


def test_a_value_that_is_added_is_allowed_up_to_the_last() -> None:
    for key in (TERM, PAYER, "monthly_spend", "fee_timing"):
        item = catalogue().inputs.get(key)
        if item is None:
            continue
        made = of("discrete", value_1=item.default, probability_1=1.0)
        for _ in range(most_values(item) - 1):
            made = checked_distribution(key, with_value(key, made))
        assert len(made.parameters) == 2 * most_values(item)
        for _ in range(most_values(item) - 1):
            made = checked_distribution(key, without_value(made, 0))
        assert made.parameter("probability_1") == 1.0


def test_a_choice_offers_no_more_values_than_it_has(opened: Opened) -> None:
    hand = Hand(opened, PAYER)
    assert [row[0].text for row in hand.state.rows] == ["Supplier pays", "Lab pays"]
    assert not hand.dialog.add_value.isEnabled()
    assert hand.state.kinds == ("Single values",)


# The list ------------------------------------------------------------------------------------


def test_an_input_becomes_certain_and_says_what_went_with_it(hand: Hand) -> None:
    hand.dialog.certain.click()
    assert hand.distribution() is None
    assert hand.dialog.message.text() == (
        "Revenue growth is certain now; its 3 correlations went too, "
        "and undo brings everything back."
    )
    assert hand.state.key == "delivery_delay_months"
    hand.session.undo()
    assert hand.distribution() == PERT
    assert not hand.dialog.message.isVisible()


def test_one_is_added_from_the_list(hand: Hand) -> None:
    hand.dialog.input_added.emit("monthly_spend")
    assert hand.state.key == "monthly_spend"
    assert hand.distribution("monthly_spend") == suggested("monthly_spend", "pert", 1250.0)
    assert hand.session.undo_label == "Distribution of Monthly spend"


def test_the_last_one_gone_leaves_a_sentence(hand: Hand) -> None:
    for _ in shipped().inputs:
        hand.dialog.certain.click()
    assert hand.dialog.title.text().startswith("No input is uncertain")
    assert not hand.dialog.certain.isVisible()
    hand.dialog.reset_all.click()
    assert hand.session.project.uncertainty is None  # as shipped: nothing to keep in the file
    assert hand.dialog.certain.isVisible()


def test_as_shipped_again(hand: Hand) -> None:
    assert not hand.dialog.shipped.isEnabled()
    assert not hand.dialog.reset_all.isEnabled()
    hand.type("high", "20%")
    assert hand.dialog.shipped.isEnabled()
    hand.dialog.shipped.click()
    assert hand.distribution() == PERT
    assert not hand.dialog.shipped.isEnabled()


def test_it_follows_sliders_and_other_scenarios(hand: Hand) -> None:
    controller = hand.opened.controller
    assert hand.state.note == "It moves with its slider."
    controller.edit(GROWTH, 0.09)
    assert hand.state.note == "Moved by +2% / month with its slider."
    assert any(mark.text.startswith("scenario 9%") for mark in hand.state.picture.marks)
    controller.action("duplicate_scenario").trigger()
    controller.edit(GROWTH, 0.05)
    assert any(mark.text.startswith("scenario 5%") for mark in hand.state.picture.marks)
    hand.dialog.close()
    controller.edit(GROWTH, 0.2)  # nothing is made for a dialog that nobody sees
    assert any(mark.text.startswith("scenario 5%") for mark in hand.state.picture.marks)


def test_both_themes(hand: Hand) -> None:
    hand.opened.controller.set_theme("dark")
    dark = hand.dialog.grab().toImage()
    hand.opened.controller.set_theme("light")
    assert hand.dialog.grab().toImage() != dark


# The picture -----------------------------------------------------------------------------------


def test_marks_that_are_the_same_stand_together() -> None:
    made = shipped().distribution("delivery_delay_months")
    assert made is not None
    marks = picture("delivery_delay_months", made, 0.0).marks
    assert [mark.text for mark in marks] == ["scenario, p5, median 0", "p95 10"]


def test_a_uniform_s_percentiles_are_where_they_must_be() -> None:
    found = picture(GROWTH, of("uniform", low=0.0, high=0.2), 0.1)
    texts = [mark.text for mark in found.marks]
    assert texts == ["scenario, median 10%", "p5 1%", "p95 19%"]
    at = [mark.at for mark in found.marks]
    assert at[0] == pytest.approx(0.5)
    assert at[2] - at[1] == pytest.approx(0.18 / (0.2 * 1.08))  # with the room left and right


def test_a_choice_has_no_percentiles() -> None:
    made = of("discrete", value_1=-1.0, probability_1=0.5, value_2=1.0, probability_2=0.5)
    found = picture(PAYER, made, 1.0)
    assert [mark.text for mark in found.marks] == ["scenario Lab pays"]
    assert [tick.text for tick in found.ticks] == ["Supplier pays", "Lab pays"]
