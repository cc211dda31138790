"""Middleware that stands between a fault of ours and the reader: a sentence, not a trace."""

import logging

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("gradscape")


class Guard:
    """Log an unexpected exception and answer 500 with a ``detail``."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an answer already begun cannot be taken back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            log.exception("unexpected failure answering %s %s", scope["method"], scope["path"])
            if begun:
                raise
            sentence = "This is a fault of the server, not of the request; it has been logged."
            body = orjson.dumps({"detail": sentence})
            headers = [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
            ]
            await send({"type": "http.response.start", "status": 500, "headers": headers})
            await send({"type": "http.response.body", "body": body})
