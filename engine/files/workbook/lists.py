"""The lists of what the user added, as they stand on the sheet Sources: names, titles, heads."""

from __future__ import annotations

ITEMS_NAME, SOURCES_NAME = "custom_items", "user_sources"
ITEMS_TITLE = (
    "Custom line items, as written: Tenor reads these again; the sheet Model computes them"
)
SOURCES_TITLE = "Your sources: added by the user of Tenor, unverified"
STANDING = "user's own, unverified"
SOURCE = "source {}"  # what a source is called, and what an attachment names

# Heads by place: where the sheet's other lists have like things.
KEY, LABEL, UNIT, FORMULA, OPENING, MEANING, KIND = (
    *("Key", "Line item", "Unit", "Formula", "Opening", "Meaning", "Kind"),
)
ITEM_HEADS = (KEY, LABEL, UNIT, FORMULA, OPENING, MEANING, KIND)
WHAT, TITLE, ATTACHED, DOCUMENT, ADDED, NOTE, STATUS = (
    *("Source or input", "Title or input", "Attached to", "Document", "Added by", "Note", "Status"),
)
SOURCE_HEADS = (WHAT, TITLE, ATTACHED, DOCUMENT, ADDED, NOTE, STATUS)
