"""The words of the command line: what may be said, and what it says in `--help`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import text_size
from app.command_line import kinds
from app.command_line.commands import COMMANDS, SCENARIO
from app.command_line.console import UsageError
from app.command_line.parser import make_parser
from engine.files.reading import nearest
from engine.files.shipped import DEFAULT_PRESET

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

DEFAULT_SIZE = (1440, 900)
_USAGE = """tenor [SCENARIO]
       tenor COMMAND ...
       tenor --screenshot FILE.png [--page NAME] [--explain KEY[@MONTH]] [--size WxH]
             [--theme NAME] [--text-size PERCENT] [SCENARIO]"""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options of one call; `command` says which it is. Raises `UsageError`.

    `command` is a key of `COMMANDS`, `window`, `screenshot` or `version`.
    """
    name = words[0] if words else ""
    command = COMMANDS.get(name)
    if command is None:
        return _parse_window(words)
    parser = make_parser(f"tenor {name}", command.summary, f"example: {command.example}")
    command.declare(parser)
    options = parser.parse_args(words[1:])
    options.command = name
    return options


def _parse_window(words: Sequence[str]) -> argparse.Namespace:
    parser = make_parser("tenor", "A planner for long compute commitments.", _overview())
    parser.usage = _USAGE
    parser.add_argument(
        "scenario", nargs="?", default=DEFAULT_PRESET, metavar="SCENARIO", help=SCENARIO
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
    picture.add_argument("--theme", choices=("light", "dark", "contrast"), help="default: light")
    picture.add_argument(
        "--text-size",
        choices=text_size.SIZES,
        metavar="PERCENT",
        help="of the usual: 100, 125, 150 or 200 (default: 100)",
    )
    picture.add_argument("--language", choices=("en", "de"), help="of the window (default: en)")
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
    for name in ("page", "explain", "size", "theme", "text-size", "language"):
        if getattr(options, name.replace("-", "_")) is not None:
            raise UsageError(f"--{name} goes with --screenshot FILE.png only")
    return "window"


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
            "3 a finding as severe as `tenor audit --fail-on` names, or worse; or a snapshot that",
            "`tenor check` finds changed or no longer matching",
        ]
    )
