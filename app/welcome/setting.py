"""`term 36`, `monthly spend = 1.1B`: an input's name and a value in one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from app.control_states import read_input, setting_text
from app.welcome.fuzzy import INITIALS, MOST_TYPED, WORDS, best_rank
from engine.model.shape import input_of
from engine.scenario import InputError
from widgets.language.spoken import heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.welcome.entries import Entry

_LEADING = "Headline"  # the group of inputs
_MOST = 4  # inputs that are offered the same value
_BETWEEN = re.compile(r"\s*[=:]\s*|\s+to\s+")
_VALUE = re.compile(r"^[$\u2212+-]?[\d.]")


class Setting(NamedTuple):
    """An input and what it is to become. `text` is the value as people read it."""

    key: str
    label: str
    value: float
    text: str


class Read(NamedTuple):
    """What was understood: settings, the best first, or why the value can't be."""

    settings: tuple[Setting, ...] = ()
    fault: str = ""


def read_setting(typed: str, inputs: Sequence[Entry]) -> Read:
    """The settings that a line may mean; nothing where it ends in no value."""
    words = [word for word in _BETWEEN.sub(" ", typed[:MOST_TYPED]).split() if not _is_to(word)]
    fault = ""
    for place in range(len(words) - 1, 0, -1):
        name, value = " ".join(words[:place]), " ".join(words[place:])
        found = list(_named(name, inputs))
        if not found:
            continue
        settings = []
        for entry in found:
            try:
                read = read_input(entry.key, heard(value))
            except InputError as error:
                if not fault and _VALUE.match(value):
                    fault = f"{entry.name}: {error.fault}"
            else:
                text = setting_text(entry.key, read)
                settings.append(Setting(entry.key, entry.name, read, text))
        if settings:
            return Read(tuple(settings))
    return Read(fault=fault)


def _is_to(word: str) -> bool:
    """Whether it is what another language has for the `to` of `term to 36`."""
    return word != "to" and heard(word) == "to"


def _named(name: str, inputs: Sequence[Entry]) -> Iterator[Entry]:
    """The inputs that a name may mean, the best first: before all, the headline three."""
    ranked = []
    for place, entry in enumerate(inputs):
        fits = best_rank(name, entry.names(), entry.beside)
        if fits is not None and fits.tier <= INITIALS:
            leads = fits.tier <= WORDS and input_of(entry.key).group == _LEADING
            ranked.append((not leads, fits, place))
    for *_, place in sorted(ranked)[:_MOST]:
        yield inputs[place]
