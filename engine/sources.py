"""Sources that the user adds, and what they say about which inputs."""

from __future__ import annotations

from typing import NamedTuple

MAX_SOURCES, MAX_ATTACHMENTS = 200, 1000
MAX_TITLE, MAX_TEXT = 120, 1000


class Source(NamedTuple):
    """A document that the user knows. `id` stays its own when it is renamed."""

    id: int
    title: str
    document: str = ""  # what it is and where: "Board paper 12, page 3", a web address
    note: str = ""
    extra: str = ""  # the JSON of fields that a later version wrote, kept as it is


class Attachment(NamedTuple):
    """What a source says about an input: by the source's id and the input's key."""

    source: int
    key: str
    note: str = ""
    extra: str = ""
