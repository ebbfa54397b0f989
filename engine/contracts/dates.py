"""Contract months as dates.

Contract month k begins on the start plus k - 1 months, counted from the start and clamped to
the month's end, and ends the day before the next begins. What is "as of a date" is so at that
day's close: a contract month is complete if its last day is not after it.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from engine.contracts.contract import Contract

_DAY = timedelta(days=1)
_YEAR = 12
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EPOCH = date(1970, 1, 1)  # from which numpy counts


def months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last where it has no such day.

    What lies outside the calendar is its first or last day.
    """
    year, month = divmod(month_number(day) + months, _YEAR)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """The days of a month, 1 to 12."""
    return 29 if month == 2 and isleap(year) else _LENGTHS[month - 1]


def is_month_end(day: date) -> bool:
    """Whether it is its month's last day."""
    return day.day == month_length(day.year, day.month)


def step(day: date, months: int) -> date:
    """As `months_later`; the end of a month stays the end of one: 30 Jun, 31 Jul."""
    found = months_later(day, months)
    if not is_month_end(day) or found in (date.min, date.max):
        return found
    return found.replace(day=month_length(found.year, found.month))


def month_start(start: date, k: int) -> date:
    """The first day of contract month k; 0 and less are the months before the contract."""
    return months_later(start, k - 1)


def month_end(start: date, k: int) -> date:
    """The last day of contract month k."""
    following = month_start(start, k + 1)
    return following if following in (date.min, date.max) else following - _DAY


def term_end(contract: Contract) -> date:
    """The last day of the term, renewal aside."""
    return month_end(contract.start, contract.term_months)


def completed(start: date, as_of: date) -> int:
    """Contract months that are complete at the close of `as_of`, without an end."""
    return int(completed_months([start], as_of)[0])


def completed_months(starts: Sequence[date], as_of: date) -> NDArray[np.int64]:
    """(contracts,), as `completed`, for many contracts at once."""
    return Days.of(starts).completed(as_of)


def month_number(day: date) -> int:
    """Its month since the year 0."""
    return day.year * _YEAR + day.month - 1


# Many at once --------------------------------------------------------------------------------


class Days(NamedTuple):
    """Many days, each (days,): months since the year 0, and days of the month, from 1."""

    months: NDArray[np.int64]
    days: NDArray[np.int64]

    @classmethod
    def of(cls, days: Iterable[date]) -> Days:
        every = list(days)
        months = np.array(list(map(month_number, every)), dtype=np.int64)
        return cls(months, np.array([day.day for day in every], dtype=np.int64))

    def taken(self, places: slice | NDArray[np.int64]) -> Days:
        """Some of them."""
        return Days(self.months[places], self.days[places])

    def completed(self, as_of: date) -> NDArray[np.int64]:
        """(days,), as `completed`: of contracts that start on them."""
        following = as_of if as_of == date.max else as_of + _DAY  # by then the next has begun
        return np.maximum(self.running(following) - 1, 0)

    def running(self, day: date) -> NDArray[np.int64]:
        """(days,): the contract month in which a day lies, without an end; 0 before the first."""
        length = month_length(day.year, day.month)
        found = month_number(day) - self.months + 1
        return np.maximum(found - (np.minimum(self.days, length) > day.day), 0)

    def ordinals(self) -> NDArray[np.int64]:
        """(days,), as `date.toordinal`."""
        return _first_ordinals(self.months) + self.days - 1

    def month_ends(self, k: NDArray[np.int64]) -> NDArray[np.int64]:
        """(days,), as `month_end`, of contracts that start on them: ordinals."""
        months = self.months + k
        first, last = date.min.year * _YEAR, date.max.year * _YEAR + _YEAR - 1
        inside = np.clip(months, first, last)
        begins = _first_ordinals(inside)
        length = _first_ordinals(inside + 1) - begins
        found = begins + np.minimum(self.days, length) - 1
        found = np.where(months < first, date.min.toordinal(), found)
        found = np.where(months > last, date.max.toordinal(), found)
        edges = (found == date.min.toordinal()) | (found == date.max.toordinal())
        ends: NDArray[np.int64] = found - ~edges
        return ends

    def years(self) -> NDArray[np.float64]:
        """(days,), by the calendar: a month is a twelfth of a year, a day its share of it."""
        length = _first_ordinals(self.months + 1) - _first_ordinals(self.months)
        year, month = np.divmod(self.months, _YEAR)
        found: NDArray[np.float64] = year + (month + (self.days - 1) / length) / _YEAR
        return found


def dates_of(ordinals: NDArray[np.int64]) -> list[date]:
    """Days of ordinals."""
    return list(map(date.fromordinal, ordinals.tolist()))


def _first_ordinals(months: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ordinals of the first days of months since the year 0."""
    since = (months - _EPOCH.year * _YEAR).astype("datetime64[M]").astype("datetime64[D]")
    found: NDArray[np.int64] = since.astype(np.int64) + _EPOCH.toordinal()
    return found
