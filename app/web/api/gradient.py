"""``POST /api/gradient``: the gradient at many points, by differences and exactly."""

from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Request, Response
from numpy.typing import NDArray
from pydantic import (
    BaseModel,
    ConfigDict,
    FailFast,
    Field,
    StrictFloat,
    StrictStr,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import ValidationError

from app.catalogue.languages import say
from app.catalogue.lookup import find
from app.core.differences import METHODS
from app.core.expression import MAX_LENGTH, ExpressionError
from app.core.objective import Objective
from app.core.stability import eigenvalues
from app.forms.encoding import encode
from app.lessons.reading import expression_fault
from app.web.api.asking import asked_nothing
from app.web.api.describing import GRID, MAYBE_NUMBER, NUMBER, NUMBERS, declared, record, rows, told
from app.web.errors import Detail, InvalidInput
from app.web.threads import aside

router = APIRouter()

MOST_POINTS = 100_000
# More points than this are worth a thread: below it the hand-over costs more than the work.
_MANY = 500
# Points are parted and written a few at a time: a million small lists at once keep the garbage
# collector busier than the arithmetic, and so few that it never starts keep it out.
_PIECE = 60
_KEYS = (
    "point",
    "value",
    "numerical",
    "exact",
    "hessian",
    "eigenvalues",
    "largest_stable_learning_rate",
)
_WORDS = ("NaN", "Infinity", "-Infinity")


def _with_words(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Read points; only if that fails, read the words for numbers that are not finite first."""
    try:
        return read(value)
    except ValidationError:
        if not isinstance(value, list):
            raise
        return read([_spoken(point) for point in value])


def _spoken(point: Any) -> Any:
    if not isinstance(point, list):
        return point
    return [float(item) if isinstance(item, str) and item in _WORDS else item for item in point]


Points = Annotated[
    list[Annotated[list[StrictFloat], FailFast()]],
    FailFast(),
    Field(min_length=1, max_length=MOST_POINTS),
    WrapValidator(_with_words),
    WithJsonSchema(
        {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_POINTS,
            "items": {"type": "array", "minItems": 1, "maxItems": 2, "items": NUMBER},
            "description": told("gradient.key.points"),
        }
    ),
]


class GradientBody(BaseModel):
    """What ``POST /api/gradient`` reads."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"f": "x**2 + y**2", "points": [[3, 4], [0, 2], [3, 0]], "h": 1e-4}
        },
    )

    f: Annotated[
        StrictStr,
        Field(
            min_length=1,
            max_length=MAX_LENGTH,
            description=told("gradient.key.f"),
        ),
    ]
    points: Points
    method: Annotated[
        Literal["central", "forward", "backward"],
        Field(description=told("gradient.key.method")),
    ] = "central"
    h: Annotated[
        StrictFloat,
        Field(gt=0, allow_inf_nan=False, description=told("gradient.key.h")),
    ] = 1e-4


@router.post(
    "/api/gradient",
    operation_id="gradient",
    summary=told("gradient.summary"),
    description=told("gradient.text"),
    responses=declared(
        "One entry for each point, in the order of the request.",
        record(
            points=rows(
                record(
                    point=NUMBERS,
                    value=NUMBER,
                    numerical=NUMBERS,
                    exact=NUMBERS,
                    hessian=GRID,
                    eigenvalues=NUMBERS,
                    largest_stable_learning_rate=MAYBE_NUMBER,
                )
            )
        ),
        400,
        413,
        422,
    ),
    tags=["compute"],
)
async def gradient(request: Request, body: GradientBody) -> Response:
    """Answer the gradients at the points of the body."""
    asked_nothing(request)
    function = _function(body.f)
    _check_dimension(function, body.points)
    if len(body.points) <= _MANY:
        return _answered(function, body)
    return await aside(_answered, function, body)


def _function(text: str) -> Objective:
    try:
        return find(text).objective
    except ExpressionError as error:
        fault = expression_fault("f", error)
        sentence = say("en", fault.message, **fault.values)
        raise InvalidInput([Detail(("body", "f"), sentence)]) from error


def _check_dimension(function: Objective, points: list[list[float]]) -> None:
    dimension = function.dimension
    for index, point in enumerate(points):
        if len(point) != dimension:
            wanted = "one number: f has one variable" if dimension == 1 else (
                "two numbers: f has two variables"
            )  # fmt: skip
            sentence = f"'points[{index}]' must have {wanted}."
            raise InvalidInput([Detail(("body", "points", index), sentence)])


@np.errstate(all="ignore")  # What leaves the floats is data here: NaN and ±inf.
def _answered(function: Objective, body: GradientBody) -> Response:
    """Compute everything for all points at once, and only then part it point by point."""
    points = np.array(body.points, dtype=np.float64)
    coordinates = np.ascontiguousarray(points.T)
    hessian = function.hessian(coordinates)
    curvatures = eigenvalues(hessian)
    rates = np.where(curvatures[-1] > 0, 2 / curvatures[-1], np.nan)
    columns = (
        points,
        function.value(coordinates),
        METHODS[body.method](function, coordinates, body.h).T,
        function.exact(coordinates).T,
        np.moveaxis(hessian, -1, 0),
        curvatures.T,
        rates,
    )
    pieces = [
        _written(*(column[start : start + _PIECE] for column in columns))
        for start in range(0, len(points), _PIECE)
    ]
    return Response(b'{"points":[' + b",".join(pieces) + b"]}", media_type="application/json")


def _written(*columns: NDArray[np.float64]) -> bytes:
    """Return the entries of some points as JSON, without the brackets of their list."""
    *listed, rates = (column.tolist() for column in columns)
    best = (rate if 0 < rate < np.inf else None for rate in rates)
    rows = zip(*listed, best, strict=True)
    return encode([dict(zip(_KEYS, row, strict=True)) for row in rows])[1:-1]
