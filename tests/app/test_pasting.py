"""Cells from a spreadsheet into the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.contracts.pasting import Anchor, paste
from engine.contracts.contract import Contract
from engine.files.amounts import CellError
from engine.files.atomic import FileError

ONE = Contract("A", "Nimbus", date(2026, 4, 1), 36, 100.0, service="GPUs", notice_months=6)
TWO = replace(ONE, id="B", supplier="Cirro")
HELD = (ONE, TWO)
KEYS = ("start", "term_months", "monthly_fee")
AT_A = Anchor(("A", "B"), KEYS)


def test_cells_are_laid_over_the_table() -> None:
    made = paste(HELD, "2027-01-01\t24\t$5m\n2027-02-01\t12\t6m\n", AT_A)
    assert made.refused == ()
    assert made.changed == 2
    assert [(each.start, each.term_months, each.monthly_fee) for each in made.contracts] == [
        (date(2027, 1, 1), 24, 5.0),
        (date(2027, 2, 1), 12, 6.0),
    ]
    assert made.contracts[0].supplier == "Nimbus"


def test_a_refused_cell_is_named_and_costs_no_other() -> None:
    made = paste(HELD, "2027-01-01\tsoon\t$5m\n2027-02-01\t12\t6m\n", AT_A)
    assert len(made.refused) == 1
    assert made.refused[0].startswith("row 1, Term: 'soon' is not")
    assert made.contracts[0] == replace(ONE, start=date(2027, 1, 1), monthly_fee=5.0)
    assert made.contracts[1].term_months == 12
    assert made.summary().startswith("2 contracts changed · 1 cell refused: row 1, Term")


def test_rows_below_the_last_are_added() -> None:
    made = paste(HELD, "\t\t7m\n2027-02-01\t12\t6m\n", Anchor(("B",), KEYS))
    assert len(made.added) == 1
    assert made.contracts[2].start == date(2027, 2, 1)
    assert made.contracts[2].term_months == 12
    # A start can't be blank: what was there stays.
    assert made.contracts[1] == replace(TWO, monthly_fee=7.0)
    assert len(made.refused) == 2


def test_rows_below_without_what_a_contract_needs_are_refused() -> None:
    made = paste(HELD, "5m\n6m\n", Anchor(("B",), ("monthly_fee",)))
    assert made.contracts[1].monthly_fee == 5.0
    assert len(made.contracts) == 2
    assert "start" in made.refused[0]


def test_headings_overwrite_by_id_and_leave_other_columns() -> None:
    text = "ID\tVendor\tStart date\tTerm\tMonthly fee\nB\tCirrus\t2026-05-01\t24\t9m\n"
    made = paste(HELD, text, AT_A)
    assert made.contracts == (
        ONE,
        replace(TWO, supplier="Cirrus", start=date(2026, 5, 1), term_months=24, monthly_fee=9.0),
    )


def test_headings_add_ids_that_are_new() -> None:
    text = "supplier\tstart\tterm_months\tmonthly_fee\nLumen\t2026-05-01\t24\t9000000\n"
    made = paste(HELD, text, AT_A)
    assert len(made.contracts) == 3
    assert made.contracts[2].supplier == "Lumen"
    assert made.contracts[2].monthly_fee == 9.0
    assert made.summary() == "1 contract added"


def test_what_the_table_copies_pastes_back_as_it_was() -> None:
    text = "'=1+1\t'-x\nOther\tplain\n"
    made = paste(HELD, text, Anchor(("A", "B"), ("supplier", "service")))
    assert made.contracts[0].supplier == "=1+1"
    assert made.contracts[0].service == "-x"


def test_two_rows_never_get_one_id() -> None:
    made = paste(HELD, "Z\nZ\n", Anchor(("A", "B"), ("id",)))
    assert [each.id for each in made.contracts] == ["Z", "B"]
    assert "another contract’s" in made.refused[0]


def test_ids_may_be_swapped_one_after_the_other() -> None:
    made = paste(HELD, "C\nA\n", Anchor(("A", "B"), ("id",)))
    assert [each.id for each in made.contracts] == ["C", "A"]
    assert made.refused == ()


def test_nothing_is_no_table() -> None:
    with pytest.raises(CellError, match="no text"):
        paste(HELD, "\n\t\n", AT_A)


def test_headings_without_what_is_needed_are_refused() -> None:
    with pytest.raises(FileError, match="has no column for"):
        paste(HELD, "supplier\tservice\nNimbus\tx\n", AT_A)
