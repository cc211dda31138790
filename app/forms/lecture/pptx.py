"""A lecture as one PowerPoint presentation, the lecturer's notes first among the notes."""

from typing import TYPE_CHECKING, Any

from app.forms.lecture.talk import Leaf, Talk

if TYPE_CHECKING:
    from app.forms.slides.look import Look


def make(talk: Talk) -> bytes:
    """Every slide with its figure; one that plays by itself is followed by its animation."""
    from app.forms.slides import deck
    from app.forms.slides.figure import append
    from app.forms.slides.look import Look

    look = Look(talk.lang, talk.theme)
    slides = deck.new(look)
    for leaf in talk.told():
        if leaf.asked is None:
            _words(slides, leaf, look)
        else:
            append(slides, leaf.asked, look, own=leaf.note, animated=leaf.autoplay)
    return deck.finished(slides, look, talk.title, talk.address)


def _words(slides: Any, leaf: Leaf, look: "Look") -> None:
    """A slide of words alone, large in its middle."""
    from pptx.enum.text import PP_ALIGN

    from app.forms.slides import notes
    from app.forms.slides.lettering import fitting, write
    from app.forms.slides.look import BODY, HEIGHT, POINT

    slide = slides.slides.add_slide(slides.slide_layouts[0])
    place = slide.shapes.title
    place.left, place.width = BODY.left, BODY.width
    place.top, place.height = HEIGHT // 4, HEIGHT // 2
    paragraph = place.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    size = fitting(leaf.title, BODY.width / POINT, 48, 24, 3)
    write(paragraph, leaf.title, look, size, look.colour("ink"), bold=True)
    if leaf.note:
        notes.put(slide, leaf.note.splitlines(), look)
