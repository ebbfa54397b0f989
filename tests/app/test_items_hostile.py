"""Formulas from anywhere: told to be wrong, or computed. Never a crash, never a wait."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.items.changes import renamed, suggested_key
from app.items.judge import ItemJudge
from app.reference.entries import entries
from engine.evaluate import evaluate, evaluate_batch
from engine.files.shipped import preset_scenario
from engine.formula.syntax import FUNCTIONS, MAX_DEPTH, MAX_LENGTH, FormulaError, parse
from engine.model.catalogue import MONTHS, catalogue
from engine.model.custom import UNITS, CustomItem, checked, fitting_units

if TYPE_CHECKING:
    from engine.formula.values import Value

KEY = "hostile_item"
BARE = CustomItem(KEY, "Hostile", "x", "rate", "0")
FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)

ATTACKS = [
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "revenue.__class__",
    "lambda: 0",
    "revenue if month else 0",
    "[revenue for revenue in month]",
    "open('/etc/passwd')",
    "eval('1')",
    "exec(revenue)",
    "__builtins__",
    "__dunder__",
    "v_revenue",
    "np.exp(1)",
    "prev(hostile_item).real",
    "revenue := 3",
    "revenue = 3",
    "revenue ** 9 ** 9 ** 9",
    "9 ** 99999999",
    "1_000",
    "0x10",
    "1j",
    "f'{revenue}'",
    "revenue; month",
    "revenue # month",
    "revenue\\\n+ 1",
    "revenue\0",
    "ｒｅｖｅｎｕｅ",  # full width
    "revenue\u200b",
    "re\u0301venue",
    "\ud800",
    "١ + ٢",  # digits, but not ours
    "1e999",
    "1" * 400,
    "1e" + "9" * 300,
    "=revenue",
    "@revenue",
    "'revenue'",
    "${revenue}",
    "{revenue}",
    "%s",
    "kpi_exit_cost_0",
    "null_exit_cost_0",
    "True",
    "None",
    "nan",
    "inf",
]


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("column", ["formula", "opening"])
def test_what_is_no_formula_is_told_to_be_none(text: str, column: str) -> None:
    item = BARE._replace(**{column: text})
    with pytest.raises(FormulaError) as told:
        fitting_units(item)
    assert told.value.item == KEY
    assert told.value.column == column
    assert len(str(told.value)) < MAX_LENGTH + 500


@pytest.mark.parametrize(
    "text",
    [
        "(" * 500 + "1" + ")" * 500,
        "-" * 1500 + "1",
        "min(" * 300 + "1",
        "1" + "+1" * 999,
        "1" + "*1" * 999,
        "pow(" * 60 + "2" + ",2)" * 60,
        "exp(" * 100 + "1" + ")" * 100,
        " " * (MAX_LENGTH + 1),
        "a" * (MAX_LENGTH + 1),
        "a" * 10_000_000,
        "\n" * 5_000_000,
        "1<" * 300 + "1",
        "(" * 1999,
        ")" * 1999,
        "," * 1999,
        "where(1," * 150,
    ],
    ids=range(16),
)
def test_what_is_too_long_or_too_deep_is_refused_at_once(text: str) -> None:
    with pytest.raises(FormulaError):
        checked(BARE._replace(formula=text))
    check = ItemJudge(preset_scenario("as_reported")).check(
        BARE._replace(formula=text), "", free_unit=True
    )
    assert check.faults
    assert all(len(fault.text) < 300 for fault in check.faults)


def test_the_deepest_that_is_allowed_is_computed() -> None:
    deep = "(" * (MAX_DEPTH - 1) + "month" + ")" * (MAX_DEPTH - 1)
    tall = "exp(" * (MAX_DEPTH - 1) + "month" + ")" * (MAX_DEPTH - 1)
    long = "month" + "+month" * 199
    for formula in (deep, tall, long):
        _compute(BARE._replace(formula=formula))


@pytest.mark.parametrize(
    "formula",
    [
        "1 / 0",
        "0 / (month - month)",
        "pow(0, -1)",
        "pow(-1, 0.5)",
        "pow(10, 400)",
        "exp(1e300)",
        "prev(hostile_item) * 1e300 + 1",
        "pow(prev(hostile_item) + 2, 99)",
        "1e308 * 1e308 - 1e308 * 1e308",
        "at(month, 1 / 0)",
        "at(month, 1e300)",
        "at(month, -1e300)",
        "sum_to(month, exp(999))",
        "where(1 / 0, 1, 2)",
        "max(1 / 0, 2)",
        "cumsum(month) / lowest_so_far(month)",
        "first(month) / highest(month)",
        "-(0 / 0)",
        "(1 / 0) == (1 / 0)",
    ],
)
@pytest.mark.parametrize("opening", ["0", "1 / 0", "1e308"])
def test_arithmetic_that_fails_gives_no_value(formula: str, opening: str) -> None:
    _compute(BARE._replace(formula=formula, opening=opening))


def _compute(item: CustomItem) -> None:
    """One scenario and a batch: 120 values, finite or NaN, and both say the same."""
    checked(item)
    scenario = replace(preset_scenario("as_reported"), items=(item,))
    row = evaluate(scenario, frozenset((item.key,))).row(item.key)
    assert row.shape == (MONTHS,)
    assert not np.isinf(row).any()
    values = {key: float(value) for key, value in scenario.values.items()}
    many: dict[str, Value] = {**values, "monthly_spend": np.array([values["monthly_spend"]] * 2)}
    batch = evaluate_batch(many, frozenset((item.key,)), scenario)[item.key]
    assert isinstance(batch, np.ndarray)
    np.testing.assert_array_equal(np.broadcast_to(row[:, None], batch.shape), batch)


# At random ---------------------------------------------------------------------------------------

_ALPHABET = [*"()+-*/<>=!,. \n\t0123456789eE_'\"\\#@[]{}", "revenue", "month", KEY, *FUNCTIONS]


@given(st.lists(st.sampled_from(_ALPHABET), max_size=60).map("".join))
@FEW
def test_a_soup_of_the_language_is_judged(text: str) -> None:
    _judge(text)


@given(st.text(max_size=80))
@FEW
def test_any_text_is_judged(text: str) -> None:
    _judge(text)


@given(st.text(max_size=90), st.text(max_size=50), st.text(max_size=600))
@FEW
def test_any_words_are_judged(label: str, key: str, meaning: str) -> None:
    judge = ItemJudge(preset_scenario("as_reported"))
    item = BARE._replace(label=label, key=key, meaning=meaning)
    judge.check(item, "", free_unit=False)
    assert suggested_key(label, catalogue()).isascii()


def _judge(text: str) -> None:
    judge = ItemJudge(preset_scenario("as_reported"))
    for item in (BARE._replace(formula=text), BARE._replace(opening=text)):
        check = judge.check(item, "", free_unit=True)
        assert (check.preview is None) == bool(check.faults)
        for fault in check.faults:
            assert fault.position is None or 0 <= fault.position <= len(text)
    assert renamed(text, "revenue", "revenue") == text


def _tree(random_: random.Random, depth: int) -> str:
    """A random formula that may well pass."""
    model = catalogue()
    if depth == 0 or random_.random() < 0.2:
        items = [item.key for item in model.formulas() if item.series]
        return random_.choice(
            [random_.choice(items), random_.choice([*model.inputs]), "2", "0", "1e-06", KEY]
        )
    part = [_tree(random_, depth - 1) for _ in range(3)]
    item = random_.choice([item.key for item in model.formulas() if item.series])
    return random_.choice(
        [
            f"({part[0]} + {part[1]})",
            f"{part[0]} * {part[1]}",
            f"{part[0]} / ({part[1]})",
            f"-{part[0]}",
            f"({part[0]} > {part[1]})",
            f"where({part[0]}, {part[1]}, {part[2]})",
            f"max({part[0]}, {part[1]})",
            f"pow({part[0]}, {part[1]})",
            f"exp({part[0]})",
            f"prev({random_.choice([item, KEY])})",
            f"at({item}, {part[0]})",
            f"cumsum({item})",
            f"sum_to({item}, {part[1]})",
        ]
    )


@pytest.mark.parametrize("seed", range(60))
def test_formulas_that_pass_are_computed(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - no secret
    passed = 0
    for _ in range(60):
        item = BARE._replace(formula=_tree(random_, 3))
        try:
            parse(item.formula)
            units = fitting_units(item)
        except FormulaError:
            continue
        passed += 1
        assert set(units) <= set(UNITS)
        if passed <= 3:
            _compute(item._replace(unit=units[0]))
    assert passed


def test_hostile_words_are_shown_as_they_are() -> None:
    """Labels are the user's: nothing in them is mark-up, in the reference neither."""
    item = BARE._replace(label="<img src=x onerror=1>", meaning="<b>{term_months}</b> & more")
    scenario = replace(preset_scenario("as_reported"), items=(item,))
    entry = entries(scenario.model)[KEY]
    assert (entry.label, entry.meaning) == (item.label, item.meaning)
