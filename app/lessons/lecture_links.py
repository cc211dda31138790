"""From a link of this site, as it is pasted, to the slides that it stands for."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from app.catalogue.languages import LANGUAGES
from app.lessons.lecture import AUTOPLAY, CONTROLS, Slide, clean, decode
from app.lessons.lecture_reading import keys_of
from app.lessons.registry import FIGURES, LESSONS

_LANG = "|".join(LANGUAGES)
_FIGURE = re.compile(
    rf"/(?:{_LANG})/(?:embed/(?P<embed>[\w-]+)|figures/(?P<file>[\w-]+)\.\w+|(?P<lesson>[\w-]+))/?$"
)
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_LONGEST = 20_000


def slides_of(pasted: str) -> list[Slide]:
    """The slides of a link of a lesson, a figure, an embed or a lecture, or of embed code.

    Which host it names is no matter: one site has several names. A link of a lesson stands for
    the picture that stands for the lesson. Empty where it is no such link.
    """
    pasted = clean(pasted).strip()[:_LONGEST]
    framed = _SOURCE.search(pasted) if pasted.startswith("<") else None
    if framed:
        pasted = unescape(framed[1])
    try:
        parts = urlsplit(pasted)
    except ValueError:
        return []
    found = _FIGURE.search(parts.path)
    if not found:
        return []
    items = parse_qsl(parts.query, keep_blank_values=True, errors="replace")
    if found["lesson"] == "lecture":
        return decode(dict(items).get("s", ""))
    name = found["embed"] or found["file"]
    if found["lesson"] in LESSONS:
        name = LESSONS[found["lesson"]].picture.partition("?")[0]
    return [slide_of(name, items)] if name in FIGURES else []


def slide_of(name: str, items: list[tuple[str, str]]) -> Slide:
    """A slide of a figure with what is the figure's of the query of a page or an embed."""
    figure = FIGURES[name]
    known = {*keys_of(figure), *(("step",) if figure.clock else ())}
    kept = tuple((key, value) for key, value in items if key in known and value.strip())
    own = dict(items)
    autoplay = own.get(AUTOPLAY, "").lower() in ("", "1", "true") and AUTOPLAY in own
    return Slide(name, kept, controls=own.get(CONTROLS) or None, autoplay=autoplay)
