"""The register in a project file: every field with its faults, and very many contracts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from engine.contracts.contract import Contract
from engine.contracts.quote import Quote
from engine.contracts.register import EMPTY, Register
from engine.files.atomic import FileError
from engine.files.project.file import parse_project, project_text
from engine.files.register.example import example_register
from engine.files.shipped import preset_scenario
from engine.project import single
from tests.engine.files.projects import exact

PROJECT = single(preset_scenario("as_reported"))
CONTRACT: dict[str, Any] = {
    "id": "A",
    "supplier": "Nimbus",
    "start": "2026-04-01",
    "term_months": 36,
    "monthly_fee": 1250,
}
QUOTE: dict[str, Any] = {"id": "Q", "supplier": "Cirrus", "day": "2026-10-01", "price": 4.5}


def file(**register: Any) -> bytes:
    return json.dumps({"tenor": 5, "scenarios": [{"name": "M"}], "register": register}).encode()


def register(**fields: Any) -> Register:
    return parse_project(file(**fields), "plan.tenor").register


def fault(**fields: Any) -> str:
    with pytest.raises(FileError) as caught:
        register(**fields)
    message = str(caught.value)
    assert message.startswith("plan.tenor: ")
    assert len(message.splitlines()) == 1
    return caught.value.fault


def test_what_is_left_out_is_the_default() -> None:
    assert register() == EMPTY
    assert register(contracts=[CONTRACT]).contracts == (
        Contract("A", "Nimbus", date(2026, 4, 1), 36, 1250.0),
    )
    assert register(quotes=[QUOTE]).quotes == (Quote("Q", "Cirrus", date(2026, 10, 1), 4.5),)
    missing = register(contracts=[CONTRACT | {"notice_months": None, "capacity": None}])
    assert missing.contracts[0].notice_months is None


def test_the_empty_register_is_not_written() -> None:
    assert '"register"' not in project_text(PROJECT)


def test_the_example_is_written_a_contract_a_line() -> None:
    made = replace(PROJECT, register=example_register())
    text = project_text(made)
    assert exact(parse_project(text.encode(), "x")) == exact(made)
    lines = [line for line in text.splitlines() if '"id": "EX-0' in line]
    assert len(lines) == 25
    assert lines[22].startswith('      {"id": "EX-023", "supplier": "Lumen Arc", "service": ')


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": ""}, "contract 1, id: it is empty; allowed: each id once"),
        ({"id": 7}, "contract 1, id: 7 is not allowed; allowed: text of up to 200 characters"),
        ({"id": "a\nb"}, "contract 1, id: The id holds line breaks or control characters"),
        ({"supplier": "x" * 201}, "contract 1, supplier: 'xxx"),
        ({"start": "2026-02-30"}, "contract 1, start: '2026-02-30' is not a day; allowed: a day"),
        ({"start": "1 Apr 2026"}, "contract 1, start: '1 Apr 2026' is not a day"),
        ({"start": None}, "contract 1, start: nothing is there; allowed: a day, 2026-04-01"),
        ({"start": "2500-01-01"}, "contract 1, start: '2500-01-01' is not a day"),
        ({"term_months": 0}, "contract 1, term_months: 0 is not allowed; allowed: a whole number"),
        ({"term_months": 1.5}, "contract 1, term_months: 1.5 is not allowed"),
        ({"term_months": True}, "contract 1, term_months: true is not allowed"),
        ({"term_months": None}, "contract 1, term_months: null is not allowed"),
        ({"monthly_fee": -1}, "contract 1, monthly_fee: -1 is not allowed; allowed: a number from"),
        ({"monthly_fee": "5"}, "contract 1, monthly_fee: '5' is not allowed"),
        ({"monthly_fee": 1e308}, "contract 1, monthly_fee: 1e+308 is not allowed"),
        ({"monthly_fee": float("nan")}, "contract 1, monthly_fee: NaN is not allowed"),
        ({"take_or_pay_pct": 50}, "contract 1, take_or_pay_pct: 50 is not allowed"),
        ({"take_or_pay_pct": None}, "contract 1, take_or_pay_pct: null is not allowed"),
        ({"auto_renew": "yes"}, "contract 1, auto_renew: 'yes' is not allowed; allowed: true"),
        ({"capacity_unit": "MW"}, "contract 1, capacity_unit: 'MW' is not allowed; allowed: gpu,"),
        ({"fee_schedule": 5}, "contract 1, fee_schedule: allowed: a list of pairs"),
        ({"fee_schedule": [[2, 5]]}, "contract 1, fee_schedule: allowed: months that rise"),
        ({"fee_schedule": [[1, 5], [1, 6]]}, "contract 1, fee_schedule: allowed: months that rise"),
        ({"fee_schedule": [[1, -5]]}, "contract 1, fee_schedule: -5 is not allowed"),
        ({"fee_schedule": [[121, 5]]}, "contract 1, fee_schedule: 121 is not allowed"),
        ({"fee_schedule": [[1, 5]] * 121}, "contract 1, fee_schedule: allowed: a list of pairs"),
        ({"own": float("inf")}, "contract 1, 'own': holds Infinity; allowed: finite numbers"),
    ],
)
def test_faults_of_a_contract(change: dict[str, Any], told: str) -> None:
    assert fault(contracts=[CONTRACT | change]).startswith(told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"price": None}, "quote 1, price: null is not allowed"),
        ({"price": -1}, "quote 1, price: -1 is not allowed"),
        ({"price_unit": "hour"}, "quote 1, price_unit: 'hour' is not allowed; allowed: gpu_hour,"),
        ({"day": "soon"}, "quote 1, day: 'soon' is not a day"),
        ({"term_months": 121}, "quote 1, term_months: 121 is not allowed"),
        ({"added": 5}, "quote 1, added: 5 is not a day"),
    ],
)
def test_faults_of_a_quote(change: dict[str, Any], told: str) -> None:
    assert fault(quotes=[QUOTE | change]).startswith(told)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"contracts": 5}, "register, contracts: 5 is not a list"),
        ({"contracts": [5]}, "register, contracts, number 1: 5 is not an object"),
        ({"contracts": [CONTRACT] * 2}, "two contracts have the id 'A'"),
        ({"contracts": [{}]}, "contract 1, id: null is not allowed"),
        ({"quotes": [QUOTE] * 5001}, "register, quotes: 5001 of them; allowed: up to 5000"),
        ({"kw_per_gpu": 0}, "register, kw_per_gpu: 0 is not allowed; allowed: above 0"),
        ({"kw_per_gpu": "x"}, "register, kw_per_gpu: 'x' is not allowed"),
        ({"borrowing_rate": 3}, "register, borrowing_rate: 3 is not allowed; allowed: 0 to 0.3"),
        ({"as_of": "today"}, "register, as_of: 'today' is not a day"),
        ({"planned_supplier": 5}, "register, planned_supplier: 5 is not allowed"),
        ({"studied": "x" * 300}, "register, studied: 'xxx"),
        ({"watch": 5}, "register, watch: 5 is not an object"),
        ({"watch": {"prise": 5}}, "register, watch, unknown field 'prise'; allowed: last_look"),
        ({"watch": {"price": 0}}, "register, watch, price: 0 is not allowed; allowed: above 0"),
        ({"watch": {"last_look": 5}}, "register, watch, last_look: 5 is not a day"),
    ],
)
def test_faults_of_the_register(fields: dict[str, Any], told: str) -> None:
    assert fault(**fields).startswith(told)


def test_a_register_that_is_no_object() -> None:
    data = json.dumps({"tenor": 5, "scenarios": [{"name": "M"}], "register": [1]}).encode()
    with pytest.raises(FileError, match="register: a list is not an object"):
        parse_project(data, "x")


def test_a_mode_needs_contracts() -> None:
    record = {"name": "M", "inputs": {"register_supply": 2}}
    data = json.dumps({"tenor": 5, "scenarios": [record]}).encode()
    with pytest.raises(FileError, match="register_supply: allowed only where the file has a supp"):
        parse_project(data, "x")


def test_very_many_contracts() -> None:
    many = tuple(
        replace(each, id=f"{each.id}-{number}")
        for number in range(200)
        for each in example_register().contracts
    )
    made = replace(PROJECT, register=Register(contracts=many))
    text = project_text(made)
    assert len(text) < 500 * len(many)
    assert parse_project(text.encode(), "x").register.contracts == many


@pytest.mark.parametrize("data", [b"[" * 3_000_000, b"{" * 3_000_000, b"[" + b"1," * 13_000_000])
def test_values_without_end_are_not_made(data: bytes) -> None:
    with pytest.raises(FileError, match="is too large; allowed: up to 12,000,000 values"):
        parse_project(data, "x")
