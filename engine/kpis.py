"""The headline figures of a result, each with its reason where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.model.catalogue import Figure, catalogue

if TYPE_CHECKING:
    from engine.evaluate import Result

    KpiValue = float | bool | tuple[float, ...] | None


class Kpi(NamedTuple):
    """One headline figure: a number, a bool, a tuple of six for the maturity, or None.

    `reason` says in words why there is none; it is empty otherwise.
    """

    value: KpiValue
    reason: str = ""

    def number(self) -> float | None:
        """The figure as one number; None where there is none or it is a list."""
        return None if self.value is None or isinstance(self.value, tuple) else float(self.value)


def headline(result: Result) -> dict[str, Kpi]:
    """Every headline figure by key, in the order of the table."""
    return {key: _kpi(result, figure) for key, figure in catalogue().figures.items()}


def kpi(result: Result, key: str) -> Kpi:
    """One headline figure."""
    return _kpi(result, catalogue().figures[key])


def _kpi(result: Result, figure: Figure) -> Kpi:
    values = result.values
    for place, reason in enumerate(figure.reasons):
        if values[f"null_{figure.key}_{place}"]:
            return Kpi(None, reason_text(reason.text, result))
    if figure.listed:
        parts = range(len(figure.formulas))
        return Kpi(tuple(result.value(f"kpi_{figure.key}_{place}") for place in parts))
    value = result.value(f"kpi_{figure.key}_0")
    return Kpi(bool(value) if figure.unit == "0/1" else value)


def reason_text(template: str, result: Result) -> str:
    """A reason with the inputs it names: `no profitable month in 48 months`."""
    if "{" not in template:
        return template
    return template.format_map({key: f"{v:g}" for key, v in result.scenario.values.items()})
