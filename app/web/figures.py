"""``/{lang}/figures/{figure}.{form}``: every figure as a file, by its address alone."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from app.catalogue.languages import LANGUAGES, say
from app.forms.form import Form, Picture
from app.forms.registry import FORMS
from app.lessons.lesson import Figure
from app.lessons.palette import THEMES
from app.lessons.reading import Query, parameters, read
from app.lessons.registry import FIGURES
from app.web.api.describing import FRESH, Schema, declared, told
from app.web.errors import Detail, InvalidInput, query_details
from app.web.threads import aside

router = APIRouter()

WIDTHS, HEIGHTS = range(160, 3841), range(120, 2161)
_WIDTH, _HEIGHT = 1200, 750

_NUMERIC: Schema = {"type": "integer"}


SIZES = [
    {
        "name": name,
        "type": "integer",
        "range": f"{allowed[0]} ≤ {name} ≤ {allowed[-1]}",
        "default": default,
        "meaning": told(f"figure.key.{name}"),
    }
    for name, allowed, default in (("width", WIDTHS, _WIDTH), ("height", HEIGHTS, _HEIGHT))
]


def _parameter(name: str, where: str, schema: Schema, example: object) -> Schema:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "description": told(f"figure.key.{name}"),
        "schema": schema,
        "example": example,
    }


def _parameters() -> list[Schema]:
    """The address, the size, and every key that any figure understands, once each."""
    pick = {"type": "string"}
    wide = {**_NUMERIC, "minimum": WIDTHS[0], "maximum": WIDTHS[-1], "default": _WIDTH}
    high = {**_NUMERIC, "minimum": HEIGHTS[0], "maximum": HEIGHTS[-1], "default": _HEIGHT}
    keys: dict[str, Schema] = {}
    for chosen in FIGURES.values():
        for each in parameters(chosen.experiment):
            keys[each["name"]] = _joined(keys.get(each["name"], each), each)
    # The example asks for no more than a function; the other keys show their ranges.
    keys["f"] = {**keys["f"], "example": "x**2/20 + y**2"}
    return [
        _parameter("lang", "path", {**pick, "enum": list(LANGUAGES)}, "en"),
        _parameter("figure", "path", {**pick, "enum": list(FIGURES)}, "descent"),
        _parameter("form", "path", {**pick, "enum": list(FORMS)}, "json"),
        *keys.values(),
        _parameter("width", "query", wide, 800),
        _parameter("height", "query", high, 500),
    ]


def _joined(one: Schema, other: Schema) -> Schema:
    """Describe a key of several figures: where they read it differently, each meaning is told."""
    if one["schema"] == other["schema"]:
        return one
    meanings = one["description"].split("\n")
    if other["description"] not in meanings:
        meanings.append(other["description"])
    return {**one, "description": "\n".join(meanings), "schema": {"type": "string"}}


def _responses() -> dict[int | str, dict[str, Any]]:
    found = declared(
        "The figure: a Plotly figure for json, a still for svg and png.",
        {"type": "object"},
        304,
        404,
        422,
    )
    found[200]["content"]["image/svg+xml"] = {"schema": {"type": "string"}}
    found[200]["content"]["image/png"] = {"schema": {"type": "string", "format": "binary"}}
    return found


@router.get(
    "/{lang}/figures/{figure}.{form}",
    operation_id="figure",
    summary=told("figure.summary"),
    description=told("figure.text"),
    responses=_responses(),
    openapi_extra={"parameters": _parameters()},
    tags=["figures"],
)
async def figure(request: Request) -> Response:
    """Answer a figure in the form that its address names."""
    lang, name, form = (request.path_params[key] for key in ("lang", "figure", "form"))
    if lang not in LANGUAGES or name not in FIGURES or form not in FORMS:
        raise HTTPException(
            404,
            f"There is no such figure. Languages: {', '.join(LANGUAGES)};"
            f" figures: {', '.join(FIGURES)}; forms: {', '.join(FORMS)}.",
        )
    shape = _Shape(request.query_params.multi_items(), lang)
    chosen = FIGURES[name]
    experiment, problems = read(chosen.experiment, shape.rest, lang)
    details = [*shape.details, *query_details(problems)]
    if details:
        raise InvalidInput(details)
    body = await aside(_made, FORMS[form], chosen, experiment, lang, shape)
    return Response(
        body,
        media_type=FORMS[form].media_type,
        headers={
            "Cache-Control": FRESH,
            "Content-Disposition": f'inline; filename="{name}.{form}"',
        },
    )


class _Shape:
    """Size and theme of a figure, taken out of its query; ``details`` says what was wrong."""

    def __init__(self, items: list[tuple[str, str]], lang: str) -> None:
        self.lang = lang
        self.details: list[Detail] = []
        self.rest: list[tuple[str, str]] = []
        readers: Mapping[str, Callable[[str], object]] = {
            "width": lambda text: _whole(text, WIDTHS),
            "height": lambda text: _whole(text, HEIGHTS),
            "theme": lambda text: text if text in THEMES else None,
        }
        allowed = {
            "width": self._between(WIDTHS),
            "height": self._between(HEIGHTS),
            "theme": say(lang, "query.choice", allowed=", ".join(THEMES)),
        }
        given: dict[str, Any] = {}
        for key, text in items:
            if key not in readers:
                self.rest.append((key, text))
            elif key in given:
                self._refuse(key, say(lang, "query.repeated", key=key), "repeated")
            else:
                given[key] = readers[key](text)
                if given[key] is None:
                    self._refuse(key, allowed[key], "value_error")
        self.asked: dict[str, int] = {
            key: given[key] for key in ("width", "height") if key in given
        }
        self.width: int = given.get("width") or _WIDTH
        self.height: int = given.get("height") or _HEIGHT
        self.theme: str = given.get("theme") or THEMES[0]

    def _between(self, allowed: range) -> str:
        words = say(self.lang, "query.range.between", low=allowed[0], high=allowed[-1])
        return say(self.lang, "query.integer", range=words)

    def _refuse(self, key: str, sentence: str, kind: str) -> None:
        self.details.append(Detail(("query", key), sentence, kind))


def _whole(text: str, allowed: range) -> int | None:
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    return value if value in allowed else None


def _made(form: Form, chosen: Figure, experiment: Query, lang: str, shape: _Shape) -> bytes:
    """Draw a figure and make a file of it."""
    return form.make(
        Picture(
            figure=chosen.draw(experiment, lang, shape.theme),
            lang=lang,
            width=shape.width,
            height=shape.height,
            asked=shape.asked,
            title=chosen.title[lang],
            description=chosen.describe(experiment, lang),
        )
    )
