"""One slide after the other: titles, texts, cards, what stands on each, what is said to each."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from app.handouts.deck_look import (
    COVER,
    KICKER_ID,
    LEAD_ID,
    LEFT,
    PLAIN,
    ROOM,
    TITLE_SIZE,
    colour,
    layout_named,
    new_presentation,
)
from app.handouts.deck_text import chars_in, lines_in, shortened
from widgets.language.spoken import joined, said

if TYPE_CHECKING:
    from app.handouts.content import Stamp

MAX_TITLE, MAX_KICKER, MAX_SUBTITLE, MAX_NAME, MAX_NOTES = 70, 90, 140, 60, 4000
_LEAD_WIDTH, LEAD_SIZE, _LEAD_SMALL = 12.1, 14.0, 12.0
_TITLE_SMALL = 21.0


class Slides:
    """A deck that grows."""

    def __init__(self, stamp: Stamp) -> None:
        self.presentation = new_presentation()
        self._stamp = stamp

    def cover(self, title: str, subtitle: str, notes: str) -> Any:
        slide = self._slide(COVER, notes)
        slide.shapes.title.text_frame.text = shortened(title, MAX_TITLE)
        _fill(slide, 1, shortened(subtitle, MAX_SUBTITLE))
        return slide

    def add(self, title: str, kicker: str = "", lead: str = "", notes: str = "") -> Any:
        """A slide with a title; `kicker` stands small above it, `lead` says what it shows."""
        slide = self._slide(PLAIN, notes or lead or title)
        named = shortened(title, MAX_TITLE)
        slide.shapes.title.text_frame.text = named
        if lines_in(named, ROOM, TITLE_SIZE) > 1:  # it would stand on the line above it
            slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(_TITLE_SMALL)
        _fill(slide, KICKER_ID, shortened(kicker, MAX_KICKER))
        size = LEAD_SIZE if lines_in(lead, _LEAD_WIDTH, LEAD_SIZE) <= 2 else _LEAD_SMALL
        room = (2 if size == LEAD_SIZE else 3) * chars_in(_LEAD_WIDTH, size)
        _fill(slide, LEAD_ID, shortened(lead, room), size if size < LEAD_SIZE else None)
        return slide

    def _slide(self, layout: str, notes: str) -> Any:
        made = self.presentation.slides.add_slide(layout_named(self.presentation, layout))
        _add_feet(made, self._stamp)
        made.notes_slide.notes_text_frame.text = shortened(notes, MAX_NOTES)
        return made


def _fill(slide: Any, number: int, text: str, size: float | None = None) -> None:
    """Writes a placeholder, or takes it off a slide where there is nothing to write."""
    shape = slide.placeholders[number]
    if not text:
        shape._element.getparent().remove(shape._element)
        return
    shape.text_frame.text = text
    if size is not None:
        shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)


def _add_feet(slide: Any, stamp: Stamp) -> None:
    """Footer, date and slide number: python-pptx leaves the layout's off its slides."""
    first = (stamp.organisation, stamp.scenario, f"Tenor {stamp.version}")
    names = joined(" · ", *(shortened(each, MAX_NAME) for each in first))
    texts = {"ftr": (names, shortened(stamp.notice, 160)), "dt": (shortened(stamp.date, 20),)}
    for shape in slide.slide_layout.placeholders:
        kind = shape._element.ph.get("type")
        if kind not in ("ftr", "dt", "sldNum"):
            continue
        made = deepcopy(shape._element)
        made.nvSpPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
        slide.shapes._spTree.append(made)
        if kind in texts:
            frame = slide.shapes[-1].text_frame
            frame.text = "\n".join(texts[kind])


def add_text(
    slide: Any,
    box: tuple[float, float, float, float],
    text: str,
    size: float,
    ink: str = "text",
    *,
    bold: bool = False,
    anchor: str = "top",
) -> Any:
    """A text box at (left, top, width, height) inches; gives its text frame."""
    shape = slide.shapes.add_textbox(*map(Inches, box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if anchor == "middle" else MSO_ANCHOR.TOP
    add_run(frame.paragraphs[0], text, size, ink, bold=bold)
    return frame


def add_run(paragraph: Any, text: str, size: float, ink: str, *, bold: bool = False) -> None:
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = said(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = colour(ink)


def add_card(slide: Any, box: tuple[float, float, float, float], fill: str = "field") -> Any:
    """A rectangle with an edge; gives its text frame."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box))
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(fill)
    shape.line.color.rgb, shape.line.width = colour("border"), Pt(0.75)
    style = shape._element.find(qn("p:style"))
    style.getparent().remove(style)  # the theme's shadow, and its centred white text
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = Inches(0.16)
    frame.margin_top = frame.margin_bottom = Inches(0.08)
    return frame


def add_accent(slide: Any, top: float, height: float) -> None:
    """The bar beside a cover's title."""
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Inches(LEFT), Inches(top), Inches(0.09), Inches(height)
    )
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour("accent")
    shape.line.fill.background()
