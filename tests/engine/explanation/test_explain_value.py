"""Every number of the model explained: what is printed is true, and leads on to what it says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from engine.evaluate import evaluate
from engine.explanation.digits import shown
from engine.explanation.explain import exists, explain_value
from engine.explanation.subjects import Explanation, Subject
from engine.explanation.users import user
from engine.formula.syntax import names, parse
from engine.kpis import headline
from engine.model.catalogue import MONTHS, catalogue
from engine.scenario import scenario

from .cases import SEEDS, case, plain_measures, subjects
from .reading import computed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.evaluate import Result
    from engine.explanation.subjects import Piece, Working
    from engine.formula.syntax import Expression

CLOSE, EXACT = 1e-9, 1e-12
ROUNDING = 1e-15  # where a difference of powers is close to 0


def text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def assert_true_as_printed(found: Explanation) -> None:
    """Both texts of every working come to the value that stands beside them."""
    for working in found.workings:
        printed = text(working.in_values)
        came_to = shown(computed(printed), working.unit)
        assert came_to == shown(working.value, working.unit), (found.subject, printed)
        parse(working.in_digits)
        exactly = computed(working.in_digits)
        if "exp" in working.in_digits or "pow" in working.in_digits:
            # Over the months the model takes powers by way of others: see engine.formula.powers.
            assert exactly == pytest.approx(working.value, rel=EXACT, abs=ROUNDING), found.subject
        else:
            assert exactly == working.value, (found.subject, working.in_digits)


def formulas(subject: Subject, working: Working) -> list[Expression]:
    """What the model's tables have for this working."""
    model = catalogue()
    figure = model.figures.get(subject.key)
    if working.column == "when":
        assert figure
        return [reason.when for reason in figure.reasons]
    if figure and subject.month is None:
        return list(figure.formulas)
    formula = {each.key: each for each in model.formulas()}[subject.key]
    tree = formula.opening if working.column == "opening" else formula.formula
    assert tree is not None
    return [tree]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_is_true_as_printed(seed: int) -> None:
    this = case(seed)
    seen = 0
    for subject in subjects(this.months):
        found = explain_value(this.result, subject)
        assert_true_as_printed(found)
        for working in found.workings:
            assert parse(text(working.in_names)) in formulas(subject, working), subject
            seen += 1
    assert seen > 179 * len(this.months)


@pytest.mark.parametrize("seed", SEEDS)
def test_precedents_lead_to_what_is_printed(seed: int) -> None:
    this = case(seed)
    for subject in subjects(this.months):
        found = explain_value(this.result, subject)
        listed = {each.subject for each in found.precedents}
        for precedent in found.precedents:
            deeper = explain_value(this.result, precedent.subject)
            if precedent.text.startswith("first("):
                continue  # leads to the flag in the month that was found
            assert deeper.value == precedent.value, (subject, precedent)
            own = precedent.subject.key == subject.key
            assert own or subject.key in deeper.used_by, (subject, precedent)
        for working in found.workings:
            links = {each.subject for each in (*working.in_names, *working.in_values)}
            assert links - {None} <= listed, subject


@pytest.mark.parametrize("seed", SEEDS)
def test_values_are_those_of_plain_loops(seed: int) -> None:
    this = case(seed)
    measures = plain_measures(seed)
    for key, number in this.scalars.items():
        assert explain_value(this.result, Subject(key)).value == pytest.approx(number, rel=CLOSE)
    rows = this.rows | {key: row.months for key, row in measures.rows.items()}
    for key, row in rows.items():
        largest = max(map(abs, row))
        for month in this.months:
            value = explain_value(this.result, Subject(key, month)).value
            assert value is not None
            assert abs(value - row[month - 1]) <= CLOSE * largest, (key, month)
    for key, measure in catalogue().measures.items():
        if not measure.series:
            value = explain_value(this.result, Subject(key)).value
            assert value == pytest.approx(measures.values[key], rel=CLOSE, abs=1e-7), key


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_are_those_of_plain_loops(seed: int) -> None:
    this = case(seed)
    reasons = headline(this.result)
    for key, expected in this.figures.items():
        if isinstance(expected, list):
            for place, number in enumerate(expected):
                found = explain_value(this.result, Subject(key, part=place))
                assert found.value == pytest.approx(number, rel=CLOSE, abs=1e-6), (key, place)
            continue
        found = explain_value(this.result, Subject(key))
        assert found.reason == reasons[key].reason
        if expected is None:
            assert found.value is None, key
            assert found.reason, key
            assert found.workings[0].column == "when"
            assert found.workings[0].value == 1
        else:
            assert found.value == pytest.approx(float(expected), rel=CLOSE, abs=1e-6), key
            assert [each.column for each in found.workings] == ["formula"]


