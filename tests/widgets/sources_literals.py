"""A small Sources page: three claims of the articles, one of outside evidence, four inputs."""

from __future__ import annotations

from widgets.comparison.states import Choice
from widgets.sources.states import (
    EVIDENCE,
    OWN,
    OWN_STANDING,
    Chip,
    ClaimRow,
    ClaimsState,
    Contradiction,
    DetailState,
    Implication,
    InputRow,
    Mention,
    Opponent,
    ReadingState,
    Segment,
    ShareState,
    SourcesState,
    Topic,
)

CLAIMS = ClaimsState(
    claims=(
        ClaimRow("C01", "C01", "Lab pays monthly", "$1.25B", "Short note · company", conflicts=2),
        ClaimRow("C03", "C03", "A total over years", "$250m", "Long article · press", conflicts=1),
        ClaimRow("C13", "C13", "First profit", "", "Both articles · press", conflicts=1),
        ClaimRow("E1", "E1", "Runs to 2029", "37 months", "Filing · S-1", EVIDENCE, conflicts=1),
    ),
    topics=(Topic("The fee", ("C01", "C03")), Topic("Term and profit", ("C13", "E1"))),
    contradictions=(
        Contradiction("C01", "C03", "A year or a total"),
        Contradiction("C01", "E1", "A fee or none"),
        Contradiction("C13", "C13", "The tenses differ"),
    ),
)
PAPER = ClaimRow("own:1", "", "<b>Board</b> paper & more", "1 input", "Page 3", OWN, OWN_STANDING)
TOTAL = ReadingState(
    "total",
    "$15B in total",
    "All that is paid.",
    (
        Implication("monthly_spend", "Monthly spend", "/ month", "$1.25B", "$250m"),
        Implication("term_months", "Term length", "months", "60", "60", same=True),
    ),
    "All other inputs are those of As reported.",
)
FEE = DetailState(
    "C01",
    "C01",
    "Lab pays monthly",
    "$1.25B",
    "Short note · company",
    note="Undated.",
    opponents=(
        Opponent("C03", "C03", "A total over years", "A year or a total"),
        Opponent("E1", "E1", "Runs to 2029", "A fee or none"),
    ),
    mentions=(Mention("monthly_spend", "Monthly spend"),),
    readings=(TOTAL,),
)
OWN_DETAIL = DetailState(
    "own:1",
    "",
    PAPER.text,
    where="Page 3",
    standing=OWN_STANDING,
    own=True,
    note="Ours",
    mentions=(Mention("term_months", "Term length", "36 firm"),),
)
SPEND = InputRow(
    "monthly_spend",
    "Monthly spend",
    "$1.25B",
    "/ month",
    "reported",
    "short note: 1,250",
    "The fee",
    (Chip("C01", "C01", "Lab pays"), Chip("C03", "C03", "A total")),
    (Chip("own:1", PAPER.text, "Page 3"),),
)
PAYER = InputRow("payer", "Who pays whom", "Lab pays", "", "disputed", "both", "Direction")
TERM = InputRow(
    "term_months", "Term length", "36", "months", "undisclosed", "S-1", "", (Chip("E1", "E1"),)
)
GROWTH = InputRow("growth", "Revenue growth", "7.0%", "/ month", "assumption", "surging", "")
SHARE = ShareState(
    "npv",
    "80.0% of what would move it",
    (
        Segment("reported", 0.2, "reported 20.0%", "20.0% of it: Monthly spend"),
        Segment("assumption", 0.8, "assumption 80.0%", "80.0% of it: Revenue growth"),
    ),
    "Of all that would move it",
)
STATE = SourcesState((PAPER,), FEE, (SPEND, PAYER, TERM, GROWTH), SHARE)
NOTHING = DetailState(readings=(ReadingState("total", "$15B in total", "All that is paid."),))
FIGURES = (Choice("npv", "NPV of profit"), Choice("exit_cost", "Exit cost"))
SIGNALS = (
    "selected",
    "reading_applied",
    "explain_requested",
    "figure_chosen",
    "add_requested",
    "edit_requested",
    "delete_requested",
    "attach_requested",
    "detach_requested",
)
