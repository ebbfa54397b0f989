"""The claims and the user's own sources behind an input, as rows of the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sources.claims import claims_state, own_key
from engine.files.shipped import claim_links
from engine.sources import Library
from widgets.explain.states import Line
from widgets.sources.states import OWN_STANDING

if TYPE_CHECKING:
    from engine.project import Project

SOURCE = "source:"  # how the targets of sources begin


def source_lines(project: Project, key: str) -> tuple[Line, ...]:
    """What is said about an input: the claims that ship, then what the user attached."""
    rows = {row.key: row for row in claims_state().claims}
    found = []
    for claim in claim_links().inputs.get(key, ()):
        row = rows[claim]
        detail = f"{row.where} · {row.standing}"
        found.append(Line(f"{SOURCE}{claim}", f"{claim} · {row.text}", detail, row.value))
    library = Library(project.sources, project.attachments)
    for attached in library.of_input(key):
        source = library.by_id(attached.source)
        if source is not None:
            parts = filter(None, (source.document, attached.note, OWN_STANDING))
            target = f"{SOURCE}{own_key(source.id)}"
            found.append(Line(target, source.title, " · ".join(parts), ""))
    return tuple(found)
