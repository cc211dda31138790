"""The pages a person reads: contents, functions and the lessons, as HTML and as JSON."""

import re
from collections.abc import Callable, Iterable, Iterator

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import LANGUAGES, messages, say
from app.catalogue.optimizers import OPTIMIZERS
from app.core.objective import objective
from app.forms.encoding import encode
from app.lessons.reading import read
from app.lessons.registry import LESSONS
from app.web.assets import asset_url, static_url

TEMPLATES = Path(__file__).parents[2] / "templates"
THEMES = ("light", "dark", "projector")
LIVE = "page.live."

router = APIRouter(include_in_schema=False)


def typeset(latex: str) -> Markup:
    """Give a LaTeX formula as MathML."""
    from latex2mathml.converter import convert  # imported when first needed

    return Markup(convert(latex))


def embedded(value: object) -> Markup:
    """Give a value as JSON that may stand inside a script element."""
    text = encode(value).decode()
    for mark, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, escape)
    return Markup(text)


def with_key(query: str, key: str, value: str | None) -> str:
    """Give a query string with one key set (or dropped) and every other as it was spelled."""
    kept = [part for part in query.split("&") if part and part.partition("=")[0] != key]
    if value is not None:
        kept.append(urlencode({key: value}))
    return "&".join(kept)


@cache
def environment() -> Environment:
    """Make the one template environment: escaping on, a missing name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        asset_url=asset_url,
        static_url=static_url,
        typeset=typeset,
        embedded=embedded,
        LANGUAGES=LANGUAGES,
        LESSONS=LESSONS,
        FUNCTIONS=FUNCTIONS,
        THEMES=THEMES,
        number=number,
        point=point,
        plotly_styles=plotly_styles,
    )
    return made


@cache
def plotly_styles() -> list[str]:
    """Name the style elements that Plotly would write into the page while loading.

    They dress map tiles, which no page shows, and our policy refuses them with a console error.
    Plotly leaves one out where an element of its name is there already.
    """
    script = files("plotly").joinpath("package_data", "plotly.min.js").read_text("utf-8")
    return re.findall(r'getElementById\("([0-9a-f]{64})"\)', script)


def words(lang: str) -> dict[str, str]:
    """Give the messages that the page's scripts speak, their places {like_this} unfilled."""
    table = messages(lang)
    return {key.removeprefix(LIVE): text for key, text in table.items() if key.startswith(LIVE)}


def page(request: Request, name: str, lang: str, path: str, **context: object) -> HTMLResponse:
    """Render a template with what every page knows: language, theme, links to its twins."""
    theme = request.query_params.get("theme", "")

    def here(key: str = "", value: str | None = None, language: str = lang) -> str:
        query = with_key(request.url.query, key, value) if key else request.url.query
        return f"/{language}/{path}" + (f"?{query}" if query else "")

    def t(key: str, **values: object) -> str:
        return say(lang, key, **values)

    body = (
        environment()
        .get_template(name)
        .render(
            lang=lang,
            theme=theme if theme in THEMES else "",
            path=path,
            here=here,
            t=t,
            words=words(lang),
            **context,
        )
    )
    return HTMLResponse(body)


def known(lang: str) -> str:
    """Give the language, or answer 404 where the site does not speak it."""
    if lang not in LANGUAGES:
        raise HTTPException(404, "No page here. The languages are: " + ", ".join(LANGUAGES))
    return lang


def preferred(header: str) -> str:
    """Choose the language that an Accept-Language header likes best, Korean when it has none."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        code = tag.split("-")[0].lower()
        if code in LANGUAGES:
            try:
                ranked.append((-float(weight or 1), place, code))
            except ValueError:
                continue
    return min(ranked)[2] if ranked else LANGUAGES[0]


@router.get("/")
async def choose_language(request: Request) -> Response:
    """Send the browser to the contents page in its own language."""
    lang = preferred(request.headers.get("accept-language", ""))
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{lang}/{query}", 307, headers={"Vary": "Accept-Language"})


@router.get("/typeface.css")
async def typeface() -> Response:
    """Name the mathematics font, whose address carries its version."""
    rule = (
        '@font-face { font-family: "Mathematics"; font-display: swap; '
        f'src: url("{asset_url("math-font")}"); }}\n'
    )
    return Response(rule, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@router.get("/{lang}/")
async def contents(request: Request, lang: str) -> HTMLResponse:
    """Show the course: one sentence, the picture, the landscapes."""
    return page(request, "contents.html", known(lang), "")


@router.get("/{lang}/functions")
def functions(request: Request, lang: str) -> HTMLResponse:
    """Show every function of the catalogue with formula, domain, minima and source."""
    known(lang)
    formulas = {name: formula(entry.expression) for name, entry in FUNCTIONS.items()}
    return page(request, "functions.html", lang, "functions", formulas=formulas)


@cache
def formula(expression: str) -> Markup:
    """Typeset the formula of a catalogue entry."""
    return typeset(objective(expression).latex)


def seen(request: Request, name: str, lang: str) -> dict[str, Any]:
    """Compute what a lesson's page shows for the request's query."""
    if known(lang) and name not in LESSONS:
        raise HTTPException(404, "No such lesson. There are: " + ", ".join(LESSONS))
    lesson = LESSONS[name]
    items = request.query_params.multi_items()
    experiment, problems = read(lesson.experiment, items, lang, blanks=True)
    return lesson.view(experiment, problems, items, lang)


@router.get("/{lang}/{name}.json")
def lesson_json(request: Request, lang: str, name: str) -> Response:
    """Give what a lesson's page shows as JSON, for the page's own scripts."""
    return Response(encode(seen(request, name, lang)), media_type="application/json")


@router.get("/{lang}/{name}")
def lesson_page(request: Request, lang: str, name: str) -> HTMLResponse:
    """Show a lesson's page."""
    view = seen(request, name, lang)
    functions = [(key, entry.title[lang], len(entry.start)) for key, entry in FUNCTIONS.items()]
    optimizers = [(key, entry.title[lang]) for key, entry in OPTIMIZERS.items()]
    return page(
        request,
        f"lessons/{name}.html",
        lang,
        name,
        view=view,
        functions=functions,
        optimizers=optimizers,
        runs=first_rows(view),
    )


def number(value: float | str) -> str:
    """Write a number for a table: seven digits, a true minus sign, no padding."""
    found = float(value)
    return f"{found:.7g}".replace("-", "−")


def point(values: Iterable[float]) -> str:
    """Write the coordinates of a point, or the ends of a domain."""
    return ", ".join(map(number, values))


def first_rows(view: dict[str, Any], most: int = 101) -> Iterator[list[str]]:
    """Give the first rows of the table of steps: step, point, value, gradient."""
    run = view["run"]
    rows: Iterable[tuple[Any, Any, Any]] = zip(
        run["points"], run["values"], run["gradients"], strict=False
    )
    write: Callable[[Any], str] = number
    for step, (point, value, gradient) in enumerate(rows):
        if step == most:
            return
        yield [str(step), *map(write, point), write(value), *map(write, gradient)]
