"""A sheet as SVG: its words as text, and what the picture is inside the file."""

import io
import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from matplotlib import rcParams
from matplotlib.backends.backend_svg import FigureCanvasSVG

from app.forms.still.about import About
from app.forms.still.letters import filled
from app.forms.still.sheet import Sheet

# The SVG writer reads these two from the global settings and nowhere else; they are set once, at
# import, so that threads never see them change. A fixed salt makes its ids the same every time.
rcParams["svg.fonttype"] = "none"
rcParams["svg.hashsalt"] = "gradscape"

_PATH = re.compile(r' d="([^"]*)"')
_LONG = re.compile(r"-?\d+\.\d{3,}(?:e[-+]?\d+)?")
_SPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:cc="http://creativecommons.org/ns#"'
)


def svg(sheet: Sheet, width: int, height: int, about: About) -> bytes:
    """Return the sheet as SVG of `width` × `height` px, however large its layout is."""
    stream = io.StringIO()
    canvas: Any = FigureCanvasSVG(sheet.figure)
    canvas.print_svg(stream, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = filled(stream.getvalue(), sheet.lines)
    body = text[text.index("<svg") :]
    body = _PATH.sub(_shorter, body[body.index(">") + 1 :].lstrip())
    words = f"<title>{escape(about.title)}</title>" if about.title else ""
    words += f"<desc>{escape(about.description)}</desc>" if about.description else ""
    lang = quoteattr(about.lang)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'version="1.1" width="{width}" height="{height}" '
        f'viewBox="0 0 {sheet.paper[0]:.10g} {sheet.paper[1]:.10g}" '
        # Letters keep the widths by which they were placed, or parts of a line would collide.
        f'text-rendering="geometricPrecision" role="img" xml:lang={lang} lang={lang}>'
    )
    return (head + words + _metadata(about) + body).encode()


def _shorter(path: re.Match[str]) -> str:
    """Return a path with numbers no finer than can be seen at any size."""
    return ' d="' + _LONG.sub(lambda number: f"{float(number[0]):.2f}", path[1]) + '"'


def _metadata(about: About) -> str:
    """Return what Inkscape and picture libraries read: Dublin Core, and the licence."""
    entries = {
        "title": about.title,
        "description": about.description,
        "language": about.lang,
        "source": about.source,
        "rights": about.licence,
    }
    parts = [f"<dc:{key}>{escape(value)}</dc:{key}>" for key, value in entries.items() if value]
    if about.creator:
        agent = f"<cc:Agent><dc:title>{escape(about.creator)}</dc:title></cc:Agent>"
        parts.append(f"<dc:creator>{agent}</dc:creator>")
    if about.keywords:
        items = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in about.keywords)
        parts.append(f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>")
    if about.licence_url:
        parts.append(f"<cc:license rdf:resource={quoteattr(about.licence_url)}/>")
    return (
        f'<metadata><rdf:RDF {_SPACES}><cc:Work rdf:about="">'
        f"<dc:format>image/svg+xml</dc:format>{''.join(parts)}"
        f"</cc:Work></rdf:RDF></metadata>\n"
    )
