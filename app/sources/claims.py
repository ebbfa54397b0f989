"""The claims as the Sources page shows them: the list, the picture, the selected one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from app.control_states import shown_text, suffix_text
from engine.files.shipped import (
    DEFAULT_PRESET,
    EVIDENCE,
    claim_links,
    claim_list,
    presets,
    reading_changes,
    readings,
)
from engine.model.catalogue import catalogue
from widgets.language.spoken import own
from widgets.sources import states
from widgets.sources.states import (
    ClaimRow,
    ClaimsState,
    Contradiction,
    DetailState,
    Implication,
    Mention,
    Opponent,
    ReadingState,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.files.shipped import Claim, ClaimReading
    from engine.scenario import Scenario
    from engine.sources import Library, Source

_BOTH = "both"
_OWN = "own:"


def own_key(number: int) -> str:
    """The key under which the page knows an own source."""
    return f"{_OWN}{number}"


def own_id(key: str) -> int:
    """The id of the own source that a key stands for; 0 for a claim."""
    number = key.removeprefix(_OWN)
    return int(number) if key.startswith(_OWN) and number.isdecimal() else 0


@cache
def claims_state() -> ClaimsState:
    """Every claim that ships, by topic, and what contradicts what."""
    links = claim_links()
    return ClaimsState(
        claims=tuple(_row(claim) for claim in claim_list().values()),
        topics=tuple(Topic(label, keys) for label, keys in links.topics.items()),
        contradictions=tuple(Contradiction(*pair) for pair in links.conflicts),
    )


def own_rows(library: Library) -> tuple[ClaimRow, ...]:
    """The user's own sources as rows of the list."""
    return tuple(
        ClaimRow(
            own_key(source.id),
            "",
            own(source.title),
            _counted(len(library.of_source(source.id)), "input"),
            own(source.document),
            states.OWN,
            states.OWN_STANDING,
        )
        for source in library.sources
    )


def detail_state(key: str, scenario: Scenario, library: Library) -> DetailState:
    """The selected claim or own source, against the current scenario; all readings for none."""
    if key in claim_list():
        return _claim_detail(key, scenario)
    source = library.by_id(own_id(key))
    return _all_readings() if source is None else _own_detail(source, library)


@cache
def _all_readings() -> DetailState:
    """What there is to apply while nothing is selected."""
    found = (ReadingState(each.id, each.label, each.sentence) for each in readings().values())
    return DetailState(readings=tuple(found))


def _row(claim: Claim) -> ClaimRow:
    pairs = claim_links().conflicts
    return ClaimRow(
        key=claim.id,
        label=claim.id,
        text=_times(_sentence(claim.text)),
        value=_times(claim.value),
        where=_where(claim),
        origin=states.EVIDENCE if claim.id.startswith(EVIDENCE) else states.ARTICLE,
        conflicts=sum(claim.id in (pair.first, pair.second) for pair in pairs),
    )


def _where(claim: Claim) -> str:
    document = "both articles" if claim.document == _BOTH else claim.document
    return f"{_sentence(document)} · {claim.attributed_to}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".replace("*", "")


def _times(text: str) -> str:
    """`12xC01` and `2.67x` with the sign of multiplication."""
    return re.sub(r"(?<=[0-9])x(?![a-z])", "\N{MULTIPLICATION SIGN}", text)


def _counted(count: int, what: str) -> str:
    return "" if not count else f"{count} {what}{'s' if count > 1 else ''}"


# The selected one ---------------------------------------------------------------------------


def _claim_detail(key: str, scenario: Scenario) -> DetailState:
    links, rows = claim_links(), {row.key: row for row in claims_state().claims}
    row = rows[key]
    opponents = tuple(
        Opponent(other, other, rows[other].text, pair.reason)
        for pair in links.conflicts
        if key in (pair.first, pair.second)
        for other in (pair.other(key),)
    )
    return DetailState(
        key=key,
        label=row.label,
        text=row.text,
        value=row.value,
        where=row.where,
        note=f"{links.notes[key]}." if key in links.notes else "",
        opponents=opponents,
        mentions=tuple(
            Mention(name, catalogue().inputs[name].label)
            for name, claims in links.inputs.items()
            if key in claims
        ),
        readings=tuple(
            _reading_state(reading, key, scenario)
            for reading in readings().values()
            if key in reading.claims
        ),
        nothing=links.nothing.get(key, ""),
    )


def _reading_state(reading: ClaimReading, claim: str, scenario: Scenario) -> ReadingState:
    changes = shown_changes(reading, claim)
    reported = presets()[DEFAULT_PRESET].name
    as_it_is = reading.preset == DEFAULT_PRESET
    return ReadingState(
        key=reading.id,
        label=reading.label,
        sentence=reading.sentence,
        implications=tuple(
            _implication(name, scenario.values[name], changes[name])
            for name in catalogue().inputs
            if name in changes
        ),
        note="" if as_it_is else f"All other inputs are those of {reported}.",
    )


def shown_changes(reading: ClaimReading, claim: str) -> Mapping[str, float]:
    """What a reading makes of the inputs, as one of its claims says it.

    What a preset leaves at the defaults is shown where the claim speaks of it.
    """
    of_claim = {key for key, claims in claim_links().inputs.items() if claim in claims}
    told = {key: value for key, value in reading.inputs.items() if key in of_claim}
    return {**told, **reading_changes(reading)}


def _implication(key: str, now: float, then: float) -> Implication:
    item, text = catalogue().inputs[key], shown_text(key, then)
    suffix = suffix_text(item, then, text)
    return Implication(key, item.label, suffix, shown_text(key, now), text, now == then)


def _own_detail(source: Source, library: Library) -> DetailState:
    inputs = catalogue().inputs
    return DetailState(
        key=own_key(source.id),
        text=own(source.title),
        where=own(source.document),
        standing=states.OWN_STANDING,
        own=True,
        note=own(source.note),
        mentions=tuple(
            Mention(each.key, inputs[each.key].label, own(each.note))
            for each in library.of_source(source.id)
        ),
    )
