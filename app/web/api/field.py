"""``GET /api/field``: values and exact gradients on a grid."""

from fastapi import APIRouter, Request, Response

from app.lessons import answers
from app.lessons.queries import FieldQuery
from app.web.api.asking import asked, described, fresh
from app.web.api.describing import GRID, NUMBERS, declared, record, rows, told
from app.web.threads import aside

router = APIRouter()

# A finer grid takes long enough to write that others should not wait for it.
_FINE = 150


@router.get(
    "/api/field",
    operation_id="field",
    summary=told("field.summary"),
    description=told("field.text"),
    responses=declared(
        "The axes, the values, and the gradient's coordinates.",
        record(x=NUMBERS, y=NUMBERS, value=GRID, gradient=rows(GRID)),
        304,
        422,
    ),
    openapi_extra=described(FieldQuery, f="x**2/20 + y**2", domain="-10,10,-5,5", n="5"),
    tags=["compute"],
)
async def field(request: Request) -> Response:
    """Answer values and gradients on a grid."""
    query = asked(request, FieldQuery)
    if query.n > _FINE:
        return await aside(_answered, query)
    return _answered(query)


def _answered(query: FieldQuery) -> Response:
    return fresh(answers.field(query))
