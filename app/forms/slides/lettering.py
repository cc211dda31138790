"""Text on slides: every run names its language and its typefaces, Korean ones included."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from app.forms.slides.look import EAST_ASIAN, Look

#: What XML cannot hold, and what PowerPoint would read as a break.
_BARRED = dict.fromkeys([*range(32), 0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], " ")


def clean(text: str) -> str:
    """The text without characters that a slide cannot hold."""
    return text.translate(_BARRED)


def write(
    paragraph: Any,
    text: str,
    look: Look,
    size: float | None = None,
    colour: RGBColor | None = None,
    *,
    bold: bool | None = None,
    link: str = "",
) -> None:
    """Add a run of text to a paragraph, as a link where an address is given."""
    run = paragraph.add_run()
    run.text = clean(text)
    style(run.font, look, size, colour, bold=bold)
    if link:
        run.hyperlink.address = link


def style(
    font: Any,
    look: Look,
    size: float | None = None,
    colour: RGBColor | None = None,
    *,
    bold: bool | None = None,
) -> None:
    """Give a font its language, typefaces, size in points, colour and weight."""
    properties = font._rPr
    properties.set("lang", look.locale)
    if look.lang == "ko":
        properties.set("altLang", "en-US")
    if size is not None:
        font.size = Pt(round(2 * size) / 2)
    if bold is not None:
        font.bold = bold
    if colour is not None:
        font.color.rgb = colour
    font.name = look.latin
    eastern = OxmlElement("a:ea")
    eastern.set("typeface", EAST_ASIAN)
    properties.find(qn("a:latin")).addnext(eastern)


def width(text: str) -> float:
    """About how wide a text is, in multiples of its size: Hangul is as wide as it is high."""
    return sum(1.0 if "ᄀ" <= letter <= "ᇿ" or letter >= "⺀" else 0.56 for letter in text)


def fitting(text: str, points: float, largest: float, smallest: float, lines: int) -> float:
    """The largest size at which a text fills at most so many lines of a width in points."""
    size = largest
    while size > smallest and not fits(text, points, size, lines):
        size -= 1
    return size


def fits(text: str, points: float, size: float, lines: int = 1) -> bool:
    """Whether a text of this size surely fills no more than so many lines.

    A line that breaks between words leaves some of its width empty, and the typeface that stands
    in for a missing one may be wider.
    """
    return width(text) * size <= points * (0.93 + 0.85 * (lines - 1))
