"""The words of the command line: what may be said, and what it says in `--help`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from app.command_line import kinds
from app.command_line.console import UsageError, say
from engine.files.reading import nearest
from engine.files.shipped import DEFAULT_PRESET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT_SIZE = (1440, 900)
_USAGE = """tenor [SCENARIO]
       tenor COMMAND ...
       tenor --screenshot FILE.png [--page NAME] [--explain KEY[@MONTH]] [--size WxH]
             [--theme NAME] [SCENARIO]"""
_SCENARIO = (
    "a preset's id, a .tenor file (FILE#NAME for one of several), or a workbook that Tenor wrote"
)


class _Parser(argparse.ArgumentParser):
    """Complains in one line; the caller decides what that means."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")

    def print_help(self, file: object = None) -> None:  # noqa: ARG002 - argparse's signature
        say(self.format_help())


@dataclass(frozen=True, slots=True)
class _Command:
    """One command: what it is for, an example, and the words that it takes."""

    summary: str
    example: str
    declare: Callable[[_Parser], None]


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options of one call; `command` says which it is. Raises `UsageError`.

    `command` is a key of `COMMANDS`, `window`, `screenshot` or `version`.
    """
    name = words[0] if words else ""
    command = COMMANDS.get(name)
    if command is None:
        return _parse_window(words)
    parser = _parser(f"tenor {name}", command.summary, f"example: {command.example}")
    command.declare(parser)
    options = parser.parse_args(words[1:])
    options.command = name
    return options


def _parse_window(words: Sequence[str]) -> argparse.Namespace:
    parser = _parser("tenor", "A planner for long compute commitments.", _overview())
    parser.usage = _USAGE
    parser.add_argument(
        "scenario", nargs="?", default=DEFAULT_PRESET, metavar="SCENARIO", help=_SCENARIO
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    picture = parser.add_argument_group("a picture of the window, painted with no display")
    picture.add_argument(
        "--screenshot", type=kinds.picture, metavar="FILE.png", help="save and exit"
    )
    picture.add_argument(
        "--page",
        metavar="NAME",
        help="the page shown, such as decide/exit-plan (default: overview)",
    )
    picture.add_argument(
        "--explain", metavar="KEY[@MONTH]", help="the number explained beside the page"
    )
    picture.add_argument(
        "--size", type=kinds.size, metavar="WxH", help="pixels (default: 1440x900)"
    )
    picture.add_argument("--theme", choices=("light", "dark"), help="default: light")
    options, rest = parser.parse_known_args(words)
    if rest and words[0] == options.scenario:
        known = ", ".join(COMMANDS)
        raise UsageError(
            f"{words[0]!r} is not a command{nearest(words[0], COMMANDS)}; allowed: {known}"
        )
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    options.command = _window_command(options)
    return options


def _window_command(options: argparse.Namespace) -> str:
    if options.version:
        return "version"
    if options.screenshot is not None:
        return "screenshot"
    for name in ("page", "explain", "size", "theme"):
        if getattr(options, name) is not None:
            raise UsageError(f"--{name} goes with --screenshot FILE.png only")
    return "window"


def _parser(prog: str, description: str, epilog: str) -> _Parser:
    return _Parser(
        prog=prog,
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _overview() -> str:
    width = max(map(len, COMMANDS))
    commands = [f"  {name:<{width}}  {each.summary}" for name, each in COMMANDS.items()]
    examples = [f"  {each.example}" for each in COMMANDS.values()]
    return "\n".join(
        [
            "commands:",
            *commands,
            "",
            "examples:",
            "  tenor s1_terms",
            "  tenor --screenshot overview.png --size 1920x1080 --theme dark s1_terms",
            *examples,
            "",
            "exit codes: 0 done, 1 a fault of Tenor's, 2 something to mend in what was asked,",
            "3 a finding as severe as `tenor audit --fail-on` names, or worse",
        ]
    )


# The commands' words -------------------------------------------------------------------------


def _presets(parser: _Parser) -> None:
    _add_format(parser, "table", "json")


def _model(parser: _Parser) -> None:
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


def _evaluate(parser: _Parser) -> None:
    _add_scenario(parser)
    _add_format(parser, "table", "json", "csv")


def _export(parser: _Parser) -> None:
    _add_scenario(parser)
    parser.add_argument(
        "--out",
        required=True,
        type=kinds.export_file,
        metavar="FILE",
        help="where to write, by its ending: .xlsx a live workbook, .csv every line item by "
        "month, .png a picture of the overview",
    )


def _simulate(parser: _Parser) -> None:
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


def _seek(parser: _Parser) -> None:
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


def _sensitivity(parser: _Parser) -> None:
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


def _audit(parser: _Parser) -> None:
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


def _add_draws(parser: _Parser, when: str, default: str, *, follow: str = "") -> None:
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


def _add_scenario(parser: _Parser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help=_SCENARIO)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=kinds.assignment,
        dest="changes",
        metavar="KEY=VALUE",
        help="change an input: 0.07 in the model's unit, or 7%%, 1.25B, 3y; may be repeated",
    )


def _add_format(parser: _Parser, *formats: str) -> None:
    default = formats[0]
    parser.add_argument("--format", choices=formats, default=default, help=f"default: {default}")


COMMANDS = {
    "presets": _Command("list the presets", "tenor presets", _presets),
    "model": _Command(
        "print the model reference, or what a few words find in it",
        "tenor model exit cost",
        _model,
    ),
    "evaluate": _Command(
        "print a scenario's headline figures, or everything as JSON or CSV",
        "tenor evaluate as_reported --set term_months=60 --set monthly_spend=1.1B --format json",
        _evaluate,
    ),
    "simulate": _Command(
        "draw the uncertain inputs many times: probabilities, percentiles, bands",
        "tenor simulate as_reported --draws 10000 --seed 1 --out draws.csv",
        _simulate,
    ),
    "seek": _Command(
        "find where a goal holds: the values of an input, or what must be true",
        "tenor seek as_reported --input term_months --goal 'exit_cost <= 10B' --month 12",
        _seek,
    ),
    "sensitivity": _Command(
        "tell which inputs move a figure most: a tornado, or shares of its variance",
        "tenor sensitivity as_reported --figure npv_operating_profit --by draws --draws 10000",
        _sensitivity,
    ),
    "audit": _Command(
        "audit a register of contracts: what is owed, what leaving costs, what to do by when",
        "tenor audit contracts.csv --today 2026-11-21 --fail-on high",
        _audit,
    ),
    "export": _Command(
        "write a scenario as a live workbook, CSV or a picture",
        "tenor export s1_terms --out plan.xlsx",
        _export,
    ),
}
