"""What an audit finds: data, ranked by the money at stake."""

from __future__ import annotations

from typing import NamedTuple

SEVERITIES = ("high", "medium", "low")


class Finding(NamedTuple):
    """One finding. `amount` and `amount_high` are $m at stake; a range where they differ.

    `contract` is an id, empty for the portfolio's. `message` says what and why, `action` what
    to do.
    """

    severity: str
    contract: str
    kind: str
    amount: float
    amount_high: float
    message: str
    action: str
