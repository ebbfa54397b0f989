"""The register that ships as an example: fictional suppliers and made-up terms."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import resources
from engine.contracts.register import Register, Watch
from engine.files.register.read import read_quotes, read_register


@cache
def example_register() -> Register:
    """25 contracts and 40 quotes. The last of these are newer than the watch's last look."""
    contracts = read_register(_shipped("contracts")).contracts
    quotes = read_quotes(_shipped("quotes")).quotes
    looked = sorted(each.day for each in quotes)[-_NEW - 1]
    watch = Watch(last_look=looked, price=_THRESHOLD)
    return Register(
        contracts, quotes, planned_supplier="Brightmoor GPU", studied="EX-001", watch=watch
    )


def _shipped(name: str) -> Path:
    return Path(resources.__file__).with_name(f"{name}-example.csv")


_NEW = 3  # quotes after the last look
_THRESHOLD = 4.5  # $ a GPU-hour
