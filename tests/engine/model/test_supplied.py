"""The variant of the model that contracts of a register feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.calendar import YearMonth
from engine.formula.columns import Columns
from engine.formula.definition import Definition
from engine.formula.formulas import Formulas
from engine.formula.program import compile_program
from engine.formula.syntax import FormulaError, Number, names, parse
from engine.model.catalogue import MONTHS, catalogue, definitions
from engine.model.check import check_catalogue
from engine.model.custom import CustomItem, model_with
from engine.model.shape import PLAIN, Shape
from engine.model.supplied import Supply, added_keys, given_rows, summed_rows
from engine.model.switch import SWITCH

if TYPE_CHECKING:
    from engine.formula.values import Value

MODEL = Shape(supplied=True).model
MINE = CustomItem("mine", "Mine", "$m", "flow", "incumbent_cost * 2")


def test_the_variant_passes_the_check_of_a_catalogue() -> None:
    check_catalogue(MODEL)
    check_catalogue(Shape((MINE,), supplied=True).model)
    assert PLAIN.model is catalogue()
    assert Shape((MINE,)).model is model_with((MINE,))


def test_it_keeps_the_order_of_everything_else() -> None:
    plain = catalogue()
    for table in ("inputs", "line_items", "measures", "figures"):
        before, now = list(getattr(plain, table)), list(getattr(MODEL, table))
        assert [key for key in now if key not in added_keys()] == before
    assert SWITCH in MODEL.inputs
    assert list(Shape((MINE,), supplied=True).model.line_items)[-1] == "mine"


def test_everything_that_is_given_is_looked_at() -> None:
    looked = {name for each in definitions(MODEL) for name in names(each.formula)}
    assert set(given_rows()) <= looked
    assert set(MODEL.given) == set(given_rows())
    assert len(summed_rows()) == 14


def test_its_names_are_no_line_items_of_the_users() -> None:
    for key in added_keys():
        with pytest.raises(FormulaError, match="is taken"):
            model_with((MINE._replace(key=key),))
    # Nor may one look at them: it would be lost without the contracts.
    with pytest.raises(FormulaError, match="unknown name 'register_gpus'"):
        model_with((MINE._replace(formula="register_gpus"),))


def test_rows_of_a_supply_stay_as_they_are_before_and_after() -> None:
    rows = np.arange(60.0).reshape(20, 3)
    supply = Supply(YearMonth(2026, 4), rows.tobytes())
    assert supply == Supply(YearMonth(2026, 4), rows.tobytes())
    assert hash(supply) == hash(Supply(YearMonth(2026, 4), rows.tobytes()))
    first = next(iter(given_rows()))
    assert supply.rows(YearMonth(2026, 5))[first][:4].tolist() == [1.0, 2.0, 2.0, 2.0]
    assert supply.rows(YearMonth(2026, 2))[first][:5].tolist() == [0.0, 0.0, 0.0, 1.0, 2.0]
    assert supply.rows(YearMonth(1900, 1))[first].tolist() == [0.0] * MONTHS


# Given rows in the formulas --------------------------------------------------------------------

_FORMULAS = {
    "plus": "fee + rate",
    "before": "prev(fee) + rate",
    "sum": "cumsum(fee) * rate",
    "kept": "prev(kept) * 0.5 + max(fee, rate)",
    "then": "where(month_of > 2, at(fee, month_of), 0 - fee)",
    "whole": "where(rate > 1, fee, 2 * fee)",
}


def _definitions() -> list[Definition]:
    found = [Definition(key, parse(text), Number(0.0)) for key, text in _FORMULAS.items()]
    return [*found, Definition("total_fee", parse("total(fee) + highest(fee)"))]


def test_given_rows_in_single_runs_and_in_many_draws() -> None:
    months, draws = 5, 4
    rng = np.random.default_rng(3)
    fees = rng.normal(size=(months, draws))
    rates, then = np.array([0.5, 2.0, 1.5, 0.25]), np.array([1.0, 3.0, 5.0, 2.0])
    program = compile_program(_definitions(), ("rate", "month_of"), given=("fee",))
    run = program.bind(months)
    columns = Columns(Formulas(_definitions(), months, ("fee",)), ("rate", "month_of"))
    cases: dict[str, dict[str, Value]] = {
        "the same row": {"rate": rates, "month_of": then, "fee": fees[:, 0]},
        "as a column": {"rate": rates, "month_of": then, "fee": fees[:, :1]},
        "a row a draw": {"rate": rates, "month_of": then, "fee": fees},
        "only the row differs": {"rate": 2.0, "month_of": 3.0, "fee": fees},
    }
    for name, inputs in cases.items():
        for block in (1, 3, 10):
            found = columns.run(inputs, columns.keys, months=months, block=block)
            for draw in range(draws):
                single = {
                    key: float(np.broadcast_to(inputs[key], draws)[draw])
                    for key in ("rate", "month_of")
                }
                row = np.broadcast_to(np.reshape(inputs["fee"], (months, -1)), fees.shape)[:, draw]
                own = dict(zip(program.keys, run({**single, "fee": row}), strict=True))
                for key in columns.keys:
                    value = np.asarray(found[key])
                    here = np.broadcast_to(value, (*value.shape[:-1], draws))[..., draw]
                    np.testing.assert_array_equal(here, own[key], err_msg=f"{name}: {key}")


def test_a_given_row_is_0_before_month_1_and_counts_for_few_months() -> None:
    columns = Columns(Formulas(_definitions(), 5, ("fee",)), ("rate", "month_of"), {"before"})
    fees = np.arange(10.0).reshape(5, 2)
    found = columns.run({"rate": 1.0, "month_of": 1.0, "fee": fees}, ("before",), months=2)[
        "before"
    ]
    assert np.asarray(found).tolist() == [[1.0, 1.0], [1.0, 2.0]]
