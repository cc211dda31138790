"""``/{lang}/lecture/making.{form}``: a lecture's file in the making, told as it grows."""

from typing import Any, cast

from fastapi import APIRouter, Request, Response

from app.web.lecture_files import asked
from app.web.making import streamed

router = APIRouter(include_in_schema=False)


@router.get("/{lang}/lecture/making.{form}")
async def making(request: Request, lang: str, form: str) -> Response:
    """Make a lecture's file and tell how far it has come, as ``app.web.making`` does."""
    kind, talk = await asked(request, lang, form)
    # A stream asks of a file what it makes and of what is asked for whom it tells: both do.
    return await streamed(request, cast(Any, kind), cast(Any, talk))
