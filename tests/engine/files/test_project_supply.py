"""The contracts that feed scenarios, as a project file holds them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.contracts.register import EMPTY
from engine.contracts.supply import MOST_PARTS, supply_of
from engine.files.project.json import ContentError
from engine.files.project.supply import supply_of_document, supply_record
from engine.model.supplied import no_supply
from tests.engine.contracts.random_contracts import AS_OF, register_of


@pytest.mark.parametrize("count", [0, 1, 7, MOST_PARTS + 5])
def test_it_comes_back_bit_for_bit(count: int) -> None:
    supply = supply_of(register_of(count), AS_OF)
    text = json.dumps({"supply": supply_record(supply)})
    assert supply_of_document(json.loads(text)) == supply


def test_what_is_not_there() -> None:
    assert supply_of_document({}) is None
    assert supply_of_document({"supply": supply_record(no_supply())}) == no_supply()
    assert not supply_of(EMPTY, AS_OF).table().any()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": "soon"}, "supply, first: 'soon' is not a month"),
        ({"months": 0}, "supply, months: 0 is not allowed; allowed: 1 to 1000"),
        ({"months": 10**9}, "allowed: 1 to 1000"),
        ({"parts": 3}, "parts: 3 is not a list"),
        ({"parts": [{}] * 300}, "allowed: up to 200"),
        ({"parts": [{"rows": {"fee": {}}}]}, "unknown row 'fee'"),
        ({"parts": [{"rows": {"ending_gpus": [1]}}]}, "an object with from and values"),
        ({"parts": [{"rows": {"ending_gpus": {"from": 9999, "values": []}}}]}, "is not allowed"),
        ({"shares": {"ending_own_share": {"values": [1e300]}}}, "allowed: 0 to 1e"),
        ({"shares": {"ending_own_share": {"values": ["1"]}}}, "is not allowed"),
        ({"shares": {"ending_own_share": {"values": [0.5] * 9999}}}, "months; allowed: to month"),
        ({"notes": "much"}, "notes: allowed: a list"),
        ({"notes": [3]}, "notes: allowed: texts"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], said: str) -> None:
    record = supply_record(supply_of(register_of(2), AS_OF))
    with pytest.raises(ContentError, match=said):
        supply_of_document({"supply": {**record, **changes}})
    with pytest.raises(ContentError, match="is not an object"):
        supply_of_document({"supply": 5})
