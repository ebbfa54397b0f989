"""What the model's tables abbreviate, in words: units, kinds, the functions of formulas."""

from __future__ import annotations

from typing import NamedTuple

# A unit of `units.tsv` in words. What follows a percentage says what it is of.
UNITS = {
    "$m": "millions of dollars",
    "$m/month": "millions of dollars a month",
    "$m/yr": "millions of dollars a year",
    "$m at month-1 prices": "millions of dollars at the prices of month 1",
    "$k": "thousands of dollars a GPU",
    "$/GPU-h": "dollars a GPU-hour",
    "$/GPU-month": "dollars a GPU and month",
    "k GPU": "thousands of GPUs",
    "k GPU-eq": "thousands of GPU equivalents",
    "m GPU-h": "millions of GPU-hours",
    "m GPU-h/month": "millions of GPU-hours a month",
    "GPU-h per $ revenue": "GPU-hours for a dollar of revenue",
    "h": "hours",
    "days": "days",
    "#": "a count",
    "month #": "the number of a month, from 1",
    "months": "months",
    "months of fee": "months of the fee",
    "contract month": "months of the contract, from 1",
    "1-12": "1 to 12",
    "1-3": "1 to 3",
    "month, 0=none": "the number of a month; 0 for none",
    "contract month, 0=none": "a month of the contract; 0 for none",
    "contract month of notice, 0=never": "the contract month of the notice; 0 for never",
    "contract month of the supplier's notice, 0=never": (
        "the contract month of the supplier's notice; 0 for never"
    ),
    "months of the quarter already gone at month 1": (
        "months of the quarter that are gone at month 1"
    ),
    "0/1": "1 for yes, 0 for no",
    "+1/-1": "1 where the lab pays, \N{MINUS SIGN}1 where the supplier pays",
    "1 end, .5 mid, 0 start": "1 for month ends, 0.5 for mid-month, 0 for month starts",
    "x": "a factor",
    "x balanced tier": "a factor of the balanced tier",
    "x contract price": "a factor of the contract price",
    "x fee per point short": "a factor of the fee for each point short",
    "x market_price_decline": "a factor of the market price decline",
    "points": "percentage points",
    "points of revenue a year": "percentage points of revenue a year",
    "points of revenue a year, frontier to fast": (
        "percentage points of revenue a year, frontier to fast"
    ),
    "pts/yr": "percentage points a year",
    "%": "percent, of what its meaning says",
    "%/yr": "percent a year",
    "%/month": "percent a month",
    "% capex still to spend": "percent of the capital expense still to spend",
    "% of capacity": "percent of capacity",
    "% of commitment": "percent of the commitment",
    "% of contract": "percent of the contract's capacity",
    "% of custom revenue": "percent of custom revenue",
    "% of fee": "percent of the fee",
    "% of idle": "percent of idle hours",
    "% of metered revenue": "percent of metered revenue",
    "% of other supply barred": "percent of other supply that is barred",
    "% of remaining": "percent of what remains",
    "% of revenue": "percent of revenue",
    "% of untaken": "percent of untaken hours",
    "% revenue": "percent of revenue",
    "% sold otherwise": "percent that is sold otherwise",
    "quarter #": "the number of a complete quarter, from 1",
    "HHI": "Herfindahl-Hirschman index, 0 to 10,000",
}

# How months add up, by a formula's kind.
KINDS = {
    "flow": "Flow: quarters and years are the sum of their months",
    "balance": "Balance: quarters and years show their last month",
    "rate": "Rate: months are not summed",
    "series": "A value a month; months are not summed",
    "constant": "One value, the same in all months",
}

BETTER = {"higher": "Higher", "lower": "Lower"}


class Signature(NamedTuple):
    """A function as one writes it; its arguments by name, and what comes of them."""

    arguments: tuple[str, ...]
    meaning: str

    def text(self, name: str) -> str:
        """`where(condition, then, else)`."""
        return f"{name}({', '.join(self.arguments)})"


FUNCTIONS = {
    "min": Signature(("a", "b", "…"), "The smallest of 2 to 12 values."),
    "max": Signature(("a", "b", "…"), "The largest of 2 to 12 values."),
    "where": Signature(
        ("condition", "then", "else"), "The second where the condition is not 0, else the third."
    ),
    "pow": Signature(("base", "exponent"), "The base to the power of the exponent."),
    "exp": Signature(("exponent",), "Euler's number to the power of the exponent."),
    "prev": Signature(
        ("line item",),
        "The line item one month earlier, its opening value in month 1. A line item may look "
        "back at itself.",
    ),
    "cumsum": Signature(("line item",), "The sum of the line item from month 1 to this month."),
    "total": Signature(("line item",), "The sum of the line item over all 120 months."),
    "at": Signature(
        ("line item", "month"),
        "The line item in a month; months outside the 120 read the first or the last.",
    ),
    "lowest_so_far": Signature(
        ("line item",), "The lowest value of the line item from month 1 to this month."
    ),
    "highest": Signature(("line item",), "The highest value of the line item over all 120 months."),
    "first": Signature(
        ("line item",), "The first month in which the line item is above 0; 0 if there is none."
    ),
    "sum_to": Signature(
        ("line item", "month"), "The sum of the line item from month 1 to that month."
    ),
}
