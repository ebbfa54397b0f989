"""What ships: the presets and the claims, against what their tables say."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from engine.files.shipped import (
    claim_links,
    claim_list,
    claims,
    preset_scenario,
    presets,
    reading_changes,
    reading_scenario,
    readings,
)
from engine.model.catalogue import catalogue


def test_there_are_fourteen_presets_in_the_order_of_the_table() -> None:
    known = list(presets())
    assert len(known) == 14
    assert known[:3] == ["as_reported", "s1_terms", "total_15b_60m"]
    assert known[-1] == "small_models"


def test_every_preset_has_a_name_and_a_story() -> None:
    for key, preset in presets().items():
        assert preset.id == key
        assert preset.name
        assert preset.story.endswith(".")


def test_the_first_preset_is_the_defaults() -> None:
    defaults = {key: item.default for key, item in catalogue().inputs.items()}
    assert dict(presets()["as_reported"].changes) == {}
    assert dict(preset_scenario("as_reported").values) == defaults


@pytest.mark.parametrize("key", list(presets()))
def test_a_preset_is_a_scenario_that_differs_where_it_says(key: str) -> None:
    preset, found = presets()[key], preset_scenario(key)
    assert (found.name, found.preset) == (preset.name, key)
    assert str(found.start) == "2026-04"
    for name, item in catalogue().inputs.items():
        assert found.values[name] == preset.changes.get(name, item.default)


def test_the_exit_terms_of_the_filing() -> None:
    assert dict(presets()["s1_terms"].changes) == {
        "lockin_months": 3,
        "notice_months": 3,
        "termination_fee_pct": 0,
        "termination_fee_decline": 0,
        "termination_fee_floor": 0,
    }


def test_an_unknown_preset_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        preset_scenario("nothing")


def test_claims_come_without_the_quotes_of_their_cells() -> None:
    found = claims()
    assert len(found) == 52
    assert list(found[0]) == [
        "id",
        "claim",
        "value",
        "document",
        "attributed_to",
        "conflicts_or_note",
    ]
    by_id = {claim["id"]: claim for claim in found}
    assert by_id["C03"]["document"] == 'long article ch.3 (ch.1: "multi-year $15B", ambiguous)'
    assert by_id["C10"]["value"] == 'undisclosed; "multi-year"'
    assert by_id["C32"]["claim"] == '"commissioning/co-owning", large up-front outlay'
    assert by_id["E4"]["conflicts_or_note"] == "C14 by a factor of 87"


def test_listing_presets_needs_no_model() -> None:
    code = (
        "import sys, engine.files.shipped as shipped; shipped.presets(); shipped.claims();"
        "shipped.claim_links(); shipped.readings();"
        "print([name for name in ('numpy', 'engine.model.catalogue') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# What contradicts what ---------------------------------------------------------------------

_ID = re.compile(r"\b(?:C[0-9]{2}|E[0-9])\b")
# What the table of claims names beside a claim without the two contradicting one another: C18
# is a comparison of sizes. C20 agrees with C03 and not with C02 once like is held against
# like, $15B a year being $75B over five years; the table has it the other way round.
_NO_CONFLICT = {("C18", "C02"), ("C20", "C03")}


def test_every_claim_that_the_table_names_is_a_conflict() -> None:
    pairs = {frozenset((pair.first, pair.second)) for pair in claim_links().conflicts}
    named = {
        (row["id"], other) for row in claims() for other in _ID.findall(row["conflicts_or_note"])
    }
    named |= {("C08", "C08"), ("C13", "C13"), ("C35", "C35")}  # "each other", "tense", "both"
    missing = {pair for pair in named if frozenset(pair) not in pairs}
    assert missing == _NO_CONFLICT


def test_each_conflict_stands_once_between_known_claims_with_a_reason() -> None:
    links, known = claim_links(), set(claim_list())
    pairs = [frozenset((pair.first, pair.second)) for pair in links.conflicts]
    assert len(set(pairs)) == len(pairs) == 34
    for pair in links.conflicts:
        assert {pair.first, pair.second} <= known
        assert len(pair.reason) > 20
        assert not pair.reason.endswith(".")
        assert pair.other(pair.first) == pair.second
        assert pair.other(pair.second) == pair.first


def test_the_arithmetic_of_the_reasons() -> None:
    reasons = {(pair.first, pair.second): pair.reason for pair in claim_links().conflicts}
    year = 12 * 1.25
    assert year == 15
    assert f"{15_000 / 60:.0f}m to ${15_000 / 36:.0f}m" in reasons["C01", "C03"]
    assert f"{year / 0.5:.0f} times" in reasons["C02", "C14"]
    assert f"{year / 18:.0%}" in reasons["C02", "C15"]
    assert f"{4 * 10.9 / 0.5:.0f}" in reasons["C14", "E4"]
    assert f"{15 / 5 / 9:.0%} to {15 / 3 / 9:.0%}" in reasons["C03", "C19"]
    assert f"{5 * year / 3:.0f} to {5 * year / 1:.0f} times" in reasons["C02", "C20"]
    notes = claim_links().notes
    assert f"{year / 9:.2f} times" in notes["C18"]
    assert f"{(9 + year) / 9:.2f} times" in notes["C19"]
    assert f"{4 * 4.8 / 0.5:.0f}" in notes["E4"]
    months = (2029 - 2026) * 12 + 1  # May to May, both counted
    assert f"{months} months" in notes["E1"]
    assert readings()["filing_term"].inputs["term_months"] == months


def test_every_claim_has_its_topic() -> None:
    topics = claim_links().topics
    placed = [claim for keys in topics.values() for claim in keys]
    assert sorted(placed) == sorted(claim_list())
    assert len(topics) == 10


def test_a_claim_attributed_as_the_one_above_says_to_whom() -> None:
    found = claim_list()
    assert [found[key].attributed_to for key in ("C10", "C11", "C12")] == ["company silence"] * 3
    assert found["C04"].value == ""
    assert found["C01"].value == "$1.25B/month"


# Which inputs claims speak of --------------------------------------------------------------

# Their bases name outside evidence that is not among the claims.
_NOT_AMONG_THEM = {"sla_target", "sla_credit_cap", "borrowing_rate"}
_CITED = ("short note", "long article", "sources:", "outside evidence", "sources urge")


def test_every_input_that_rests_on_a_source_has_a_claim() -> None:
    found = claim_links().inputs
    assert set(found) <= set(catalogue().inputs)
    for claims_of in found.values():
        assert set(claims_of) <= set(claim_list())
        assert len(set(claims_of)) == len(claims_of)
    for key, item in catalogue().inputs.items():
        if item.status in ("reported", "disputed", "undisclosed"):
            assert key in found, key
        if any(word in item.basis for word in _CITED):
            assert key in found or key in _NOT_AMONG_THEM, key


@pytest.mark.parametrize(
    ("key", "behind"),
    [
        ("monthly_spend", {"C01", "C02", "C03"}),
        ("term_months", {"C10", "E1"}),
        ("payment_direction", {"C04", "C05"}),
        ("committed_gpus", {"C11", "E3"}),
        ("opening_revenue", {"C14", "E4"}),
        ("opening_cash", {"C16", "C17"}),
        ("supplier_base_revenue", {"C18"}),
        ("incumbent_replaced_pct", {"C12"}),
        ("supplier_exit_month", {"E2"}),
    ],
)
def test_the_claims_that_a_basis_names(key: str, behind: set[str]) -> None:
    assert behind <= set(claim_links().inputs[key])


# Readings ------------------------------------------------------------------------------------


def test_every_claim_has_a_reading_or_says_why_it_has_none() -> None:
    read = {claim for reading in readings().values() for claim in reading.claims}
    none = set(claim_links().nothing)
    assert read | none == set(claim_list())
    assert not read & none


def test_the_readings_that_are_presets_are_the_presets_cases() -> None:
    found = [reading for reading in readings().values() if reading.preset]
    assert {"total_15b_60m", "supplier_pays", "run_rate_500m", "s1_terms"} <= {
        reading.id for reading in found
    }
    for reading in found:
        case = reading_scenario(reading.id)
        assert case.values == preset_scenario(reading.preset).values
        assert case.preset == reading.preset
        assert reading_changes(reading) == presets()[reading.preset].changes
        for key, value in reading.inputs.items():  # what the claims say is in the preset
            assert case.values[key] == value


def test_the_other_readings_differ_from_the_defaults_where_they_say() -> None:
    defaults = {key: item.default for key, item in catalogue().inputs.items()}
    for reading in readings().values():
        if reading.preset:
            continue
        case = reading_scenario(reading.id)
        assert case.name == reading.label
        assert dict(case.values) == {**defaults, **reading.inputs}
        assert reading.inputs
        assert case.values != preset_scenario("as_reported").values


def test_a_total_is_the_total_whatever_the_years() -> None:
    for key in ("total_15b_60m", "total_15b_36m"):
        values = reading_scenario(key).values
        assert values["monthly_spend"] * values["term_months"] == pytest.approx(15_000)
        # Capacity is scaled with the fee: the price of a GPU is the reported case's.
        assert values["committed_gpus"] / values["monthly_spend"] == pytest.approx(325 / 1250)


def test_what_readings_say() -> None:
    labels = [reading.label for reading in readings().values()]
    assert len(set(labels)) == len(labels)
    for reading in readings().values():
        assert reading.claims
        assert set(reading.claims) <= set(claim_list())
        assert reading.sentence.endswith(".")
        assert not reading.preset or reading.label == presets()[reading.preset].name
