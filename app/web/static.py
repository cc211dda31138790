"""The routes of files: our own under ``/static``, those of packages under ``/assets``."""

from mimetypes import guess_type

from anyio import to_thread
from fastapi import APIRouter, HTTPException, Request, Response

from app.web.assets import FOREVER, assets, static_file
from app.web.negotiation import content_coding, tag_for
from app.web.plotly import small

router = APIRouter(include_in_schema=False)

# What the operating system's own table may lack or spell in an old way.
_KINDS = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


@router.get("/static/{path:path}")
async def static(request: Request, path: str) -> Response:
    """Give one of our own files: for good where the address carries its hash."""
    file = static_file(path)
    if file is None:
        raise HTTPException(404, "There is no such file.")
    current = request.query_params.get("v") == file.version
    return Response(
        file.body,
        media_type=_kind(path),
        headers={"Cache-Control": FOREVER if current else "no-cache"},
    )


@router.get("/favicon.svg")
@router.get("/favicon.ico")
async def favicon() -> Response:
    """Give the site's icon, which browsers ask for unasked."""
    file = static_file("favicon.svg") or static_file("mark.svg")
    if file is None:
        raise HTTPException(404, "This site has no icon.")
    return Response(
        file.body, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"}
    )


@router.get("/assets/{name}")
async def asset(request: Request, name: str) -> Response:
    """Give a file of an installed package, compressed once and for all."""
    known = {each.name: each for each in assets().values()}
    known |= {each.name: each for each, _ in small().values()}
    found = known.get(name)
    if found is None:
        raise HTTPException(404, "There is no such asset in this version.")
    coding = content_coding(request.headers.get("accept-encoding"))
    body = await to_thread.run_sync(found.packed, coding)
    headers = {
        "Cache-Control": FOREVER,
        "ETag": tag_for(found.hash, coding),
        "Vary": "Accept-Encoding",
    }
    if coding != "identity":
        headers["Content-Encoding"] = coding
    return Response(body, media_type=found.kind, headers=headers)


def _kind(path: str) -> str:
    dot = path.rfind(".")
    known = _KINDS.get(path[dot:].lower()) if dot >= 0 else None
    return known or guess_type(path)[0] or "application/octet-stream"
