"""What holds for every finding of any register."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contracts.audit import audit
from engine.contracts.contract import CAPACITY_UNITS, Contract, register_columns
from engine.contracts.finding import SEVERITIES
from engine.contracts.findings import cases, findings, kinds, thresholds
from engine.contracts.quote import Quote
from engine.contracts.quotes.market import fit
from engine.contracts.register import Register

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_BLANK = (
    "capacity",
    "ramp_first_pct",
    "notice_months",
    "renewal_notice_days",
    "termination_fee_pct",
    "termination_fee_decline",
    "termination_fee_floor",
    "termination_fee_months",
)

# Any signs but the braces that a text's words stand in.
_NAMES = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=100)


def _term(key: str) -> SearchStrategy[object]:
    column = register_columns()[key]
    low, high = column.minimum, column.maximum
    made: SearchStrategy[object]
    if column.kind == "text":
        made = _NAMES
    elif column.kind == "date":
        made = st.dates(date(1950, 1, 1), date(2080, 1, 1)) | st.dates(
            date(2020, 1, 1), date(2030, 1, 1)
        )
    elif column.kind == "flag":
        made = st.booleans()
    elif column.kind == "unit":
        made = st.sampled_from(("", *CAPACITY_UNITS))
    elif column.kind == "schedule":
        made = st.just(()) | st.builds(
            lambda month, fee: ((1, fee), (month, fee * 2)), st.integers(2, 60), st.floats(0, 1e4)
        )
    else:
        assert low is not None
        assert high is not None
        whole = column.kind == "whole"
        made = st.integers(int(low), int(high)) if whole else st.floats(low, high)
    return made | st.none() if key in _BLANK else made


contracts = st.builds(
    Contract, **{key: _term(key) for key in register_columns() if key != "id"}, id=st.just("C")
)
MARKET = fit([Quote(str(turn), "Q", date(2025, 1 + turn, 1), 4 - turn / 10) for turn in range(6)])


@settings(max_examples=40, deadline=None)
@given(st.lists(contracts, max_size=6), st.dates(date(2015, 1, 1), date(2040, 1, 1)), _NAMES)
def test_every_finding_is_sound(several: list[Contract], day: date, planned: str) -> None:
    chosen = tuple(replace(each, id=f"C{turn}") for turn, each in enumerate(several))
    register = Register(contracts=chosen, planned_supplier=planned)
    found = audit(register, day)
    hits = findings(register, found, market=MARKET)
    assert hits == findings(register, found, market=MARKET)
    assert [each.amount_high for each in hits] == sorted(
        (each.amount_high for each in hits), reverse=True
    )
    ids = {"", *(each.id for each in chosen)}
    for each in hits:
        assert 0 <= each.amount <= each.amount_high < math.inf
        assert type(each.amount) is type(each.amount_high) is float
        assert each.severity in SEVERITIES
        assert each.kind in kinds()
        assert each.contract in ids
        for text in (each.message, each.action):
            assert text.isprintable()
            assert text.endswith(".")
            assert "{" not in text
            assert len(text) < 300


def test_each_case_of_a_contract_comes_once() -> None:
    contract = Contract("C", "S", date(2026, 1, 1), 12, 10.0, lockin_months=99)
    register = Register(contracts=(contract, replace(contract, id="D")))
    hits = findings(register, audit(register, date(2026, 6, 30)))
    assert len({(each.kind, each.contract, each.message) for each in hits}) == len(hits)


def test_names_are_kept_to_a_line() -> None:
    name = "A\nB\t" + "\u202eC" + "x" * 200
    contract = Contract("C", name, date(2020, 1, 1), 12, 10.0)
    register = Register(contracts=(contract,))
    (each,) = findings(register, audit(register, date(2026, 6, 30)))
    assert each.message.startswith("The contract with A B Cxxx")
    assert "…" in each.message


def test_without_a_supplier_the_id_is_named() -> None:
    register = Register(contracts=(Contract("C-7", " ", date(2020, 1, 1), 12, 10.0),))
    (each,) = findings(register, audit(register, date(2026, 6, 30)))
    assert each.message.startswith("The contract with C-7 ended")


def test_stopping_ends_the_work() -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    register = Register(contracts=(Contract("C", "S", date(2026, 1, 1), 12, 10.0),))
    with pytest.raises(StoppedError):
        findings(register, audit(register, date(2026, 6, 30)), stop=stop)


def test_the_tables_are_whole() -> None:
    assert len({case.label for case in cases().values()}) == len(kinds())
    for case in cases().values():
        assert case.meaning.endswith(".")
        assert 0 <= case.gravest <= case.mildest < len(SEVERITIES)
    assert all(value > 0 for value in thresholds().values())
    assert thresholds()["medium_share"] < thresholds()["high_share"]
    assert thresholds()["medium_contracts"] < thresholds()["high_contracts"]
