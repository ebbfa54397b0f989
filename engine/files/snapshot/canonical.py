"""One text for the same values, however a file spaces and orders them, and its SHA-256."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from engine.files.project.json import ContentError


def fingerprint(document: dict[str, Any]) -> str:
    """The SHA-256, as 64 hexadecimal digits, of JSON values in their canonical form.

    That form is JSON in ASCII without spaces, the names of every object in order, numbers as
    Python's `repr` writes them. Raises `ContentError` for what has none: nan, infinite, too deep.
    """
    try:
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except ValueError:
        raise ContentError("holds a number that is not finite; allowed: finite numbers") from None
    except RecursionError:
        raise ContentError("is nested too deeply") from None
    return hashlib.sha256(text.encode("ascii")).hexdigest()
