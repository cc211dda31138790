"""The slides of one figure: its picture beside its loss, then its animation."""

from typing import Any

from app.catalogue.languages import say
from app.forms.form import Asked
from app.forms.registry import FORMS
from app.forms.slides import chart, notes, picture, words
from app.forms.slides.look import BESIDE, BODY, GAP, HEIGHT, TITLE, WIDTH, Area, Look
from app.forms.slides.losses import losses

#: Beside no chart a picture may be so much wider than on its page.
_WIDER = 1.3


def append(deck: Any, asked: Asked, look: Look, *, own: str = "", animated: bool = True) -> None:
    """Append a figure's slides to a presentation of ``deck.new``.

    The first holds title, headline, picture and, where the figure has steps, the chart of the
    loss; the second, where it has steps and ``animated``, the animation. ``own`` are the
    lecturer's own notes, which stand before ours.
    """
    found = losses(asked)
    slide = words.titled(deck, asked.title, look)
    words.headline(slide, asked, look)
    aspect = asked.entry.aspect
    if found:
        wide = min(int(BESIDE), round(BODY.height * aspect))
        picture.still(slide, Area(BODY.left, BODY.top, wide, BODY.height), asked, look)
        left = BODY.left + wide + GAP
        area = Area(left, BODY.top, BODY.left + BODY.width - left, BODY.height)
        chart.draw(slide, area, found, look, asked.lang)
    else:
        picture.still(slide, picture.fitted(BODY, aspect * _WIDER), asked, look)
    words.foot(slide, asked, look)
    notes.put(slide, notes.lines(asked, found, own), look)
    if animated and asked.staged["steps"] > 0:
        _animation(deck, asked, look)


def _animation(deck: Any, asked: Asked, look: Look) -> None:
    """The animation from edge to edge below its title."""
    top = TITLE.top + TITLE.height
    area = Area(0, top, WIDTH, HEIGHT - top)
    content = picture.animation(area, asked, FORMS["gif"])
    title = say(asked.lang, "slides.moving", title=asked.title)
    slide = words.titled(deck, title, look)
    picture.placed(slide, area, content, asked)
    told = [say(asked.lang, "slides.start"), "", asked.description]
    notes.put(slide, [*told, say(asked.lang, "slides.page", address=asked.page)], look)
