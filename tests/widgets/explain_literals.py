"""Explained numbers to show: a line item, a figure that is a search, an input."""

from __future__ import annotations

from widgets.explain.states import (
    DriverRow,
    Drivers,
    ExplainState,
    FormulaText,
    Line,
    Piece,
    Strip,
    StripCell,
)

_MONTH = "Q2 2026 · Apr 2026 · month 1"
_CAPTION = "What drives it: change for +1% of each input (one step of whole numbers)"


def _name(key: str) -> Piece:
    return Piece(key, f"item/{key}/1", key.replace("_", " ").capitalize())


def _value(key: str, text: str) -> Piece:
    return Piece(text, f"item/{key}/1")


def driver(
    key: str, label: str, value: str, move: str, change: str, share: float, position: float
) -> DriverRow:
    """A row over 0 to 100 in steps of 1; the tone is that of the sign."""
    tone = "good" if share > 0 else "bad" if share < 0 else "neutral"
    return DriverRow(
        key, label, value, move, change, share, tone, position, 0.0, 100.0, 1.0, f"input/{key}"
    )


DRIVERS = (
    driver("monthly_revenue", "Monthly revenue", "$3.50B a month", "+1%", "+$17.6m", 1.0, 35),
    driver("monthly_spend", "Monthly spend", "$1.25B a month", "+1%", "−$12.5m", -0.71, 25),
    driver(
        "inference_cost_share",
        "Inference cost share",
        "42.0% of revenue",
        "+1%",
        "−$9.80m",
        -0.56,
        42,
    ),
    driver("headcount", "Headcount", "4,500 people", "+1 person", "−$0.04m", -0.31, 45),
    driver("ramp_months", "Ramp", "4 months", "+1 month", "+$6.20m", 0.35, 4),
    driver("market_price", "Market price", "$2.75 a GPU-hour", "+1%", "−$4.10m", -0.23, 27),
    DriverRow(
        "auto_renew",
        "Auto-renewal",
        "No",
        "No → Yes",
        "$0",
        0.0,
        "neutral",
        0.0,
        0.0,
        1.0,
        1.0,
        "input/auto_renew",
    ),
    driver("other_opex", "Other operating costs", "$85m a month", "+1%", "−$0.85m", -0.05, 8),
    driver("revenue_growth", "Revenue growth", "7.0% a month", "+1%", "+$0.42m", 0.02, 70),
    driver("stock_share", "Pay in stock", "38.0% of pay", "+1%", "−$0.21m", -0.01, 38),
)

PROFIT = ExplainState(
    target="item/operating_profit/1",
    title="Operating profit",
    kind="Line item · profit and loss",
    scenario="Softer exit, longer term",
    colour=1,
    when=_MONTH,
    value="$591.3m",
    per="a month",
    meaning="What is left of revenue after compute, people and all other costs of the month, "
    "before interest and tax.",
    notes=("Basis: gross profit less operating costs.",),
    formulas=(
        FormulaText(
            "Formula",
            (
                _name("gross_profit"),
                Piece(" - "),
                _name("people_cost"),
                Piece(" - "),
                _name("research_compute_cost"),
                Piece(" - "),
                _name("other_opex"),
                Piece(" * (1 + "),
                _name("overhead_pct"),
                Piece(")"),
            ),
            (
                _value("gross_profit", "$1,765.0m"),
                Piece(" − "),
                _value("people_cost", "$212.4m"),
                Piece(" − "),
                _value("research_compute_cost", "$871.9m"),
                Piece(" − "),
                _value("other_opex", "$85.0m"),
                Piece(" × (1 + "),
                _value("overhead_pct", "5.2% of other costs"),
                Piece(")"),
            ),
            "$591.3m",
            "1765 - 212.4 - 871.9 - 85 * (1 + 0.052)",
        ),
    ),
    precedents=(
        Line("item/gross_profit/1", "Gross profit", "gross_profit · Apr 2026", "$1,765.0m"),
        Line("item/people_cost/1", "People", "people_cost · Apr 2026", "$212.4m"),
        Line(
            "item/research_compute_cost/1",
            "Compute for research and training of new models",
            "research_compute_cost · Apr 2026",
            "$871.9m",
        ),
        Line("input/other_opex", "Other operating costs", "other_opex · input", "$85.0m"),
        Line("input/overhead_pct", "Overhead", "overhead_pct · input", "5.2%"),
        Line(
            "item/cash_balance/0",
            "Cash",
            "last month: prev(cash_balance) · opening",
            "$19.2B",
        ),
    ),
    used_by=(
        Line("item/net_cash_flow/1", "Net cash flow", "net_cash_flow · Apr 2026", "$402.1m"),
        Line("kpi/quarter", "First profitable quarter", "headline figure", "Q2 2026"),
    ),
    sources=(Line("source/1", "The Information, 14 March 2026: revenue run rate", "Reported", ""),),
    drivers=Drivers(_CAPTION, DRIVERS),
    back="First profitable quarter",
)

