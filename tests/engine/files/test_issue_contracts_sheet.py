"""The workbook's sheet Contracts, recalculated by LibreOffice, against months worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from engine.contracts.supply import supply_of
from engine.evaluate import evaluate
from engine.files.workbook.read import read_workbook
from engine.model.switch import BESIDE, REPLACES, SUPPLEMENTS
from engine.scenario import scenario, with_supply
from tests.engine.contracts.hand_worked import AS_OF, HAND, REGISTER, START, needing
from tests.engine.files.workbooks import FIRST_MONTH, LAST_MONTH, load, named, write_all
from tests.oracle import libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from engine.scenario import Scenario

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not libreoffice.available(), reason="needs LibreOffice"),
]
NEED = 80.0  # m GPU-hours in every month
MODES = (REPLACES, SUPPLEMENTS, BESIDE)
# What is typed into a month of the sheet of the second mode: April and May 2026 are its
# plan's months 1 and 2. Cy has nothing there; its cells are empty.
TYPED = (
    ("lapsing_full_fee", "ada", 0, 260.0),
    ("lapsing_firm_fee", "ada", 0, 60.0),
    ("lapsing_firm_fee", "cy", 1, 90.0),
)


def case(mode: int) -> Scenario:
    plain = replace(scenario(f"mode {mode}", needing(NEED)), start=START)
    return with_supply(plain, supply_of(REGISTER, AS_OF), mode)


class Book(NamedTuple):
    """A recalculated workbook: where it is, and the months of its rows by key.

    `given` are the rows at the top of Contracts that the Model looks at.
    """

    path: Path
    given: dict[object, list[float]]
    model: dict[object, list[float]]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[object, Book]:
    """What LibreOffice makes of each mode's workbook, and of one with edited cells.

    openpyxl keeps no stored value: whatever comes back of the edited one was computed.
    """
    folder = tmp_path_factory.mktemp("contracts sheet")
    paths = [write_all(folder / f"{mode}.xlsx", [case(mode)]) for mode in MODES]
    book = load(paths[MODES.index(SUPPLEMENTS)])
    for key, contract, month, value in TYPED:
        part_cell(book, key, contract, month).value = value
    paths.append(folder / "typed.xlsx")
    book.save(paths[-1])
    found = libreoffice.recalculate(paths, folder / "out")
    return dict(zip((*MODES, "typed"), map(read, found), strict=True))


def part_cell(book: Any, key: str, contract: str, month: int) -> Any:
    """The cell of a contract's row in a month of the plan, from 0.

    Bo is the first to begin, in July 2025; the columns begin two months before it.
    """
    first = named(book, "contracts_first").value
    assert (first.year, first.month) == (2025, 5)
    (cells,) = [
        cells
        for cells in named(book, "contracts_parts")
        if (cells[0].value, cells[1].value) == (key, contract)
    ]
    return cells[FIRST_MONTH - 1 + 11 + month]


def read(path: Path) -> Book:
    sheets = libreoffice.read_values(path, ("Contracts", "Model"))
    return Book(path, rows_of(sheets["Contracts"][4:40]), rows_of(sheets["Model"][4:]))


def rows_of(sheet: list[list[Any]]) -> dict[object, list[float]]:
    """The first row of each key whose months are numbers."""
    found: dict[object, list[float]] = {}
    for cells in sheet:
        months = cells[FIRST_MONTH - 1 : LAST_MONTH]
        if isinstance(months[0], (int, float)):
            found.setdefault(cells[0], months)
    return found


@pytest.mark.parametrize("mode", MODES)
def test_the_sheet_holds_the_months_by_hand(mode: int, books: dict[object, Book]) -> None:
    rows, hand = books[mode].given, HAND[mode]
    name = {REPLACES: "ending", SUPPLEMENTS: "lapsing", BESIDE: "lasting"}[mode]
    assert rows[f"{name}_gpus"] == pytest.approx(hand.gpus, rel=1e-12)
    assert rows[f"{name}_firm_fee"] == pytest.approx(hand.firm, rel=1e-12)
    assert rows[f"{name}_full_fee"] == pytest.approx(hand.full, rel=1e-12)
    if mode == REPLACES:
        assert rows["ending_exit_charge"] == pytest.approx(hand.charge, rel=1e-12)


@pytest.mark.parametrize("mode", MODES)
def test_the_model_takes_them_from_there(mode: int, books: dict[object, Book]) -> None:
    rows, hand = books[mode].model, HAND[mode]
    assert rows["incumbent_hours"] == pytest.approx(hand.hours(), rel=1e-9)
    assert rows["incumbent_cost"] == pytest.approx(hand.cost(NEED), rel=1e-9)
    result = evaluate(case(mode))
    for key in ("incumbent_firm_hours", "operating_profit", "cash_balance"):
        assert rows[key] == pytest.approx(result.row(key).tolist(), rel=1e-9, abs=1e-9), key


def test_a_fee_that_is_edited_moves_the_model(books: dict[object, Book]) -> None:
    """April: $320m for 87.6 m hours, 80 of them used; May: $200m are owed in any case."""
    before, now = books[SUPPLEMENTS].model, books["typed"].model
    cost, edited = before["incumbent_cost"], now["incumbent_cost"]
    assert edited[0] == pytest.approx(320 * 80 / 87.6, rel=1e-9)
    assert edited[1] == pytest.approx(200.0, rel=1e-9)
    assert edited[2:] == pytest.approx(cost[2:], rel=1e-12)
    assert now["incumbent_firm_hours"][0] == pytest.approx(87.6 * 120 / 320, rel=1e-9)
    for key, sign in (("compute_cost", 1), ("operating_profit", -1)):
        for month in (0, 1):
            moved = now[key][month] - before[key][month]
            assert moved == pytest.approx(sign * (edited[month] - cost[month]), abs=1e-8), key
    more = sum(edited) - sum(cost)
    assert before["cash_balance"][-1] - now["cash_balance"][-1] == pytest.approx(more, abs=1e-7)


def test_an_edited_sheet_opens_in_the_app_with_the_same_numbers(books: dict[object, Book]) -> None:
    found = evaluate(read_workbook(books["typed"].path))
    for key in ("incumbent_cost", "operating_profit", "cash_balance"):
        wanted = books["typed"].model[key]
        assert found.row(key).tolist() == pytest.approx(wanted, rel=1e-9, abs=1e-7)
