"""What the user does to quotes, to the watch list and with the market: a project to another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from app.contracts.commands import with_register
from app.contracts.quote_texts import NEEDED, fields_of, quote_name
from engine.contracts.quote import MOST_QUOTES, Quote
from engine.contracts.quotes.into_model import market_inputs, with_market
from engine.contracts.quotes.units import price_factors
from engine.files.amounts import CellError
from engine.files.shipped import preset_scenario
from engine.quantity_text import QuantityError, Range, parse
from engine.uncertainty.correlation import repaired

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from engine.contracts.quotes.market import MarketFit
    from engine.contracts.register import Register
    from engine.project import Project

_LIMIT = Range(1e-4, 1e5)  # $ a GPU-hour that can be watched for
_POWER = Range(0.05, 100.0)  # kW a GPU


class Done(NamedTuple):
    """What came of a command: the project, and what undo says; or why not, at which field."""

    project: Project
    words: str = ""
    key: str = ""
    fault: str = ""


def edit_quote(project: Project, quote: str, key: str, text: str) -> Done:
    """What was typed into a cell of a quote, by its id."""
    register = project.register
    found = next((each for each in register.quotes if each.id == quote), None)
    if found is None:
        return Done(project)
    try:
        made = replace(found, **fields_of(key, text, found))
    except CellError as error:
        return Done(project, key=key, fault=str(error))
    quotes = tuple(made if each.id == quote else each for each in register.quotes)
    return _done(project, replace(register, quotes=quotes), f"Quote: {quote_name(made)}")


def add_quote(project: Project, texts: Mapping[str, str], today: date) -> Done:
    """A new quote from the texts of its fields; without all that it needs there is none."""
    register = project.register
    for key, name in NEEDED.items():
        if not texts.get(key, "").strip():
            return Done(project, key=key, fault=f"A quote needs {name}.")
    if len(register.quotes) >= MOST_QUOTES:
        return Done(project, key="supplier", fault=f"{MOST_QUOTES:,} quotes are the most there are")
    fields: dict[str, Any] = {}
    for key, text in texts.items():
        try:
            fields |= fields_of(key, text, None)
        except CellError as error:
            return Done(project, key=key, fault=str(error))
    made = Quote(
        **{"id": _free_id({each.id for each in register.quotes}), "added": today, **fields}
    )
    changed = replace(register, quotes=(*register.quotes, made))
    return _done(project, changed, f"New quote: {quote_name(made)}")


def take_quotes(project: Project, quotes: Sequence[Quote], today: date) -> Done:
    """Quotes from a file behind those there are.

    One that has the id, the supplier and the day of another takes its place; one that has only
    the id of another gets one of its own. A quote that doesn't say when it was entered was
    entered today.
    """
    register = project.register
    known = {each.id: each for each in register.quotes}
    for quote in quotes:
        before = known.get(quote.id)
        same = before is not None and (before.supplier, before.day) == (quote.supplier, quote.day)
        number = quote.id if quote.id and (before is None or same) else _free_id(known)
        added = quote.added or (before.added if before is not None and same else today)
        known[number] = replace(quote, id=number, added=added)
    if len(known) > MOST_QUOTES:
        return Done(project, fault=f"{len(known):,} quotes; allowed: up to {MOST_QUOTES:,}")
    words = "Import a quote" if len(quotes) == 1 else f"Import {len(quotes):,} quotes"
    return _done(project, replace(register, quotes=tuple(known.values())), words)


def delete_quotes(project: Project, quotes: Collection[str]) -> Done:
    """Without the quotes of these ids."""
    register, gone = project.register, set(quotes)
    kept = tuple(each for each in register.quotes if each.id not in gone)
    count = len(register.quotes) - len(kept)
    words = "Delete a quote" if count == 1 else f"Delete {count} quotes"
    return _done(project, replace(register, quotes=kept), words)


def watch_price(project: Project, text: str) -> Done:
    """The threshold of the watch list, $ a GPU-hour as it was typed; none where it is empty."""
    watch = project.register.watch
    price = None
    if text.strip():
        try:
            price = _within(_hourly(project, text), _LIMIT, "$")
        except (CellError, QuantityError) as error:
            return Done(project, key="price", fault=str(error))
    register = replace(project.register, watch=replace(watch, price=price))
    return _done(project, register, "Watched price" if price else "No watched price")


def _hourly(project: Project, text: str) -> float:
    """$ a GPU-hour, of a price as it is typed for a quote. Raises `CellError`."""
    fields = fields_of("price", text, None)
    factor = price_factors(project.register.kw_per_gpu)[fields["price_unit"]]
    return factor.there(float(fields["price"]))


def mark_seen(project: Project, today: date) -> Done:
    """All quotes that there are now are known."""
    register = project.register
    changed = replace(register, watch=replace(register.watch, last_look=today))
    return _done(project, changed, "All quotes seen")


def power_per_gpu(project: Project, text: str) -> Done:
    """The kW of a data centre that a GPU takes, as it was typed."""
    typed = text.lower().removesuffix("kw").strip()
    try:
        power = _within(parse(typed, "factor", _POWER), _POWER, "", " kW")
    except QuantityError as error:
        return Done(project, key="power", fault=str(error))
    return _done(project, replace(project.register, kw_per_gpu=power), "Power a GPU")


def use_market(project: Project, found: MarketFit) -> Done:
    """The fitted market as the current scenario's market inputs, with their distributions."""
    scenario = project.scenario
    made = market_inputs(found, scenario.start)
    changed = project.with_scenario(scenario.with_values(made.values))
    base = preset_scenario(scenario.preset).values
    uncertainty, _ = repaired(with_market(project.uncertainty_or_shipped, made, base))
    plain = replace(changed, uncertainty=None)
    if uncertainty != plain.uncertainty_or_shipped:
        plain = replace(plain, uncertainty=uncertainty)
    return Done(plain, "Market from quotes")


def _done(project: Project, register: Register, words: str) -> Done:
    return Done(with_register(project, register), words)


def _free_id(taken: Collection[str]) -> str:
    count = len(taken) + 1
    while f"Q{count}" in taken:
        count += 1
    return f"Q{count}"


def _within(value: float, allowed: Range, before: str, behind: str = "") -> float:
    if allowed.minimum <= value <= allowed.maximum:
        return value
    ends = " to ".join(f"{before}{end:,g}" for end in allowed)
    raise QuantityError(f"{before}{value:,g}{behind} is not allowed; allowed: {ends}{behind}")
