"""The model's tables: tab-separated text, one header line, one row an entry."""

from __future__ import annotations

from pathlib import Path


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a shipped table, by column name."""
    return read_rows(Path(__file__).with_name(f"{name}.tsv"))


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file that ships with the project; blank cells are ''."""
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = header.split("\t")
    rows = []
    for line in lines:
        cells = line.split("\t")
        cells += [""] * (len(columns) - len(cells))
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows
