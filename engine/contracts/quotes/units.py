"""Prices and capacities from one unit into another, with the factors as data to be shown.

Everything is turned into $ a GPU-hour and into thousand GPUs, as the model has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.register import KW_PER_GPU
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

PRICE_NAMES: Mapping[str, str] = {
    "gpu_hour": "$/GPU-hour",
    "gpu_month": "$/GPU-month",
    "mw_month": "$/MW-month",
}
CAPACITY_NAMES: Mapping[str, str] = {
    "gpu": "GPUs",
    "k_gpu": "thousand GPUs",
    "mw": "MW",
    "gpu_hour_month": "GPU-hours a month",
}
_THOUSAND = 1000.0


class Factor(NamedTuple):
    """A number in `unit` divided by `value` is one in `into`; `why` says what `value` is."""

    unit: str
    into: str
    value: float
    why: str

    def there(self, number: float) -> float:
        """From `unit` into `into`."""
        return number / self.value

    def back(self, number: float) -> float:
        """From `into` into `unit`."""
        return number * self.value


def hours_per_month() -> float:
    """Hours in a month where nothing else is said: the model's default."""
    return catalogue().inputs["hours_per_month"].default


def price_factors(
    kw_per_gpu: float = KW_PER_GPU, hours: float | None = None
) -> Mapping[str, Factor]:
    """By price unit, what leads to $ a GPU-hour. `kw_per_gpu` is kW of a data centre a GPU."""
    hours = hours_per_month() if hours is None else hours
    _check(kw_per_gpu, hours)
    gpu_hours = _THOUSAND / kw_per_gpu * hours
    month = f"{hours:,.10g} hours in a month"
    return _by_unit(
        Factor("gpu_hour", "gpu_hour", 1.0, "The unit of the model"),
        Factor("gpu_month", "gpu_hour", hours, month),
        Factor(
            "mw_month",
            "gpu_hour",
            gpu_hours,
            f"{kw_per_gpu:,.10g} kW a GPU, so {_THOUSAND / kw_per_gpu:,.1f} GPUs a MW; {month}",
        ),
    )


def capacity_factors(
    kw_per_gpu: float = KW_PER_GPU, hours: float | None = None
) -> Mapping[str, Factor]:
    """By capacity unit, what leads to thousand GPUs."""
    hours = hours_per_month() if hours is None else hours
    _check(kw_per_gpu, hours)
    return _by_unit(
        Factor("gpu", "k_gpu", _THOUSAND, "1,000 GPUs in a thousand"),
        Factor("k_gpu", "k_gpu", 1.0, "The unit of the model"),
        Factor(
            "mw",
            "k_gpu",
            kw_per_gpu,
            f"{kw_per_gpu:,.10g} kW of a data centre a GPU",
        ),
        Factor(
            "gpu_hour_month",
            "k_gpu",
            _THOUSAND * hours,
            f"{hours:,.10g} hours in a month, 1,000 GPUs in a thousand",
        ),
    )


def gpu_hour_price(
    price: float, unit: str, kw_per_gpu: float = KW_PER_GPU, hours: float | None = None
) -> float:
    """$ a GPU-hour of a price in $ a `unit`. Raises KeyError for an unknown unit."""
    return price_factors(kw_per_gpu, hours)[unit].there(price)


def price_in(
    price: float, unit: str, kw_per_gpu: float = KW_PER_GPU, hours: float | None = None
) -> float:
    """$ a `unit` of a price in $ a GPU-hour. Raises KeyError for an unknown unit."""
    return price_factors(kw_per_gpu, hours)[unit].back(price)


def k_gpus(
    capacity: float, unit: str, kw_per_gpu: float = KW_PER_GPU, hours: float | None = None
) -> float:
    """Thousand GPUs of a capacity in `unit`. Raises KeyError for an unknown unit."""
    return capacity_factors(kw_per_gpu, hours)[unit].there(capacity)


def capacity_in(
    thousands: float, unit: str, kw_per_gpu: float = KW_PER_GPU, hours: float | None = None
) -> float:
    """A capacity in `unit` of thousand GPUs. Raises KeyError for an unknown unit."""
    return capacity_factors(kw_per_gpu, hours)[unit].back(thousands)


def _by_unit(*factors: Factor) -> Mapping[str, Factor]:
    return {each.unit: each for each in factors}


def _check(kw_per_gpu: float, hours: float) -> None:
    for name, value in (("kW a GPU", kw_per_gpu), ("hours in a month", hours)):
        if not 0 < value < float("inf"):
            raise ValueError(f"{name}: {value:g} is not allowed; allowed: more than 0")
