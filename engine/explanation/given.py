"""A row that the register's contracts give the model, explained: what each of them adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explanation import subjects
from engine.explanation.lookup import month_sum
from engine.explanation.subjects import Explanation, Share, Subject
from engine.explanation.users import users
from engine.model.supplied import summed_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.model.catalogue import Formula
    from engine.model.supplied import Supply
    from engine.scenario import Scenario


def given_row(result: Result, subject: Subject, row: Formula) -> Explanation:
    """A row in a month, before month 1, or over a period; the largest share first."""
    scenario = result.scenario
    supply = scenario.supply
    assert supply is not None
    shares = [share for share in _shares(scenario, supply, subject, row) if share.value]
    many = "1 contract" if supply.contracts == 1 else f"{supply.contracts} contracts"
    return Explanation(
        subject=subject,
        kind=subjects.GIVEN,
        label=row.label,
        unit=row.unit,
        section=row.section,
        meaning=f"{row.meaning} From the register: {many}.",
        value=_value(result.row(row.key), subject, row),
        used_by=users(scenario.shape).get(row.key, ()),
        shares=tuple(sorted(shares, key=lambda share: -share.value)),
    )


def _shares(scenario: Scenario, supply: Supply, subject: Subject, row: Formula) -> Iterator[Share]:
    """Of a row that is a sum over contracts, what each adds."""
    if row.key not in summed_rows():
        return
    place = summed_rows().index(row.key)
    for part in supply.parts:
        values = supply.part_rows(part, scenario.start)[place]
        yield Share(part.id, part.supplier, _value(values, subject, row))


def _value(values: Array, subject: Subject, row: Formula) -> float:
    month, last = subject.month, subject.last
    assert month is not None
    if last is not None and (row.kind == "flow" or subject.summed):
        return month_sum(values, month, last)
    month = last or month
    return float(values[month - 1]) if month else 0.0
