"""``POST /api/batches``: time batches against single pictures, now, on this machine."""

from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt
from starlette.responses import RedirectResponse, StreamingResponse

from app.catalogue.languages import say
from app.forms.encoding import encode
from app.lessons.batches.experiment import keys_of
from app.lessons.batches.measuring import REPEATS, SIZES, Spread, blas
from app.lessons.batches.network import LAYERS, MOST
from app.lessons.registry import LESSONS
from app.web.api.asking import asked_nothing
from app.web.api.describing import NUMBER, Responses, Schema, declared, record, rows, told
from app.web.errors import Detail, InvalidInput, answer
from app.web.measurement import Unmeasurable, measurement
from app.web.pages import known, seen, shown_page, with_key
from app.web.turn import Taken

router = APIRouter()

_FRESH = {"Cache-Control": "no-store"}
_BUSY = "Another measurement is running on this machine; ask again when it has ended."
_FAILED = "The measurement could not be carried out on this machine; ask again."
_NAME = "batches"
#: The keys of the page that a measurement fills.
_MEASURED = ("loop", "product", "measured")


class BatchesBody(BaseModel):
    """What ``POST /api/batches`` reads."""

    # The example measures nothing: it is carried out whenever the documentation is made.
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"sizes": [1, 10, 100], "repeats": 0}}
    )

    sizes: Annotated[
        list[Annotated[StrictInt, Field(ge=1, le=MOST)]],
        Field(min_length=1, max_length=20, description=told("batches.key.sizes")),
    ] = list(SIZES)
    repeats: Annotated[StrictInt, Field(ge=0, le=25, description=told("batches.key.repeats"))] = (
        REPEATS
    )
    seed: Annotated[StrictInt, Field(ge=0, le=2**53, description=told("batches.key.seed"))] = 0
    stream: Annotated[StrictBool, Field(description=told("batches.key.stream"))] = False


def _responses() -> Responses:
    whole: Schema = {"type": "integer"}
    times = record(low=rows(NUMBER), median=rows(NUMBER), high=rows(NUMBER))
    maybe: Schema = {"anyOf": [times, {"type": "null"}]}
    text: Schema = {"type": "string"}
    keys = record(**dict.fromkeys(_MEASURED, text))
    found = declared(
        told("batches.answer"),
        record(
            sizes=rows(whole),
            loop=maybe,
            product=maybe,
            repeats=whole,
            seconds=NUMBER,
            layers=rows(whole),
            dtype=text,
            threads=whole,
            blas=text,
            keys={"anyOf": [keys, {"type": "null"}]},
        ),
        400,
        409,
        413,
        422,
        503,
    )
    found[200]["content"]["application/x-ndjson"] = {"schema": text}
    return found


@router.post(
    "/api/batches",
    operation_id="batches",
    summary=told("batches.summary"),
    description=told("batches.text"),
    responses=_responses(),
    tags=["compute"],
)
async def batches(request: Request, body: BatchesBody) -> Response:
    """Measure, and answer the times; or answer each step as it is done."""
    asked_nothing(request)
    if body.sizes != sorted(set(body.sizes)):
        sentence = "'sizes' must increase: each batch size greater than the one before."
        raise InvalidInput([Detail(("body", "sizes"), sentence)])
    if body.repeats == 0:
        nothing = {"loop": None, "product": None, "repeats": 0, "seconds": 0.0, "blas": blas()}
        return answer(_told(body, nothing), headers=_FRESH)
    steps = measurement(body.sizes, body.repeats, body.seed)
    first = await _first(steps)
    if body.stream:
        lines = _lines(request, body, first, steps)
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=_FRESH)
    result = await _last(request, first, steps)
    return answer(_told(body, result), headers=_FRESH)


async def _first(steps: AsyncGenerator[Any]) -> Any:
    """The first step: by then it is known whether there can be a measurement at all."""
    try:
        return await anext(steps)
    except Taken:
        raise HTTPException(409, _BUSY) from None
    except Unmeasurable:
        raise HTTPException(503, _FAILED) from None


async def _last(request: Request, first: Any, steps: AsyncGenerator[Any]) -> dict[str, Any]:
    """The result, unless the client goes away meanwhile."""
    last = first
    try:
        async for last in steps:  # noqa: B007 - the last step is the result
            if await request.is_disconnected():
                raise Unmeasurable("nobody is waiting")
    except Unmeasurable:
        raise HTTPException(503, _FAILED) from None
    finally:
        await steps.aclose()
    found: dict[str, Any] = last["result"]
    return found


async def _lines(
    request: Request, body: BatchesBody, first: Any, steps: AsyncGenerator[Any]
) -> AsyncGenerator[bytes]:
    """Each step as a line of JSON; the last line has the result, or says that it failed."""
    try:
        yield encode(first) + b"\n"
        async for step in steps:
            if await request.is_disconnected():
                return
            line = {"result": _told(body, step["result"])} if "result" in step else step
            yield encode(line) + b"\n"
    except Unmeasurable:
        yield encode({"detail": _FAILED}) + b"\n"
    finally:
        await steps.aclose()


def _told(body: BatchesBody, result: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a body from what the measurement found."""
    fits = result["loop"] is not None and tuple(body.sizes) == SIZES
    return {
        "sizes": body.sizes,
        "loop": _columns(result["loop"]),
        "product": _columns(result["product"]),
        "repeats": result["repeats"],
        "seconds": result["seconds"],
        "layers": list(LAYERS),
        "dtype": "float64",
        "threads": 1,
        "blas": result["blas"],
        "keys": _keys(result) if fits else None,
    }


def _columns(found: list[list[float]] | None) -> dict[str, list[float]] | None:
    if found is None:
        return None
    low, middle, high = zip(*found, strict=True)
    return {"low": list(low), "median": list(middle), "high": list(high)}


def _keys(result: Mapping[str, Any]) -> dict[str, str]:
    loop, product = ([Spread(*row) for row in result[way]] for way in ("loop", "product"))
    return keys_of(loop, product, datetime.now(UTC))


@router.post("/{lang}/batches/measure", include_in_schema=False)
async def measure(request: Request, lang: str) -> Response:
    """Measure for a page without scripts, and go back to it with the times in its address."""
    known(lang)
    steps = measurement(SIZES, REPEATS, 0)
    try:
        result = await _last(request, await _first(steps), steps)
    except HTTPException as refused:
        if refused.status_code not in (409, 503):
            raise
        return await _sorry(request, lang, refused.status_code)
    query = request.url.query
    for key, value in _keys(result).items():
        query = with_key(query, key, value)
    return RedirectResponse(f"/{lang}/{_NAME}?{query}", 303, _FRESH)


async def _sorry(request: Request, lang: str, status: int) -> Response:
    """The page as it was, with a sentence on why nothing was measured."""
    lesson = LESSONS[_NAME]
    view = await seen(request, _NAME, lang)
    view["notices"].append(say(lang, f"{_NAME}.notice.{status}"))
    shown = shown_page(request, lang, lesson, view)
    shown.status_code = status
    return shown
