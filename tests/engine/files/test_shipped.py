"""What ships: the presets and the claims, against what their tables say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine.files.shipped import claims, preset_scenario, presets
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
        "print([name for name in ('numpy', 'engine.model.catalogue') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
