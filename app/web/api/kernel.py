"""``GET /api/kernel.js``: a function and a rule as a JavaScript module."""

from fastapi import APIRouter, Request, Response

from app.lessons.kernels import PATH, KernelQuery
from app.web.api.asking import asked, described
from app.web.api.describing import FRESH, declared, told
from app.web.threads import aside

router = APIRouter()


class Script(Response):
    """An answer that is a JavaScript module."""

    media_type = "text/javascript"


@router.get(
    PATH,
    response_class=Script,
    operation_id="kernel",
    summary=told("kernel.summary"),
    description=told("kernel.text"),
    responses=declared("The module.", {"type": "string"}, 304, 422, media_type="text/javascript"),
    openapi_extra=described(KernelQuery, f="rosenbrock", optimizer="adam"),
    tags=["compute"],
)
async def kernel(request: Request) -> Response:
    """Answer the text of a module."""
    return await aside(_answered, asked(request, KernelQuery))


def _answered(query: KernelQuery) -> Response:
    return Script(query.module(), headers={"Cache-Control": FRESH})
