"""What contextual help says of pages, views and parts of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.presenter import (
    CONTRACTS_PAGE,
    DECIDE_PAGE,
    LEDGER_PAGE,
    OVERVIEW_PAGE,
    SCENARIOS_PAGE,
    SOURCES_PAGE,
    UNCERTAINTY_PAGE,
)
from app.welcome.keys import CHART, EXPLANATION, FIELD, SCENARIOS, SLIDER, TABLE
from widgets.contracts.states import AUDIT, PICTURES, PLAN, QUOTES, REGISTER
from widgets.decide.states import EXIT, GOAL, MAP, OTHERS
from widgets.uncertainty.states import FANS, FIGURE, SENSITIVITY
from widgets.welcome.states import HelpState, KeyLine

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of a page: its text; of a page with views: the text of each view by its place.
PAGES: Mapping[str, HelpState] = {
    OVERVIEW_PAGE: HelpState(
        "Overview",
        "Page",
        (
            "Profit, cash, lock-in and price in four charts that share one crosshair."
            " The cards above them are the headline figures.",
            "Dashed curves are the baseline that you compare with. The vertical line is the"
            " decision month: drag it to read another month. Axes hold still while you drag a"
            " slider and settle when you let go.",
        ),
        CHART.lines,
    ),
    SCENARIOS_PAGE: HelpState(
        "Scenarios",
        "Page",
        (
            "Tick scenarios on the bar to draw them over one another, to list the inputs in which"
            " they differ, and to set their figures side by side.",
            "The bridge explains a difference: which input moves the figure by how much on the way"
            " from one scenario to the other.",
        ),
        SCENARIOS.lines,
    ),
    LEDGER_PAGE: HelpState(
        "Ledger",
        "Page",
        (
            "All line items by month, quarter or year. Flows add up; balances show the end of the"
            " period.",
            "Click any number to explain it. Select cells and copy them to a spreadsheet.",
        ),
        TABLE.lines,
    ),
    SOURCES_PAGE: HelpState(
        "Sources",
        "Page",
        (
            "Claims as the sources report them, all unverified, and which of them contradict which."
            " A reading applies claims as a scenario with one click.",
            "The bar of shares says how much of a figure rests on reported, disputed and assumed"
            " inputs. You can add sources of your own.",
        ),
    ),
}
VIEWS: Mapping[tuple[str, int], HelpState] = {
    (UNCERTAINTY_PAGE, FANS): HelpState(
        "Fans",
        "View of Uncertainty",
        (
            "Ten thousand draws of the uncertain inputs, run through the whole model. The light"
            " area holds 90% of the draws of each month, the darker one half of them; the line is"
            " the median.",
            "The chart of probabilities says in what share of the draws a quarter ends in profit.",
        ),
    ),
    (UNCERTAINTY_PAGE, FIGURE): HelpState(
        "One figure",
        "View of Uncertainty",
        (
            "How one headline figure is spread over all draws, and in what share of them it is"
            " better than a value of your choice.",
        ),
    ),
    (UNCERTAINTY_PAGE, SENSITIVITY): HelpState(
        "Sensitivity",
        "View of Uncertainty",
        (
            "Which inputs move a figure most. The tornado turns one input at a time from the low"
            " end of its range to the high end. Click a bar’s end to set the input to it.",
        ),
    ),
    (DECIDE_PAGE, GOAL): HelpState(
        "Goal",
        "View of Decide",
        (
            "Say what must hold, such as an exit cost of at most $10B. Tenor finds the value of an"
            " input that just meets it, and says driver by driver what must be true.",
        ),
    ),
    (DECIDE_PAGE, MAP): HelpState(
        "Trade-off",
        "View of Decide",
        (
            "Two inputs against one figure: every point of the map is a full run of the model."
            " Below it, the undisclosed term is swept from the shortest to the longest.",
        ),
        (
            KeyLine(("←", "→", "↑", "↓"), "Move the point; the inputs follow"),
            KeyLine(("Shift+←", "Shift+→"), "Move it further"),
            KeyLine(("Enter",), "Explain the figure at the point"),
        ),
    ),
    (DECIDE_PAGE, EXIT): HelpState(
        "Exit plan",
        "View of Decide",
        (
            "What leaving costs in each month, when it pays to give notice, and what better"
            " clauses would be worth.",
        ),
    ),
    (DECIDE_PAGE, OTHERS): HelpState(
        "Alternatives",
        "View of Decide",
        (
            "The contract beside building your own capacity and renting on the market, the regret"
            " of each choice, and the deal as the supplier sees it.",
        ),
    ),
    (CONTRACTS_PAGE, REGISTER): HelpState(
        "Register",
        "View of Contracts",
        (
            "Every contract with its terms, one a row. Paste rows from a spreadsheet, or import"
            " CSV or Excel. What can’t be read is listed with the reason.",
        ),
        TABLE.lines,
    ),
    (CONTRACTS_PAGE, AUDIT): HelpState(
        "Audit",
        "View of Contracts",
        (
            "What is still owed on any day, what leaving would cost, which notice is due next, and"
            " what to do first, ranked by the money at stake.",
        ),
        TABLE.lines,
    ),
    (CONTRACTS_PAGE, PICTURES): HelpState(
        "Pictures",
        "View of Contracts",
        ("When contracts end, what they owe year by year, and how much rests on one supplier.",),
    ),
    (CONTRACTS_PAGE, QUOTES): HelpState(
        "Quotes",
        "View of Contracts",
        (
            "What suppliers offer, the market price that follows from it, and how far each"
            " contract lies above or below.",
        ),
        TABLE.lines,
    ),
    (CONTRACTS_PAGE, PLAN): HelpState(
        "Plan",
        "View of Contracts",
        ("Feeds the contracts of the register into the scenario, month by month.",),
    ),
}

CONTROLS = HelpState(
    "Inputs",
    "Part of the window",
    (
        "All inputs in groups. The badge says what an input rests on: reported, disputed,"
        " undisclosed, an assumption or a choice.",
        "Double-click a slider to reset it. The search finds inputs by name and by meaning.",
    ),
    (*SLIDER.lines, *FIELD.lines),
)
HEADLINE = HelpState(
    "Headline figures",
    "Part of the window",
    (
        "Each card is one figure, with its change against the baseline. Where a figure does not"
        " exist, the card says why. Click a card to explain it.",
    ),
)
BAR = HelpState(
    "Scenario bar",
    "Part of the window",
    (
        "One chip for each scenario of the project. The pin marks the baseline; the menu at the"
        " right chooses what the current scenario is compared with.",
    ),
    SCENARIOS.lines,
)
EXPLAIN = HelpState(
    "Explanation",
    "Part of the window",
    (
        "Why a number is what it is: its formula in names, then in values, what it rests on and"
        " what drives it. Every number in it can be asked about in turn.",
    ),
    EXPLANATION.lines,
)
PRESET = HelpState(
    "Preset and page tabs",
    "Part of the window",
    (
        "The tabs are the seven pages. A preset is one reading of the unverified sources; choosing"
        " another one gives the current scenario its values, and undo takes that back.",
    ),
    (
        KeyLine(("Ctrl+1", "Ctrl+7"), "The first page to the last"),
        KeyLine(("Ctrl+P",), "Choose a preset"),
    ),
)
EXPORT = HelpState(
    "Export",
    "Part of the window",
    (
        "The button saves a live Excel workbook: every number a formula. The File menu also saves"
        " a board pack as PDF or PowerPoint, all line items as CSV, and a picture of the window.",
    ),
    (
        KeyLine(("Ctrl+E",), "Export a workbook"),
        KeyLine(("Ctrl+Shift+E",), "Export a board pack"),
    ),
)
