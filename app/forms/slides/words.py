"""The words on a slide: title, headline and the line at its foot."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_AUTO_SIZE

from app.catalogue.languages import say
from app.forms.citation import LICENCE, LICENCE_URL, citation
from app.forms.form import Asked
from app.forms.slides.lettering import fits, fitting, write
from app.forms.slides.look import FOOT, HEADLINE, POINT, TITLE, Area, Look

#: Office takes a longer link for damage.
_LONGEST = 2000

Pieces = Sequence[dict[str, str]]


def titled(deck: Any, title: str, look: Look) -> Any:
    """Append a slide with a title, which stands in the layout's own place for it."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    paragraph = slide.shapes.title.text_frame.paragraphs[0]
    size = fitting(title, TITLE.width / POINT, 28, 18, 1)
    write(paragraph, title, look, size, look.colour("ink"), bold=True)
    return slide


def box(slide: Any, area: Area) -> Any:
    """Add a box for text, without margins of its own; returns its text frame."""
    frame = slide.shapes.add_textbox(*area).text_frame
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def headline(slide: Any, asked: Asked, look: Look) -> None:
    """The computed sentence and below it, smaller, what else is to be said."""
    said: Pieces = asked.staged["verdict"]["headline"]
    detail: Pieces = asked.staged["verdict"]["detail"]
    frame, points = box(slide, HEADLINE), HEADLINE.width / POINT
    size = fitting(_text(said), points, 20, 17, 1)
    single = fits(_text(said), points, size)
    size = size if single else fitting(_text(said), points, 18, 13, 2)
    _coloured(frame.paragraphs[0], said, look, size, "ink")
    if detail:
        size = fitting(_text(detail), points, 14 if single else 12, 9, 2 if single else 1)
        _coloured(frame.add_paragraph(), detail, look, size, "quiet")


def foot(slide: Any, asked: Asked, look: Look) -> None:
    """The way back to the live page, what the picture is, and what it may be used for."""
    paragraph = box(slide, FOOT).paragraphs[0]
    quiet, linked = look.colour("quiet"), look.colour("blue")
    bare = asked.page.partition("?")[0]
    address = asked.page if len(asked.page) < _LONGEST else bare
    write(paragraph, say(asked.lang, "slides.open"), look, 12, linked, link=address)
    # The whole citation, with its address, stands in the notes; a query may be long.
    place = bare.partition("://")[2]
    cited = citation(asked).replace(asked.page, place)
    before, licence, after = cited.rpartition(LICENCE)
    write(paragraph, f"   {before}", look, 11, quiet)
    write(paragraph, licence, look, 11, linked, link=LICENCE_URL)
    write(paragraph, after, look, 11, quiet)


def _text(pieces: Pieces) -> str:
    return "".join(piece["text"] for piece in pieces)


def _coloured(paragraph: Any, pieces: Pieces, look: Look, size: float, plain: str) -> None:
    """A sentence whose decisive words have the colour of their role."""
    for piece in pieces:
        role = piece.get("role", plain)
        bold = role not in (plain, "quiet")
        write(paragraph, piece["text"], look, size, look.colour(role), bold=bold)
