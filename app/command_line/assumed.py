"""What a project's file says of uncertainty and ranges, for commands that draw or compare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.command_line.console import complain
from engine.analysis.ranges import ranges_with
from engine.files.opening import open_project, split_name
from engine.files.shipped import presets
from engine.uncertainty.correlation import repaired
from engine.uncertainty.defaults import shipped
from engine.uncertainty.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.analysis.ranges import Range
    from engine.project import Project
    from engine.uncertainty.case import Uncertainty


class Assumed:
    """The uncertainty and the ranges of a project's file; what ships with the model elsewhere."""

    def __init__(self, text: str) -> None:
        """`text` is what the command line names as the scenario. Raises `FileError`."""
        self._project = _project(text)

    @property
    def ranges(self) -> Mapping[str, Range]:
        """The plausible ranges by input."""
        return ranges_with(self._project.ranges if self._project else ())

    @property
    def uncertainty(self) -> Uncertainty:
        """As it is stated; what ships with the model moves with the sliders of a project."""
        return self._project.uncertainty_or_shipped if self._project else shipped()

    def drawable(self, changes: Iterable[tuple[str, str]], *, follow: bool) -> Uncertainty:
        """As draws can have it; what was mended in its correlations is said.

        `changes` are what `--set` says: it is said too where draws don't depend on it.
        """
        found = replace(self.uncertainty, follows=self.uncertainty.follows or follow)
        valid, mended = repaired(found)
        for each in mended:
            complain(
                f"the rank correlation of {each.first} and {each.second} can't go with the "
                f"others: {each.after:g} instead of {each.before:g}"
            )
        _say_what_stands(valid, changes)
        return valid


def _say_what_stands(uncertainty: Uncertainty, changes: Iterable[tuple[str, str]]) -> None:
    """Of each uncertain input that was set: its distribution is as stated."""
    for key in dict.fromkeys(key for key, _ in changes):
        drawn = uncertainty.distribution(key)
        if drawn is None:
            continue
        stands = f"--set {key}: it is uncertain; its distribution stands where it is stated"
        if not KINDS[drawn.kind].located:
            complain(stands)
        elif not uncertainty.follows:
            complain(f"{stands}, unless --follow moves it along")


def _project(text: str) -> Project | None:
    if text in presets() or split_name(text)[0].suffix.lower() != ".tenor":
        return None
    return open_project(text)[0]
