"""The commands as data: what each is for, an example, and the words that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.command_line import kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.command_line.parser import Parser

SCENARIO = (
    "a preset's id, a .tenor file (FILE#NAME for one of several), or a workbook that Tenor wrote"
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is for, an example, and the words that it takes."""

    summary: str
    example: str
    declare: Callable[[Parser], None]


def _presets(parser: Parser) -> None:
    _add_format(parser, "table", "json")


def _model(parser: Parser) -> None:
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="only what these find in keys, labels, meanings and formulas, best first",
    )
    parser.add_argument(
        "--of",
        default="",
        metavar="FILE",
        help="with the custom line items of a .tenor file or a workbook",
    )
    _add_format(parser, "text", "json")


def _evaluate(parser: Parser) -> None:
    _add_scenario(parser)
    _add_format(parser, "table", "json", "csv")


def _export(parser: Parser) -> None:
    _add_scenario(parser)
    parser.add_argument(
        "--out",
        required=True,
        type=kinds.export_file,
        metavar="FILE",
        help="where to write, by its ending: .xlsx a live workbook, .pdf a board pack, .pptx a "
        "PowerPoint deck, .csv every line item by month, .png a picture of the overview",
    )
    pack = parser.add_argument_group("board packs, .pdf and .pptx")
    pack.add_argument(
        "--pages",
        metavar="NAME,...|all",
        help="such as overview,decide/exit-plan (default: the usual ones)",
    )
    pack.add_argument("--organisation", metavar="NAME", help="whose it is, on every page")
    pack.add_argument("--logo", type=Path, metavar="FILE", help="a picture, PNG, JPEG or SVG")
    pack.add_argument("--paper", choices=("a4", "letter"), help="of a .pdf (default: a4)")
    pack.add_argument("--language", choices=("en", "de"), help="of its texts (default: en)")


def _simulate(parser: Parser) -> None:
    from engine.uncertainty.case import DRAWS

    _add_scenario(parser)
    _add_draws(parser, "", f"the project's, or {DRAWS}")
    parser.add_argument(
        "--rows",
        metavar="KEY,...|all",
        help="the line items that get bands (default: all in JSON, a few in the table)",
    )
    parser.add_argument(
        "--out",
        type=lambda text: kinds.target(text, (".csv",)),
        metavar="FILE.csv",
        help="also write every draw: its inputs and headline figures",
    )
    _add_format(parser, "table", "json")


def _seek(parser: Parser) -> None:
    _add_scenario(parser)
    parser.add_argument("--input", metavar="KEY", help="the input whose value is sought")
    parser.add_argument(
        "--goal",
        metavar="GOAL",
        help="such as 'exit_cost <= 10B at month 12' or 'first_profit_quarter <= Q3 2026'; "
        "without --input: what must be true for it; without either: ready questions",
    )
    parser.add_argument(
        "--month", metavar="N", help="the decision month that the goal's figure is read in"
    )
    parser.add_argument("--within", metavar="LOW:HIGH", help="look only at these values")
    parser.add_argument(
        "--probability",
        type=kinds.probability,
        metavar="P",
        help="where the goal holds with this probability: 0.8 or 80%%",
    )
    _add_draws(parser, "with --probability: ", "1000")
    _add_format(parser, "table", "json")


def _sensitivity(parser: Parser) -> None:
    from engine.model.catalogue import MONTHS

    _add_scenario(parser)
    parser.add_argument(
        "--figure", required=True, metavar="KEY", help="a headline figure, or a line item"
    )
    parser.add_argument(
        "--month",
        type=lambda text: kinds.whole(text, 1, MONTHS),
        metavar="M",
        help="that a line item is read in; of a headline figure, the decision month",
    )
    parser.add_argument(
        "--by",
        choices=("ranges", "percentiles", "draws"),
        default="ranges",
        help="each input alone over its plausible range, or from the 10th to the 90th percentile "
        "of its distribution; or all together in draws (default: ranges)",
    )
    _add_draws(
        parser, "with --by draws: ", "the project's", follow="with --by percentiles or draws: "
    )
    _add_format(parser, "table", "json")


