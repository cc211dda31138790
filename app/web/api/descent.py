"""``GET /api/descent``: one run of an optimizer, every step of it, and what became of it."""

from fastapi import APIRouter, Request, Response

from app.lessons import answers
from app.lessons.queries import DescentQuery
from app.web.api.asking import asked, described, fresh
from app.web.api.describing import (
    GRID,
    MAYBE_NUMBER,
    NUMBER,
    NUMBERS,
    Schema,
    declared,
    record,
    told,
)
from app.web.threads import aside

router = APIRouter()

# So many steps take a few milliseconds; longer runs leave the loop to others.
_LONG = 3_000

_CURVATURE: Schema = record(
    eigenvalues=NUMBERS,
    condition_number=MAYBE_NUMBER,
    largest_stable_learning_rate=MAYBE_NUMBER,
    best_learning_rate=MAYBE_NUMBER,
)
_KINDS = ["frozen", "diverged", "converged", "flat", "cycling", "stalled", "descending"]


@router.get(
    "/api/descent",
    operation_id="descent",
    summary=told("descent.summary"),
    description=told("descent.text"),
    responses=declared(
        "The trajectory and its outcome.",
        record(
            points=GRID,
            values=NUMBERS,
            gradients=GRID,
            outcome=record(
                kind={"type": "string", "enum": _KINDS},
                step={"type": "integer"},
                sentence={"type": "string"},
            ),
            stability=record(start=_CURVATURE, end=_CURVATURE),
            minimum={
                "anyOf": [
                    record(point=NUMBERS, value=NUMBER, distance=NUMBER),
                    {"type": "null"},
                ]
            },
        ),
        304,
        422,
    ),
    openapi_extra=described(
        DescentQuery, f="x**2/20 + y**2", start="-7,2", learning_rate="0.95", steps="30"
    ),
    tags=["compute"],
)
async def descent(request: Request) -> Response:
    """Answer a whole run."""
    query = asked(request, DescentQuery)
    if query.steps > _LONG:
        return await aside(_answered, query)
    return _answered(query)


def _answered(query: DescentQuery) -> Response:
    return fresh(answers.descent(query))
