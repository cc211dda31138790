"""The pages a person reads: contents, functions and the lessons, as HTML and as JSON."""

import re
from collections.abc import Iterable
from functools import cache
from posixpath import dirname, normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import LANGUAGES, messages, say
from app.core.objective import objective
from app.forms.encoding import encode
from app.forms.page_json import page_json
from app.forms.templating import inert, templates, words
from app.lessons.lesson import Lesson
from app.lessons.mathml import mathml
from app.lessons.numbers import cell
from app.lessons.palette import THEMES
from app.lessons.reading import read
from app.lessons.registry import LESSONS
from app.web.assets import STATIC, asset_url, assets, static_url
from app.web.cards import Card, lesson_card, picture
from app.web.firsts import first_picture
from app.web.plotly import scripts
from app.web.prose import prose, questions
from app.web.public import VARY, site
from app.web.sharing import choices, sharing
from app.web.threads import aside

if TYPE_CHECKING:
    from jinja2 import Environment

SCRIPTS = STATIC / "js"
_IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"(\.{1,2}/[a-z_/]+)\.js";', re.MULTILINE)

# A Korean keyboard may write １２ for 12; on a page that is what it means.
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

router = APIRouter(include_in_schema=False)


def embedded(value: object) -> Markup:
    """Give a value as JSON that may stand inside a script element."""
    return inert(page_json(value) if isinstance(value, dict) else encode(value))


def with_key(query: str, key: str, value: str | None) -> str:
    """Give a query string with one key set (or dropped) and every other as it was spelled."""
    kept = [part for part in query.split("&") if part and part.partition("=")[0] != key]
    if value is not None:
        kept.append(urlencode({key: value}))
    return "&".join(kept)


def point(values: Iterable[float]) -> str:
    """Write the coordinates of a point, or the ends of a domain."""
    return ", ".join(map(cell, values))


def pairs(entries: Iterable[dict[str, str]], key: str) -> list[tuple[str, str]]:
    """Pair the name of each entry with one of its texts."""
    return [(entry["name"], entry[key]) for entry in entries]


@cache
def plotly_styles() -> list[str]:
    """Name the style elements that Plotly would write into the page while loading.

    They dress map tiles, which no page shows, and our policy refuses them with a console error.
    Plotly leaves one out where an element of its name is there already.
    """
    script = assets()["plotly"].body.decode()
    return re.findall(r'getElementById\("([0-9a-f]{64})"\)', script)


@cache
def environment() -> "Environment":
    """Make the template environment of the pages, with what every template may use."""
    made = templates()
    made.globals.update(
        asset_url=asset_url,
        first_picture=first_picture,
        static_url=static_url,
        plotly_styles=plotly_styles,
        plotly_scripts=scripts,
        modules=modules,
        embedded=embedded,
        number=cell,
        point=point,
        pairs=pairs,
        LANGUAGES=LANGUAGES,
        language_name=lambda code: say(code, "page.language_name"),
        LESSONS=LESSONS,
        FUNCTIONS=FUNCTIONS,
        THEMES=THEMES,
        share_choices=choices,
    )
    return made


@cache
def modules(entry: str) -> list[str]:
    """Name the modules that a script imports, which the browser may fetch before it meets them."""
    found: list[str] = []
    waiting = [entry]
    while waiting:
        at = waiting.pop()
        text = (SCRIPTS / f"{at}.js").read_text(encoding="utf-8")
        named = (normpath(f"{dirname(at)}/{path}".lstrip("/")) for path in _IMPORT.findall(text))
        new = [name for name in dict.fromkeys(named) if name not in (entry, *found)]
        found += new
        waiting += new
    return [f"/static/js/{name}.js" for name in sorted(found)]


def page(
    request: Request,
    name: str,
    lang: str,
    path: str,
    lesson: Lesson | None = None,
    **context: object,
) -> HTMLResponse:
    """Render a template with what every page knows: language, theme, links to its twins."""
    asked = request.query_params.get("theme", "")
    theme = asked if asked in THEMES else ""

    def here(key: str = "", value: str | None = None, language: str = lang) -> str:
        query = with_key(request.url.query, key, value) if key else request.url.query
        return f"/{language}/{path}" + (f"?{query}" if query else "")

    def t(key: str, **values: object) -> str:
        return say(lang, key, **values)

    known_to_all = {
        "lang": lang,
        "theme": theme,
        "path": path,
        "here": here,
        "t": t,
        "words": words(lang),
        **context,
    }
    if lesson is not None:
        known_to_all |= laid_out(lesson, known_to_all)
    text = environment().get_template(name).render(known_to_all)
    # The address of the site is in the page, and it is the client who says it.
    return HTMLResponse(text, headers={"Cache-Control": "no-cache", "Vary": VARY})


