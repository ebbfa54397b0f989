"""The alternatives and the other side: what is made in the frame, and the worker's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from app.axes import value_axis
from app.decide.others_regret_states import preset_rows, regret_state
from app.decide.others_states import build_axes, build_state
from app.decide.others_supplier_states import supplier_state
from app.decide.others_zone_states import SPEND, no_zone, zone_picture, zone_state
from app.slot import Slot
from engine.analysis.alternatives import Case, alternatives, regret_by_case
from engine.analysis.other_side import Supplier, Zone, bargain, supplier_view, zone
from engine.analysis.ranges import Range
from engine.analysis.term_sweep import TERM
from engine.analysis.tradeoff import grid, map_case, usual_range
from engine.files.shipped import preset_scenario, presets
from engine.model.catalogue import catalogue
from widgets.decide.others_states import OthersState, SupplierState, ZoneState

if TYPE_CHECKING:
    from app.decide.frame import Frame
    from app.decide.others_states import BuildAxes
    from app.tools import Tools
    from app.worker import Stop
    from engine.analysis.alternatives import Alternatives
    from engine.evaluate import Result
    from engine.scenario import Scenario
    from widgets.comparison.states import Row
    from widgets.decide.others_states import ZoneMap

_CELLS, _LIVE_CELLS = (43, 41), (29, 21)  # terms, spends; fewer while the hand moves
_PRESETS = "presets"  # what the regrets are about: they are the same for every scenario
_ROOM = 1.1  # above the highest of what is shown


class _ZoneQuestion(NamedTuple):
    case: Scenario  # without its own term and monthly spend
    terms: Range
    reach: float  # the monthly spend that must be shown, $m
    cells: tuple[int, int] = _CELLS


class OthersDesk:
    """Joins the Alternatives view, the worker and the session."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._zone: Slot[Zone] = Slot(tools.worker, "zone", tools.request)
        self._regrets: Slot[tuple[Case, ...]] = Slot(tools.worker, "regrets", tools.request)
        self._supplier: Slot[Supplier] = Slot(tools.worker, "supplier", tools.request)
        self._rows: tuple[Row, ...] = ()  # of the presets
        self._month = 0  # under the pointer
        self._axes: BuildAxes | None = None
        self._compared: tuple[Result, Alternatives] | None = None
        self._picture: tuple[Zone, ZoneMap] | None = None
        self._made_of: tuple[object, ...] = ()
        self._flags: tuple[object, ...] = ()
        self._state: OthersState | None = None

    def state(self, frame: Frame) -> OthersState:
        """The view's state; the same one while nothing that it shows has changed."""
        self._ask(frame)
        slots = (self._zone, self._regrets, self._supplier)
        made_of = (frame.result, *(slot.answer for slot in slots))
        flags = (self._month, frame.dragging, *((slot.fresh, slot.fault) for slot in slots))
        same = flags == self._flags and all(
            one is other for one, other in zip(made_of, self._made_of, strict=True)
        )
        if self._state is None or not same:
            self._made_of, self._flags = made_of, flags
            self._state = self._made(frame)
        return self._state

    def _made(self, frame: Frame) -> OthersState:
        result = frame.result
        found = self._alternatives(result)
        now = Case(frame.scenario, found.costs)
        zone_fresh, answer = self._zone.fresh, self._zone.answer
        regrets = regret_state(now, self._regrets.answer, self._preset_rows())
        supplier = supplier_state(self._supplier.answer, result, fresh=self._supplier.fresh)
        area = zone_state(answer, self._drawn(answer), result, found.costs, fresh=zone_fresh)
        if self._supplier.fault:
            supplier = SupplierState(message=self._supplier.fault)
        if self._zone.fault:
            area = ZoneState(message=self._zone.fault)
        fresh = all(part.fresh for part in (regrets, supplier, area))
        axes = self._held_axes(frame, found)
        build = build_state(found, result, self._month or None, axes)
        return OthersState(build, regrets, supplier, area, fresh)

    def _preset_rows(self) -> tuple[Row, ...]:
        if not self._rows and self._regrets.answer is not None:
            self._rows = preset_rows(self._regrets.answer)
        return self._rows

    def _alternatives(self, result: Result) -> Alternatives:
        """Cheap enough for the frame."""
        if self._compared is None or self._compared[0] is not result:
            self._compared = result, alternatives(result)
        return self._compared[1]

    def _held_axes(self, frame: Frame, found: Alternatives) -> BuildAxes | None:
        """They hold while the hand moves and settle when it lets go."""
        if not frame.dragging or self._axes is None:
            self._axes = build_axes(found, frame.result)
        return self._axes

    def _drawn(self, found: Zone | None) -> ZoneMap | None:
        if found is None:
            return None
        if self._picture is None or self._picture[0] is not found:
            self._picture = found, zone_picture(found)
        return self._picture[1]

    # What is asked -------------------------------------------------------------------------

    def _ask(self, frame: Frame) -> None:
        scenario, live = frame.scenario, frame.dragging
        self._regrets.ask(_PRESETS, _regrets)
        self._supplier.ask(scenario, lambda _stop: supplier_view(scenario), live=live)
        if not no_zone(frame.result):
            question = self._question(scenario, live=live)
            self._zone.ask(question, lambda stop: _worked_out(question, stop), live=live)

    def _question(self, scenario: Scenario, *, live: bool) -> _ZoneQuestion:
        """The last one, while the case is the same and the point within what is shown."""
        case, spend = map_case(scenario, TERM, SPEND), scenario.values[SPEND]
        asked: _ZoneQuestion | None = self._zone.asked
        shown = self._zone.answer
        cells = _LIVE_CELLS if live else _CELLS
        if asked is not None and asked.case == case and asked.cells in (_CELLS, cells):
            top = asked.reach
            if self._zone.fresh and shown is not None:
                top = float(shown.spends[-1])
            if spend <= top and asked.terms.low <= scenario.values[TERM] <= asked.terms.high:
                return asked
        return _ZoneQuestion(case, usual_range(scenario, TERM), spend, cells)

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        """Its questions to the worker; the presets are asked for but once, and soon there."""
        return (self._zone, self._supplier)

    # The view ------------------------------------------------------------------------------

    def connect_view(self, view: object) -> None:
        from widgets.decide.others_view import OthersView

        assert isinstance(view, OthersView)
        session = self._tools.session
        view.point_moved.connect(self._move)
        view.month_hovered.connect(self._hover)
        view.value_edited.connect(self._tools.edit)
        view.gesture_started.connect(session.begin_gesture)
        view.gesture_finished.connect(session.end_gesture)
        view.explain_requested.connect(self._tools.explain)

    def _hover(self, month: int) -> None:
        if month != self._month:
            self._month = month
            self._tools.request()

    def _move(self, term: float, spend: float) -> None:
        """Both inputs at once: one move of the hand."""
        inputs = catalogue().inputs
        label = f"{inputs[TERM].label} and {inputs[SPEND].label}"
        self._tools.session.edit({TERM: term, SPEND: spend}, label)


def _regrets(stop: Stop) -> tuple[Case, ...]:
    return regret_by_case((preset_scenario(key) for key in presets()), stop)


def _worked_out(question: _ZoneQuestion, stop: Stop) -> Zone:
    """Up to the highest fee that either side speaks of, and over the present one."""
    columns, rows = question.cells
    terms = grid(TERM, question.terms, columns)
    fees = bargain(question.case, terms, stop)
    known = np.concatenate([fees.floor, fees.ceiling, [question.reach]])
    top = float(np.nanmax(known)) * _ROOM
    item = catalogue().inputs[SPEND]
    most = min(value_axis([np.array([0.0, top])], "money").maximum, item.maximum)
    spends = grid(SPEND, Range(item.minimum, max(most, item.step)), rows)
    return zone(question.case, terms, spends, stop)
