"""How words are read and what `--help` says: one line where something is wrong."""

from __future__ import annotations

import argparse
from typing import NoReturn

from app.command_line.console import UsageError, say


class Parser(argparse.ArgumentParser):
    """Complains in one line; the caller decides what that means."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")

    def print_help(self, file: object = None) -> None:  # noqa: ARG002 - argparse's signature
        say(self.format_help())


def make_parser(prog: str, description: str, epilog: str) -> Parser:
    return Parser(
        prog=prog,
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
