"""`python -m tests.benchmarks [NAME] [--json]`: our figure, the floor, the ratio."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from tests.benchmarks.audit import auditing
from tests.benchmarks.draws import draws
from tests.benchmarks.explaining import explaining
from tests.benchmarks.following import following
from tests.benchmarks.ledger import ledger
from tests.benchmarks.model import model
from tests.benchmarks.presenting import presenting
from tests.benchmarks.scenarios import scenarios
from tests.benchmarks.simulation import simulation
from tests.benchmarks.startup import memory, startup
from tests.benchmarks.tick import tick
from tests.benchmarks.tradeoff import trade_off
from tests.benchmarks.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.measure import Figure

BENCHMARKS: dict[str, Callable[[], list[Figure]]] = {
    "startup": startup,
    "tick": tick,
    "presenting": presenting,
    "scenarios": scenarios,
    "explaining": explaining,
    "ledger": ledger,
    "model": model,
    "draws": draws,
    "tradeoff": trade_off,
    "simulation": simulation,
    "following": following,
    "audit": auditing,
    "workbook": workbook,
    "memory": memory,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", nargs="?", choices=[*BENCHMARKS], help="one of them; else all")
    parser.add_argument("--json", action="store_true", help="one JSON object a figure")
    arguments = parser.parse_args()
    for name, run in BENCHMARKS.items():
        if arguments.name not in (None, name):
            continue
        for figure in run():
            text = json.dumps(figure.record()) if arguments.json else figure.line()
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
