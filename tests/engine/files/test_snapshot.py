"""Sealed snapshots: what goes in, what comes back, what is noticed when it no longer does."""

from __future__ import annotations

import copy
import hashlib
import json
import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from engine.files.atomic import FileError
from engine.files.opening import open_project, open_scenario
from engine.files.project.json import ContentError, values_of
from engine.files.shipped import preset_scenario
from engine.files.snapshot.canonical import fingerprint
from engine.files.snapshot.file import parse_snapshot, read_snapshot, write_snapshot
from engine.files.snapshot.replay import replay
from engine.files.snapshot.snapshot import as_opened, sealed
from engine.project import project_of, single
from engine.scenario import scenario
from engine.uncertainty.defaults import shipped
from tests.engine.files.projects import dice_of, exact, random_project
from tests.oracle.headline import headline
from tests.oracle.inputs import presets
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.files.snapshot.snapshot import Snapshot
    from engine.project import Project

DAY = date(2026, 11, 22)
DRAWS = 100


def _quiet(_share: float) -> None:
    """Progress that nobody looks at."""


def _few_draws(project: Project) -> Project:
    return replace(project, uncertainty=replace(project.uncertainty_or_shipped, draws=DRAWS))


def _sealed(project: Project, path: Path) -> Snapshot:
    return write_snapshot(path, sealed(_few_draws(project), "1.2.3", DAY, _quiet))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a snapshot of two scenarios."""
    path = tmp_path_factory.mktemp("sealed") / "board.tenorseal"
    _sealed(
        project_of([preset_scenario("as_reported"), scenario("Long", {"term_months": 60})]), path
    )
    return path.read_bytes()


def _changed(data: bytes, change: Callable[[dict[str, Any]], None], *, anew: bool = True) -> bytes:
    """The file with its values changed; with its hash taken `anew`, as another Tenor might."""
    document = json.loads(data)
    change(document)
    if anew:
        del document["sha256"]
        plain = json.dumps(document, sort_keys=True, separators=(",", ":"))
        document["sha256"] = hashlib.sha256(plain.encode()).hexdigest()
    return json.dumps(document).encode()


def _numbers(document: dict[str, Any], kind: str, key: str) -> dict[str, Any]:
    records: list[dict[str, Any]] = document["results"][0]["numbers"]
    return next(each for each in records if (each["kind"], each["key"]) == (kind, key))


# The hash ------------------------------------------------------------------------------------


def test_the_hash_is_of_one_text_written_by_hand() -> None:
    by_hand = b'{"a":"\\u00e9","b":[1,0.5,null,true],"c":{"x":-0.0,"y":1e+22}}'
    document = {"c": {"y": 1e22, "x": -0.0}, "b": [1, 0.5, None, True], "a": "é"}
    assert fingerprint(document) == hashlib.sha256(by_hand).hexdigest()


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_has_no_hash(value: float) -> None:
    with pytest.raises(ContentError, match="not finite"):
        fingerprint({"a": value})


def test_spaces_and_the_order_of_names_do_not_count(original: bytes) -> None:
    document = dict(reversed(json.loads(original).items()))
    again = parse_snapshot(json.dumps(document, indent=3).encode(), "board.tenorseal")
    assert again.intact
    assert again.fingerprint == parse_snapshot(original, "board.tenorseal").fingerprint


# What goes in --------------------------------------------------------------------------------


def test_it_holds_what_the_oracle_computes(original: bytes) -> None:
    document = json.loads(original)
    inputs = dict(presets()["as_reported"])
    scalars, rows = oracle(inputs)
    figures = headline(inputs, scalars, rows)
    for key, row in rows.items():
        assert _numbers(document, "row", key)["values"] == pytest.approx(row, rel=1e-9, abs=1e-9)
    for key, figure in figures.items():
        values = _numbers(document, "figure", key)["values"]
        if figure is None:
            assert values == [None]
        else:
            assert values == pytest.approx(_listed(figure), rel=1e-9)


def _listed(figure: Any) -> list[float]:
    return [float(each) for each in (figure if isinstance(figure, (list, tuple)) else [figure])]


def test_it_says_who_when_and_from_which_seed(original: bytes) -> None:
    document = json.loads(original)
    assert (document["tenor_seal"], document["version"]) == (1, "1.2.3")
    assert document["sealed_on"] == "2026-11-22"
    assert document["project"]["uncertainty"]["draws"] == DRAWS
    assert document["project"]["uncertainty"]["seed"] == shipped().seed
    assert [each["scenario"] for each in document["results"]] == ["As reported", "Long"]
    kinds = {each["kind"] for each in document["results"][0]["numbers"]}
    assert kinds == {"figure", "row", "band", "probability", "spread"}


def test_shares_of_the_draws_are_shares(original: bytes) -> None:
    document = json.loads(original)
    for key in ("quarter_profit", "sustained_profit_by_month"):
        values = _numbers(document, "probability", key)["values"]
        assert values == [round(value * DRAWS) / DRAWS for value in values]
        assert all(0 <= value <= 1 for value in values)


# What comes back -----------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of inputs as large as they can be
@pytest.mark.parametrize("seed", range(6))
def test_any_project_comes_back_and_matches_to_the_bit(seed: int, tmp_path: Path) -> None:
    project = _few_draws(random_project(dice_of(seed)))
    path = tmp_path / "any.tenorseal"
    made = _sealed(project, path)
    back = read_snapshot(path)
    assert exact(back.project) == exact(project)
    assert back.intact
    assert back.fingerprint == made.fingerprint
    found = replay(back)
    assert (found.verdict, found.differing, found.fresh) == ("exact", 0, 0)
    assert found.exact == found.total > 0


def test_what_ships_is_stated_and_is_no_ones_own_when_opened(tmp_path: Path) -> None:
    project = single(preset_scenario("as_reported"))
    made = write_snapshot(tmp_path / "a.tenorseal", sealed(project, "1", DAY, _quiet))
    assert made.project.uncertainty == project.uncertainty_or_shipped
    assert as_opened(made) == project


def test_distributions_that_moved_with_a_slider_stay_where_they_were(tmp_path: Path) -> None:
    project = single(preset_scenario("as_reported").with_values({"revenue_growth": 0.09}))
    path = tmp_path / "a.tenorseal"
    _sealed(project, path)
    base = presets()["as_reported"]["revenue_growth"]
    (case,) = read_snapshot(path).cases
    assert case.shifts == {"revenue_growth": pytest.approx(0.09 - base)}
    assert replay(read_snapshot(path)).verdict == "exact"


# What is noticed -------------------------------------------------------------------------------


def test_no_flipped_bit_passes(original: bytes) -> None:
    dice, values = dice_of(7), values_of(original)
    for _ in range(60):
        place, bit = dice.randrange(len(original)), 1 << dice.randrange(8)
        flipped = bytearray(original)
        flipped[place] ^= bit
        try:
            found = parse_snapshot(bytes(flipped), "board.tenorseal")
        except FileError:
            continue
        # A space may become another sign that JSON skips; else the hash tells.
        assert not found.intact or values_of(bytes(flipped)) == values


def test_a_changed_number_is_told_and_what_it_was(original: bytes) -> None:
    def cheapen(document: dict[str, Any]) -> None:
        _numbers(document, "figure", "exit_cost")["values"] = [5.0]

    snapshot = parse_snapshot(_changed(original, cheapen, anew=False), "board.tenorseal")
    found = replay(snapshot)
    assert found.verdict == "changed"
    (only,) = found.differences
    assert (only.scenario, only.kind, only.key, only.sealed) == (
        "As reported",
        "figure",
        "exit_cost",
        5.0,
    )


def test_a_changed_input_changes_what_comes_out(original: bytes) -> None:
    def lengthen(document: dict[str, Any]) -> None:
        document["project"]["scenarios"][0]["inputs"]["term_months"] = 48

    found = replay(parse_snapshot(_changed(original, lengthen, anew=False), "board.tenorseal"))
    assert found.verdict == "changed"
    assert {each.scenario for each in found.differences} == {"As reported"}
    assert "remaining_obligation" in {each.key for each in found.differences}


def test_another_engine_is_told_where_it_differs(original: bytes) -> None:
    def differ(document: dict[str, Any]) -> None:
        values = _numbers(document, "row", "revenue")["values"]
        values[2:5] = [1.0, 2.0, None]
        _numbers(document, "row", "cash_balance")["key"] = "dropped_since"

    found = replay(parse_snapshot(_changed(original, differ), "board.tenorseal"))
    assert (found.verdict, found.fresh) == ("differs", 1)
    gone = next(each for each in found.differences if each.gone)
    assert (gone.key, gone.apart, gone.total) == ("dropped_since", 120, 120)
    revenue = next(each for each in found.differences if not each.gone)
    assert (revenue.key, revenue.place, revenue.sealed) == ("revenue", 2, 1.0)
    assert (revenue.apart, revenue.total, found.differing) == (3, 120, 123)


def test_another_processors_last_digit_is_no_difference(original: bytes) -> None:
    def round_otherwise(document: dict[str, Any]) -> None:
        record = _numbers(document, "row", "revenue")
        record["values"] = [math.nextafter(value, math.inf) for value in record["values"]]

    found = replay(parse_snapshot(_changed(original, round_otherwise), "board.tenorseal"))
    assert (found.verdict, found.rounded, found.differing) == ("rounded", 120, 0)
    assert found.exact == found.total - 120


# What is refused -------------------------------------------------------------------------------

_REFUSED: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "newer": (lambda d: d.update(tenor_seal=2), "was sealed by a newer Tenor"),
    "no version": (lambda d: d.update(tenor_seal=True), "tenor_seal: true is not allowed"),
    "no day": (lambda d: d.update(sealed_on="soon"), "sealed_on: 'soon' is not a day"),
    "no project": (lambda d: d.pop("project"), "project: is not a project file"),
    "bad project": (
        lambda d: d["project"]["scenarios"][0]["inputs"].update(term_months="x"),
        "project: scenario 'As reported', inputs.term_months: 'x' is not a number",
    ),
    "unstated": (lambda d: d["project"].pop("uncertainty"), "project: it has no uncertainty"),
    "too few results": (lambda d: d["results"].pop(), "results: allowed: a list"),
    "other scenario": (
        lambda d: d["results"][0].update(scenario="B"),
        "results of 'As reported': allowed: an object whose scenario is 'As reported'",
    ),
    "text": (
        lambda d: d["results"][0]["numbers"][0].update(values=["1"]),
        "results of 'As reported', number 1, values: '1' is not allowed",
    ),
    "kind": (lambda d: d["results"][0]["numbers"][0].update(kind=[]), "kind a list; allowed"),
    "part": (lambda d: d["results"][0]["numbers"][0].update(part="p6"), "part 'p6'; allowed: p5"),
    "too many": (
        lambda d: d["results"][0]["numbers"][0].update(values=[0] * 1000),
        "allowed: a list of up to 200 numbers",
    ),
    "twice": (
        lambda d: d["results"][0]["numbers"].append(copy.copy(d["results"][0]["numbers"][0])),
        "is given twice",
    ),
    "shifts": (
        lambda d: d["results"][0].update(shifts={"nothing": 1}),
        "results of 'As reported', shifts: unknown input 'nothing'",
    ),
}


@pytest.mark.parametrize("case", _REFUSED)
def test_a_file_that_makes_no_sense_is_refused_with_its_place(case: str, original: bytes) -> None:
    change, message = _REFUSED[case]
    with pytest.raises(FileError) as caught:
        parse_snapshot(_changed(original, change), "board.tenorseal")
    assert str(caught.value).startswith("board.tenorseal: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"{}", b'{"tenor": 5}', b"[" * 9999])
def test_what_is_no_snapshot_says_so(data: bytes) -> None:
    with pytest.raises(FileError, match="is not a sealed snapshot"):
        parse_snapshot(data, "board.tenorseal")


def test_a_snapshot_is_a_scenario_unless_it_was_changed(original: bytes, tmp_path: Path) -> None:
    path = tmp_path / "board.tenorseal"
    path.write_bytes(original)
    assert open_scenario(str(path)).name == "As reported"
    project, file = open_project(str(path))
    assert (len(project.entries), file) == (2, None)
    path.write_bytes(original.replace(b'"term_months": 60', b'"term_months": 59'))
    for opener in (open_scenario, open_project):
        with pytest.raises(FileError, match="was changed after it was sealed"):
            opener(str(path))
