"""What is uncertain as the model ships: its tables `uncertainty` and `correlations`."""

from __future__ import annotations

from functools import cache

from engine.model.tables import read_table
from engine.uncertainty.case import Correlation, Distribution, Uncertainty


@cache
def shipped() -> Uncertainty:
    """The shipped distributions and rank correlations; they stand where they are stated."""
    distributions = tuple(
        (row["input"], Distribution(row["distribution"], _parameters(row["parameters"])))
        for row in read_table("uncertainty")
    )
    correlations = tuple(
        Correlation(row["input_a"], row["input_b"], float(row["rank_correlation"]))
        for row in read_table("correlations")
    )
    made = Uncertainty()
    for key, each in distributions:
        made = made.with_distribution(key, each)
    return Uncertainty(made.distributions, correlations)


def _parameters(text: str) -> tuple[tuple[str, float], ...]:
    """`low=0 high=0.16` by name."""
    pairs = (each.split("=") for each in text.split())
    return tuple((name, float(value)) for name, value in pairs)
