"""The presets as tiles of the start page: what the engine makes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cards import headline_cards
from app.charts import horizon, month_text
from app.presenter import needs
from engine import quantity
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario, presets
from engine.kpis import kpi
from widgets.welcome.states import TileState

if TYPE_CHECKING:
    from engine.files.shipped import Preset

_ITEM = "operating_profit"
_FIGURES = {"first_profit_quarter": "First profit", "peak_funding": "Peak funding"}


def preset_tiles() -> tuple[TileState, ...]:
    """One for each preset, in the order of their table."""
    return tuple(_tile(preset) for preset in presets().values())


def _tile(preset: Preset) -> TileState:
    result = evaluate(preset_scenario(preset.id), needs())
    values = result.row(_ITEM)[: horizon(result)]
    first = kpi(result, "first_profit_month").number()
    cards = {card.key: card.value for card in headline_cards(result, result)}
    end = month_text(result, len(values))
    low, high = quantity.short(values.min(), "money"), quantity.short(values.max(), "money")
    return TileState(
        key=preset.id,
        name=preset.name,
        story=preset.story,
        values=tuple(values.tolist()),
        marked=int(first) if first is not None else None,
        figures=tuple((name, _figure(cards[key], len(values))) for key, name in _FIGURES.items()),
        picture=f"Operating profit per month, between {low} and {high} until {end}.",
    )


def _figure(value: str, months: int) -> str:
    """A first profit that doesn't come is said with the months that were looked at."""
    return f"never in {months} months" if value == "None" else value
