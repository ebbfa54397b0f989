"""How a deck looks: 16:9, the light theme's colours, one typeface, three layouts.

The typeface is the window's. It stands in the theme alone, so that whoever edits the deck
changes it in one place; a machine that lacks it takes Arial, which is no wider.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from app.theme import tokens
from widgets.language.spoken import said

TYPEFACE = "Inter"
_LIKE_ARIAL = {"panose": "020B0604020202020204", "pitchFamily": "34", "charset": "0"}
WIDTH, HEIGHT = 13.333, 7.5  # inches, as all lengths here
LEFT, ROOM = 0.6, 12.133  # the margin, and the width between the margins
KICKER, TITLE, LEAD, BODY, FOOT = 0.32, 0.58, 1.2, 1.95, 6.86  # where each begins
FLOOR = 6.62  # where the body ends
TITLE_SIZE = 26.0  # points
KICKER_ID, LEAD_ID = 13, 14  # placeholders of the layout beside the title
COVER, PLAIN = "Title Slide", "Title Only"
_NOT_OURS = ("printerSettings", "thumbnail", "extended-properties")
_KEPT = (COVER, "Title and Content", PLAIN)
_FOOT_SIZES = {"dt": (9.55, 1.3, "r"), "ftr": (LEFT, 8.8, "l"), "sldNum": (11.45, 1.283, "r")}
_THEME_COLOURS = {
    "dk1": "text",
    "lt1": "card",
    "dk2": "text_muted",
    "lt2": "window",
    "accent1": "accent",
    "accent2": "compute",
    "accent3": "profit",
    "accent4": "remaining",
    "accent5": "exit_cost",
    "accent6": "revenue",
    "hlink": "accent",
    "folHlink": "derived",
}


def hexadecimal(name: str) -> str:
    """`2563EB`, the colour of a token of the light theme."""
    return str(getattr(tokens("light"), name)).lstrip("#").upper()


def colour(name: str) -> Any:
    """The colour of a token as python-pptx takes it."""
    return RGBColor.from_string(hexadecimal(name))


def new_presentation() -> Any:
    """An empty deck in Tenor's look."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _leave_out(made)
    master = made.slide_master
    for layout in tuple(made.slide_layouts):
        if layout.name not in _KEPT:
            made.slide_layouts.remove(layout)
    _dress_theme(master)
    _dress_master(master)
    for layout in made.slide_layouts:
        _place_feet(layout)
        if layout.name == PLAIN:
            _add_placeholder(layout, KICKER_ID, "Page", KICKER, 0.3, 1200, "accent1")
            _add_placeholder(layout, LEAD_ID, "What it says", LEAD, 0.62, 1400, "tx2")
        if layout.name == COVER:
            _dress_cover(layout)
    return made


def layout_named(presentation: Any, name: str) -> Any:
    return next(each for each in presentation.slide_layouts if each.name == name)


def _leave_out(presentation: Any) -> None:
    """What python-pptx's template brings of its author's: printer, thumbnail, properties."""
    part = presentation.part
    for relations in (part.rels, part.package._rels):
        for key, relation in tuple(relations.items()):
            if relation.reltype.rpartition("/")[2] in _NOT_OURS:
                relations.pop(key)


