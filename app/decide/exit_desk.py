"""The exit plan, the value of flexibility and the price list of clauses, as the worker has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from app.decide.exit_states import exit_state
from app.decide.exit_worth_states import flexibility_state, price_list_state
from app.slot import Slot
from app.uncertainty.following import shifts_of
from engine.analysis.exit_plan.clauses import clauses
from engine.analysis.exit_plan.flexibility import flexibility
from engine.analysis.exit_plan.plan import exit_plan
from engine.analysis.exit_plan.prices import mean_worths, price_list, tried
from engine.uncertainty.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.decide.frame import Frame
    from app.tools import Tools
    from app.worker import Stop
    from engine.analysis.exit_plan.flexibility import Flexibility
    from engine.analysis.exit_plan.plan import ExitPlan
    from engine.analysis.exit_plan.prices import MeanWorth, PriceList
    from engine.formula.values import Array
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty
    from widgets.decide.exit_states import ExitState

_DRAWS = 2_000  # for means: their standard errors are said beside them


class _Question(NamedTuple):
    scenario: Scenario
    uncertainty: Uncertainty


class ExitDesk:
    """Joins the Exit plan view, the worker and the session."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._flexibility: Slot[Flexibility] = Slot(tools.worker, "flexibility", tools.request)
        self._prices: Slot[PriceList] = Slot(tools.worker, "prices", tools.request)
        self._means: Slot[dict[str, MeanWorth]] = Slot(tools.worker, "means", tools.request)
        self._plan: tuple[Scenario, ExitPlan] | None = None
        self._made_of: tuple[object, ...] = ()
        self._state: ExitState | None = None

    def state(self, frame: Frame) -> ExitState:
        """The view's state; the same one while nothing that it shows has changed."""
        plan = self._planned(frame.scenario)
        self._ask(frame)
        slots = (self._flexibility, self._prices, self._means)
        fresh = all(slot.fresh for slot in slots)
        made_of = (plan, frame.scenario, *(slot.fresh for slot in slots))
        made_of = (*made_of, *(slot.answer for slot in slots))
        if self._state is not None and all(
            one is other for one, other in zip(made_of, self._made_of, strict=True)
        ):
            return self._state
        self._made_of = made_of
        priced = self._prices.fresh and self._means.fresh
        found, prices, means = self._flexibility.answer, self._prices.answer, self._means.answer
        self._state = exit_state(
            plan,
            frame.scenario,
            None
            if found is None
            else flexibility_state(found, plan)._replace(fresh=self._flexibility.fresh),
            None
            if prices is None
            else price_list_state(prices, means, _DRAWS)._replace(fresh=priced),
            fresh=fresh,
        )
        return self._state

    def _planned(self, scenario: Scenario) -> ExitPlan:
        """One evaluation: made in the frame, so that the plan moves under the hand."""
        if self._plan is None or self._plan[0] != scenario:
            self._plan = scenario, exit_plan(scenario)
        return self._plan[1]

    def _ask(self, frame: Frame) -> None:
        question = _Question(frame.scenario, frame.uncertainty)
        scenario, live = frame.scenario, frame.dragging
        self._prices.ask(scenario, lambda stop: price_list(scenario, stop), live=live)
        if live:  # the means take longer than a frame: they wait until the hand lets go
            self._flexibility.hold(question)
            self._means.hold(question)
            return
        self._flexibility.ask(question, lambda stop: _flexibility(question, stop))
        self._means.ask(question, lambda stop: mean_worths(scenario, _drawn(question, stop), stop))

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        """Its questions to the worker."""
        return (self._flexibility, self._prices, self._means)

    # The view ------------------------------------------------------------------------------

    def connect_view(self, view: object) -> None:
        from widgets.decide.exit_view import ExitView

        assert isinstance(view, ExitView)
        view.value_edited.connect(self._tools.edit)
        view.explain_requested.connect(self._tools.explain)
        view.clause_tried.connect(self.try_clause)

    def try_clause(self, key: str) -> None:
        """Sets what a clause changes, as one step that undo takes back."""
        scenario = self._tools.session.document.scenario
        self._tools.session.edit(tried(scenario, key), clauses()[key].label)


def _drawn(question: _Question, stop: Stop) -> Mapping[str, Array]:
    scenario, uncertainty = question
    shifts = shifts_of(scenario, uncertainty)
    return sample(uncertainty, _DRAWS, uncertainty.seed, shifts, stop)


def _flexibility(question: _Question, stop: Stop) -> Flexibility:
    return flexibility(question.scenario, _drawn(question, stop), stop)
