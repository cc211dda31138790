"""``/{lang}/figures/{figure}.{form}``: every figure as a file, by its address alone."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.catalogue.languages import DEFAULT, LANGUAGES, messages
from app.forms.form import Key
from app.forms.registry import FORMS
from app.lessons.reading import parameters
from app.lessons.registry import FIGURES
from app.web.api.describing import FRESH, Later, Schema, declared, told
from app.web.asked import HEIGHT, HEIGHTS, WIDTH, WIDTHS, asked, made
from app.web.making import attended
from app.web.public import VARY

router = APIRouter()

_NUMERIC: Schema = {"type": "integer"}


SIZES = [
    {
        "name": name,
        "type": "integer",
        "range": f"{allowed[0]} ≤ {name} ≤ {allowed[-1]}",
        "default": default,
        "meaning": told(f"figure.key.{name}"),
    }
    for name, allowed, default in (("width", WIDTHS, WIDTH), ("height", HEIGHTS, HEIGHT))
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
    wide = {**_NUMERIC, "minimum": WIDTHS[0], "maximum": WIDTHS[-1], "default": WIDTH}
    high = {**_NUMERIC, "minimum": HEIGHTS[0], "maximum": HEIGHTS[-1], "default": HEIGHT}
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
        *(
            {
                "name": key.name,
                "in": "query",
                "required": False,
                "description": f"{key.meaning[DEFAULT]} {key.allowed[DEFAULT]}",
                "schema": {"type": "string"},
            }
            for key in _own_keys()
        ),
    ]


def _own_keys() -> list[Key]:
    """The keys of the forms' own, once each."""
    return list({key.name: key for form in FORMS.values() for key in form.keys}.values())


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
        "The figure in the form asked for.", {"type": "object"}, 304, 404, 422, 501, 503
    )
    for form in FORMS.values():
        content = {"schema": {"type": "string", "format": "binary"}}
        found[200]["content"].setdefault(form.media_type, content)
    return found


def _description() -> str:
    """What a figure's address gives, and of some forms what is in them."""
    known = [f"form.{name}" for name in FORMS if f"docs.form.{name}" in messages(DEFAULT)]
    return "\n\n".join(map(told, ["figure.text", *known]))


@router.get(
    "/{lang}/figures/{figure}.{form}",
    operation_id="figure",
    summary=told("figure.summary"),
    description=_description(),
    responses=_responses(),
    openapi_extra=Later(lambda: {"parameters": _parameters()}),
    tags=["figures"],
)
async def figure(request: Request) -> Response:
    """Answer a figure in the form that its address names."""
    lang, name, ending = (request.path_params[key] for key in ("lang", "figure", "form"))
    form, what = asked(request, lang, name, ending)
    body = await (attended(request, form, what) if form.heavy else made(form, what))
    way = "attachment" if form.saved else "inline"
    headers = {
        "Cache-Control": FRESH,
        "Content-Disposition": f'{way}; filename="{what.named(form.name)}"',
    }
    if form.policy:
        headers["Content-Security-Policy"] = form.policy(body)
    if form.linked:
        # The file holds the site's address, and it is the client who says it.
        headers |= {"Cache-Control": "no-cache", "Vary": VARY}
    return Response(body, media_type=form.media_type, headers=headers)
