"""Figures without their page, to stand in a frame: slides, notebooks, other sites."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from app.catalogue.languages import LANGUAGES, say
from app.forms.encoding import encode
from app.forms.page_json import page_json
from app.forms.templating import words
from app.lessons.lesson import Figure, Items
from app.lessons.palette import THEMES
from app.lessons.reading import read
from app.lessons.registry import FIGURES
from app.lessons.staged import staged
from app.web.cards import discovery
from app.web.frame_keys import frame
from app.web.pages import WIDE, embedded, environment
from app.web.public import VARY, site
from app.web.threads import aside

router = APIRouter(include_in_schema=False)

#: The data of a frame hang on their address alone.
_HELD = {"Cache-Control": "public, max-age=600"}
#: The key in which a frame's script names the traces that it holds, if they are heavier than so
#: many bytes.
_HAVE, _HEAVY = "have", 4000


def found(lang: str, name: str) -> Figure:
    """The figure of that name, or 404."""
    if lang not in LANGUAGES or name not in FIGURES:
        raise HTTPException(
            404,
            f"There is no such figure. Languages: {', '.join(LANGUAGES)};"
            f" figures: {', '.join(FIGURES)}.",
        )
    return FIGURES[name]


def prints(figure: Mapping[str, Any]) -> list[str]:
    """A name for each of a figure's traces that hangs on all it holds; empty for the small ones."""
    encoded = map(encode, figure["data"])
    return [
        blake2b(trace, digest_size=6).hexdigest() if len(trace) > _HEAVY else ""
        for trace in encoded
    ]


def travelling(content: Mapping[str, Any], have: str) -> dict[str, Any]:
    """The content as it travels to a frame that holds the traces named in ``have`` already.

    In the place of such a trace stands its name, as a moving knob needs no surface again.
    """
    held = set(have.split(","))
    figure, names = content["figure"], content["prints"]
    data = [
        {"have": name} if name in held and name else trace
        for name, trace in zip(names, figure["data"], strict=True)
    ]
    return {**content, "figure": {**figure, "data": data}}


def first(figure: Figure, items: Items, lang: str) -> dict[str, Any]:
    """What a frame shows at first and after every change: ``view``, ``figure`` and ``prints``."""
    experiment, problems = read(figure.experiment, items, lang, blanks=True)
    theme = getattr(experiment, "theme", None) or THEMES[0]
    drawn = figure.draw(experiment, lang, theme)
    view = staged(figure, experiment, problems, items, lang)
    return {"view": view, "figure": drawn, "prints": prints(drawn)}


def _items(request: Request) -> Items:
    """The query as it was spelled, wide letters of a Korean keyboard read as the plain ones."""
    return [(key, value.translate(WIDE)) for key, value in request.query_params.multi_items()]


@router.get("/{lang}/embed/{name}.json")
async def embed_json(request: Request, lang: str, name: str) -> Response:
    """Give what a frame shows as JSON, for its own scripts."""
    figure = found(lang, name)
    asked = frame(figure, _items(request), lang)
    items = [item for item in asked.rest if item[0] != _HAVE]
    have = ",".join(value for key, value in asked.rest if key == _HAVE)
    body = await aside(lambda: page_json(travelling(first(figure, items, lang), have)))
    return Response(body, media_type="application/json", headers=_HELD)


@router.get("/{lang}/embed/{name}")
async def embed(request: Request, lang: str, name: str) -> HTMLResponse:
    """Show a figure alone, filling its frame."""
    figure = found(lang, name)
    home = site(request)
    query = f"?{request.url.query}" if request.url.query else ""
    oembed = discovery(home, f"{home}/{lang}/embed/{name}{query}")
    text = await aside(_rendered, figure, _items(request), lang, oembed)
    # The page holds the address of the site, and it is the client who says it.
    return HTMLResponse(text, headers={"Cache-Control": "no-cache", "Vary": VARY})


def _rendered(figure: Figure, items: Items, lang: str, oembed: str) -> str:
    asked = frame(figure, items, lang)
    content = first(figure, asked.rest, lang)
    view = content["view"]
    shows = asked.chosen(view)
    given = dict(reversed(items))
    theme = given.get("theme", "") if given.get("theme") in THEMES else ""

    def t(key: str, **values: object) -> str:
        return say(lang, key, **values)

    return (
        environment()
        .get_template("embed.html")
        .render(
            lang=lang,
            oembed=oembed,
            theme=theme,
            view=view,
            first=embedded(content),
            controls=shows,
            keys=asked.given,
            bare=asked.bare,
            autoplay=asked.autoplay,
            loop=asked.loop,
            given=given,
            hidden=[(key, value) for key, value in items if key not in shows],
            notices=[*asked.notices, *asked.strangers(view, lang)],
            page=_page(figure, view, lang),
            still=_still(content, theme, "0" if asked.autoplay else given.get("step", "")),
            words=words(lang),
            t=t,
        )
    )


def _page(figure: Figure, view: Mapping[str, Any], lang: str) -> str:
    """The address of the live page with this very experiment."""
    return f"/{lang}/{figure.lesson}" + (f"?{view['query']}" if view["query"] else "")


def _still(content: Mapping[str, Any], theme: str, step: str) -> str:
    """The address of the picture drawn by the server: vectors, but pixels of a surface."""
    view = content["view"]
    form = "png" if "scene" in content["figure"]["layout"] else "svg"
    path, _, query = str(view["address"]).partition("?")
    earlier = step.isascii() and step.isdigit() and len(step) < 9 and int(step) < view["steps"]
    keys = (query, f"theme={theme}" if theme else "", f"step={step}" if earlier else "")
    spelled = "&".join(filter(None, keys))
    return path.removesuffix("json") + form + (f"?{spelled}" if spelled else "")
