"""An empty presentation in the house's look, and the finished one as bytes.

python-pptx brings a template of an older shape (4:3, blue on white, a picture of itself inside);
what is not wanted of it is taken out, and its master gets our measures, colours and typefaces.
"""

import io
import re
from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from app.forms.slides.look import EAST_ASIAN, HEIGHT, TITLE, WIDTH, Look
from app.forms.slides.packing import packed

#: A file is a function of its address: no clock has a say in it.
_MADE = datetime(2026, 1, 1)
_LAYOUT = "Title Only"
_PROPERTIES = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Gradscape</Application>'
    "<PresentationFormat>Widescreen</PresentationFormat></Properties>"
)
#: Which colour of the palette stands for which of a presentation's.
_SCHEME = {
    "dk1": "ink",
    "lt1": "ground",
    "dk2": "quiet",
    "lt2": "rule",
    "accent1": "run",
    "accent2": "blue",
    "accent3": "purple",
    "accent4": "best",
    "accent5": "edge",
    "accent6": "curve",
    "hlink": "blue",
    "folHlink": "purple",
}


def new(look: Look) -> Any:
    """A presentation without slides: 16:9, one layout with a title, our colours and typefaces."""
    deck = Presentation()
    before = deck.slide_width
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.part._element.find(qn("p:sldSz")).attrib.pop("type", None)
    for layout in list(deck.slide_layouts):
        if layout.name != _LAYOUT:
            deck.slide_layouts.remove(layout)
    _strip(deck)
    _master(deck.slide_master, WIDTH / before)
    theme = deck.slide_master.part.part_related_by(RT.THEME)
    theme._blob = _coloured(theme.blob.decode("utf-8"), look).encode("utf-8")
    return deck


def finished(deck: Any, look: Look, title: str, subject: str = "") -> bytes:
    """The presentation as the bytes of a ``.pptx``: the same slides, the same bytes."""
    told = deck.core_properties
    told.title, told.subject = title[:255], subject[:255]
    told.author = told.last_modified_by = "Gradscape"
    told.language = look.locale
    told.comments = told.keywords = told.category = ""
    told.created = told.modified = _MADE
    told.revision = 1
    _list_notes(deck)
    stream = io.BytesIO()
    deck.save(stream)
    return packed(stream.getvalue())


def _strip(deck: Any) -> None:
    """Take out the template's picture of itself and its printer, and its word on what made it."""
    package = deck.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype == RT.THUMBNAIL:
            package.drop_rel(key)
        elif relation.reltype == RT.EXTENDED_PROPERTIES:
            relation.target_part._blob = _PROPERTIES.encode("ascii")
    for key, relation in list(deck.part.rels.items()):
        if relation.reltype == RT.PRINTER_SETTINGS:
            deck.part.drop_rel(key)


def _list_notes(deck: Any) -> None:
    """Name the master of the notes in the presentation, where python-pptx leaves it out."""
    masters = deck.part._element.find(qn("p:sldMasterIdLst"))
    if deck.part._element.find(qn("p:notesMasterIdLst")) is None:
        for key, relation in deck.part.rels.items():
            if relation.reltype == RT.NOTES_MASTER:
                listed, one = OxmlElement("p:notesMasterIdLst"), OxmlElement("p:notesMasterId")
                one.set(qn("r:id"), key)
                listed.append(one)
                masters.addnext(listed)


def _master(master: Any, wider: float) -> None:
    """Give the master our title, and its other places the width of the slide."""
    for shape in master.placeholders:
        if shape.placeholder_format.type == 1:  # the title
            shape.left, shape.top, shape.width, shape.height = TITLE
            shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            shape.text_frame.margin_left = shape.text_frame.margin_right = 0
        else:
            top, height = shape.top, shape.height
            shape.left, shape.width = round(shape.left * wider), round(shape.width * wider)
            shape.top, shape.height = top, height
    level = master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    font = level.find(qn("a:defRPr"))
    font.set("sz", str(Pt(28).centipoints))
    font.set("b", "1")


def _coloured(theme: str, look: Look) -> str:
    """The theme with our palette and the typefaces of the language."""
    for name, role in _SCHEME.items():
        colour = look.colour(role)
        theme = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>',
            theme,
            count=1,
        )
    fonts = f"<a:latin typeface={quoteattr(look.latin)}/><a:ea typeface={quoteattr(EAST_ASIAN)}/>"
    theme = re.sub(r'<a:latin typeface="[^"]*"/><a:ea typeface="[^"]*"/>', fonts, theme)
    theme = theme.replace('name="Office Theme"', 'name="Gradscape"', 1)
    return theme.replace('Scheme name="Office"', 'Scheme name="Gradscape"')
