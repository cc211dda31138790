"""Middleware for the headers that tell a browser what a page may do."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.catalogue.languages import LANGUAGES

# Plotly sets style attributes on what it draws and makes images of blobs; it needs no more.
# Scripts come from this site alone, and none stand in a page.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
# An embed stands in slides, some of them opened from disk, which no source list can name:
# there the directive is left out, and so is X-Frame-Options.
FRAMES = "frame-ancestors 'self'"
EMBED = re.compile(rf"/(?:{'|'.join(LANGUAGES)})/embed/")


class SecurityHeaders:
    """Send the Content-Security-Policy with every page, and nosniff with everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to what the application answers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                headers.append((b"x-content-type-options", b"nosniff"))
                headers.append((b"referrer-policy", b"same-origin"))
                if _is_page(headers) and not _has_policy(headers):
                    framed = EMBED.match(scope["path"])
                    policy = POLICY if framed else f"{POLICY}; {FRAMES}"
                    headers.append((b"content-security-policy", policy.encode()))
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, guarded)


def _has_policy(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the answer brought its own: a file that stands alone names its scripts itself."""
    return any(key.lower() == b"content-security-policy" for key, _ in headers)


def _is_page(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(
        key.lower() == b"content-type" and value.startswith(b"text/html") for key, value in headers
    )
