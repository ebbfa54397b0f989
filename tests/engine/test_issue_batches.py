"""A batch column equals the single-scenario run bit for bit, for whatever is asked alone."""

from __future__ import annotations

import random

import numpy as np
import pytest

from engine.evaluate import evaluate, evaluate_draws, needs_of
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.scenario import scenario
from tests.oracle.inputs import random_inputs
from tests.oracle.model import evaluate as oracle

DRAWS = 9
ITEMS = tuple(oracle(random_inputs(1))[1])
FIGURES = tuple(key for key in catalogue().figures if key != "maturity")


@pytest.mark.parametrize("elasticities", [(1.0, 0.7), (1.0, 1.0), (0.9, 1.0), (0.0, 1.0)])
def test_a_power_of_minus_one_among_others(elasticities: tuple[float, float]) -> None:
    """The default elasticity, beside one that a tornado or a map varies."""
    case = preset_scenario("as_reported")
    columns = {
        "price_pass_through": np.array([0.5, 0.2]),
        "demand_elasticity": np.array(elasticities),
    }
    found = evaluate_draws({**case.values, **columns}, needs_of(("demand_volume",), ()))
    volumes = np.asarray(found["demand_volume"])
    for place in (0, 1):
        values = {key: float(column[place]) for key, column in columns.items()}
        alone = evaluate(case.with_values(values)).row("demand_volume")
        assert np.array_equal(volumes[:, place], alone)


@pytest.mark.parametrize("seed", range(120))
def test_random_columns_of_one_number(seed: int) -> None:
    """Any number alone, so that buffers are shared as they are in the app; many inputs varied."""
    chance = random.Random(seed)  # noqa: S311
    cases = [random_inputs(1000 * seed + place) for place in range(DRAWS)]
    base = cases[0]
    keys = chance.sample(sorted(base), chance.choice((1, 2, 3, 8, 30, len(base))))
    columns = {key: np.array([case[key] for case in cases]) for key in keys}
    wanted = chance.choice([((key,), ()) for key in ITEMS] + [((), (key,)) for key in FIGURES])
    needs = needs_of(*wanted)
    with np.errstate(all="ignore"):
        found = evaluate_draws({**base, **columns}, needs)
        for place in range(DRAWS):
            values = {**base, **{key: float(columns[key][place]) for key in keys}}
            alone = evaluate(scenario("Tried", values), needs).values
            for key in needs:
                column = np.asarray(found[key], float)
                if column.ndim:
                    column = column[..., place if column.shape[-1] > 1 else 0]
                assert np.array_equal(column, alone[key], equal_nan=True), (wanted, place, key)
