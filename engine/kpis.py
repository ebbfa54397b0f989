"""The headline figures of a result, each with its reason where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from engine.model.catalogue import Figure, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    # A figure's formula is a single value, so these are floats; to ask costs half the time.
    values: Mapping[str, Any] = result.values
    for place, key in enumerate(figure.null_keys):
        if values[key]:
            return Kpi(None, reason_text(figure.reasons[place].text, result))
    keys = figure.value_keys
    if len(keys) > 1:
        return Kpi(tuple(values[key] for key in keys))
    value = values[keys[0]]
    return Kpi(bool(value) if figure.unit == "0/1" else value)


def reason_text(template: str, result: Result) -> str:
    """A reason with the inputs it names: `no profitable month in 48 months`."""
    text, *rest = template.split("{")
    for part in rest:
        key, after = part.split("}")
        text += f"{result.scenario.values[key]:g}{after}"
    return text