def test_every_way_down_ends_at_inputs() -> None:
    """No circle, and nothing at the bottom but inputs and formulas without names."""
    result = case(713).result
    done: set[Subject] = set()
    for figure in catalogue().figures:
        walk(result, Subject(figure), done)
    assert len(done) > 5000
    assert {each.key for each in done} >= {*catalogue().inputs, *catalogue().scalars}


def walk(result: Result, start: Subject, done: set[Subject]) -> None:
    """Goes through everything that `start` rests on, depth first."""
    above: set[Subject] = set()
    waiting: list[tuple[Subject, bool]] = [(start, False)]
    while waiting:
        subject, left = waiting.pop()
        if left:
            above.remove(subject)
            done.add(subject)
            continue
        assert subject not in above, f"a circle through {subject}"
        if subject in done:
            continue
        above.add(subject)
        waiting.append((subject, True))
        found = explain_value(result, subject)
        if not found.precedents and found.kind != "input":
            assert text(found.workings[0].in_names) in ("0", "1"), subject
        waiting += [(each.subject, False) for each in found.precedents]


def test_an_input_has_no_working() -> None:
    found = explain_value(case(0).result, Subject("term_months"))
    assert (found.kind, found.section, found.unit) == ("input", "Headline", "months")
    assert found.value == case(0).result.scenario.values["term_months"]
    assert not found.workings
    assert not found.precedents
    assert "life_months" in found.used_by


DEFAULTS = evaluate(scenario("defaults"))


def test_month_one_looks_at_the_opening() -> None:
    found = explain_value(DEFAULTS, Subject("cash_balance", 1))
    (working,) = found.workings
    assert found.kind == "line item"
    assert text(working.in_names) == "prev(cash_balance) + net_cash_flow"
    assert text(working.in_values) == "$20,000m + (−$119.7m)"
    assert working.in_digits == "20000 + (-119.73499999999967)"
    assert [each.subject for each in found.precedents] == [
        Subject("cash_balance", 0),
        Subject("net_cash_flow", 1),
    ]
    opening = explain_value(DEFAULTS, Subject("cash_balance", 0))
    assert opening.value == 20000
    assert [each.column for each in opening.workings] == ["opening"]
    assert [each.subject for each in opening.precedents] == [Subject("opening_cash")]


def test_names_inside_a_month_are_links_too() -> None:
    found = explain_value(DEFAULTS, Subject("remaining_obligation", 5))
    end, fees = Subject("commitment_end_month", 5), Subject("fees_to_date", 36)
    assert [each.text for each in found.precedents] == [
        "at(fees_to_date, commitment_end_month)",
        "commitment_end_month",
        "fees_to_date",
    ]
    assert [each.subject for each in found.precedents] == [fees, end, Subject("fees_to_date", 5)]
    links = {each.text: each.subject for each in found.workings[0].in_names if each.subject}
    assert links["commitment_end_month"] == end
    assert text(found.workings[0].in_values) == "max(0, $44,062m − $5,312m)"


def test_a_figure_goes_before_the_line_item_of_its_key() -> None:
    figure = explain_value(DEFAULTS, Subject("exit_cost"))
    item = explain_value(DEFAULTS, Subject("exit_cost", 1))
    assert (figure.kind, item.kind) == ("figure", "line item")
    assert figure.precedents[0].subject == Subject("exit_cost", 1)
    assert figure.value == item.value
    assert not figure.used_by
    assert item.used_by == ("exit_cost",)


def test_where_there_is_none_the_condition_is_shown() -> None:
    found = explain_value(DEFAULTS, Subject("cash_out_month"))
    assert found.value is None
    assert found.reason == "cash never falls below zero in 48 months"
    assert [each.column for each in found.workings] == ["when", "formula"]
    assert text(found.workings[0].in_names) == "cash_out == 0"
    assert [each.subject for each in found.precedents] == [Subject("cash_out")]


def test_a_listed_figure() -> None:
    whole = explain_value(DEFAULTS, Subject("maturity"))
    assert whole.value is None
    assert not whole.reason
    parts = [explain_value(DEFAULTS, Subject("maturity", part=place)) for place in range(6)]
    assert [each.value for each in parts] == [14687.5, 15000, 13750, 0, 0, 0]
    assert whole.workings == tuple(each.workings[0] for each in parts)
    texts = [(each.subject, each.text) for each in whole.precedents]
    assert len(set(texts)) == len(texts)


