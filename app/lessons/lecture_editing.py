"""The editor of a lecture: from the fields of its form and the button pressed to new slides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.catalogue.languages import say
from app.lessons.lecture import Slide, clean, decode
from app.lessons.lecture_links import slides_of
from app.lessons.lecture_reading import LONGEST_NOTE, LONGEST_TITLE, within
from app.lessons.registry import FIGURES

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Edited:
    """The slides after a change, the number of the one that it touched, and why it was refused.

    ``refused`` is empty or the last part of the message ``lecture.refused.…``; then the slides
    are those of the fields, with the words that were typed, be they too many for a link.
    """

    slides: list[Slide]
    at: int = 0
    refused: str = ""


def edited(fields: Fields, lang: str) -> Edited:
    """Read the form of the editor and do what its button says.

    Each slide sends ``slide.N`` (its figure and query as spelled) with ``title.N``, ``note.N``,
    ``controls.N`` for every box that is ticked and ``autoplay.N``. ``do`` is ``apply``,
    ``up.N``, ``down.N``, ``move.N.M``, ``copy.N``, ``remove.N``, ``add.FIGURE``, ``words``, or
    ``paste`` of the link in ``link``. Anything else changes nothing.
    """
    slides = _fields(fields)
    asked = dict(fields)
    name, _, rest = asked.get("do", "").partition(".")
    at = _whole(asked.get("at", ""))
    if name == "add" and rest in FIGURES:
        return _grown(slides, [Slide(rest)])
    if name == "words":
        return _grown(slides, [Slide(title=say(lang, "page.lecture.new_words"))])
    if name == "paste":
        new = slides_of(asked.get("link", ""))
        return _grown(slides, new) if new else Edited(slides, at, "link")
    first, _, second = rest.partition(".")
    place = _whole(first) - 1
    if not 0 <= place < len(slides):
        return _kept(slides, at)
    if name == "remove":
        return Edited(slides[:place] + slides[place + 1 :], min(place + 1, len(slides) - 1))
    if name == "copy":
        return _grown(slides, [slides[place]], place + 1)
    goals = {"up": place - 1, "down": place + 1, "move": _whole(second) - 1}
    if name in goals:
        goal = min(max(goals[name], 0), len(slides) - 1)
        left = slides[:place] + slides[place + 1 :]
        return Edited([*left[:goal], slides[place], *left[goal:]], goal + 1)
    return _kept(slides, place + 1)


def appended(slides: list[Slide], link: str) -> Edited:
    """The slides with those of a link behind them."""
    new = slides_of(link)
    return _grown(slides, new) if new else Edited(slides, 0, "link")


def _fields(fields: Fields) -> list[Slide]:
    """The slides as the fields of the form tell them."""
    texts = dict(fields)
    slides = []
    for key, spelled in fields:
        name, _, number = key.partition(".")
        read = decode(spelled) if name == "slide" else []
        if not read:
            continue
        slide = read[0]
        ticked = [value for other, value in fields if other == f"controls.{number}"]
        title = " ".join(clean(texts.get(f"title.{number}", "")).split())[:LONGEST_TITLE]
        figure = FIGURES.get(slide.figure)
        if figure and title in figure.title.values():
            title = ""  # the figure's own, which then follows the language
        slides.append(
            replace(
                slide,
                title=title,
                note=clean(texts.get(f"note.{number}", "")).strip()[:LONGEST_NOTE],
                controls="none" if "none" in ticked else ",".join(filter(None, ticked)) or None,
                autoplay=f"autoplay.{number}" in texts,
            )
        )
    return slides


def _grown(slides: list[Slide], new: Sequence[Slide], place: int | None = None) -> Edited:
    """New slides at a place or behind the others, unless the lecture would be too long."""
    at = len(slides) if place is None else place
    longer = [*slides[:at], *new, *slides[at:]]
    if not within(longer)[1]:
        return Edited(slides, at, "long")
    return Edited(longer, at + 1)


def _kept(slides: list[Slide], at: int) -> Edited:
    """The slides with the words of the fields, which may have grown too long for a link."""
    return Edited(slides, at, "" if within(slides)[1] else "long")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
