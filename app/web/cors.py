"""Middleware that lets any page of any site, a sandboxed frame too, read what is public."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.catalogue.languages import LANGUAGES

# The API and its description, figures and views by URL, modules and other assets. Pages are
# not in it: they are framed or linked, never read by a script of another site.
PUBLIC = re.compile(
    r"/(?:api|static|assets)(?:/|$)|/(?:openapi\.json|healthz|metrics|oembed)$"
    rf"|/(?:{'|'.join(LANGUAGES)})/(?:figures/|making/|(?:embed/)?[^/]+\.json$)"
)
ORIGIN = (b"access-control-allow-origin", b"*")
PREFLIGHT = [
    ORIGIN,
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Content-Type, If-None-Match, *"),
    (b"access-control-max-age", b"86400"),
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
]


class CrossOrigin:
    """Send ``Access-Control-Allow-Origin: *`` with every public answer, errors among them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight itself; add the header to what the application answers."""
        if scope["type"] != "http" or not PUBLIC.match(scope["path"]):
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": PREFLIGHT})
            await send({"type": "http.response.body", "body": b""})
            return

        async def open_to_all(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {
                    **message,
                    "headers": [
                        *message.get("headers", ()),
                        ORIGIN,
                        (b"access-control-expose-headers", b"ETag"),
                    ],
                }
            await send(message)

        await self.app(scope, receive, open_to_all)
