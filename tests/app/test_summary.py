"""The summary's words and figures, held against the oracle and the specification's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.handouts.summary import MORE_FIGURES, summary
from engine import quantity
from engine.evaluate import Result, evaluate
from engine.files.shipped import preset_scenario
from tests.app.cases import refereed
from tests.oracle.inputs import presets

if TYPE_CHECKING:
    from app.handouts.content import Figure

MINUS = "\N{MINUS SIGN}"
MONEY = ("peak_funding", "remaining_obligation", "exit_cost", "total_commitment", "closing_cash")


def told(preset: str, **changes: float) -> tuple[tuple[str, ...], dict[str, Figure]]:
    """The summary of a preset with some inputs changed, against the reported case."""
    scenario = preset_scenario(preset).with_values(changes)
    sentences, figures = summary(evaluate(scenario), _reported(scenario.values["decision_month"]))
    return sentences, {figure.key: figure for figure in figures}


def _reported(month: float) -> Result:
    return evaluate(preset_scenario("as_reported").with_values({"decision_month": month}))


def test_the_reported_case_is_told() -> None:
    """The specification's figures: $43,437.5m owed, $29,062.5m to leave, $1,186.7m saved."""
    sentences, _figures = told("as_reported")
    text = " ".join(sentences)
    assert "$43.4B is still owed. Giving notice then costs $29.1B" in text
    assert "The contract is for $1.25B a month over 36 months." in text
    assert "The first complete quarter with an operating profit is Q3 2026." in text
    assert "Notice in Oct 2027 saves most against staying: $1.19B" in text


def test_softer_terms_differ_by_the_cost_of_leaving() -> None:
    sentences, figures = told("s1_terms")
    assert figures["exit_cost"].value == "$6.19B"
    assert figures["exit_cost"].change == f"{MINUS}$22.9B"
    assert figures["remaining_obligation"].change == ""
    assert sentences[-1] == "Exit cost is $22.9B lower than in the baseline “As reported”."


@pytest.mark.parametrize("preset", list(presets()))
def test_figures_are_the_oracles(preset: str) -> None:
    _sentences, figures = told(preset, decision_month=1, horizon_months=48)
    _rows, known = refereed(preset)
    for key in MONEY:
        value = known[key]
        assert isinstance(value, float)
        assert figures[key].value == quantity.short(value, "money")


@pytest.mark.parametrize("preset", list(presets()))
def test_sentences_are_whole(preset: str) -> None:
    sentences, figures = told(preset)
    assert set(MORE_FIGURES) < set(figures)
    for text in sentences:
        assert text.endswith(".")
        assert text[0].isupper()
        assert "nan" not in text.lower()
        assert "None" not in text


def test_the_baseline_itself_has_no_changes() -> None:
    sentences, figures = told("as_reported")
    assert not any(figure.change for figure in figures.values())
    assert not any("baseline" in text for text in sentences)


def test_the_supplier_pays() -> None:
    sentences, figures = told("supplier_pays")
    assert sentences[0].startswith("The supplier pays the lab")
    assert not any("notice" in text.lower() for text in sentences)
    assert figures["best_exit_saving"].value == "None"
    assert figures["best_exit_saving"].change == "was $1.19B"
    assert figures["best_exit_saving"].reason == "the supplier pays: nothing to leave"


def test_what_does_not_exist_says_so() -> None:
    sentences, figures = told("run_rate_500m")
    assert "No profitable quarter in 48 months." in sentences
    assert "The cash balance falls below zero in Oct 2026." in sentences
    assert figures["first_profit_quarter"].value == "None"
    assert figures["first_profit_quarter"].change == "was Q3 2026"


def test_a_planned_exit_is_told() -> None:
    sentences, _figures = told("exit_at_12")
    assert "The lab gives notice in contract month 12; the contract ends in month 18." in sentences


def test_dates_differ_by_quarters_and_months() -> None:
    _sentences, figures = told("albatross")
    assert figures["first_profit_quarter"].change == "+2 quarters"
    _sentences, figures = told("s1_terms")
    assert figures["effective_lock_in_months"].change == f"{MINUS}12 months"


def test_a_single_month_is_one() -> None:
    sentences, _figures = told("as_reported", term_months=1)
    assert "over 1 month." in sentences[0]


def test_a_contract_beyond_the_timeline_is_said() -> None:
    late = {"contract_start_month": 24.0, "auto_renew": 1.0, "renewal_months": 12.0}
    sentences, _figures = told("as_reported", term_months=96, **late)
    assert any("120 months that fit" in text for text in sentences)
