"""``GET /api/basins``: which minimum each start of a grid runs to."""

from fastapi import APIRouter, Request, Response

from app.lessons import answers
from app.lessons.queries import BasinsQuery
from app.web.api.asking import asked, described, fresh
from app.web.api.describing import GRID, NUMBERS, declared, record, rows, told
from app.web.threads import aside

router = APIRouter()


@router.get(
    "/api/basins",
    operation_id="basins",
    summary=told("basins.summary"),
    description=told("basins.text"),
    responses=declared(
        "The axes, a label for each start, and the minima that the labels name.",
        record(x=NUMBERS, y=NUMBERS, labels=rows(rows({"type": "integer"})), minima=GRID),
        304,
        422,
    ),
    openapi_extra=described(BasinsQuery, f="himmelblau", n="9", learning_rate="0.01", steps="200"),
    tags=["compute"],
)
async def basins(request: Request) -> Response:
    """Answer the map of the basins."""
    return await aside(_answered, asked(request, BasinsQuery))


def _answered(query: BasinsQuery) -> Response:
    return fresh(answers.basins(query))
