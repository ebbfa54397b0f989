"""The summary: the case in sentences at the left, in figures at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.handouts.pdf_sheet import Box, types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.handouts.content import Figure, Handout
    from app.handouts.pdf_sheet import Sheet, Type

_WORDS = 0.42  # of the width
_BETWEEN = 28.0
_COLUMNS = 3
_GAP = 10.0  # between cards
_PAD = 10.0
_AROUND_VALUE = 3.0  # above and below the figure of a card
_MOST_NOTES = 3  # lines of each note
_PARAGRAPH = 7.0
_MOST_LINES = 25  # of a sentence
_TITLE = "Summary"


class SummaryPage(NamedTuple):
    """Sentences and figures, each with its change or the reason why there is none."""

    title: str
    paragraphs: tuple[list[str], ...]  # the lines of each sentence
    figures: tuple[Figure, ...]
    first: bool  # whether the first sentence opens the summary

    def draw(self, sheet: Sheet, room: Box) -> None:
        inks, top = sheet.inks, room.top
        for place, lines in enumerate(self.paragraphs):
            using = _type(opens=self.first and place == 0)
            top = sheet.lines(using, inks.text, room.left, top, lines) + _PARAGRAPH
        if self.figures:
            left = room.left + room.width * _WORDS + _BETWEEN
            self._figures(sheet, Box(left, room.top, room.right - left, room.height))

    def _figures(self, sheet: Sheet, box: Box) -> None:
        figures = self.figures
        rows = -(-len(figures) // _COLUMNS) or 1
        width = (box.width - _GAP * (_COLUMNS - 1)) / _COLUMNS
        needed = max(_needed(figure, width - 2 * _PAD) for figure in figures)
        height = min(needed, (box.height - _GAP * (rows - 1)) / rows)
        for place, figure in enumerate(figures):
            down, across = divmod(place, _COLUMNS)
            left, top = box.left + across * (width + _GAP), box.top + down * (height + _GAP)
            self._card(sheet, Box(left, top, width, height), figure)

    def _card(self, sheet: Sheet, box: Box, figure: Figure) -> None:
        face, inks = types(), sheet.inks
        sheet.card(box, inks.card, inks.border)
        left, width, top = box.left + _PAD, box.width - 2 * _PAD, box.top + _PAD
        labels = face.small.wrapped(figure.label, width, 2)
        top = sheet.lines(face.small, inks.muted, left, top, labels) + _AROUND_VALUE
        value = face.figure.elided(figure.value, width)
        sheet.text(face.figure, inks.text, left, top, value)
        top += face.figure.leading + _AROUND_VALUE
        for text, ink in ((_against(figure), inks.text), (figure.reason, inks.muted)):
            room = int((box.bottom - _PAD / 2 - top) / face.cell.leading)
            if text and room > 0:
                lines = face.cell.wrapped(text, width, min(_MOST_NOTES, room))
                top = sheet.lines(face.cell, ink, left, top, lines)


def _against(figure: Figure) -> str:
    return f"{figure.change} vs baseline" if figure.change else ""


def _needed(figure: Figure, width: float) -> float:
    """How high a card is that says all of it."""
    face = types()
    high = len(face.small.wrapped(figure.label, width, 2)) * face.small.leading
    high += face.figure.leading + 2 * _AROUND_VALUE + 2 * _PAD
    notes = [text for text in (_against(figure), figure.reason) if text]
    lines = sum(len(face.cell.wrapped(text, width, _MOST_NOTES)) for text in notes)
    return high + lines * face.cell.leading


def summary_pages(handout: Handout, room: Box) -> Iterator[SummaryPage]:
    """One page, and more where there is more to say than finds room beside the figures."""
    taken: list[list[str]] = []
    width, used, first = room.width * _WORDS, 0.0, True
    figures = handout.figures
    for place, sentence in enumerate(handout.summary):
        using = _type(opens=place == 0)
        lines = using.wrapped(sentence, width, _MOST_LINES)
        height = len(lines) * using.leading + _PARAGRAPH
        if taken and used + height > room.height:
            yield SummaryPage(_TITLE, tuple(taken), figures, first)
            taken, used, first, figures = [], 0.0, False, ()
        taken.append(lines)
        used += height
    yield SummaryPage(_TITLE, tuple(taken), figures, first)


def _type(*, opens: bool) -> Type:
    return types().strong if opens else types().body
