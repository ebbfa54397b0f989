"""A hundred thousand contracts audited: the time, the memory, and the way to be cancelled.

Seconds are those of the processor, so that what else runs on the machine doesn't count.
`python -m tests.benchmarks.audit` is the child process whose memory is measured.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from itertools import pairwise

from engine.contracts.audit import audit
from engine.contracts.findings import findings
from engine.contracts.quotes.market import fit
from engine.contracts.terms import inputs_of
from tests.benchmarks.measure import Figure
from tests.engine.contracts.quotes.offers import scattered
from tests.engine.contracts.random_contracts import AS_OF, register_of
from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model

_CONTRACTS = 100_000
_QUOTES = 40
_PLAIN = 200  # contracts that the plain loops compute; the rest are scaled
_BUDGETS = {"s": 10.0, "MiB": 1024.0}
_CANCEL = 100.0  # ms


def auditing() -> list[Figure]:
    """The audit with its findings, in a process of its own."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.audit"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(child.stdout)
    plain = _plain_seconds()
    loop = f"plain loops over months, {_PLAIN} contracts scaled to {_CONTRACTS:,}"
    return [
        Figure(
            f"audit of {_CONTRACTS:,} contracts", found["audit"], plain, "s", loop, _BUDGETS["s"]
        ),
        Figure(
            f"  with findings, {_QUOTES} quotes",
            found["whole"],
            plain,
            "s",
            f"{loop}, no findings",
            _BUDGETS["s"],
        ),
        Figure(
            "  most memory of the process",
            found["memory"],
            found["contracts"],
            "MiB",
            "the contracts themselves, read and held",
            _BUDGETS["MiB"],
        ),
        *(
            Figure(
                f"  longest wait to be cancelled, {what}",
                found[f"{what}_gap"],
                _CANCEL,
                "ms",
                "what is felt as at once",
                _CANCEL,
            )
            for what in ("audit", "findings")
        ),
    ]


def _plain_seconds() -> float:
    contracts = register_of(_PLAIN).contracts
    began = time.process_time()
    for contract in contracts:
        inputs = inputs_of(contract)
        scalars, rows = oracle_model.evaluate(inputs)
        oracle_headline.headline(inputs, scalars, rows)
    return (time.process_time() - began) / _PLAIN * _CONTRACTS


def _child() -> None:
    register = register_of(_CONTRACTS)
    market = fit(scattered(_QUOTES, 0.1))
    held = _most_memory()
    asked = [time.perf_counter()]

    def stop() -> None:
        asked.append(time.perf_counter())

    began = time.process_time()
    found = audit(register, AS_OF, stop=stop)
    stop()
    audited, seconds = len(asked) - 1, time.process_time() - began
    findings(register, found, market=market, stop=stop)
    stop()
    whole = time.process_time() - began
    gaps = [(after - before) * 1e3 for before, after in pairwise(asked)]
    measured = {
        "audit": seconds,
        "whole": whole,
        "memory": _most_memory(),
        "contracts": held,
        "audit_gap": max(gaps[:audited]),
        "findings_gap": max(gaps[audited:]),
    }
    sys.stdout.write(json.dumps(measured))


def _most_memory() -> float:
    """MiB that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _child()
