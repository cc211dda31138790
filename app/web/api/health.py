"""``GET /healthz``: whether the site is alive, and which version it is."""

from fastapi import APIRouter, Response

from app import __version__
from app.web.api.describing import declared, record, told
from app.web.errors import answer

router = APIRouter()


@router.get(
    "/healthz",
    operation_id="healthz",
    summary=told("healthz.summary"),
    description=told("healthz.text"),
    responses=declared(
        "The site is alive.",
        record(status={"type": "string"}, version={"type": "string"}),
        304,
        example={"status": "ok", "version": __version__},
    ),
    tags=["site"],
)
async def health() -> Response:
    """Say that the site is alive."""
    return answer({"status": "ok", "version": __version__}, headers={"Cache-Control": "no-cache"})
