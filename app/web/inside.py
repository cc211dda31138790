"""One request to the application from within, for the examples that its documentation shows."""

import anyio
from starlette.types import ASGIApp, Message


async def ask(app: ASGIApp, method: str, path: str, query: str = "", body: bytes = b"") -> bytes:
    """Return the body of the application's answer; raises ``ValueError`` if it refuses."""
    status, pieces = 0, list[bytes]()
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if not waiting:
            # Whoever asks is still there: an answer that watches for a client that left goes on.
            await anyio.sleep_forever()
        return waiting.pop()

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            pieces.append(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"content-type", b"application/json"), (b"host", b"localhost")],
        "client": None,
        "server": None,
    }
    await app(scope, receive, send)
    if status != 200:
        raise ValueError(f"{method} {path}?{query} answers {status}")
    return b"".join(pieces)
