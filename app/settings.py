"""What Tenor remembers between starts: window, theme, open groups, last folder.

Kept as JSON in the user's configuration folder. What is damaged or unknown is left out, one
entry at a time: a bad file never keeps Tenor from starting.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

from app import language, text_size
from app.control_states import GROUPS, OPEN_GROUPS
from engine.files.atomic import FileError, replacing

VERSION = 1
MOTIONS = ("system", "full", "reduced")
_ALLOWED = {
    "theme": ("system", "light", "dark", "contrast"),
    "toured": ("", "yes"),
    "start_page": ("", "yes"),
    "text_size": text_size.SIZES,
    "motion": MOTIONS,
    "language": language.LANGUAGES,
    "numbers": language.NUMBERS,
}
_MAX_BYTES = 256 * 1024
_MOST_KEPT = 20  # entries of a list


@dataclass(slots=True)
class Settings:
    """`geometry` is the window's, in Qt's own form as base64; `theme` may be `system`."""

    geometry: str = ""
    theme: str = "system"
    open_groups: tuple[str, ...] = OPEN_GROUPS
    folder: str = ""
    recent: tuple[str, ...] = ()  # files, the newest first
    mappings: tuple[str, ...] = ()  # of actuals' columns, each as JSON, the newest first
    register_mappings: tuple[str, ...] = ()  # of contracts' columns, likewise
    toured: str = ""  # "yes" once the tour was seen or skipped
    start_page: str = ""  # "yes" to see it on a start without a file
    organisation: str = ""  # on handouts
    logo: str = ""  # a picture's path, on handouts
    text_size: str = "100"  # percent of the usual; see app.text_size
    motion: str = "system"
    language: str = "system"  # see app.language
    numbers: str = "system"


def settings_path() -> Path:
    where = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(where)) / "tenor" / "settings.json"


def load(path: Path) -> Settings:
    """The settings kept at `path`; the default for whatever is missing or makes no sense."""
    settings = Settings()
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return settings
    if not isinstance(kept, dict) or kept.get("version") != VERSION:
        return settings
    for field in fields(Settings):
        value = _valid(field.name, kept.get(field.name))
        if value is not None:
            setattr(settings, field.name, value)
    return settings


def _valid(name: str, value: Any) -> str | tuple[str, ...] | None:
    """The value if it makes sense, else None."""
    if name == "open_groups":
        if isinstance(value, list) and all(group in GROUPS for group in value):
            return tuple(value)
        return None
    if name in ("recent", "mappings", "register_mappings"):
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value[:_MOST_KEPT])
        return None
    if not isinstance(value, str):
        return None
    return value if value in _ALLOWED.get(name, (value,)) else None


def save(settings: Settings, path: Path) -> None:
    """Keeps the settings. A folder that can't be written is no reason to disturb the user."""
    text = json.dumps({"version": VERSION, **asdict(settings)}, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
    except (FileError, OSError):
        return
