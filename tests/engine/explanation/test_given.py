"""Rows that contracts give the model, explained."""

from __future__ import annotations

import pytest

from engine.contracts.supply import MOST_PARTS, supply_of
from engine.evaluate import Result, evaluate
from engine.explanation.explain import exists, explain_value
from engine.explanation.subjects import GIVEN, Subject
from engine.model.supplied import given_rows, summed_rows
from engine.model.switch import REPLACES, SWITCH
from engine.scenario import scenario, with_supply
from tests.engine.contracts.random_contracts import AS_OF, register_of


@pytest.fixture(scope="module")
def result() -> Result:
    supply = supply_of(register_of(MOST_PARTS + 9), AS_OF)
    return evaluate(with_supply(scenario("case"), supply, REPLACES))


def test_everything_in_the_variant_can_be_explained(result: Result) -> None:
    model = result.model
    for item in model.formulas():
        subject = Subject(item.key, 7 if item.series else None)
        found = explain_value(result, subject)
        expected = result.at(item.key, 7) if item.series else result.value(item.key)
        assert found.value == expected
        for each in found.precedents:
            assert exists(model, each.subject), (item.key, each.text)
            explain_value(result, each.subject)
    for key in model.figures:
        explain_value(result, Subject(key))


@pytest.mark.parametrize("key", list(given_rows()))
def test_a_given_row_says_what_each_contract_adds(key: str, result: Result) -> None:
    for subject in (Subject(key, 8), Subject(key, 4, 9), Subject(key, 1, 120, summed=True)):
        found = explain_value(result, subject)
        assert found.kind == GIVEN
        assert found.meaning.endswith(f"From the register: {MOST_PARTS + 9} contracts.")
        assert not found.workings
        if key in summed_rows():
            assert sum(share.value for share in found.shares) == pytest.approx(found.value)
            assert found.used_by
        else:
            assert not found.shares
    assert explain_value(result, Subject(key, 0)).value == 0.0
    others = [share.contract for share in explain_value(result, Subject(key, 8)).shares]
    assert others.count("") <= 1


def test_the_switch_is_an_input_like_any_other(result: Result) -> None:
    found = explain_value(result, Subject(SWITCH))
    assert (found.value, found.section) == (REPLACES, "Incumbent supply")
    assert "register_gpus" in found.used_by


def test_without_contracts_there_is_no_such_number() -> None:
    plain = evaluate(scenario("case"))
    assert not exists(plain.model, Subject("ending_gpus", 1))
    assert not exists(plain.model, Subject(SWITCH))
