"""``GET /api/surface``: values on a grid, for a picture of the surface."""

from fastapi import APIRouter, Request, Response

from app.lessons import answers
from app.lessons.queries import SurfaceQuery
from app.web.api.asking import asked, described, fresh
from app.web.api.describing import GRID, NUMBERS, declared, record, told
from app.web.threads import aside

router = APIRouter()

# A finer grid takes long enough to write that others should not wait for it.
_FINE = 200


@router.get(
    "/api/surface",
    operation_id="surface",
    summary=told("surface.summary"),
    description=told("surface.text"),
    responses=declared("The axes and the values.", record(x=NUMBERS, y=NUMBERS, z=GRID), 304, 422),
    openapi_extra=described(SurfaceQuery, f="himmelblau", domain="-5,5,-5,5", n="5"),
    tags=["compute"],
)
async def surface(request: Request) -> Response:
    """Answer the values on a grid."""
    query = asked(request, SurfaceQuery)
    if query.n > _FINE:
        return await aside(_answered, query)
    return _answered(query)


def _answered(query: SurfaceQuery) -> Response:
    return fresh(answers.surface(query))
