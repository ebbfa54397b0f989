"""What a deck holds, in order: cover, summary, figures, the pages picked, what it rests on."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from app.handouts.deck_look import BODY, FLOOR, LEFT, ROOM
from app.handouts.deck_pictures import add_picture, below, numbered
from app.handouts.deck_slides import Slides, add_accent, add_card, add_run, add_text
from app.handouts.deck_tables import add_table, parts_of
from app.handouts.deck_text import shortened, wrapped_height
from widgets.language.spoken import joined, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.handouts.content import Figure, Handout, Table

    Progress = Callable[[float], None]

_SENTENCES, _BETWEEN = (20.0, 18.0, 16.0), 0.16  # points, and inches between two
_ACROSS, _DOWN, _GAP = 4, 3, 0.2  # cards on a slide
_TOP = 1.45  # of a body without a line under the title
_LOGO = (2.4, 0.9)  # inches at most
_SUMMARY, _FIGURES = "Summary", "Headline figures"
_ENGLISH = "en-US"  # what the usual look says


class LogoError(ValueError):
    """A logo that is no picture."""


def make_deck(handout: Handout, progress: Progress) -> Any:
    """The presentation. `progress` is told the share done, and ends the work by raising."""
    slides = Slides(handout.stamp)
    steps = list(_steps(slides, handout))
    for done, step in enumerate(steps):
        progress(done / (len(steps) + 1))
        step()
    _write_properties(slides.presentation.core_properties, handout)
    _tell_language(slides.presentation)
    return slides.presentation


def _write_properties(properties: Any, handout: Handout) -> None:
    """What a file manager shows of the file."""
    properties.title = shortened(handout.title, 200)
    properties.author = shortened(handout.stamp.organisation or "Tenor", 200)
    properties.subject = shortened(handout.stamp.scenario, 200)
    properties.comments = shortened(handout.stamp.notice, 250)
    properties.last_modified_by = properties.author
    made = datetime.fromisoformat(handout.stamp.date)
    properties.created = properties.modified = made


def _tell_language(presentation: Any) -> None:
    """Else a program that knows another one underlines every word."""
    tag = said(_ENGLISH)  # a catalogue names its own language
    if tag == _ENGLISH:
        return
    slides = tuple(presentation.slides)
    notes = (slide.notes_slide for slide in slides)
    for holder in (*presentation.slide_layouts, *slides, *notes):
        for run in holder._element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", tag)


def _steps(slides: Slides, handout: Handout) -> Iterator[Callable[[], None]]:
    yield lambda: _cover(slides, handout)
    yield lambda: _summary(slides, handout)
    yield lambda: _figures(slides, handout)
    for page in handout.pages:
        for picture in page.pictures:
            yield lambda page=page, picture=picture: add_picture(  # type: ignore[misc]
                slides, picture, page.title, handout.fiscal_start
            )
        for table in page.tables:
            yield lambda page=page, table=table: _table(slides, table, page.title)  # type: ignore[misc]
    yield lambda: _table(slides, handout.assumptions, "What it rests on")
    for table in handout.sources:
        yield lambda table=table: _table(slides, table, "Sources")  # type: ignore[misc]
    for table in handout.ledger:
        yield lambda table=table: _table(slides, table, "Appendix")  # type: ignore[misc]


def _cover(slides: Slides, handout: Handout) -> None:
    stamp = handout.stamp
    named = "" if stamp.scenario == handout.title else stamp.scenario
    against = f"Compared with “{shortened(handout.compared, 60)}”" if handout.compared else ""
    subtitle = joined(" · ", named, against)
    slide = slides.cover(handout.title, subtitle, joined(". ", handout.title, stamp.notice))
    add_accent(slide, 2.2, 2.3)
    if handout.logo is not None:
        _add_logo(slide, handout.logo)
    if stamp.organisation:
        name = shortened(stamp.organisation, 80)
        add_text(slide, (LEFT, 1.62, ROOM, 0.4), name, 16, "text_muted", bold=True)
    made = joined(" · ", stamp.date, f"Tenor {stamp.version}")
    add_text(slide, (LEFT + 0.3, 4.7, ROOM, 0.4), shortened(made, 120), 14, "text_muted")
    notice = add_card(slide, (LEFT, 5.75, ROOM, 0.6))
    add_run(notice.paragraphs[0], shortened(stamp.notice, 200), 14, "text")


def _add_logo(slide: Any, logo: bytes) -> None:
    try:
        picture = slide.shapes.add_picture(BytesIO(logo), Inches(LEFT), Inches(0.55))
    except (OSError, ValueError) as error:
        raise LogoError("can't be written: the logo is not a picture that can be read") from error
    scale = min(Inches(_LOGO[0]) / picture.width, Inches(_LOGO[1]) / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.name = "Logo"


def _summary(slides: Slides, handout: Handout) -> None:
    """The sentences, on as many slides as they need."""
    if not handout.summary:
        return
    sentences = [shortened(each, 600) for each in handout.summary]
    sizes = (size for size in _SENTENCES if len(_grouped(sentences, size)) == 1)
    size = next(sizes, _SENTENCES[-1])
    groups = _grouped(sentences, size)
    for number, group in enumerate(groups, 1):
        title = numbered(_SUMMARY, number, len(groups))
        slide = slides.add(title, handout.title, notes=joined(" ", *group))
        _write_sentences(slide, group, size)


def _grouped(sentences: list[str], size: float) -> list[list[str]]:
    """The sentences of each slide."""
    groups: list[list[str]] = [[]]
    left = FLOOR - _TOP
    for sentence in sentences:
        high = wrapped_height(sentence, ROOM - 0.2, size) + _BETWEEN
        if high > left and groups[-1]:
            groups.append([])
            left = FLOOR - _TOP
        groups[-1].append(sentence)
        left -= high
    return groups


def _write_sentences(slide: Any, sentences: list[str], size: float) -> None:
    frame = add_text(slide, (LEFT, _TOP, ROOM, FLOOR - _TOP), sentences[0], size)
    for sentence in sentences[1:]:
        add_run(frame.add_paragraph(), sentence, size, "text")
    for paragraph in frame.paragraphs:
        paragraph.space_after = Pt(_BETWEEN * 72)


def _figures(slides: Slides, handout: Handout) -> None:
    step = _ACROSS * _DOWN
    groups = [handout.figures[at : at + step] for at in range(0, len(handout.figures), step)]
    against = (
        f"Changes are against “{shortened(handout.compared, 60)}”." if handout.compared else ""
    )
    for number, group in enumerate(groups, 1):
        told = joined(" ", *(f"{each.label}: {each.value}." for each in group))
        slide = slides.add(
            numbered(_FIGURES, number, len(groups)), handout.title, against, notes=told
        )
        for place, figure in enumerate(group):
            _add_figure(slide, figure, place)


def _add_figure(slide: Any, figure: Figure, place: int) -> None:
    """A card: what it is, how much, its change, and what is worth knowing."""
    width = (ROOM - (_ACROSS - 1) * _GAP) / _ACROSS
    height = (FLOOR - BODY + 0.2 - (_DOWN - 1) * _GAP) / _DOWN
    row, column = divmod(place, _ACROSS)
    box = (
        LEFT + column * (width + _GAP),
        BODY - 0.2 + row * (height + _GAP),
        width,
        height,
    )
    frame = add_card(slide, box)
    frame.vertical_anchor = MSO_ANCHOR.TOP  # the values of a row on one line
    frame.margin_top = Inches(0.2)
    add_run(frame.paragraphs[0], shortened(figure.label, 40), 12, "text_muted")
    add_run(frame.add_paragraph(), shortened(figure.value, 20), 24, "text", bold=True)
    if figure.change:
        add_run(frame.add_paragraph(), shortened(figure.change, 32), 12, "accent", bold=True)
    if figure.reason:
        add_run(frame.add_paragraph(), shortened(figure.reason, 64), 11, "text_muted")


def _table(slides: Slides, table: Table, kicker: str) -> None:
    """A table on as many slides as it needs; an empty one says why on its own."""
    lead = shortened(table.note, 220)
    top = below(lead) if lead else _TOP
    if not table.rows or not table.header:
        slide = slides.add(table.title, kicker, notes=lead)
        text = lead or "There is nothing to show."
        add_text(slide, (LEFT, 3.2, ROOM, 0.8), text, 18, "text_muted", anchor="middle")
        return
    parts = list(parts_of(table, FLOOR - top))
    for number, part in enumerate(parts, 1):
        slide = slides.add(numbered(table.title, number, len(parts)), kicker, lead)
        add_table(slide, part, top)
