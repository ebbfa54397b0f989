"""The headline figures of a result, each with its reason where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

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
    for key, reason in zip(figure.null_keys, figure.reasons, strict=True):
        if values[key]:
            return Kpi(None, reason_text(reason.text, result))
    # A figure's formula is a single value, so this is a float; asking costs half the time.
    found = [cast("float", values[key]) for key in figure.value_keys]
    if figure.listed:
        return Kpi(tuple(found))
    return Kpi(bool(found[0]) if figure.unit == "0/1" else found[0])


def reason_text(template: str, result: Result) -> str:
    """A reason with the inputs it names: `no profitable month in 48 months`."""
    text, *rest = template.split("{")
    for part in rest:
        key, after = part.split("}")
        text += f"{result.scenario.values[key]:g}{after}"
    return text