def plain_card(request: Request, lang: str, path: str) -> Card:
    """Give the card of a page that is no lesson; the picture of the course stands for it."""
    query = f"?{request.url.query}" if request.url.query else ""
    return Card(
        lang=lang,
        address=f"{site(request)}/{lang}/{path}{query}",
        title=say(lang, f"page.{path or 'contents'}.title"),
        text=say(lang, f"page.{path or 'contents'}.lead"),
        picture=picture(site(request), lang, "descent", [("axes", "none")]),
        alt=say(lang, "page.contents.picture"),
    )


def laid_out(lesson: Lesson, context: dict[str, Any]) -> dict[str, Any]:
    """Give what the prose of a lesson is written and laid out with."""
    lang = context["lang"]
    told: dict[str, Any] = {
        "lesson": lesson,
        "questions": questions(lesson, lang),
        "titles": {figure.name: figure.title[lang] for figure in lesson.figures},
        "touches": touches(lesson, lang),
        "aspects": {figure.name: figure.aspect for figure in lesson.figures},
        **prose(lesson, lang, context["theme"]),
    }
    parts: Any = environment().get_template("parts/lesson.html").make_module(context | told)
    used: set[str] = set()

    def table(name: str) -> Markup:
        used.add(name)
        return Markup(parts.table(name))

    kept = {name: getattr(parts, name) for name in ("slot", "live", "passage")}
    return told | kept | {"table": table, "used": used}


def touches(lesson: Lesson, lang: str) -> dict[str, str]:
    """What a hand can do in a picture of the page, by figure: the lesson's ``touch.FIGURE``."""
    table = messages(lang)
    keys = {figure.name: f"{lesson.name}.touch.{figure.name}" for figure in lesson.figures}
    return {name: table[key] for name, key in keys.items() if key in table}


def known(lang: str) -> str:
    """Give the language, or answer 404 where the site does not speak it."""
    if lang not in LANGUAGES:
        raise HTTPException(404, "No page here. The languages are: " + ", ".join(LANGUAGES))
    return lang


@router.get("/typeface.css")
async def typeface() -> Response:
    """Name the mathematics font, whose address carries its version."""
    source = f'font-display: swap; src: url("{asset_url("math-font")}");'
    rule = (
        f'@font-face {{ font-family: "Mathematics"; {source} }}\n'
        # Signs that Korean fonts draw a whole square wide; in sentences they are the formulas'.
        f'@font-face {{ font-family: "Signs"; {source} unicode-range: U+2202, U+2207, U+221A; }}\n'
    )
    return Response(rule, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@router.get("/{lang}/")
async def contents(request: Request, lang: str) -> HTMLResponse:
    """Show the course: one sentence, the picture, the landscapes."""
    card = plain_card(request, known(lang), "")
    return page(request, "contents.html", lang, "", card=card)


@router.get("/{lang}/functions")
async def functions(request: Request, lang: str) -> HTMLResponse:
    """Show every function of the catalogue with formula, domain, minima and source."""
    known(lang)
    formulas = await aside(_formulas)
    card = plain_card(request, lang, "functions")
    return page(request, "functions.html", lang, "functions", formulas=formulas, card=card)


@cache
def _formulas() -> dict[str, Markup]:
    found = {}
    for name, entry in FUNCTIONS.items():
        made = objective(entry.expression)
        left = f"f({', '.join(made.variables)})"
        found[name] = Markup(mathml(f"{left} = {made.latex}"))
    return found


async def seen(request: Request, name: str, lang: str) -> dict[str, Any]:
    """Compute what a lesson's page shows for a request, beside the event loop if it is long."""
    if known(lang) and name not in LESSONS:
        raise HTTPException(404, "No such lesson. There are: " + ", ".join(LESSONS))
    items = [(key, value.translate(WIDE)) for key, value in request.query_params.multi_items()]
    lesson = LESSONS[name]
    experiment, problems = read(lesson.experiment, items, lang, blanks=True)
    if lesson.light(experiment):
        return lesson.view(experiment, problems, items, lang)
    return await aside(lesson.view, experiment, problems, items, lang)


@router.get("/{lang}/{name}.json")
async def lesson_json(request: Request, lang: str, name: str) -> Response:
    """Give what a lesson's page shows as JSON, for the page's own scripts."""
    view = await seen(request, name, lang)
    headers = {"Cache-Control": "public, max-age=300"}
    return Response(page_json(view), media_type="application/json", headers=headers)


@router.get("/{lang}/{name}")
async def lesson_page(request: Request, lang: str, name: str) -> HTMLResponse:
    """Show a lesson's page."""
    view = await seen(request, name, lang)
    # The first reader of a lesson waits for its claims to be computed; nobody else does.
    return await aside(shown_page, request, lang, LESSONS[name], view)


def shown_page(request: Request, lang: str, lesson: Lesson, view: dict[str, Any]) -> HTMLResponse:
    """Render a lesson's page from what it shows."""
    public = site(request)
    return page(
        request,
        lesson.template(lang),
        lang,
        lesson.name,
        lesson=lesson,
        view=view,
        given=dict(request.query_params),
        card=lesson_card(public, lang, lesson, view, request.url.query),
        sharing=sharing(lesson, lang, public),
        **lesson.around(view, lang),
    )
