"""A thousand damaged project files: a clear message or a correct load, nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.contracts.plan import removed
from engine.files.atomic import FileError
from engine.files.project.file import parse_project, project_text, read_project
from engine.uncertainty.kinds import KINDS
from tests.engine.files.projects import Dice, dice_of, exact, random_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.project import Project

    Mutation = Callable[[Dice, bytes], bytes]

GOLDEN = Path(__file__).with_name("golden")
MOST = 500  # characters of a message
EACH = 100  # seeds for every mutation

# Values of the wrong kind or size, as they stand in the file.
ODD = (
    *("null", "true", "false", "[]", "{}", '""', '"x"', "[[]]", '{"a": {}}', "-1", "0", "1.5"),
    *("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e-999", "5e-324", "-0.0", "-0"),
    *("1" + "0" * 400, "9" * 5000, "-" + "9" * 4999, "0." + "1" * 5000, '"' + "y" * 5000 + '"'),
    *(r'"\ud800"', r'"\udc00\ud800"', r'"\u0000"', '"\\n"', "[" * 70 + "]" * 70),
    *("[" * 100_000, '{"a":' * 5_000 + "1" + "}" * 5_000, "01", "+1", ".5", "1.", "0x10", "'a'"),
)
# A value that stands behind a key: a number, a word, a short text.
_VALUE = re.compile(rb'(?<=": )(?:-?[0-9][0-9.e+-]*|"[^"\\\n]*"|true|false|null)')
_LINE = re.compile(rb"[^\n]*\n")


def _cut(dice: Dice, data: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def _bytes(dice: Dice, data: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def _signs(dice: Dice, data: bytes) -> bytes:
    """Signs that JSON knows, so that more of it still is JSON."""
    damaged = bytearray(data)
    for _ in range(dice.randint(1, 3)):
        damaged[dice.randrange(len(damaged))] = dice.choice(b'0123456789-+.eE{}[]",:\\ntf ')
    return bytes(damaged)


def _value(dice: Dice, data: bytes) -> bytes:
    return _put(dice.choice(list(_VALUE.finditer(data))), dice.choice(ODD).encode(), data)


def _swapped(dice: Dice, data: bytes) -> bytes:
    """Two values change places."""
    places = list(_VALUE.finditer(data))
    first, second = sorted(dice.sample(range(len(places)), 2))
    data = _put(places[second], places[first][0], data)
    return _put(places[first], places[second][0], data)


def _put(place: re.Match[bytes], value: bytes, data: bytes) -> bytes:
    return data[: place.start()] + value + data[place.end() :]


def _lines(dice: Dice, data: bytes) -> bytes:
    """Lines twice, gone or elsewhere: keys given twice, commas missing, objects torn."""
    lines = _LINE.findall(data)
    for _ in range(dice.randint(1, 3)):
        place, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        line = lines[place]
        del lines[place : place + dice.randint(0, 2)]
        lines[other:other] = [line] * dice.randint(0, 2)
    return b"".join(lines)


def _moved(dice: Dice, data: bytes) -> bytes:
    """Still JSON: a part of the tree stands where another stood."""
    tree = json.loads(data)
    holders = [(tree, key) for key in tree] + list(_places(tree))
    holder, key = dice.choice(holders)
    other, where = dice.choice(holders)
    text = json.dumps(other[where])  # by value: no loops
    holder[key] = json.loads(text)
    return json.dumps(tree).encode()


def _places(tree: Any) -> list[tuple[Any, Any]]:
    keys = tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    inner = [place for key in keys for place in _places(tree[key])]
    return [(tree, key) for key in keys] + inner


def _names(dice: Dice, data: bytes) -> bytes:
    """Still JSON: scenarios with each other's names, or twice, or many, or none."""
    tree = json.loads(data)
    cases = tree["scenarios"]
    dice.choice(cases)["name"] = dice.choice(cases)["name"]
    tree["scenarios"] = dice.choice([cases + cases[:1], cases * 80, [], cases, cases[::-1]])
    return json.dumps(tree).encode()


def _keys(dice: Dice, data: bytes) -> bytes:
    """Keys misspelt, given twice, or of no kind that is known."""
    keys = list(re.finditer(rb'"(\w+)":', data))
    place = dice.choice(keys)
    wrong = dice.choice([b'"x":', b'"":', place[0].upper(), dice.choice(keys)[0], b"x:", b"1:"])
    return _put(place, wrong, data)


def _codec(dice: Dice, data: bytes) -> bytes:
    text = data.decode()
    codec = dice.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp500"])
    end = dice.choice(["\n", "\r\n", "\r", "\u2028", "\x00", "\x0c"])
    return text.replace("\n", end).encode(codec, "replace")


def _spliced(dice: Dice, data: bytes) -> bytes:
    """What two writers at once would leave, or a disk that lost a block."""
    start, end = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    filling = dice.choice([b"", b"\0" * (end - start), data, data[:start], b"\xef\xbb\xbf"])
    return data[:start] + filling + data[end:]


