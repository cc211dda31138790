"""A lecture as one PowerPoint presentation, the lecturer's notes first among the notes."""

from app.forms.lecture.talk import Talk


def make(talk: Talk) -> bytes:
    """Every slide with its figure; one that plays by itself is followed by its animation."""
    from app.forms.slides import deck
    from app.forms.slides.figure import append
    from app.forms.slides.look import Look
    from app.forms.slides.page import page

    look = Look(talk.lang, talk.theme)
    slides = deck.new(look)
    for leaf in talk.told():
        if leaf.asked is None:
            page(slides, leaf.title, [], look, own=leaf.note)
        else:
            append(slides, leaf.asked, look, own=leaf.note, animated=leaf.autoplay)
    return deck.finished(slides, look, talk.title, talk.address)
