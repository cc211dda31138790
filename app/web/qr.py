"""``/qr.svg?url=…``: the address of a page of this site as a picture that phones read."""

from io import BytesIO

from fastapi import APIRouter, Request, Response

from app.catalogue.languages import DEFAULT, say
from app.core.memory import remembered
from app.web.errors import Detail, InvalidInput
from app.web.ours import ours, plain
from app.web.public import VARY

router = APIRouter(include_in_schema=False)

#: A phone in the last row reads through glare and a thumb: a seventh may be lost, or more.
_CORRECTION = "M"


@router.get("/qr.svg")
async def qr(request: Request) -> Response:
    """Draw an address of this site as a QR code; 422 for any other, and for one too long."""
    given = request.query_params.getlist("url")
    if len(given) != 1 or ours(request, given[0]) is None:
        raise InvalidInput([Detail(("query", "url"), say(DEFAULT, "share.qr.foreign"))])
    drawn = code(plain(given[0]))
    if drawn is None:
        raise InvalidInput([Detail(("query", "url"), say(DEFAULT, "share.qr.long"))])
    # The code of an address is always the same; whether it is ours hangs on who asks for it.
    headers = {"Cache-Control": "public, max-age=86400", "Vary": VARY}
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@remembered("words")
def code(address: str) -> bytes | None:
    """Return the QR code of an address as SVG, black on white with its quiet zone.

    None where the address is longer than a code can hold. Source: ISO/IEC 18004, by way of segno.
    """
    import segno

    try:
        made = segno.make(address, error=_CORRECTION, micro=False)
    except segno.DataOverflowError:
        return None
    written = BytesIO()
    made.save(written, kind="svg", border=4, light="#fff", dark="#000", title=address,
              xmldecl=False, omitsize=True, svgclass=None, lineclass=None, nl=False)  # fmt: skip
    return written.getvalue()
