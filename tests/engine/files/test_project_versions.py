"""Files of every version open: golden ones, as they were written when the version was new."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.actuals import Actuals
from engine.analysis.goal import Goal
from engine.analysis.ranges import Range
from engine.calendar import YearMonth
from engine.contracts.contract import Contract
from engine.contracts.quote import Quote
from engine.contracts.register import EMPTY, Watch
from engine.contracts.supply import supply_of
from engine.evaluate import evaluate
from engine.files.atomic import FileError
from engine.files.project.file import VERSION, parse_project, project_text, read_project
from engine.files.project.migrations import MIGRATIONS, WITHOUT_SCENES
from engine.model.custom import CustomItem
from engine.project import COLOURS, Reference
from engine.scene import Scene
from engine.sources import Attachment, Source
from engine.uncertainty.case import Correlation, Distribution, Uncertainty
from engine.uncertainty.defaults import shipped
from tests.engine.files.projects import exact

GOLDEN = Path(__file__).with_name("golden")
NAMES = tuple(f"version-{number}" for number in range(1, VERSION + 1))

# What the golden files of all versions hold besides what a preset sets.
CASES = ("As reported", "Längere Frist “B” #2", "S-1, start Nov 2027")
SETTINGS = (
    (YearMonth(2026, 4), 1, "as_reported"),
    (YearMonth(2026, 4), 1, "as_reported"),
    (YearMonth(2027, 11), 7, "s1_terms"),
)
VALUES: dict[str, tuple[float, float, float]] = {
    "monthly_spend": (1250.0, 1100.5, 1250.0),
    "term_months": (36.0, 60.0, 36.0),
    "revenue_growth": (0.07, 0.050000000000000044, 0.07),
    "notice_months": (6.0, 6.0, 6.0),
    "lockin_months": (12.0, 12.0, 3.0),
    "termination_fee_pct": (0.5, 0.5, 0.0),
    "npv_timing": (1.0, 1.0, 0.5),
    "horizon_months": (48.0, 48.0, 48.0),
}


def test_every_version_has_a_golden_file_and_a_step() -> None:
    held = {json.loads(path.read_text("utf-8"))["tenor"] for path in GOLDEN.glob("*.tenor")}
    assert held == set(range(1, VERSION + 1))
    assert set(MIGRATIONS) == set(range(1, VERSION))


@pytest.mark.parametrize("name", NAMES)
def test_the_scenarios_of_a_golden_file(name: str) -> None:
    project = read_project(GOLDEN / f"{name}.tenor")
    cases = [entry.scenario for entry in project.entries]
    assert tuple(case.name for case in cases) == CASES
    assert tuple((case.start, case.fiscal_start, case.preset) for case in cases) == SETTINGS
    for key, values in VALUES.items():
        assert tuple(case.values[key] for case in cases) == values, key


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_a_golden_file_is_taken_over(name: str) -> None:
    path = GOLDEN / f"{name}.tenor"
    records = json.loads(path.read_text("utf-8"))["scenarios"]
    for entry, record in zip(read_project(path).entries, records, strict=True):
        assert len(record["inputs"]) == (102 if name in ("version-5", "version-6") else 101)
        for key, value in record["inputs"].items():
            assert repr(entry.scenario.values[key]) == repr(float(value)), key


def test_version_1_had_no_more_than_scenarios() -> None:
    project = read_project(GOLDEN / "version-1.tenor")
    assert [entry.id for entry in project.entries] == [1, 2, 3]
    assert [entry.colour for entry in project.entries] == [0, 1, 2]
    assert all(entry.ticked for entry in project.entries)
    assert project.current == 1
    assert project.reference == Reference("preset")
    assert project.actuals is None
    assert not project.extra
    assert [case.values["fee_escalator"] for case in (e.scenario for e in project.entries)] == [
        0.0,
        -0.005,
        0.0,
    ]
    assert project.by_id(2).scenario.values["auto_renew"] == 1


def test_version_1_as_people_wrote_it() -> None:
    project = read_project(GOLDEN / "version-1-by-hand.tenor")
    plain, short = (entry.scenario for entry in project.entries)
    assert (plain.name, plain.preset, plain.start) == ("Plain", "as_reported", YearMonth(2026, 4))
    assert (plain.values["term_months"], plain.values["lockin_months"]) == (36, 12)
    assert (short.name, short.preset, short.fiscal_start) == ("Short term", "s1_terms", 1)
    assert (short.values["term_months"], short.values["lockin_months"]) == (24, 3)
    assert short.values["monthly_spend"] == 828


@pytest.mark.parametrize("name", NAMES[1:])
def test_version_2_holds_the_rest_too(name: str) -> None:
    project = read_project(GOLDEN / f"{name}.tenor")
    assert [entry.id for entry in project.entries] == [1, 2, 3]
    assert [entry.colour for entry in project.entries] == [0, 5, 2]
    assert [entry.ticked for entry in project.entries] == [True, False, True]
    assert project.scenario.name == "Längere Frist “B” #2"
    assert project.scenario.values["fee_escalator"] == 5e-324
    assert project.reference == Reference("scenario", 3)
    rows = {"revenue": (410.5, None, -0.0), "cash_balance": (9000.0, 8750.25, None)}
    kept = {"columns": {"revenue": "Umsatz"}}
    assert project.actuals == Actuals(YearMonth(2026, 1), rows, "Bücher 2026.csv", kept)
    assert str(project.actuals.rows["revenue"][2]) == "-0.0"
    assert [dict(entry.extra) for entry in project.entries] == [
        {},
        {"note": "for the board", "tags": ["a", 1, 1.0, None, True]},
        {},
    ]
    later = {"uncertainty (version 3)": {"kept": [1, 1.0, None]}} if name >= "version-4" else {}
    assert dict(project.extra) == {
        "contracts": [{"id": 12345678901234567890, "share": 0.1, "tiny": 5e-324}],
        "theme": "night",
        **later,
    }


def test_older_versions_have_nothing_that_the_user_added() -> None:
    for name in ("version-1", "version-2"):
        project = read_project(GOLDEN / f"{name}.tenor")
        assert (project.items, project.sources, project.attachments) == ((), (), ())


@pytest.mark.parametrize("name", NAMES[2:])
def test_version_3_holds_what_the_user_added(name: str) -> None:
    project = read_project(GOLDEN / f"{name}.tenor")
    margin, reserve, covered = project.items
    assert margin == CustomItem(
        "cloud_margin",
        "Margin after compute",
        "%",
        "rate",
        "where(revenue > 0,\n  (revenue - compute_cost) / revenue, 0)",
        "0",
        "Revenue left once compute is paid, of revenue",
    )
    assert (reserve.label, reserve.opening, reserve.meaning) == (
        "Rücklage “R”",
        "-opening_cash / 2",
        "",
    )
    assert json.loads(reserve.extra) == {
        "colour": 3,
        "big": 12345678901234567890,
        "one": 1.0,
        "why": ["\ud800", None, {"deep": -0.0}],
    }
    assert covered.opening == "1"
    assert [entry.scenario.items for entry in project.entries] == [project.items] * 3
    assert project.sources == (
        Source(7, "Vorstandsvorlage 12", "page 3, annex “B”", "first line\nsecond line"),
        Source(2, "=SUM(A1)", extra='{"url": "https://example.com", "tags": [1, 1.0]}'),
    )
    assert project.attachments == (
        Attachment(2, "term_months", "says 60"),
        Attachment(7, "term_months"),
        Attachment(7, "notice_months", "six months, in writing", '{"page": 4}'),
    )
    # Month 1 by hand: half the opening cash as a debt, with a month's interest.
    assert evaluate(project.by_id(1).scenario).at("reserve_2", 1) == -10000 * 1.01


@pytest.mark.parametrize("name", ["version-1", "version-2", "version-3"])
def test_older_versions_have_the_shipped_uncertainty(name: str) -> None:
    project = read_project(GOLDEN / f"{name}.tenor")
    assert (project.uncertainty, project.ranges, project.goal) == (None, (), None)
    assert project.uncertainty_or_shipped == replace(shipped(), follows=True)


def test_version_4_holds_what_is_uncertain() -> None:
    project = read_project(GOLDEN / "version-4.tenor")
    assert project.uncertainty == Uncertainty(
        (
            ("monthly_spend", _distribution("lognormal", mean=1250, sd=300.3)),
            ("term_months", Distribution("discrete", _THREE_TERMS)),
            ("revenue_growth", _distribution("pert", low=0, mode=0.07, high=0.16)),
            ("payment_direction", _distribution("discrete", value_1=1, probability_1=1)),
            ("delivery_delay_months", _distribution("zero_or_geometric", p_zero=0.6, mean=5)),
            ("outage_start_month", _distribution("one_event", p=0.18, window=36)),
            ("opening_market_price", _distribution("normal", mean=5.25, sd=0.050000000000000044)),
            (
                "market_price_decline",
                _distribution("normal_clipped", mean=0.15, sd=0.18, low=-0.35, high=0.55),
            ),
            ("opening_revenue", _distribution("uniform", low=3000, high=4000.5)),
            ("efficiency_gain", _distribution("triangular", low=0.05, mode=0.05, high=0.65)),
        ),
        (
            Correlation("revenue_growth", "market_price_decline", -0.3),
            Correlation("market_price_decline", "monthly_spend", 1 / 3),
            Correlation("term_months", "revenue_growth", 0),
        ),
        follows=True,
        draws=25_000,
        seed=2**31 - 1,
    )
    assert project.ranges == (
        ("term_months", Range(24, 60)),
        ("revenue_growth", Range(-0.01, 0.30000000000000004)),
    )
    assert project.goal == Goal("exit_cost", "<=", 10000.5, 12)


def _distribution(kind: str, **parameters: float) -> Distribution:
    return Distribution(kind, tuple(parameters.items()))


# The values in the order in which they were typed, which is not the model's.
_THREE_TERMS = (
    *(("value_1", 60.0), ("probability_1", 0.25)),
    *(("value_2", 36.0), ("probability_2", 0.5)),
    *(("value_3", 24.0), ("probability_3", 0.25)),
)


@pytest.mark.parametrize("name", ["version-1", "version-2", "version-3", "version-4"])
def test_older_versions_have_no_register(name: str) -> None:
    project = read_project(GOLDEN / f"{name}.tenor")
    assert (project.register, project.supply) == (EMPTY, None)


def test_version_5_holds_the_register() -> None:
    register = read_project(GOLDEN / "version-5.tenor").register
    first, second, third = register.contracts
    assert (first.supplier, first.service) == ("Nimbus “West”", "=reserved")
    assert (first.start, first.monthly_fee) == (date(2024, 2, 29), 1250.0)
    assert (first.prepay_refund_pct, first.renewal_notice_days) == (1 / 3, 90)
    assert (first.auto_renew, first.benchmark_clause) == (True, True)
    assert dict(first.extra) == {"colour": 3, "deep": [1, 1.0, None, {"why": -0.0}]}
    assert second.fee_schedule == ((1, 10.0), (13, 21.6))
    assert (second.notice_months, second.termination_fee_months) == (0, 18)
    assert third == Contract("3", "", date(2026, 4, 1), 1, 0.30000000000000004)
    assert register.quotes == (
        Quote("Q-1", "Cirrus", date(2026, 10, 1), 4.55),
        Quote(
            "Q-2",
            "Nimbus “West”",
            date(2026, 11, 20),
            3050.0,
            "gpu_month",
            4.0,
            "k_gpu",
            36,
            "take-or-pay 80%",
            "mail, page 2",
            date(2026, 11, 21),
            {"valid": "30 days"},
        ),
    )
    assert (register.kw_per_gpu, register.borrowing_rate) == (1.5, 0.065)
    assert (register.planned_supplier, register.studied) == ("Cirrus", "A-1")
    assert (register.as_of, register.watch) == (
        date(2026, 11, 22),
        Watch(date(2026, 11, 1), 4.5),
    )
    assert dict(register.extra) == {"view": "audit"}


def test_version_5_holds_how_contracts_feed_the_scenarios() -> None:
    project = read_project(GOLDEN / "version-5.tenor")
    assert project.supply == supply_of(project.register, date(2026, 11, 22))
    modes = [entry.scenario.values["register_supply"] for entry in project.entries]
    assert modes == [2, 3, 0]


def test_version_4_kept_unknown_fields_whose_names_mean_something_now() -> None:
    held = {"register": [1], "register (version 4)": 2, "supply": "x"}
    document = {"tenor": 4, "scenarios": [{"name": "Mine"}]} | held
    project = parse_project(json.dumps(document).encode(), "x")
    assert project.register == EMPTY
    assert dict(project.extra) == {
        "register (version 4) (version 4)": [1],
        "register (version 4)": 2,
        "supply (version 4)": "x",
    }


@pytest.mark.parametrize("version", [2, 3])
def test_version_3_kept_unknown_fields_whose_names_mean_something_now(version: int) -> None:
    held = {"goal": "grow", "ranges": 3, "goal (version 3)": 1, "theme": "night"}
    document = {"tenor": version, "scenarios": [{"name": "Mine"}]} | held
    project = parse_project(json.dumps(document).encode(), "x")
    assert (project.uncertainty, project.ranges, project.goal) == (None, (), None)
    assert dict(project.extra) == {
        "goal (version 3) (version 3)": "grow",
        "ranges (version 3)": 3,
        "goal (version 3)": 1,
        "theme": "night",
    }


def test_version_2_kept_unknown_fields_whose_names_mean_something_now() -> None:
    held = {"items": 3, "sources": {"a": 1}, "items (version 2)": None, "theme": "night"}
    document = {"tenor": 2, "scenarios": [{"name": "Mine"}]} | held
    project = parse_project(json.dumps(document).encode(), "x")
    assert (project.items, project.sources) == ((), ())
    assert dict(project.extra) == {
        "items (version 2) (version 2)": 3,
        "sources (version 2)": {"a": 1},
        "items (version 2)": None,
        "theme": "night",
    }


def test_version_5_kept_unknown_fields_whose_names_mean_something_now() -> None:
    document: dict[str, Any] = {"tenor": 5, "scenarios": [{"name": "Mine"}], "scenes": [1]}
    project = parse_project(json.dumps(document).encode(), "x")
    assert project.scenes == ()
    assert dict(project.extra) == {"scenes (version 5)": [1]}


def test_the_scenes_of_the_golden_file() -> None:
    first, second = read_project(GOLDEN / "version-6.tenor").scenes
    assert first == Scene(
        2,
        "overview",
        "",
        ("profitability", "lock_in"),
        "Längere Frist: was sie kostet",
        "Pause.\nThen the slider.",
    )
    assert second == Scene(1, "decide", "exit-plan", extra='{"seconds": 90}')


def test_the_newest_version_is_written_back_byte_for_byte() -> None:
    path = GOLDEN / f"version-{VERSION}.tenor"
    assert project_text(read_project(path)).encode() == path.read_bytes()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.tenor")), ids=lambda path: path.name)
def test_an_older_file_is_saved_in_the_newest_form(path: Path) -> None:
    project = read_project(path)
    text = project_text(project)
    assert json.loads(text)["tenor"] == (VERSION if project.scenes else WITHOUT_SCENES)
    assert exact(parse_project(text.encode(), path)) == exact(project)


def test_many_scenarios_of_version_1_share_the_colours() -> None:
    records = [{"name": str(at)} for at in range(COLOURS + 2)]
    found = parse_project(json.dumps({"tenor": 1, "scenarios": records}).encode(), "x")
    assert [entry.colour for entry in found.entries] == [*range(COLOURS), 0, 1]


def _file(tenor: Any, **fields: Any) -> str:
    return json.dumps({"tenor": tenor, "scenarios": [{"name": "Mine"} | fields]})


VERSIONS = {
    _file(7): "was written by a newer Tenor: its format is 7, this Tenor reads 6",
    _file(6.5): "was written by a newer Tenor: its format is 6.5",
    _file(10**500): "was written by a newer Tenor: its format is 1000",
    _file(float("inf")): "was written by a newer Tenor: its format is Infinity",
    '{"tenor": 7, "cases": {}}': "was written by a newer Tenor: its format is 7",
    _file(0): "tenor: 0 is not allowed; allowed: 1 to 6",
    _file(1.5): "tenor: 1.5 is not allowed; allowed: 1 to 6",
    _file(-1): "tenor: -1 is not allowed",
    _file("2"): "tenor: '2' is not allowed; allowed: 1 to 6",
    _file(True): "tenor: true is not allowed",
    _file(None): "tenor: null is not allowed",
    _file([2]): "tenor: a list is not allowed",
    _file(float("nan")): "tenor: NaN is not allowed",
    # Version 1 knew no other fields: one that it doesn't know was a slip.
    _file(1, nmae="x"): "scenario 'Mine': unknown field 'nmae'; allowed: name, start",
    _file(1, colour=1): "scenario 'Mine': unknown field 'colour'; allowed: name, start",
    '{"tenor": 1, "scenarios": [], "x": 1}': "unknown field 'x'; allowed: tenor, scenarios",
    '{"tenor": 1, "scenarios": [{"x": 1}]}': "scenario 1: unknown field 'x'",
    '{"tenor": 1, "scenarios": [7]}': "scenario 1: 7 is not an object",
    '{"tenor": 1, "scenarios": 7}': "scenarios: allowed: a list",
    '{"tenor": 1}': "scenarios: allowed: a list",
}


@pytest.mark.parametrize("text", list(VERSIONS), ids=lambda text: text[:40])
def test_what_no_version_allows(text: str) -> None:
    with pytest.raises(FileError) as caught:
        parse_project(text.encode(), "plan.tenor")
    assert str(caught.value).startswith(f"plan.tenor: {VERSIONS[text]}")
