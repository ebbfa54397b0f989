"""The text of a project file: JSON to values and back, exactly and within bounds."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_BYTES = 64 * 2**20  # most of it a register of very many contracts
MAX_LISTS = 2_000_000  # lists and objects
MAX_VALUES = 12_000_000
MAX_DEPTH = 64  # lists and objects within each other, in what is kept unread
MAX_DIGITS = 600  # of a whole number; Python may be set to refuse 641
_SURROGATE = re.compile("[\ud800-\udfff]")


_plain_text = json.JSONEncoder(ensure_ascii=False).encode
_EXACT = 1e15  # below, every whole number is a float of its own


class ContentError(ValueError):
    """What is wrong, and where in the file."""


class OneLine(dict[str, Any]):
    """An object that is written on one line: one of very many."""


def values_of(data: bytes, what: str = "a project file") -> Any:
    """The file as JSON. Whole numbers stay whole; nan and infinite ones are caught later.

    `what` is what messages say that it is not.

    Raises `ContentError`: too large, not UTF-8, not JSON, a key twice in one object.
    """
    if len(data) > MAX_BYTES:
        raise ContentError(f"is too large; allowed: up to {MAX_BYTES // 2**20} MiB")
    # Counted before anything is made of them: two bytes can become a list of a hundred.
    lists, values = data.count(b"[") + data.count(b"{"), data.count(b",")
    if lists > MAX_LISTS or values > MAX_VALUES:
        raise ContentError(f"is too large; allowed: up to {MAX_VALUES:,} values")
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_int=_whole, object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise ContentError(f"is not {what}: it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ContentError(
            f"is not {what}: not JSON at {place}: {error.msg.removesuffix(' starting at')}"
        ) from None
    except RecursionError:
        raise ContentError(f"is not {what}: it is nested too deeply") from None


def text_of(document: Any) -> str:
    """Values as JSON, one a line, that UTF-8 can write."""
    text = "".join(_parts(document, "\n")) + "\n"
    # Half a character stands in JSON as an escape only.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _parts(value: Any, start: str) -> Iterator[str]:
    """Pieces of a value's text; `start` begins each of its lines."""
    inner = f"{start}  "
    if isinstance(value, (dict, list)) and value and not isinstance(value, OneLine):
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        before = opening
        for each in value:
            yield f"{before}{inner}"
            before = ","
            if isinstance(value, dict):
                yield f"{_plain_text(each)}: "
            yield from _parts(value[each] if isinstance(value, dict) else each, inner)
        yield f"{start}{closing}"
    else:
        yield _plain_text(value)


def plain(value: float) -> int | float:
    """1250 rather than 1250.0, where it reads back as the same float."""
    if not abs(value) < _EXACT:  # nor nan
        return value
    whole = int(value)
    return whole if repr(float(whole)) == repr(float(value)) else value


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        fault = f"{digits[:20]}... has {len(digits):,} digits; allowed: up to {MAX_DIGITS}"
        raise ContentError(f"the number {fault}")
    return int(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ContentError(f"{shown(key)} is given twice in one object")
        found[key] = value
    return found


# What is kept unread -----------------------------------------------------------------------


def unknown_fields(record: dict[str, Any], known: Iterable[str], place: str) -> dict[str, Any]:
    """The fields of `record` that are not `known`, as they are.

    Raises `ContentError` for what couldn't be written back: nan, infinite, too deep.
    """
    kept = {key: value for key, value in record.items() if key not in known}
    for key, value in kept.items():
        _check_kept(value, f"{place}{shown(key)}", MAX_DEPTH)
    return kept


def kept_text(fields: dict[str, Any]) -> str:
    """Unknown fields as text, for what must be hashable; empty where there are none."""
    return json.dumps(fields, ensure_ascii=False) if fields else ""


def kept_fields(text: str) -> dict[str, Any]:
    """The fields in a text of `kept_text`."""
    fields: dict[str, Any] = json.loads(text) if text else {}
    return fields


def _check_kept(value: Any, place: str, depth: int) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise ContentError(f"{place}: holds {shown(value)}; allowed: finite numbers")
    if not isinstance(value, (dict, list)):
        return
    if depth == 0:
        raise ContentError(f"{place}: is nested too deeply; allowed: {MAX_DEPTH} levels")
    for each in value.values() if isinstance(value, dict) else value:
        _check_kept(each, place, depth - 1)


# Messages ----------------------------------------------------------------------------------


def is_number(value: Any) -> bool:
    """Whether a value is a JSON number: true is none, though Python takes it for one."""
    return type(value) in (int, float)


def shown(value: Any) -> str:
    """A value from the file for a message: `'long text...'`, never more than a few words."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    text = repr(value[:100]) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
