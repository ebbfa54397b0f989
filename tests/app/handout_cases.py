"""Handouts for tests of the deck, small and made by hand."""

from __future__ import annotations

from app.handouts.content import Figure, Handout, PagePart, Picture, Stamp, Table
from widgets.picture import PictureColumn, PictureTable

NOTICE = "Sources are unverified and contradict each other."
STAMP = Stamp("Example Lab", "As reported", "2026-11-22", "0.9.0", NOTICE)
MONTHS = ("Apr 2026", "May 2026", "Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026")
FEES = (1250.0, 1 / 3, 0.1 + 0.2, 43437.5, None, -12.000000000000002)


def lines(
    *columns: PictureColumn, rows: tuple[str, ...] = MONTHS, title: str = "Fees"
) -> PictureTable:
    """A chart of curves by month."""
    chosen = columns or (PictureColumn("Fee", FEES, "money", "contract"),)
    return PictureTable(title, "by month", "lines", "Month", rows, chosen, "$ per month")


def picture(table: PictureTable, sentence: str = "The fee is $1.25B.") -> Picture:
    return Picture(table, sentence, b"", 640, 360)


def handout(*pictures: PictureTable, **parts: object) -> Handout:
    """A handout with one page, and whatever `parts` replace."""
    made = Handout(
        title="As reported",
        logo=None,
        stamp=STAMP,
        summary=("The contract is for $1.25B a month.", "Cash stays above zero."),
        figures=(Figure("exit_cost", "Exit cost", "$6.19B", "\N{MINUS SIGN}$22.9B", "notice"),),
        pages=(PagePart("overview", "Overview", tuple(map(picture, pictures))),),
        assumptions=Table("Assumptions", ("Input", "Value"), (("Term", "36"),), frozenset({1})),
        sources=(Table("Claims", ("Claim",), (("The fee is $15B",),)),),
        ledger=(),
    )
    return made._replace(**parts)  # type: ignore[arg-type]
