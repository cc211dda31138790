"""A lecture as one PDF: a page for each slide, as a handout with what is said to it below."""

from app.forms.citation import LICENCE, LICENCE_URL, citation
from app.forms.lecture.talk import Talk


def make(talk: Talk) -> bytes:
    """Every slide as a page; the notes are on them where they are asked for."""
    from app.forms.still.about import About
    from app.forms.still.pages import Page, pages

    found = []
    for leaf in talk.told():
        asked = leaf.asked
        found.append(
            Page(
                asked.figure if asked else None,
                leaf.title,
                leaf.note if talk.notes else "",
                citation(asked) if asked else "",
                asked.description if asked else "",
            )
        )
    about = About(
        title=talk.title,
        lang=talk.lang,
        creator="Gradscape",
        source=talk.address,
        licence=LICENCE,
        licence_url=LICENCE_URL,
    )
    return pages(found, about)
