"""The Plan view: the register's contracts as supply, at once or as the worker has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.contracts.auditing import AT_ONCE
from app.contracts.plan_commands import leave, set_mode, study, take
from app.contracts.plan_states import mode_of, plan_state
from app.slot import Slot
from engine.contracts.supply import supply_of
from widgets.contracts.plan_states import MODES

if TYPE_CHECKING:
    from datetime import date

    from app.contracts.bench import Bench
    from app.contracts.case import Case
    from app.contracts.quote_commands import Done
    from engine.contracts.register import Register
    from engine.model.supplied import Supply


class PlanDesk:
    """Each change is one step of undo."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._slot: Slot[Supply] = Slot(bench.tools.worker, "supply", bench.tools.request)
        self._at_once: tuple[object, Supply] | None = None
        self._supply: Supply | None = None
        self._supply_of: object = None

    # -- what is shown

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        return (self._slot,)

    def made_of(self, case: Case) -> object:
        return (case.of_register(), case.scenario, self._supplied(case))

    def state(self, case: Case) -> object:
        return plan_state(case, self._supplied(case))

    def _supplied(self, case: Case) -> Supply | None:
        """All contracts but the one under study; at once where they are few."""
        register, as_of = case.register, case.as_of
        about = self._supply_of = _about(register, as_of)
        if len(register.contracts) > AT_ONCE:
            self._slot.ask(about, lambda stop: supply_of(register, as_of, stop=stop))
            self._supply = self._slot.answer if self._slot.fresh else None
        elif self._at_once is None or self._at_once[0] != about:
            self._supply = supply_of(register, as_of)
            self._at_once = about, self._supply
        else:
            self._supply = self._at_once[1]
        return self._supply

    # -- what is done

    def connect_view(self, view: Any) -> None:
        view.contract_selected.connect(self._bench.select)
        view.study_requested.connect(self.study)
        view.mode_requested.connect(self.set_mode)
        view.apply_requested.connect(self.take)
        view.remove_requested.connect(self.leave)
        view.explain_requested.connect(self._bench.tools.explain)
        view.mode_explain_requested.connect(self.explain_mode)

    @property
    def _project(self) -> Any:
        return self._bench.tools.session.project

    @property
    def _current(self) -> Supply | None:
        """The supply that is seen; None where the register is another since the last frame."""
        now = _about(self._project.register, self._bench.as_of())
        return self._supply if now == self._supply_of else None

    def _change(self, done: Done) -> None:
        self._bench.tools.session.change(done.project, done.words)
        if done.fault:
            self._bench.tools.say(done.fault)

    def study(self, contract: str) -> None:
        """A contract's id; empty for none."""
        self._change(study(self._project, contract))

    def set_mode(self, mode: int) -> None:
        """A place in `MODES`."""
        if (supply := self._current) is not None:
            self._change(set_mode(self._project, supply, self._bench.as_of(), mode))

    def explain_mode(self, mode: int, figure: str) -> None:
        """A headline figure under a mode; those of the scenario's own can be explained."""
        if mode == mode_of(self._project.scenario):
            self._bench.tools.explain(figure, 0)
        else:
            self._bench.tools.say(f"Choose {MODES[mode]}: then its figures can be explained")

    def take(self) -> None:
        """The register, and the terms of the contract under study."""
        if (supply := self._current) is not None:
            self._change(take(self._project, supply, self._bench.as_of()))

    def leave(self) -> None:
        """Every scenario has its incumbent block again."""
        self._change(leave(self._project))


def _about(register: Register, as_of: date) -> object:
    """What a supply depends on."""
    return (register.contracts, register.studied, register.kw_per_gpu, as_of)
