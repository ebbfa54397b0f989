"""Contracts pasted, and quotes exported, by somebody who speaks German."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from app.contracts.files import suffix_of
from app.contracts.pasting import Anchor, paste
from app.contracts.quote_files import QuoteFiles
from app.language import translator
from engine.contracts.contract import Contract
from widgets.language.spoken import speaking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE = Contract("C-007", "Nimbus", date(2026, 4, 1), 36, 100.0)


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with speaking(translator("de")):
        yield


def test_cells_are_pasted_as_a_german_spreadsheet_has_them() -> None:
    anchor = Anchor([ONE.id], ["supplier", "start", "monthly_fee", "take_or_pay_pct", "auto_renew"])
    text = "Angebot\t01.10.2026\t1.250.000.000,00\t87,5 %\tJa"
    found = paste((ONE,), text, anchor)
    assert found.refused == ()
    made = found.contracts[0]
    assert (made.supplier, made.start, made.monthly_fee) == ("Angebot", date(2026, 10, 1), 1250.0)
    assert (made.take_or_pay_pct, made.auto_renew) == (0.875, True)


def test_under_headings_too() -> None:
    head = "ID\tSupplier\tStart\tMonthly fee\tTerm"
    text = f"{head}\nC-007\tPreis\t1. Okt 2026\t1,5 Mrd. $\t3 Jahre"
    made = paste((ONE,), text, Anchor([], [])).contracts[0]
    assert (made.supplier, made.monthly_fee, made.term_months) == ("Preis", 1500.0, 36)


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("CSV-Datei (*.csv)", ".csv"), ("Excel-Arbeitsmappe (*.xlsx)", ".xlsx"), ("", ".xlsx")],
)
def test_a_chosen_kind_gives_the_file_its_ending(
    kind: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    asked: list[str] = []

    def answer(_parent: object, _title: str, _name: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return str(tmp_path / "mine"), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QuoteFiles, "write", lambda _self, path: written.append(path))
    QuoteFiles.ask_export(QuoteFiles.__new__(QuoteFiles), None)  # type: ignore[arg-type]
    assert written == [tmp_path / f"mine{suffix}"]
    assert asked == ["Excel-Arbeitsmappe (*.xlsx);;CSV-Datei (*.csv)"]


def test_the_ending_of_a_kind_stands_in_its_brackets() -> None:
    assert suffix_of("Tabelle (neu) (*.csv)") == ".csv"
