"""Findings in words: the texts of a case filled with terms, dates and amounts."""

from __future__ import annotations

from functools import lru_cache, partial
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.cell_text import day_text
from engine.contracts.contract import register_columns
from engine.contracts.dates import dates_of
from engine.contracts.findings.look import PORTFOLIO
from engine.contracts.findings.table import thresholds
from engine.contracts.terms import WORST_FEE, WORST_NOTICE
from engine.model.catalogue import MONTHS
from engine.quantity import short

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.contracts.findings.look import Hits, Look, Places
    from engine.contracts.findings.table import Parts

    Maker = Callable[[Hits, Look], list[str]]

_LONGEST = 60  # characters of a name
_NONE = "nothing"

date_text = lru_cache(maxsize=16_384)(day_text)  # many contracts share their dates


def filled(parts: Parts, hits: Hits, look: Look) -> list[str]:
    """(hits,): a text with its words, the hits' own, those of `_WORDS`, the contracts' terms."""
    pattern, makers = _made(parts)
    if not makers:
        return [parts[0][0]] * len(hits.places)
    words = [make(hits, look) for make in makers]
    return [pattern % row for row in zip(*words, strict=True)]


def ids(hits: Hits, look: Look) -> list[str]:
    """(hits,): whose each is; empty for the portfolio's."""
    return [
        "" if place == PORTFOLIO else look.contracts[place].id for place in hits.places.tolist()
    ]


def money(amount: float) -> str:
    """$m as `$1.25B`."""
    return short(amount, "money")


def share(value: float) -> str:
    """A fraction as `12.0%`."""
    return short(value, "percent")


def counted(number: int, unit: str) -> str:
    """`1 month`, `12 months`; `unit` is the plural."""
    return f"{number:,} {unit[:-1] if number == 1 else unit}"


@lru_cache(maxsize=4096)
def name_text(name: str) -> str:
    """A name as it can stand in a line: printable, not endless."""
    text = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def due_text(days: int) -> str:
    """`today`, `in 1 day`, `in 12 days`."""
    return f"in {counted(days, 'days')}" if days else "today"


# Words ---------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _made(parts: Parts) -> tuple[str, tuple[Maker, ...]]:
    """A pattern of the text, and what makes its words, all of the hits at once."""
    pattern = "".join(before.replace("%", "%%") + ("%s" if name else "") for before, name in parts)
    return pattern, tuple(_maker(name) for _, name in parts if name)


def _maker(name: str) -> Maker:
    if name in _WORDS:
        return _WORDS[name]
    return partial(_term if name in register_columns() else _own, name)


def _own(name: str, hits: Hits, _: Look) -> list[str]:
    return [hits.words[name]] * len(hits.places)


def _term(key: str, hits: Hits, look: Look) -> list[str]:
    """A term of the contracts as its column's kind is written."""
    column = register_columns()[key]
    if column.kind == "date":
        return _days(look.starts[hits.places])
    values = look.columns[key][hits.places].tolist()
    if column.kind == "share":
        return [_NONE if isnan(value) else share(value) for value in values]
    if column.kind == "whole":
        unit = column.unit
        return [_NONE if isnan(value) else counted(int(value), unit) for value in values]
    return [_NONE if isnan(value) else f"{value:,.6g}" for value in values]


def _supplier(hits: Hits, look: Look) -> list[str]:
    if "supplier" in hits.words:
        return _own("supplier", hits, look)
    chosen = [look.contracts[place] for place in hits.places.tolist()]
    return [name_text(each.supplier) or name_text(each.id) or "one supplier" for each in chosen]


def _days(ordinals: Places) -> list[str]:
    return [date_text(each) for each in dates_of(ordinals)]


def _range(hits: Hits, _: Look) -> list[str]:
    texts = zip(map(money, hits.low.tolist()), map(money, hits.high.tolist()), strict=True)
    return [
        f"{low} either way" if low == high else f"between {low} and {high}" for low, high in texts
    ]


def _due(hits: Hits, _: Look) -> list[str]:
    days = hits.days
    return [] if days is None else [due_text(each) for each in days.tolist()]


def _early(hits: Hits, look: Look) -> list[str]:
    days = (look.term_ends - look.deadlines)[hits.places]
    return [counted(each, "days") for each in days.tolist()]


def _left(hits: Hits, look: Look) -> list[str]:
    return [counted(each, "months") for each in look.audit.months_left[hits.places].tolist()]


def _of_owed(hits: Hits, look: Look) -> list[str]:
    owed = look.audit.remaining_obligation[hits.places] / look.obligation
    return list(map(share, owed.tolist()))


def _fee_share(hits: Hits, look: Look) -> list[str]:
    fees = np.nan_to_num(look.columns["termination_fee_pct"][hits.places])
    return list(map(share, fees.tolist()))


def _life(hits: Hits, look: Look) -> list[str]:
    columns = {
        key: look.columns[key][hits.places]
        for key in ("term_months", "auto_renew", "renewal_months")
    }
    life = columns["term_months"] + columns["auto_renew"] * columns["renewal_months"]
    return [counted(int(each), "months") for each in life.tolist()]


def _same(make: Callable[[Look], str]) -> Maker:
    """The same word for all."""
    return lambda hits, look: [make(look)] * len(hits.places)


_WORDS: Mapping[str, Maker] = {
    "supplier": _supplier,
    "amount": lambda hits, _: list(map(money, hits.low.tolist())),
    "amount_high": lambda hits, _: list(map(money, hits.high.tolist())),
    "range": _range,
    "days": _due,
    "early": _early,
    "deadline": lambda hits, look: _days(look.deadlines[hits.places]),
    "term_end": lambda hits, look: _days(look.term_ends[hits.places]),
    "end": lambda hits, look: _days(look.committed_ends[hits.places]),
    "left": _left,
    "life": _life,
    "of_owed": _of_owed,
    "fee_share": _fee_share,
    "planned": _same(lambda look: name_text(look.register.planned_supplier)),
    "decline": _same(lambda look: share(look.market.decline) if look.market else _NONE),
    "timeline": _same(lambda _: counted(MONTHS, "months")),
    "as_of": _same(lambda look: date_text(look.audit.as_of)),
    "worst_notice": _same(lambda _: counted(WORST_NOTICE, "months")),
    "worst_fee": _same(lambda _: share(WORST_FEE)),
    "worst_uplift": _same(lambda _: share(thresholds()["worst_uplift"])),
    "far_past": _same(lambda _: counted(int(thresholds()["far_past"]), "years")),
    "far_future": _same(lambda _: counted(int(thresholds()["far_future"]), "years")),
    "hhi_most": _same(lambda _: f"{thresholds()['hhi_most']:,.0f}"),
}
