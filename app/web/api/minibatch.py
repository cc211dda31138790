"""``POST /api/minibatch``: what batches of rows say of a least-squares loss and its gradient."""

from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Request, Response
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from app.catalogue.languages import DEFAULT, say
from app.core.datasets import draws
from app.core.least_squares import LeastSquares, expected_spread
from app.web.api.asking import asked_nothing
from app.web.api.describing import NUMBER, NUMBERS, declared, record, rows, told
from app.web.api.nested import array, refuse
from app.web.errors import answer
from app.web.threads import aside

router = APIRouter()

MOST_WORK = 5_000_000
"""Batches times numbers in x: each batch is drawn from all the rows."""
_MOST_BATCHES, _MOST_SEED = 1_000, 2**53
# More work than this is worth a thread.
_MUCH = 50_000

Array = NDArray[np.float64]


def _list_of(items: dict[str, Any], key: str) -> WithJsonSchema:
    """Return the schema of a key that ``array`` reads."""
    described = {"type": "array", "minItems": 1, "items": items}
    return WithJsonSchema({**described, "description": told(f"minibatch.key.{key}")})


def _whole(key: str, low: int, high: int | None = None) -> WithJsonSchema:
    """Return the schema of a key that ``_integer`` reads."""
    described: dict[str, Any] = {"type": "integer", "minimum": low}
    if high is not None:
        described["maximum"] = high
    return WithJsonSchema({**described, "description": told(f"minibatch.key.{key}")})


class MinibatchBody(BaseModel):
    """What ``POST /api/minibatch`` reads."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "x": [[1, 1], [2, 1], [3, 1], [4, 1], [5, 1], [6, 1]],
                "y": [1.2, 1.9, 3.2, 3.8, 5.1, 6.3],
                "w": [0.5, 0.0],
                "batch_size": 2,
                "count": 3,
                "seed": 0,
            }
        },
    )

    x: Annotated[Any, _list_of({"type": "array", "minItems": 1, "items": NUMBER}, "x")]
    y: Annotated[Any, _list_of(NUMBER, "y")]
    w: Annotated[Any, _list_of({"type": "number"}, "w")]
    batch_size: Annotated[Any, _whole("batch_size", 1)]
    count: Annotated[Any, _whole("count", 1, _MOST_BATCHES)] = 1
    seed: Annotated[Any, _whole("seed", 0, _MOST_SEED)] = 0
    sampling: Annotated[
        Literal["without_replacement", "with_replacement"],
        Field(description=told("minibatch.key.sampling")),
    ] = "without_replacement"


_PAIR = record(loss=NUMBER, gradient=NUMBERS)


@router.post(
    "/api/minibatch",
    operation_id="minibatch",
    summary=told("minibatch.summary"),
    description=told("minibatch.text"),
    responses=declared(
        "Loss and gradient of all the rows, of each batch, and how the batches scatter.",
        record(
            loss=NUMBER,
            gradient=NUMBERS,
            batches=rows(record(rows=rows({"type": "integer"}), loss=NUMBER, gradient=NUMBERS)),
            mean=_PAIR,
            spread=_PAIR,
            expected_spread=_PAIR,
        ),
        400,
        413,
        422,
    ),
    tags=["compute"],
)
async def minibatch(request: Request, body: MinibatchBody) -> Response:
    """Answer the losses and gradients of some batches."""
    asked_nothing(request)
    loss, w = _problem(body)
    size = _integer(body.batch_size, "batch_size", 1, loss.size, "batch", rows=loss.size)
    count = _integer(body.count, "count", 1, _MOST_BATCHES)
    seed = _integer(body.seed, "seed", 0, _MOST_SEED)
    work = count * loss.size * loss.dimension
    if work > MOST_WORK:
        most = MOST_WORK // (loss.size * loss.dimension)
        _refuse(("count",), "work", most=f"{most:,}", limit=f"{MOST_WORK:,}")
    if work > _MUCH:
        return await aside(_answered, loss, w, size, count, seed, body.sampling)
    return _answered(loss, w, size, count, seed, body.sampling)


def _problem(body: MinibatchBody) -> tuple[LeastSquares, list[float]]:
    """Return the loss on the rows of the body, and the weights; refuse what does not fit."""
    x, y, w = array(body.x, "x"), array(body.y, "y"), array(body.w, "w")
    if x.ndim != 2:
        _refuse(("x",), "rows")
    for key, values in (("y", y), ("w", w)):
        if values.ndim != 1:
            _refuse((key,), "list")
    if len(y) != len(x):
        _refuse(("y",), "targets", rows=len(x))
    if len(w) != x.shape[1]:
        _refuse(("w",), "weights", columns=x.shape[1])
    if not np.isfinite(w).all():
        _refuse(("w", int(np.argmin(np.isfinite(w)))), "finite")
    return LeastSquares(x.T, y), w.tolist()


def _integer(
    value: Any, key: str, low: int, high: int, fault: str = "whole", **values: object
) -> int:
    """Return a whole number between bounds, or refuse it."""
    if type(value) is not int or not low <= value <= high:
        _refuse((key,), fault, **(values or {"low": low, "high": f"{high:,}"}))
    return int(value)


def _refuse(place: tuple[str | int, ...], fault: str, **values: object) -> None:
    refuse(place, say(DEFAULT, f"minibatch_fault.{fault}", **values))


@np.errstate(all="ignore")  # What leaves the floats is data here: NaN and ±inf.
def _answered(
    loss: LeastSquares,
    w: list[float],
    batch_size: int,
    count: int,
    seed: int,
    sampling: Literal["without_replacement", "with_replacement"],
) -> Response:
    """Compute all batches at once: a row's loss and gradient do not hang on its batch."""
    each = np.column_stack([loss.errors(w) ** 2 / 2, loss.row_gradients(w)])
    drawn = draws(loss.size, batch_size, count, seed, sampling)
    batches = np.stack([column[drawn].mean(axis=1) for column in each.T], axis=1)
    whole = np.array([loss.value_at(*w), *loss.gradient_at(*w)])
    spread = np.sqrt(((batches - whole) ** 2).mean(axis=0))
    deviations = np.sqrt(((each - each.mean(axis=0)) ** 2).mean(axis=0))
    expected = [expected_spread(float(d), loss.size, batch_size, sampling) for d in deviations]
    return answer(
        {
            **_pair(whole),
            "batches": [
                {"rows": part.tolist(), **_pair(values)}
                for part, values in zip(drawn, batches, strict=True)
            ],
            "mean": _pair(batches.mean(axis=0)),
            "spread": _pair(spread),
            "expected_spread": _pair(np.array(expected)),
        }
    )


def _pair(values: Array) -> dict[str, Any]:
    """Return a loss and the gradient after it."""
    return {"loss": float(values[0]), "gradient": values[1:].tolist()}