def _dress_theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for key, token in _THEME_COLOURS.items():
        for slot in theme.iter(qn(f"a:{key}")):
            slot.clear()
            etree.SubElement(slot, qn("a:srgbClr"), val=hexadecimal(token))
    for kind in ("a:majorFont", "a:minorFont"):
        for font in theme.iter(qn(kind)):
            for latin in font.iterchildren(qn("a:latin")):
                latin.set("typeface", TYPEFACE)
                for key, value in _LIKE_ARIAL.items():
                    latin.set(key, value)
    theme.set("name", "Tenor")
    # python-pptx knows no themes: the part is bytes to it.
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _dress_master(master: Any) -> None:
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", str(int(TITLE_SIZE * 100)))
    title.find(qn("a:defRPr")).set("b", "1")
    for level, size in enumerate((1600, 1400, 1400, 1200, 1200), 1):
        found = styles.find(f"{qn('p:bodyStyle')}/{qn(f'a:lvl{level}pPr')}")
        found.find(qn("a:defRPr")).set("sz", str(size))
    for shape in master.placeholders:
        kind = shape._element.ph.get("type")
        if kind == "title":
            _put(shape, LEFT, TITLE, ROOM, 0.56)
            _inset(shape, "b")
        elif kind == "body":
            _put(shape, LEFT, BODY, ROOM, FLOOR - BODY)
    _place_feet(master)
    line = master.shapes._spTree
    line.append(_hairline(len(line) + 20))


def _dress_cover(layout: Any) -> None:
    for shape in layout.placeholders:
        kind = shape._element.ph.get("type")
        if kind == "ctrTitle":
            _put(shape, LEFT + 0.3, 2.2, ROOM - 0.6, 1.3)
            _inset(shape, "b")
            _set_level(shape, "l", 4000, "tx1")
        elif kind == "subTitle":
            _put(shape, LEFT + 0.3, 3.6, ROOM - 0.6, 0.9)
            _inset(shape, "t")
            _set_level(shape, "l", 2200, "tx2")


def _place_feet(holder: Any) -> None:
    """Footer, date and slide number of a master or layout."""
    for shape in holder.placeholders:
        kind = shape._element.ph.get("type")
        if kind in _FOOT_SIZES:
            left, width, side = _FOOT_SIZES[kind]
            _put(shape, left, FOOT, width, 0.42)
            _inset(shape, "t")
            _set_level(shape, side, 900, "tx2")


def _put(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top = Inches(left), Inches(top)
    shape.width, shape.height = Inches(width), Inches(height)


def _inset(shape: Any, anchor: str) -> None:
    """No margins at the sides, so that texts stand on one line with what is below them."""
    body = shape._element.txBody.find(qn("a:bodyPr"))
    for child in tuple(body):
        body.remove(child)
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", anchor)
    etree.SubElement(body, qn("a:normAutofit"))


def _set_level(shape: Any, side: str, size: int, scheme: str) -> None:
    """The style of a placeholder's text, `size` in hundredths of a point."""
    styles = shape._element.txBody.find(qn("a:lstStyle"))
    for child in tuple(styles):
        styles.remove(child)
    level = etree.SubElement(styles, qn("a:lvl1pPr"), marL="0", indent="0", algn=side)
    etree.SubElement(level, qn("a:buNone"))
    run = etree.SubElement(level, qn("a:defRPr"), sz=str(size))
    fill = etree.SubElement(run, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val=scheme)


def _add_placeholder(
    layout: Any, number: int, name: str, top: float, height: float, size: int, scheme: str
) -> None:
    """A line of text that the layout holds beside its title."""
    title = next(each for each in layout.placeholders if each._element.ph.get("type") == "title")
    made = deepcopy(title._element)
    made.nvSpPr.cNvPr.set("id", str(number + 20))
    made.nvSpPr.cNvPr.set("name", name)
    made.ph.set("type", "body")
    made.ph.set("idx", str(number))
    title._element.addnext(made)
    shape = next(each for each in layout.placeholders if each._element is made)
    shape.text_frame.text = said(name)
    _put(shape, LEFT, top, ROOM, height)
    _inset(shape, "t")
    _set_level(shape, "l", size, scheme)


def _hairline(number: int) -> Any:
    """Above the footer, on the master."""
    left, top, width = (Emu(Inches(each)) for each in (LEFT, FOOT - 0.1, ROOM))
    return etree.fromstring(
        '<p:cxnSp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<p:nvCxnSpPr><p:cNvPr id="{number}" name="Line"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="0"/>'
        '</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill>'
        f'<a:srgbClr val="{hexadecimal("border")}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )
