"""Calendar files, read back by a small parser of their own."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from engine.contracts.deadlines import Deadline, deadlines
from engine.files.atomic import FileError
from engine.files.ics import calendar_text, write_calendar
from engine.files.register.example import example_register

if TYPE_CHECKING:
    from pathlib import Path

STAMP = datetime(2026, 11, 22, 9, 30, 5)
SIGNS = "aZ 9\\,;:\n\r\"'é日🚀\u00a0\u2028=BEGIN"


def deadline(text: str = "text", kind: str = "notice", contract: str = "A-1") -> Deadline:
    return Deadline(date(2026, 12, 31), contract, "Nimbus", kind, "Notice due", text)


def parsed(text: str) -> list[dict[str, str]]:
    """The events of a calendar by property. Checks lines, folding and nesting as it goes."""
    assert text.endswith("\r\n")
    physical = text[:-2].split("\r\n")
    lines: list[str] = []
    for line in physical:
        assert len(line.encode()) <= 75
        assert not set(line) & set("\r\n\t\0")
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN"} <= set(lines)
    events: list[dict[str, str]] = []
    inside = False
    for line in lines[1:-1]:
        if line in ("BEGIN:VEVENT", "END:VEVENT"):
            assert inside == line.startswith("END")
            inside = line.startswith("BEGIN")
            if inside:
                events.append({})
        elif inside:
            name, _, value = line.partition(":")
            assert name not in events[-1]
            events[-1][name] = value
    return events


def plain(value: str) -> str:
    """A text without its escapes."""
    out, signs = "", iter(value)
    for sign in signs:
        after = next(signs) if sign == "\\" else ""
        out += {"n": "\n"}.get(after, after) if sign == "\\" else sign
    return out


def test_one_deadline_in_full() -> None:
    lines = calendar_text([deadline("Nimbus, reserved; A\\B\nsecond line")], STAMP).split("\r\n")
    uid = lines.pop(5)
    assert uid.startswith("UID:")
    assert uid.endswith("@tenor")
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tenor//Contracts//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "DTSTAMP:20261122T093005Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Notice due: Nimbus (A-1)",
        r"DESCRIPTION:Nimbus\, reserved\; A\\B\nsecond line",
        "CATEGORIES:notice",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_none_is_a_calendar_too() -> None:
    assert parsed(calendar_text([], STAMP)) == []


def test_the_stamp_is_in_utc() -> None:
    zone = timezone(timedelta(hours=-5))
    text = calendar_text([deadline()], datetime(2026, 11, 22, 22, 0, tzinfo=zone))
    assert parsed(text)[0]["DTSTAMP"] == "20261123T030000Z"


@pytest.mark.parametrize("seed", range(60))
def test_any_text_comes_back(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    text = "".join(dice.choice(SIGNS) for _ in range(dice.randint(0, 300)))
    (event,) = parsed(calendar_text([deadline(text)], STAMP))
    assert plain(event["DESCRIPTION"]) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_nothing_in_a_text_begins_a_line_of_its_own() -> None:
    text = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\nACTION:PROCEDURE\x00\x07\ud800"
    found = parsed(calendar_text([deadline(text, contract="A\nURL:http://x")], STAMP))
    assert len(found) == 1
    assert set(found[0]) == {
        *("UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "DESCRIPTION"),
        *("CATEGORIES", "TRANSP"),
    }


def test_uids_are_stable_and_each_is_once() -> None:
    found = deadlines(example_register(), date(2026, 11, 22))
    first = [each["UID"] for each in parsed(calendar_text(found, STAMP))]
    later = [each["UID"] for each in parsed(calendar_text(found, STAMP + timedelta(days=9)))]
    assert first == later
    assert len(set(first)) == len(first) == len(found)
    moved = deadline()._replace(day=date(2027, 1, 31), text="other")
    assert (
        parsed(calendar_text([moved], STAMP))[0]["UID"]
        == (parsed(calendar_text([deadline()], STAMP))[0]["UID"])
    )


def test_the_example_s_deadlines_as_a_file(tmp_path: Path) -> None:
    found = deadlines(example_register(), date(2026, 11, 22))
    path = tmp_path / "deadlines.ics"
    write_calendar(path, found, STAMP)
    events = parsed(path.read_bytes().decode())
    assert [each["DTSTART;VALUE=DATE"] for each in events] == [
        f"{each.day:%Y%m%d}" for each in found
    ]
    assert [plain(each["DESCRIPTION"]) for each in events] == [each.text for each in found]
    with pytest.raises(FileError, match="does not exist"):
        write_calendar(tmp_path / "none" / "deadlines.ics", found, STAMP)
