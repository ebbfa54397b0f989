"""The sensitivity view: which number, over which ranges, and the worker's answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.slot import Slot
from app.uncertainty.commands import UncertaintyCommands
from app.uncertainty.following import shifts_of
from app.uncertainty.sensitivity_states import (
    DEFAULT_ITEM,
    addable,
    read_range,
    sensitivity_choices,
    waiting_state,
    with_draws,
    with_spider,
    with_tornado,
    without_draws,
)
from app.uncertainty.sensitivity_words import ROW, Looked, subject_of
from engine.analysis.ranges import range_around, ranges_with
from engine.analysis.sensitivity.draws import sensitivity_from_draws
from engine.analysis.sensitivity.percentiles import percentile_ranges
from engine.analysis.sensitivity.spider import Spider, spider
from engine.analysis.sensitivity.tornado import Tornado, tornado
from engine.scenario import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.session import Document
    from app.tools import Tools
    from app.uncertainty.toolbar_states import Run
    from app.worker import Stop
    from engine.analysis.ranges import Range
    from engine.analysis.sensitivity.draws import DrawSensitivity
    from engine.analysis.simulation.result import Simulation
    from engine.evaluate import Result
    from engine.explanation.subjects import Subject
    from engine.model.catalogue import Catalogue
    from engine.model.shape import Shape
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty
    from widgets.uncertainty.sensitivity_states import Basis, Kind, SensitivityState
    from widgets.uncertainty.sensitivity_view import SensitivityView

    Answer = Tornado | Spider | DrawSensitivity

CHANNEL = "sensitivity"


class _Question(NamedTuple):
    """What is asked. Draws are asked of a simulation, moves of a scenario over ranges."""

    kind: Kind
    subject: Subject
    scenario: Scenario
    ranges: tuple[tuple[str, Range], ...] = ()
    simulation: Simulation | None = None


class SensitivityDesk:
    """Holds what is looked at and asks for it."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._item = DEFAULT_ITEM
        self._kind: Kind = "tornado"
        self._basis: Basis = "ranges"
        self._view: SensitivityView | None = None
        self._shape: Shape | None = None  # that the choices were made of
        self._slot: Slot[Answer] = Slot(tools.worker, CHANNEL, tools.request)
        self._commands = UncertaintyCommands(tools.session)
        self._made_of: tuple[object, ...] = ()

    def figures(self, model: Catalogue) -> tuple[str, ...]:
        """The headline figures that draws must be kept of."""
        self._follow(model)
        return () if self._kind != "draws" or self._item.startswith(ROW) else (self._item,)

    def _follow(self, model: Catalogue) -> None:
        if self._item.startswith(ROW) and self._item.removeprefix(ROW) not in model.line_items:
            self._item = DEFAULT_ITEM  # it was the user's own, and is no more

    def state(
        self,
        document: Document,
        result: Result,
        uncertainty: Uncertainty,
        simulation: Simulation | None,
        run: Run,
        last: object,
    ) -> object:
        """The view's state; the last one while nothing that it rests on has changed."""
        self._follow(result.model)
        self._show_choices(document.scenario.shape)
        question = self._question(document, result, uncertainty, simulation)
        if question is not None:
            self._slot.ask(question, lambda stop: _answer(question, stop), live=True)
        fresh = self._slot.fresh and (self._kind != "draws" or run.fresh)
        made_of: tuple[object, ...] = (
            result,
            self._item,
            self._kind,
            self._basis,
            self._slot.answer,
            fresh,
        )
        made_of = (*made_of, document.project.ranges, bool(uncertainty.distributions))
        same, self._made_of = self._made_of == made_of, made_of
        if same and last is not None:
            return last
        return self._state(document, result, uncertainty, fresh=fresh)

    def _question(
        self,
        document: Document,
        result: Result,
        uncertainty: Uncertainty,
        simulation: Simulation | None,
    ) -> _Question | None:
        """None while there are no draws to ask."""
        subject, scenario = subject_of(self._item, result), document.scenario
        if self._kind == "draws":
            kept = simulation is not None and (
                subject.month is not None or subject.key in simulation.figures
            )
            return _Question("draws", subject, scenario, (), simulation) if kept else None
        ranges = self._ranges(document, uncertainty)
        return _Question(self._kind, subject, scenario, tuple(ranges.items()))

    def _ranges(self, document: Document, uncertainty: Uncertainty) -> Mapping[str, Range]:
        if self._basis == "percentiles":
            return percentile_ranges(uncertainty, shifts_of(document.scenario, uncertainty))
        return ranges_with(document.project.ranges)

    def _state(
        self, document: Document, result: Result, uncertainty: Uncertainty, *, fresh: bool
    ) -> SensitivityState:
        own = document.project.ranges
        looked = Looked(result, subject_of(self._item, result))
        choices = addable(document.scenario, looked, ranges_with(own))
        state = waiting_state(looked, self._item, self._kind, self._basis, choices)
        state = state._replace(fresh=fresh)
        if self._kind == "draws" and not uncertainty.distributions:
            return without_draws(state)
        asked: _Question | None = self._slot.of
        answer = self._slot.answer
        if answer is None or asked is None or asked.kind != self._kind:
            return state
        if asked.subject.key != looked.subject.key:
            return state
        if isinstance(answer, Tornado):
            return with_tornado(state, looked, answer, own)
        if isinstance(answer, Spider):
            return with_spider(state, looked, answer)
        return with_draws(state, looked, answer, uncertainty.seed)

    # The view ------------------------------------------------------------------------------

    def connect_view(self, view: object) -> None:
        """Joins the view, when it was made."""
        from widgets.uncertainty.sensitivity_view import SensitivityView

        assert isinstance(view, SensitivityView)
        self._view = view
        self._shape = None
        view.item_chosen.connect(self._choose_item)
        view.kind_chosen.connect(self._choose_kind)
        view.basis_chosen.connect(self._choose_basis)
        view.value_edited.connect(self._tools.edit)
        view.range_entered.connect(self._enter_range)
        view.range_reset.connect(lambda key: self._commands.set_range(key, None))
        view.input_added.connect(self._add)
        view.explain_requested.connect(self._tools.explain)
        self._show_choices(self._tools.session.document.scenario.shape)

    def _show_choices(self, shape: Shape) -> None:
        if self._view is not None and shape != self._shape:
            self._shape = shape
            self._view.show_choices(sensitivity_choices(shape))

    def _choose_item(self, item: str) -> None:
        self._item = item
        self._tools.request()

    def _choose_kind(self, kind: Kind) -> None:
        self._kind = kind
        self._tools.request()

    def _choose_basis(self, basis: Basis) -> None:
        self._basis = basis
        self._tools.request()

    def _enter_range(self, key: str, low: str, high: str) -> None:
        try:
            found = read_range(key, low, high)
        except InputError as error:
            if self._view is not None:
                self._view.show_range_fault(error.fault)
            return
        self._commands.set_range(key, found)

    def _add(self, key: str) -> None:
        value = self._tools.session.document.scenario.values[key]
        self._commands.set_range(key, range_around(key, value))


def _answer(question: _Question, stop: Stop) -> Answer:
    kind, subject, scenario, ranges, simulation = question
    if simulation is not None:
        return sensitivity_from_draws(simulation, subject, stop)
    if kind == "spider":
        return spider(scenario, subject, dict(ranges), stop=stop)
    return tornado(scenario, subject, dict(ranges), stop)
