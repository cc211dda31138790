"""A figure as PowerPoint slides: the picture, a native chart of the loss, notes, the animation."""

from app.forms.form import Asked, Form


def make(asked: Asked) -> bytes:
    """The slides of one figure as a presentation of their own."""
    from app.forms.slides import deck
    from app.forms.slides.figure import append
    from app.forms.slides.look import Look

    look = Look(asked.lang, asked.theme)
    slides = deck.new(look)
    append(slides, asked, look)
    return deck.finished(slides, look, asked.title, asked.description)


FORM = Form(
    "pptx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    make,
    order=40,
    themed=True,
    linked=True,
    saved=True,
    heavy=True,
)
