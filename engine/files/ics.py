"""Deadlines as a calendar file, RFC 5545: whole days, one event a deadline.

An event keeps its UID as long as its contract and kind do, so that a calendar which took an
earlier file moves the event instead of having it twice.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.files.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from engine.contracts.deadlines import Deadline

_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tenor//Contracts//EN", "CALSCALE:GREGORIAN")
_MOST = 75  # octets of a line, its end aside
_DAY = timedelta(days=1)


def write_calendar(path: Path, events: Iterable[Deadline], stamp: datetime) -> None:
    """Writes `calendar_text`, whole or not at all. Raises `FileError`."""
    data = calendar_text(events, stamp).encode()
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def calendar_text(events: Iterable[Deadline], stamp: datetime) -> str:
    """The calendar. `stamp` is when it is made; a time without a zone is in UTC."""
    made = stamp.astimezone(UTC) if stamp.tzinfo else stamp
    said = f"{made:%Y%m%dT%H%M%SZ}"
    seen: Counter[str] = Counter()
    lines = list(_HEAD)
    for event in events:
        what = f"{event.contract}\0{event.kind}"
        seen[what] += 1
        lines += _event(event, _uid(what, seen[what]), said)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: Deadline, uid: str, stamp: str) -> Iterator[str]:
    who = event.supplier or event.contract
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{event.day + _DAY:%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{event.title}: {who} ({event.contract})')}"
    yield f"DESCRIPTION:{_escaped(event.text)}"
    yield f"CATEGORIES:{_escaped(event.kind)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(what: str, number: int) -> str:
    """The same for the same contract and kind; `number` tells several of them apart."""
    told = what if number == 1 else f"{what}\0{number}"
    return f"{sha256(told.encode(errors='surrogatepass')).hexdigest()[:32]}@tenor"


def _escaped(text: str) -> str:
    """Text as a value: nothing in it can end the line or begin another property."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs"))


def _folded(line: str) -> Iterator[str]:
    """A line in parts of up to 75 octets, no character divided; all but the first indented."""
    part, octets = "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > _MOST:
            yield part
            part, octets = " ", 1
        part += sign
        octets += size
    yield part
