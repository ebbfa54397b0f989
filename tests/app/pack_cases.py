"""Small handouts, written out, for what writes them on paper."""

from __future__ import annotations

from app.handouts.content import Figure, Handout, PagePart, Picture, Stamp, Table
from widgets.picture import PictureTable

STAMP = Stamp("Northlight", "Longer term", "2026-11-22", "1.2.3", "Sources are unverified.")


def picture(vector: bytes, title: str, sentence: str, size: tuple[int, int]) -> Picture:
    table = PictureTable(title, "", "lines", "Month", ("Apr 2026",), ())
    return Picture(table, sentence, vector, *size)


def handout(**changed: object) -> Handout:
    """Without pages; `changed` are fields of it."""
    plain = Handout(
        title="Longer term",
        logo=None,
        stamp=STAMP,
        summary=("It is profitable from Q3 2026.", "Leaving costs $21.2B."),
        figures=(
            Figure("peak_funding", "Peak funding", "$804m", "+$12m", "regained Dec 2026"),
            Figure("exit_cost", "Exit cost", "None", reason="nothing is owed"),
        ),
        pages=(),
        assumptions=Table(
            "Assumptions",
            ("Status", "Input", "Value"),
            (("Reported", "Monthly spend", "$1.25B"), ("Disputed", "Who pays", "Lab pays")),
            frozenset({2}),
        ),
        sources=(Table("Claims", ("Claim", "Says"), (("C01", "The lab pays monthly"),)),),
        ledger=(),
    )
    return plain._replace(**changed)  # type: ignore[arg-type]


def part(*pictures: Picture, tables: tuple[Table, ...] = ()) -> PagePart:
    return PagePart("overview", "Overview", pictures, tables)
