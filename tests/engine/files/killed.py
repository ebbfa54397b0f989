"""Saves projects without end and kills itself doing so; `test_kill.py` runs it.

`python -m tests.engine.files.killed FILE KILLS SEED`. A child saves ever-different projects
to FILE and tells after each which it was; it is killed at a random moment. For every kill one
line of JSON: the state that the child saved first, the last that it told, what FILE then holds.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from engine.files.atomic import FileError
from engine.files.project.file import project_text, read_project, write_project
from engine.files.shipped import preset_scenario
from engine.project import Project, project_of

LONGEST = 0.01  # seconds before the kill: about one save


def state(number: int) -> Project:
    """A project that is different for every number, in length too."""
    plain = preset_scenario("as_reported").with_values({"monthly_spend": number / 7 % 5000})
    cases = [replace(plain, name=f"Case {at} of {number}") for at in range(1 + number * 5 % 7)]
    return replace(
        project_of(cases), extra={"number": number, "filling": "x" * (number * 37 % 999)}
    )


def found_state(path: Path) -> int | str:
    """The number of the state that the file holds whole, or what is wrong with it."""
    try:
        project = read_project(path)
    except FileError as error:
        return str(error)
    number = project.extra["number"]
    return int(number) if project_text(project) == project_text(state(number)) else "mixed up"


def main(path: Path, kills: int, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    first = 1
    write_project(path, state(0))
    for _ in range(kills):
        told = _kill_one(path, first, dice.randrange(3), dice.uniform(0, LONGEST))
        found = found_state(path)
        print(json.dumps({"first": first, "told": told, "found": found}), flush=True)  # noqa: T201
        if isinstance(found, str):
            return
        first = found + 1


def _kill_one(path: Path, first: int, saves: int, delay: float) -> int:
    """Lets a child save from state `first` on, and kills it `delay` seconds after `saves` saves.

    The last state that it told.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _save_on(path, first, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        lines = [told.readline() for _ in range(saves + 1)]
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        lines += told.readlines()
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the child ended by itself")
    return int(lines[-1])


def _save_on(path: Path, number: int, told: int) -> NoReturn:
    try:
        os.write(told, b"%d\n" % (number - 1))
        while True:
            write_project(path, state(number))
            os.write(told, b"%d\n" % number)
            number += 1
    except BaseException:
        traceback.print_exc()
    finally:  # never back into the parent's code
        os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
