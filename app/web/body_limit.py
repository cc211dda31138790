"""Middleware that refuses a request body beyond the limit, whether or not it told its length."""

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LIMIT = 4_000_000
"""The most bytes that a request body may have."""

# A client that is still writing may never read an answer sent meanwhile: the rest of what it
# sends is read and thrown away, up to here.
_PATIENCE = 16 * LIMIT


class BodyLimit:
    """Answer 413 to a body of more than ``LIMIT`` bytes; hand on any other one whole."""

    def __init__(self, app: ASGIApp, limit: int = LIMIT) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body before the application does, since a chunked one tells no length."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        waits = b"expect" in headers
        if waits and _length(headers) > self.limit:
            await self._refuse(send)
            return
        pieces: list[bytes] = []
        size, more = 0, True
        while more and size <= _PATIENCE:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            piece = message.get("body", b"")
            size += len(piece)
            if size <= self.limit:
                pieces.append(piece)
            else:
                pieces.clear()
            more = message.get("more_body", False)
        if size > self.limit:
            await self._refuse(send)
            return
        whole: Message | None = {
            "type": "http.request",
            "body": b"".join(pieces),
            "more_body": False,
        }

        async def replay() -> Message:
            nonlocal whole
            if whole is None:
                return await receive()
            message, whole = whole, None
            return message

        await self.app(scope, replay, send)

    async def _refuse(self, send: Send) -> None:
        sentence = f"The request body may have at most {self.limit:,} bytes."
        body = orjson.dumps({"detail": sentence})
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _length(headers: dict[bytes, bytes]) -> int:
    told = headers.get(b"content-length", b"0")
    return int(told) if told.isdigit() else 0
