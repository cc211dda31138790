"""A slide of words alone: the opening of a lecture, or a thought between two pictures."""

from collections.abc import Sequence
from typing import Any

from app.forms.slides import notes
from app.forms.slides.lettering import fitting, write
from app.forms.slides.look import BODY, POINT, Look
from app.forms.slides.words import box, titled


def page(deck: Any, title: str, lines: Sequence[str], look: Look, *, own: str = "") -> None:
    """Append a slide with a title and lines of text; ``own`` are the lecturer's notes."""
    slide = titled(deck, title, look)
    frame = box(slide, BODY)
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        size = fitting(line, BODY.width / POINT, 24, 16, 2)
        write(paragraph, line, look, size, look.colour("ink"))
    if own.strip():
        notes.put(slide, own.strip().splitlines(), look)
