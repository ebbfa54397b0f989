"""The Quotes view: what is typed, read and watched for; contracts against the market."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.contracts.auditing import AT_ONCE
from app.contracts.market_plan_states import market_plan_state
from app.contracts.pricing import Pricing, pricing
from app.contracts.quote_commands import (
    Done,
    add_quote,
    delete_quotes,
    edit_quote,
    mark_seen,
    power_per_gpu,
    use_market,
    watch_price,
)
from app.contracts.quote_files import QuoteFiles
from app.contracts.quote_table_states import QuoteRows, seen_by_quote
from app.contracts.quotes_states import quotes_state
from app.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.contracts.bench import Bench
    from app.contracts.case import Case
    from app.contracts.quote_table_states import Seen
    from engine.contracts.quotes.market import MarketFit
    from widgets.contracts.quotes_states import QuotesState


class QuotesDesk:
    """Each change is one step of undo; what is refused is said where it was typed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._files = QuoteFiles(bench)
        self._slot: Slot[Pricing] = Slot(bench.tools.worker, "pricing", bench.tools.request)
        self._at_once: Pricing | None = None
        self._seeing: Slot[Seen] = Slot(bench.tools.worker, "sightings", bench.tools.request)
        self._seen_now: tuple[object, Seen] | None = None
        self._rows = QuoteRows()
        self._shown: tuple[object, QuotesState] | None = None
        self._market: MarketFit | None = None
        self._view: Any = None

    # -- what is shown

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        return (self._slot, self._seeing)

    def made_of(self, case: Case) -> object:
        return (self._of_register(case), case.scenario, case.project.uncertainty)

    def _of_register(self, case: Case) -> tuple[object, ...]:
        """All that the view depends on but the plan."""
        found, seen = self._priced(case), self._seen(case)
        return (case.of_register(), case.scenario.fiscal_start, found, seen)

    def state(self, case: Case) -> QuotesState:
        """Under a hand that moves a slider only what is said of the plan is made anew."""
        self._market = case.market
        own = self._of_register(case)
        if self._shown is not None and self._shown[0] == own:
            made = self._shown[1]._replace(plan=market_plan_state(case))
        else:
            made = quotes_state(case, self._priced(case), self._seen(case), self._rows)
        self._shown = own, made
        return made

    def _priced(self, case: Case) -> Pricing | None:
        """All contracts against the market: at once where they are few."""
        audit, market = case.audit, case.market
        if audit is None:
            return None
        if len(case.register.contracts) > AT_ONCE:
            self._slot.ask((audit, market), lambda stop: pricing(audit, market, stop))
            return self._slot.answer
        found = self._at_once
        if found is None or found.audit is not audit or found.market is not market:
            found = self._at_once = pricing(audit, market)
        return found

    def _seen(self, case: Case) -> Seen:
        """What there is to see in the quotes; of many, what was seen last until it is known."""
        register = case.register
        about = (register.quotes, register.kw_per_gpu, register.watch)
        if len(register.quotes) > AT_ONCE:
            self._seeing.ask(about, lambda _stop: seen_by_quote(register))
            return self._seeing.answer or {}
        if self._seen_now is None or self._seen_now[0] != about:
            self._seen_now = about, seen_by_quote(register)
        return self._seen_now[1]

    # -- what is done

    def take_file(self, path: str) -> None:
        """Quotes that were dropped on the view."""
        self._files.read(Path(path))

    def connect_view(self, view: Any) -> None:
        self._view = view
        tools, files = self._bench.tools, self._files
        view.contract_selected.connect(self._bench.select)
        view.quote_edited.connect(self.edit)
        view.quote_added.connect(self.add)
        view.quotes_deleted.connect(lambda ids: self._take(delete_quotes(self._project, ids)))
        view.import_requested.connect(partial(files.ask_import, view))
        view.export_requested.connect(partial(files.ask_export, view))
        view.watch_changed.connect(self.watch)
        view.seen_requested.connect(
            lambda: self._take(mark_seen(self._project, self._bench.today()))
        )
        view.factor_changed.connect(self.set_power)
        view.market_to_plan_requested.connect(self.use_market)
        view.explain_requested.connect(tools.explain)
        files.told.connect(view.show_told)

    @property
    def _project(self) -> Any:
        return self._bench.tools.session.project

    def _take(self, done: Done) -> bool:
        """Whether it was taken."""
        if not done.fault and done.words:
            self._bench.tools.session.change(done.project, done.words)
        return not done.fault

    def edit(self, quote: str, key: str, text: str) -> None:
        """A text that was typed into a cell."""
        done = edit_quote(self._project, quote, key, text)
        self._take(done)
        self._view.show_cell_answer(quote, key, done.fault)

    def add(self, texts: Mapping[str, str]) -> None:
        """A new quote as it was typed."""
        done = add_quote(self._project, texts, self._bench.today())
        self._take(done)
        self._view.show_entry_answer(done.key, done.fault)

    def watch(self, text: str) -> None:
        """The threshold as it was typed."""
        done = watch_price(self._project, text)
        self._take(done)
        self._view.show_watch_answer(price=done.fault)

    def set_power(self, text: str) -> None:
        """The power a GPU as it was typed."""
        done = power_per_gpu(self._project, text)
        self._take(done)
        self._view.show_watch_answer(power=done.fault)

    def use_market(self) -> None:
        """The fitted market becomes the plan's."""
        if self._market is not None:
            self._take(use_market(self._project, self._market))