def _audit(parser: Parser) -> None:
    from engine.contracts.finding import SEVERITIES
    from engine.contracts.register import KW_PER_GPU

    parser.add_argument(
        "register",
        type=lambda text: kinds.target(text, (".csv", ".xlsx")),
        metavar="REGISTER",
        help="the contracts, one a row, as .csv or .xlsx",
    )
    parser.add_argument(
        "--today", type=kinds.day, metavar="YYYY-MM-DD", help="as of the close of this day"
    )
    parser.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        help="exit code 3 where there is a finding of this severity or worse",
    )
    parser.add_argument(
        "--planned-supplier",
        default="",
        metavar="NAME",
        help="whom the plan is to buy from: contracts that would bar it are found",
    )
    parser.add_argument(
        "--quotes",
        type=lambda text: kinds.target(text, (".csv", ".xlsx")),
        metavar="FILE",
        help="dated quotes as .csv or .xlsx: contracts above the market that they make are found",
    )
    parser.add_argument(
        "--borrowing-rate",
        metavar="RATE",
        help="a year, for present values: 0.08 or 8%% (default: the model's)",
    )
    parser.add_argument(
        "--kw-per-gpu",
        type=kinds.kilowatts,
        default=KW_PER_GPU,
        metavar="KW",
        help=f"of a data centre, for capacities in MW (default: {KW_PER_GPU:g})",
    )
    _add_format(parser, "table", "json")


def _seal(parser: Parser) -> None:
    _add_scenario(parser)
    parser.add_argument(
        "--out",
        required=True,
        type=lambda text: kinds.target(text, (".tenorseal",)),
        metavar="FILE.tenorseal",
        help="where to write; all scenarios of a .tenor file go in",
    )


def _check(parser: Parser) -> None:
    parser.add_argument(
        "snapshot",
        type=lambda text: kinds.target(text, (".tenorseal",)),
        metavar="FILE.tenorseal",
        help="a sealed snapshot",
    )
    parser.add_argument(
        "--fingerprint",
        type=kinds.fingerprint,
        metavar="DIGITS",
        help="the first digits of its SHA-256 as they were written down, 8 or more",
    )
    _add_format(parser, "table", "json")


def _add_draws(parser: Parser, when: str, default: str, *, follow: str = "") -> None:
    """`when` says with which words these go; `follow` the same of --follow, where it differs."""
    from engine.uncertainty.case import MOST_DRAWS, SEED
    from engine.uncertainty.checks import MOST_SEED

    parser.add_argument(
        "--draws",
        type=lambda text: kinds.whole(text, 2, MOST_DRAWS),
        metavar="N",
        help=f"{when}how many draws, to {MOST_DRAWS} (default: {default})",
    )
    parser.add_argument(
        "--seed",
        type=lambda text: kinds.whole(text, 0, MOST_SEED),
        metavar="S",
        help=f"{when}the same draws every time (default: the project's, or {SEED})",
    )
    parser.add_argument(
        "--follow",
        action="store_true",
        help=f"{follow or when}distributions move along with the inputs that --set or the "
        "scenario changed",
    )


def _add_scenario(parser: Parser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help=SCENARIO)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=kinds.assignment,
        dest="changes",
        metavar="KEY=VALUE",
        help="change an input: 0.07 in the model's unit, or 7%%, 1.25B, 3y; may be repeated",
    )


def _add_format(parser: Parser, *formats: str) -> None:
    default = formats[0]
    parser.add_argument("--format", choices=formats, default=default, help=f"default: {default}")


COMMANDS = {
    "presets": Command("list the presets", "tenor presets", _presets),
    "model": Command(
        "print the model reference, or what a few words find in it",
        "tenor model exit cost",
        _model,
    ),
    "evaluate": Command(
        "print a scenario's headline figures, or everything as JSON or CSV",
        "tenor evaluate as_reported --set term_months=60 --set monthly_spend=1.1B --format json",
        _evaluate,
    ),
    "simulate": Command(
        "draw the uncertain inputs many times: probabilities, percentiles, bands",
        "tenor simulate as_reported --draws 10000 --seed 1 --out draws.csv",
        _simulate,
    ),
    "seek": Command(
        "find where a goal holds: the values of an input, or what must be true",
        "tenor seek as_reported --input term_months --goal 'exit_cost <= 10B' --month 12",
        _seek,
    ),
    "sensitivity": Command(
        "tell which inputs move a figure most: a tornado, or shares of its variance",
        "tenor sensitivity as_reported --figure npv_operating_profit --by draws --draws 10000",
        _sensitivity,
    ),
    "audit": Command(
        "audit a register of contracts: what is owed, what leaving costs, what to do by when",
        "tenor audit contracts.csv --today 2026-11-21 --fail-on high",
        _audit,
    ),
    "export": Command(
        "write a scenario as a live workbook, a board pack, CSV or a picture",
        "tenor export s1_terms --out plan.xlsx",
        _export,
    ),
    "seal": Command(
        "keep scenarios, inputs, results and a hash in one file, as the board saw them",
        "tenor seal plan.tenor --out board.tenorseal",
        _seal,
    ),
    "check": Command(
        "compute a sealed snapshot anew: does every number still come out the same?",
        "tenor check board.tenorseal",
        _check,
    ),
}