# Sums over months ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_a_period_is_the_sum_of_its_months(seed: int) -> None:
    result = case(seed).result
    for key, item in catalogue().line_items.items():
        for first, last in ((1, 3), (4, 6), (13, 24), (118, 120), (1, 48), (1, MONTHS)):
            found = explain_value(result, Subject(key, first, last))
            months = [float(each) for each in result.row(key)[first - 1 : last]]
            assert_true_as_printed(found)
            assert found.value is not None
            if item.kind == "flow":
                assert found.workings[0].column == "sum"
                size = math.fsum(map(abs, months))
                assert abs(found.value - math.fsum(months)) <= EXACT * size
                assert abs(sum(each.value for each in found.precedents) - found.value) <= (
                    EXACT * size
                )
                assert len(found.precedents) <= 13
            else:
                assert found.workings[0].column == "formula"
                assert found.value == months[-1]


def test_what_a_cumulative_sum_leads_to() -> None:
    found = explain_value(DEFAULTS, Subject("fees_pv_to_date", 30))
    (precedent, *_) = found.precedents
    assert precedent.subject == Subject("minimum_fee_pv", 1, 30)
    assert precedent.text == "cumsum(minimum_fee_pv)"
    below = explain_value(DEFAULTS, precedent.subject)
    assert (
        text(below.workings[0].in_names[:3])
        == "sum_to(minimum_fee_pv, 18) + at(minimum_fee_pv, 19)"
    )
    # A flag is no flow: its sum has to be asked for.
    ordinal = explain_value(DEFAULTS, Subject("quarter_ordinal", 12))
    assert ordinal.precedents[0].subject == Subject("complete_quarter", 1, 12, summed=True)
    assert explain_value(DEFAULTS, ordinal.precedents[0].subject).value == 4


# What is not there -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "subject",
    [
        Subject("nothing"),
        Subject("nothing", 3),
        Subject("revenue"),
        Subject("revenue", -1),
        Subject("revenue", 121),
        Subject("revenue", 7, 6),
        Subject("revenue", 0, 3),
        Subject("revenue", 110, 121),
        Subject("maturity", part=6),
        Subject("maturity", part=-1),
    ],
)
def test_what_is_not_there_is_told(subject: Subject) -> None:
    assert not exists(catalogue(), subject)
    with pytest.raises(LookupError, match="nothing to explain"):
        explain_value(DEFAULTS, subject)


def test_everything_else_is_there() -> None:
    for subject in subjects((1, 60, MONTHS)):
        assert exists(catalogue(), subject)


# The way up ------------------------------------------------------------------------------


def test_users_look_at_what_they_use() -> None:
    """A key and whether a figure or a formula is meant: each user's precedents have it."""
    for key in (*catalogue().inputs, *(each.key for each in catalogue().formulas())):
        series = key in DEFAULTS.values and not isinstance(DEFAULTS.values[key], float)
        found = explain_value(DEFAULTS, Subject(key, 6 if series else None))
        assert found.used_by == tuple(dict.fromkeys(found.used_by))
        assert key not in found.used_by or key in catalogue().figures
        for above in found.used_by:
            subject = user(catalogue(), key, above, 6)
            assert exists(catalogue(), subject)
            looked_at = explain_value(DEFAULTS, subject)
            if looked_at.value is not None:  # of a missing figure one reason is shown
                below = {each.subject.key for each in looked_at.precedents}
                reasons = catalogue().figures.get(above)
                conditional = reasons and key in {
                    name for reason in reasons.reasons for name in names(reason.when)
                }
                opening = {
                    each.subject.key
                    for each in explain_value(
                        DEFAULTS, Subject(above, 0) if subject.month else subject
                    ).precedents
                }
                assert key in below | opening or conditional, (key, above)


def test_a_figure_with_the_key_of_a_line_item_is_told_apart() -> None:
    model = catalogue()
    assert user(model, "decision_month", "exit_cost", 9) == Subject("exit_cost")
    assert user(model, "exit_cost", "exit_cost", 9) == Subject("exit_cost")
    assert user(model, "exit_charge", "exit_cost", 9) == Subject("exit_cost", 9)
    assert user(model, "discount_rate", "monthly_discount_rate", 9) == Subject(
        "monthly_discount_rate"
    )
    for key in model.figures.keys() & model.line_items.keys():
        figure, item = model.figures[key], model.line_items[key]
        used = {name for tree in figure.formulas for name in names(tree)}
        assert not used & set(names(item.formula)), "one name would stand for both"
