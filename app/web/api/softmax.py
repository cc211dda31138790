"""``POST /api/softmax``: softmax with all that it computes on its way."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, WithJsonSchema

from app.core.softmax import Axis, softmax
from app.web.api.asking import asked_nothing, worked
from app.web.api.describing import NESTED, NUMBER, declared, record, told
from app.web.api.nested import array, nested, refuse
from app.web.errors import InvalidInput, answer
from app.web.wording import NUMBER_OR_WORD

router = APIRouter()

_INTEGER = {"type": "integer"}
_AXES = {"type": "array", "minItems": 1, "uniqueItems": True, "items": _INTEGER}


class SoftmaxBody(BaseModel):
    """What ``POST /api/softmax`` reads."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"x": [1010, 1000, 990], "shift": "none"}},
    )

    x: Annotated[Any, nested("softmax.key.x")]
    axis: Annotated[
        Any,
        WithJsonSchema(
            {"anyOf": [_INTEGER, _AXES, {"type": "null"}], "description": told("softmax.key.axis")}
        ),
    ] = -1
    temperature: Annotated[
        StrictFloat,
        Field(gt=0, allow_inf_nan=False, description=told("softmax.key.temperature")),
    ] = 1.0
    shift: Annotated[
        Any,
        WithJsonSchema(
            {
                "anyOf": [{"type": "string", "enum": ["max", "none"]}, NUMBER],
                "description": told("softmax.key.shift"),
            }
        ),
    ] = "max"
    log: Annotated[StrictBool, Field(description=told("softmax.key.log"))] = False


@router.post(
    "/api/softmax",
    operation_id="softmax",
    summary=told("softmax.summary"),
    description=told("softmax.text"),
    responses=declared(
        "Every array of the computation, in the shape of x; the sum keeps its axes as length one.",
        record(
            y=NESTED,
            sum=NESTED,
            shifted=NESTED,
            exponentials=NESTED,
            overflow={"type": "boolean"},
        ),
        400,
        413,
        422,
    ),
    tags=["compute"],
)
async def softmax_(request: Request, body: SoftmaxBody) -> Response:
    """Answer the softmax and all the steps to it."""
    asked_nothing(request)
    return await worked(request, _answered, body)


def _answered(body: SoftmaxBody) -> Response:
    x = array(body.x, "x")
    if x.ndim == 0:
        refuse(("x",), "must be a list of numbers, or lists of them", "list_type")
    axis = _axis(body.axis, x.ndim)
    found = softmax(x, axis, body.temperature, _shift(body.shift), body.log)
    return answer(
        {
            "y": found.y,
            "sum": found.sum,
            "shifted": found.shifted,
            "exponentials": found.exponentials,
            "overflow": found.overflow,
        }
    )


def _axis(value: Any, dimensions: int) -> Axis:
    """Return the axis of a body; raises ``InvalidInput`` for one that x does not have."""
    if value is None:
        return None
    if type(value) is not list:
        return _one_axis(value, dimensions, "axis")
    if not value:
        refuse(("axis",), "must have at least one entry", "too_short")
    if len(value) > dimensions:
        refuse(("axis",), f"may have at most as many entries as x has dimensions, {dimensions}")
    axes = [_one_axis(each, dimensions, "axis", index) for index, each in enumerate(value)]
    for index, each in enumerate(axes):
        if each in axes[:index]:
            refuse(("axis", index), f"must not be axis {each} of 'x' once more", "repeated")
    return tuple(axes)


def _one_axis(value: Any, dimensions: int, *place: str | int) -> int:
    if type(value) is not int or not -dimensions <= value < dimensions:
        entries = "one dimension" if dimensions == 1 else f"{dimensions} dimensions"
        others = "" if len(place) > 1 else ", a list of such numbers, or null for all"
        span = f"must be a whole number from {-dimensions} to {dimensions - 1}"
        refuse(place, f"{span}{others}: 'x' has {entries}")
    return value % dimensions


def _shift(value: Any) -> Any:
    """Return the shift of a body: ``max``, ``none`` or a number."""
    if type(value) is str and value in ("max", "none"):
        return value
    if type(value) is list:
        refuse(("shift",), f'must be "max", "none", or {NUMBER_OR_WORD}')
    try:
        return float(array(value, "shift"))
    except InvalidInput:
        refuse(("shift",), f'must be "max", "none", or {NUMBER_OR_WORD}')