def _own(dice: Dice, data: bytes) -> bytes:
    """Still JSON: what the user added in another order, twice, or resting on what is gone."""
    tree = json.loads(data)
    for field in ("items", "sources", "attachments"):
        records = tree.get(field, [])
        dice.shuffle(records)
        tree[field] = dice.choice([records, records[1:], records * 2, records * 70])
        if records and dice.random() < 0.5:
            dice.choice(records).pop(dice.choice(list(records[0])), None)
    return json.dumps(tree).encode()


def _formulas(dice: Dice, data: bytes) -> bytes:
    """Still JSON: formulas with signs, words and parts of others in them."""
    tree = json.loads(data)
    for item in tree.get("items", []):
        field = dice.choice(["formula", "opening"])
        text = str(item.get(field, ""))
        start, end = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        item[field] = text[:start] + dice.choice(_PARTS) + text[end:]
    return json.dumps(tree).encode()


def _uncertain(dice: Dice, data: bytes) -> bytes:
    """Still JSON: distributions under other inputs' names, of other kinds, going together oddly."""
    tree = json.loads(data)
    found = tree.get("uncertainty", {})
    distributions = found.get("distributions", {})
    keys = list(distributions)
    dice.shuffle(keys)
    found["distributions"] = dict(zip(keys, distributions.values(), strict=True))
    for each in distributions.values():
        name = dice.choice(list(each))
        each[name] = dice.choice([each[name], *KINDS, -1, 0, 1, 0.5, 37, 1e-9, 10**400])
    for pair in found.get("correlations", []):
        pair["rank"] = dice.choice([pair["rank"], 1, -1, 0.99])
        pair[dice.choice(["first", "second"])] = dice.choice([*keys, "term_months"])
    return json.dumps(tree).encode()


_PARTS = (
    *("", "(", ")" * 50, "(" * 50, "-" * 60, "+", "==", "<", "!", "'", '"', "\x00", "\u2028", "é"),
    *("0", "1e308", "9" * 400, ".", "..", "1e", "/ 0", "* 1e308 * 1e308", "pow(-8, 0.5)", "x"),
    *("revenue", "prev(revenue)", "prev(cloud_margin)", "total", "at(revenue, revenue)", "month"),
    *("__import__('os')", "lambda: 0", "kpi_exit_cost", "a" * 3000, "min(1)", "reserve_2", ",,"),
)


MUTATIONS: tuple[Mutation, ...] = (
    *(_cut, _bytes, _signs, _value, _swapped, _lines, _moved, _names, _keys, _codec, _spliced),
    *(_own, _formulas, _uncertain),
)


def _whole(dice: Dice) -> bytes:
    """A file that is in order: of any version, or random."""
    files = sorted(GOLDEN.glob("version-?.tenor"))
    pick = dice.randrange(len(files) + 2)
    if pick < len(files):
        return files[pick].read_bytes()
    return project_text(random_project(dice, most=2)).encode()


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_damaged_file_loads_or_is_refused(mutate: Mutation) -> None:
    for seed in range(EACH):
        dice = dice_of(seed)
        _check(mutate(dice, _whole(dice)))


@pytest.mark.parametrize("seed", range(10))
def test_several_damages_at_once(seed: int) -> None:
    for turn in range(EACH):
        dice = dice_of(1000 * seed + turn)
        data = _whole(dice)
        for mutate in dice.choices((_bytes, _signs, _lines, _spliced, _cut), k=dice.randint(2, 4)):
            data = mutate(dice, data) if data else data
        _check(data)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:20])
def test_every_odd_value_in_every_kind_of_place(odd: str) -> None:
    # What contracts feed the scenarios is long and uniform: it has a test of its own.
    data = project_text(removed(read_project(GOLDEN / "version-6.tenor"))).encode()
    own = data.index(b'"items"')  # what the user added, behind a hundred inputs of each scenario
    seen: set[bytes] = set()
    for place in _VALUE.finditer(data):
        key = data[data.rindex(b"\n", 0, place.start()) : place.start()]
        if key not in seen and (b"      " not in key or len(seen) < 20 or place.start() > own):
            _check(_put(place, odd.encode(), data))
        seen.add(key)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:20])
def test_every_odd_value_of_the_contracts_that_feed_the_scenarios(odd: str) -> None:
    data = (GOLDEN / "version-6.tenor").read_bytes()
    held = data.index(b'"supply": {')
    places = list(_VALUE.finditer(data))
    modes = [each for each in places if b"register_supply" in data[: each.start()][-30:]]
    for place in (modes[0], *[each for each in places if each.start() > held][:12]):
        _check(_put(place, odd.encode(), data))


@pytest.mark.parametrize("data", [b"", b" ", b"\n", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b'"'])
def test_next_to_nothing(data: bytes) -> None:
    assert _check(data) is None


def _check(data: bytes) -> Project | None:
    """A load that can be saved and loaded again, or one line that names the file."""
    try:
        project = parse_project(data, "folder/plan.tenor")
    except FileError as error:
        message = str(error)
        assert message.startswith("folder/plan.tenor: ")
        assert len(message.splitlines()) == 1
        assert len(message) < MOST
        return None
    for entry in project.entries:
        assert entry.scenario.with_values(entry.scenario.values) == entry.scenario
    text = project_text(project)
    again = parse_project(text.encode(), "again")
    assert exact(again) == exact(project)
    assert project_text(again) == text
    return project
