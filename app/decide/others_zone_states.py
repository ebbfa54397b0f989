"""The zone of possible agreement: who gains at each term and monthly fee, in words too. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import value_axis
from app.control_states import input_text, setting_text
from app.decide.exit_texts import money, sentence, signed
from app.decide.map_states import axis_name
from engine.analysis.contours import isoline
from engine.analysis.term_sweep import TERM
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from widgets.decide.exit_states import Word
from widgets.decide.map_states import ContourState, MapAxis, MapState, Scale
from widgets.decide.others_states import ZoneMap, ZoneState
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from engine.analysis.alternatives import Costs
    from engine.analysis.other_side import Zone
    from engine.evaluate import Result
    from engine.formula.values import Array
    from widgets.decide.exit_states import Sentence

SPEND = "monthly_spend"
TITLE = "Zone of possible agreement"
FLOOR, CEILING = "supplier's floor", "buyer's ceiling"
_YEAR = 12
_APART = 0.02  # of a limit: what the map and the headline figure may differ by unsaid


class Here(NamedTuple):
    """Where the scenario stands, and what both sides gain there, $m."""

    term: float
    spend: float
    buyer: float
    supplier: float


def here_of(result: Result, costs: Costs) -> Here | None:
    """The scenario's own point; None where there is no contract."""
    contract, *others = costs.costs
    supplier = kpi(result, "supplier_npv").number()
    existing = [cost for cost in others if cost is not None]
    if contract is None or supplier is None or not existing:
        return None
    values = result.scenario.values
    return Here(values[TERM], values[SPEND], min(existing) - contract, supplier)


def no_zone(result: Result) -> str:
    """Why there is nothing to agree on; empty where there is."""
    if result.value("is_fleet"):
        return ""
    return sentence(kpi(result, "zopa_floor").reason)


def zone_state(
    found: Zone | None, picture: ZoneMap | None, result: Result, costs: Costs, *, fresh: bool
) -> ZoneState:
    """`picture` is `zone_picture` of `found`; both are None until they are worked out."""
    message, here = no_zone(result), here_of(result, costs)
    if message or here is None:
        return ZoneState(message=message or "There is no contract to agree on.")
    sentences = [_limits(result, here)]
    if found is None or picture is None:
        return ZoneState((*sentences,), fresh=False)
    if fresh:
        sentences += _scaled(found, result, here)
    return ZoneState((*sentences,), _with_point(picture, here), fresh)


# The map ------------------------------------------------------------------------------------


def zone_picture(found: Zone) -> ZoneMap:
    """All that rests on the zone alone: it stands while the point moves."""
    terms, spends = found.terms, found.spends
    contours = tuple(
        ContourState(text, isoline(terms, spends, values, 0.0).lines)
        for text, values in ((FLOOR, found.supplier), (CEILING, found.buyer))
    )
    x = _axis(TERM, terms, _term_ticks(terms))
    y = _axis(SPEND, spends, _spend_ticks(spends))
    state = MapState(
        title=TITLE,
        x=x,
        y=y,
        values=found.buyer,
        scale=Scale(0.0, 1.0, ()),
        contours=tuple(each for each in contours if each.lines),
        read=lambda row, column: _cell_text(found, row, column),
        here="",
        summary=f"Who gains, by {x.name} and {y.name}.",
    )
    return ZoneMap(state, found.supplier)


def _with_point(picture: ZoneMap, here: Here) -> ZoneMap:
    state, text = picture.map, _reading(here, input_text(SPEND, here.spend))
    placed = state._replace(
        x=state.x._replace(present=here.term),
        y=state.y._replace(present=here.spend),
        here=f"Now · {text}",
        summary=f"{state.summary} Now: {text}.",
    )
    return picture._replace(map=placed)


def _axis(key: str, grid: Array, ticks: tuple[Tick, ...]) -> MapAxis:
    item = catalogue().inputs[key]
    shown = Axis(float(grid[0]), float(grid[-1]), ticks)
    bounds = (item.minimum, item.maximum, item.step)
    style = catalogue().style(item.unit)
    return MapAxis(key, axis_name(key), shown, grid, item.default, *bounds, style)


def _term_ticks(terms: Array) -> tuple[Tick, ...]:
    years = [float(each) for each in range(0, int(terms[-1]) + 1, _YEAR) if each >= terms[0]]
    return tuple(Tick(each, input_text(TERM, each)) for each in years)


def _spend_ticks(spends: Array) -> tuple[Tick, ...]:
    ticks = value_axis([spends], "money").ticks
    return tuple(each for each in ticks if each.position <= spends[-1])


# Words --------------------------------------------------------------------------------------


def _cell_text(found: Zone, row: int, column: int) -> str:
    buyer, supplier = float(found.buyer[row, column]), float(found.supplier[row, column])
    here = Here(float(found.terms[column]), float(found.spends[row]), buyer, supplier)
    return _reading(here, money(here.spend))


def _reading(here: Here, fee: str) -> str:
    """`48 months at $1.10B: buyer −$2.10B, supplier +$14.3B`."""
    where = f"{setting_text(TERM, here.term)} at {fee}"
    return f"{where}: buyer {signed(here.buyer)}, supplier {signed(here.supplier)}"


def _limits(result: Result, here: Here) -> Sentence:
    """Where a deal exists at the present term, and what the present fee is to that."""
    floor, ceiling = kpi(result, "zopa_floor"), kpi(result, "zopa_ceiling")
    low, high = floor.number(), ceiling.number()
    if low is None or high is None:
        return (Word(sentence(floor.reason or ceiling.reason)),)
    at = f"At {setting_text(TERM, here.term)}"
    least, most = Word(money(low), "zopa_floor"), Word(money(high), "zopa_ceiling")
    if low >= high:
        return (
            Word(f"{at} no fee suits both: the supplier needs "),
            least,
            Word(" a month, and it is worth "),
            most,
            Word(" to the buyer."),
        )
    lead = Word(f"{at} a deal exists between ")
    return (lead, least, Word(" and "), most, Word(f" a month; {_place(here)}."))


def _place(here: Here) -> str:
    fee = input_text(SPEND, here.spend)
    if here.supplier <= 0:
        return f"{fee} is below what the supplier can take"
    if here.buyer < 0:
        return f"{fee} is above what it is worth to the buyer"
    return f"at {fee} both gain"


def _scaled(found: Zone, result: Result, here: Here) -> list[Sentence]:
    """Said where fees depend on more than their size, so that the map has other limits."""
    pairs = []
    for figure, values in (("zopa_floor", found.supplier), ("zopa_ceiling", found.buyer)):
        limit, there = kpi(result, figure).number(), limit_at(found, values, here.term)
        if limit is None or there is None:
            return []
        pairs.append((limit, there))
    if all(abs(limit - there) <= _APART * abs(limit) for limit, there in pairs):
        return []
    low, high = (money(there) for _limit, there in pairs)
    told = f"These scale today's fee; the map reckons each fee anew, from {low} to {high}."
    return [(Word(told),)]


def limit_at(found: Zone, values: Array, term: float) -> float | None:
    """The only monthly spend at which one side's gain passes 0 at a term; None without one."""
    column = np.array([np.interp(term, found.terms, row) for row in values])
    crossed = np.flatnonzero(np.diff(column > 0))
    if crossed.size != 1:
        return None
    place = int(crossed[0])
    low, high = column[place], column[place + 1]
    step = found.spends[place + 1] - found.spends[place]
    return float(found.spends[place] + step * low / (low - high))
