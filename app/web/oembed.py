"""oEmbed 1.0: how a lesson or a figure of this site stands in a page of another.

Source: https://oembed.com, sections 2.2 (arguments), 2.3 (answers) and 2.3.4.4 (type rich).
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request, Response
from markupsafe import Markup

from app.catalogue.languages import LANGUAGES, say
from app.lessons.lesson import Figure, Items
from app.lessons.reading import read
from app.lessons.registry import FIGURES, LESSONS
from app.web import qr
from app.web.asked import HEIGHTS, WIDTHS
from app.web.cards import picture
from app.web.errors import Detail, InvalidInput, answer
from app.web.ours import Place, ours
from app.web.public import VARY, site

router = APIRouter(include_in_schema=False)
router.include_router(qr.router)

#: A frame: room for headline, picture, player and knob, whatever the shape of the picture.
WIDTH, HEIGHT = 800, 600
#: Width of a still that stands in for the frame.
THUMBNAIL = 1200
#: Seconds for which an answer may be kept.
AGE = 86_400
_PAGE = re.compile(rf"/({'|'.join(LANGUAGES)})/(embed/)?([a-z0-9-]+)")
_FRAME = Markup(
    '<iframe src="{src}" width="{width}" height="{height}" title="{title}" loading="lazy"'
    ' style="border:0;max-width:100%" allowfullscreen></iframe>'
)


class _Named(NamedTuple):
    """The figure that an address names: its own, or the one that stands for a lesson's page."""

    lang: str
    figure: Figure
    still: Figure
    title: str
    items: Items


@router.get("/oembed")
async def oembed(request: Request) -> Response:
    """Answer how an address of this site stands in another page; unknown arguments are ignored."""
    asked = _arguments(request.query_params.multi_items())
    if asked.get("format", "json") != "json":
        raise HTTPException(501, "This site answers oEmbed as JSON alone: format=json.")
    widest, tallest = (_most(asked, name) for name in ("maxwidth", "maxheight"))
    place = ours(request, asked["url"])
    named = _named(place) if place else None
    if place is None or named is None:
        raise HTTPException(404, "The url is no lesson and no figure of this site.")
    address = site(request)
    width, height = frame(widest, tallest)
    source = f"{address}/{named.lang}/embed/{named.figure.name}"
    told = {
        "type": "rich",
        "version": "1.0",
        "title": named.title,
        "author_name": "Gradscape",
        "author_url": f"{address}/{named.lang}/",
        "provider_name": "Gradscape",
        "provider_url": f"{address}/",
        "cache_age": AGE,
        "width": width,
        "height": height,
        "html": _FRAME.format(
            src=source + (f"?{place.query}" if place.query else ""),
            width=width,
            height=height,
            title=named.title,
        ),
    }
    if size := thumbnail(named.still, widest, tallest):
        told |= {
            "thumbnail_url": picture(address, named.lang, named.still.name, named.items, *size),
            "thumbnail_width": size[0],
            "thumbnail_height": size[1],
        }
    return answer(told, headers={"Cache-Control": "no-cache", "Vary": VARY})


def frame(widest: float, tallest: float) -> tuple[int, int]:
    """Width and height of a frame, its shape kept and within both bounds."""
    shrunk = min(1.0, widest / WIDTH, tallest / HEIGHT)
    return max(1, int(WIDTH * shrunk)), max(1, int(HEIGHT * shrunk))


def thumbnail(figure: Figure, widest: float, tallest: float) -> tuple[int, int] | None:
    """Width and height of a still within both bounds; None where no still is so small."""
    width, height = THUMBNAIL, round(THUMBNAIL / figure.aspect)
    shrunk = min(1.0, widest / width, tallest / height)
    size = max(WIDTHS[0], int(width * shrunk)), max(HEIGHTS[0], int(height * shrunk))
    return size if size[0] <= widest and size[1] <= tallest else None


def _named(place: Place) -> _Named | None:
    found = _PAGE.fullmatch(place.path)
    if not found:
        return None
    lang, embed, name = found.groups()
    figure = FIGURES.get(name) if embed else None
    lesson = LESSONS.get(figure.lesson if figure else "" if embed else name)
    if lesson is None:
        return None
    items = parse_qsl(place.query, keep_blank_values=True)
    _, problems = read(lesson.experiment, items, lang, blanks=True)
    bad = {problem.key for problem in problems}
    kept = [(key, value) for key, value in items if key not in bad and value.strip()]
    title = figure.title[lang] if figure else lesson.title[lang]
    standing = lesson.standing(dict(kept))
    return _Named(
        lang=lang,
        figure=figure or FIGURES[standing.figure],
        still=figure or FIGURES[standing.still],
        title=f"{title} · {say(lang, 'page.site')}",
        items=kept,
    )


def _arguments(items: Items) -> Mapping[str, str]:
    """The arguments that have a meaning here, each at most once; a blank one is not given."""
    asked: dict[str, str] = {}
    for key, value in items:
        if key not in ("url", "maxwidth", "maxheight", "format") or not value.strip():
            continue
        if key in asked:
            raise InvalidInput([Detail(("query", key), f"'{key}' may be given once.", "repeated")])
        asked[key] = value.strip()
    if "url" not in asked:
        raise InvalidInput([Detail(("query", "url"), "The key 'url' is missing.", "missing")])
    return asked


def _most(asked: Mapping[str, Any], name: str) -> float:
    """The greatest width or height that is asked for; without one there is no bound."""
    text = asked.get(name)
    if text is None:
        return float("inf")
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        sentence = f"'{name}' must be a whole number of pixels, from 1 on."
        raise InvalidInput([Detail(("query", name), sentence)])
    return float(text)
