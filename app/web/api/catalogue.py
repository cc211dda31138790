"""``GET /api/functions``, ``optimizers``, ``lessons``, ``figures``: what there is to ask for."""

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response

from app.catalogue.functions import FUNCTIONS, FunctionEntry
from app.catalogue.optimizers import OPTIMIZERS
from app.core.objective import objective
from app.core.optimizers.rule import Optimizer
from app.forms.registry import forms_of
from app.lessons.lesson import Figure, Lesson
from app.lessons.numbers import plain
from app.lessons.queries import setting_range
from app.lessons.reading import Query, bounds, parameters
from app.lessons.registry import FIGURES, LESSONS
from app.web.api.asking import asked_nothing, fresh
from app.web.api.describing import (
    GRID,
    NUMBERS,
    TITLE,
    Later,
    Responses,
    Schema,
    declared,
    record,
    rows,
    told,
)
from app.web.figures import SIZES

router = APIRouter()

_TEXT: Schema = {"type": "string"}
_FORMULA = record(text=_TEXT, latex=_TEXT)
_SETTINGS = rows(record(name=_TEXT, type=_TEXT, range=_TEXT, default={}, meaning=_TEXT))


def _listed(description: str, **properties: Schema) -> Responses:
    """The responses of a list."""
    return declared(description, rows(record(name=_TEXT, title=TITLE, **properties)), 304, 422)


def _begins(first: Callable[[], dict[str, Any]]) -> Later:
    """The ``first`` entry of a list as the example of its answer."""

    def made() -> dict[str, Any]:
        content = {"application/json": {"example": [first()]}}
        return {"responses": {"200": {"content": content}}}

    return Later(made)


@cache
def _functions() -> list[dict[str, Any]]:
    return [_function(entry) for entry in FUNCTIONS.values()]


def _function(entry: FunctionEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "title": entry.title,
        "formula": {"text": entry.expression, "latex": objective(entry.expression).latex},
        "settings": _own_keys(entry),
        "domain": entry.domain,
        "start": entry.start,
        "minima": entry.minima,
        "learning_rate": entry.learning_rate,
        "note": entry.note,
        "source": entry.source,
    }


def _own_keys(entry: FunctionEntry) -> list[dict[str, Any]]:
    """The keys whose defaults are the function's own."""
    own = {
        "start": ",".join(map(plain, entry.start)),
        "domain": ",".join(map(plain, entry.domain)),
    }
    keys = settings(FIGURES["descent"].experiment)
    return [{**key, "default": own[key["name"]]} for key in keys if key["name"] in own]


def _optimizer(entry: Optimizer) -> dict[str, Any]:
    return {
        "name": entry.name,
        "title": entry.title,
        "formula": {"text": entry.text, "latex": entry.latex},
        "settings": [
            {
                "name": setting.name,
                "type": setting.type,
                "range": setting_range(setting),
                "default": setting.default,
                "meaning": setting.meaning,
            }
            for setting in entry.settings
        ],
        "note": entry.note,
        "source": entry.source,
    }


def _lesson(lesson: Lesson) -> dict[str, Any]:
    return {
        "name": lesson.name,
        "title": lesson.title,
        "sentence": lesson.sentence,
        "formula": lesson.formula,
        "settings": settings(lesson.experiment),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "title": figure.title,
        "lesson": figure.lesson,
        "formula": figure.formula,
        "forms": [form.name for form in forms_of(figure)],
        "settings": [*settings(figure.experiment), *SIZES],
    }


@cache
def settings(model: type[Query]) -> list[dict[str, Any]]:
    """Return the keys of a model as settings; a key without a default says null."""
    return [
        {
            "name": each["name"],
            "type": each["schema"].get("type", "string"),
            "range": _range(each["schema"]),
            "default": each["schema"].get("default"),
            "meaning": each["description"],
        }
        for each in parameters(model)
    ]


def _range(schema: Schema) -> str:
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") in ("number", "integer"):
        return bounds(schema, "en")
    if schema.get("examples"):
        return f"such as {schema['examples'][0]}"
    return "true, false" if schema.get("type") == "boolean" else ""


@router.get(
    "/api/functions",
    operation_id="functions",
    summary=told("functions.summary"),
    description=told("functions.text"),
    responses=_listed(
        "The functions, in the order of the catalogue.",
        formula=_FORMULA,
        settings=_SETTINGS,
        domain=NUMBERS,
        start=NUMBERS,
        minima=GRID,
        learning_rate={"type": "number"},
        note=TITLE,
        source=_TEXT,
    ),
    openapi_extra=_begins(lambda: _function(FUNCTIONS["bowl"])),
    tags=["catalogue"],
)
async def functions(request: Request) -> Response:
    """Answer the functions of the catalogue."""
    asked_nothing(request)
    return fresh(_functions())


@router.get(
    "/api/optimizers",
    operation_id="optimizers",
    summary=told("optimizers.summary"),
    description=told("optimizers.text"),
    responses=_listed(
        "The optimizers, in the order of the catalogue.",
        formula=_FORMULA,
        settings=rows(record(name=_TEXT, type=_TEXT, range=_TEXT, default={}, meaning=TITLE)),
        note=TITLE,
        source=_TEXT,
    ),
    openapi_extra=_begins(lambda: _optimizer(OPTIMIZERS["gradient_descent"])),
    tags=["catalogue"],
)
async def optimizers(request: Request) -> Response:
    """Answer the optimizers and their settings."""
    asked_nothing(request)
    return fresh([_optimizer(entry) for entry in OPTIMIZERS.values()])


@router.get(
    "/api/lessons",
    operation_id="lessons",
    summary=told("lessons.summary"),
    description=told("lessons.text"),
    responses=_listed(
        "The lessons, in the order of the course.",
        sentence=TITLE,
        formula=_FORMULA,
        settings=_SETTINGS,
    ),
    openapi_extra=_begins(lambda: _lesson(next(iter(LESSONS.values())))),
    tags=["catalogue"],
)
async def lessons(request: Request) -> Response:
    """Answer the lessons of the course."""
    asked_nothing(request)
    return fresh([_lesson(lesson) for lesson in LESSONS.values()])


@router.get(
    "/api/figures",
    operation_id="figures",
    summary=told("figures.summary"),
    description=told("figures.text"),
    responses=_listed(
        "The figures.",
        lesson=_TEXT,
        formula=_FORMULA,
        forms=rows(_TEXT),
        settings=_SETTINGS,
    ),
    openapi_extra=_begins(lambda: _figure(next(iter(FIGURES.values())))),
    tags=["catalogue"],
)
async def figures(request: Request) -> Response:
    """Answer the figures that can be had by URL."""
    asked_nothing(request)
    return fresh([_figure(figure) for figure in FIGURES.values()])