_QUARTERS = (
    ("Q2 2026", "−$214.0m", False),
    ("Q3 2026", "−$96.3m", False),
    ("Q4 2026", "$12.8m", True),
    ("Q1 2027", "$141.2m", True),
    ("Q2 2027", "$305.9m", True),
    ("Q3 2027", "$512.4m", True),
)

QUARTER = ExplainState(
    target="kpi/first_profitable_quarter",
    title="First profitable quarter",
    kind="Headline figure",
    scenario="As reported",
    colour=0,
    when="",
    value="Q4 2026",
    meaning="The first calendar quarter of the horizon in which operating profit, summed over "
    "its three months, is above zero.",
    formulas=(
        FormulaText(
            "First quarter where",
            (_name("quarter_profit"), Piece(" > 0")),
            (_value("quarter_profit", "$12.8m"), Piece(" > 0")),
            "holds in Q4 2026",
            "12.8 > 0",
        ),
    ),
    strips=(
        Strip(
            "Quarter profit",
            "item/quarter_profit/9",
            tuple(
                StripCell(quarter, value, f"quarter/{quarter}", quarter == "Q4 2026", holds)
                for quarter, value, holds in _QUARTERS
            ),
        ),
    ),
    precedents=(
        Line("item/operating_profit/9", "Operating profit", "sum of 3 months · Q4 2026", "$12.8m"),
    ),
    drivers=Drivers(
        _CAPTION,
        (
            driver(
                "revenue_growth", "Revenue growth", "7.0% a month", "+1%", "1 quarter later", -1, 70
            ),
            driver("term_months", "Term length", "48 months", "+1 month", "no change", 0, 48),
        ),
        "No other single small move changes it.",
    ),
    forward="Operating profit",
)

INPUT = ExplainState(
    target="input/lockin_months",
    title="Minimum lock-in",
    kind="Input · Exit terms",
    scenario="A very long scenario name that somebody typed & kept <b>bold</b>",
    colour=4,
    when="",
    value="3 months",
    status="undisclosed",
    meaning="How many months must pass before notice may be given.",
    notes=(
        "Basis: no term was published; three months is the shortest seen in contracts of this "
        "size.",
        "Unverified: nobody outside has seen the contract.",
    ),
    used_by=tuple(
        Line(f"item/{key}/1", key.replace("_", " ").capitalize(), key, "month 12")
        for key in ("earliest_exit_month", "exit_cost", "exit_cost_pv", "onerous_provision")
    ),
    sources=(
        Line(
            "claim/7",
            "Financial Times, 2 April 2026: “either side may leave after a quarter”",
            "Reported and unverified · contradicts claim 12",
            "",
        ),
        Line("claim/12", "Company blog, 5 April 2026", "Reported and unverified", "24 months"),
    ),
    back="Exit cost",
    forward="Operating profit",
)

NO_VALUE = ExplainState(
    target="kpi/runway",
    title="Cash runway",
    kind="Headline figure",
    scenario="As reported",
    colour=0,
    when="",
    value="None",
    reason="Cash never falls below zero within the 48 months of the horizon.",
    meaning="How many months the cash lasts.",
    drivers=Drivers(_CAPTION, (), "No single small move changes it."),
)
