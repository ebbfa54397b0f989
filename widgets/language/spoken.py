"""The language of the window: every text passes `said` on its way to Qt.

Chosen once, before the window is made, as the size of text is. In English nothing is looked
up, and the catalogue is not read. What was said is never said again: it is marked.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Said(str):
    """A text that is in the user's language already, or is the user's own."""

    __slots__ = ()


class Language(Protocol):
    """What says texts, and hears what was typed."""

    def say(self, text: str) -> str: ...

    def hear(self, text: str) -> str: ...


_language: Language | None = None


def said(text: str) -> str:
    """An English text in the user's language, with the locale's numbers and dates."""
    if _language is None or type(text) is Said:
        return text
    return Said(_language.say(text))


def own(text: str) -> str:
    """The user's own words, such as a scenario's name: never translated."""
    return text if _language is None else Said(text)


def joined(between: str, *texts: str) -> str:
    """Those of the texts that say something, each in the user's language."""
    return own(between.join(said(text) for text in texts if text))


def heard(text: str, shown: str = "") -> str:
    """A quantity or a date as the user typed it, in the form that the engine reads.

    `shown` is the English text that stood there: left as it was, it is what it was.
    """
    if _language is None:
        return text
    return shown if shown and text == said(shown) else _language.hear(text)


def findable(text: str) -> str:
    """Words by which a text may be found: its own and, in another language, those said of it."""
    if _language is None:
        return text
    spoken = said(text)
    return text if spoken == text else f"{text} {spoken}"


def speak(language: Language | None) -> None:
    """From now on; None is English. What is shown already stays as it is."""
    global _language
    _language = language


@contextmanager
def speaking(language: Language | None) -> Iterator[None]:
    """Within it, texts are said in that language."""
    before = _language
    speak(language)
    try:
        yield
    finally:
        speak(before)
