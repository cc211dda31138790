"""The middleware around applications of a few lines."""

import gzip
from collections.abc import AsyncIterator, Callable

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from app.core.memory import pool
from app.web.body_limit import LIMIT, BodyLimit
from app.web.conditional import Conditional
from app.web.cors import CrossOrigin
from app.web.guard import Guard
from app.web.security import SecurityHeaders

pytestmark = pytest.mark.anyio
Talk = Callable[[ASGIApp], httpx.AsyncClient]

TEXT = "gradient descent " * 100


class Counted:
    """A small site that counts how often it is asked."""

    def __init__(self) -> None:
        self.calls = 0
        routes = [
            Route("/api/text", self.text),
            Route("/api/private", self.private),
            Route("/api/png", self.png),
            Route("/api/stream", self.stream),
            Route("/api/tagged", self.tagged),
            Route("/api/broken", self.broken),
            Route("/api/echo", self.echo, methods=["POST"]),
            Route("/en/descent", self.page),
            Route("/en/embed/descent", self.page),
        ]
        around = (Conditional, SecurityHeaders, CrossOrigin, BodyLimit, Guard)
        self.app = Starlette(routes=routes, middleware=[Middleware(each) for each in around])

    async def text(self, request: Request) -> Response:
        self.calls += 1
        body = TEXT + request.url.query
        return Response(body, media_type="text/plain", headers={"Cache-Control": "public"})

    async def private(self, request: Request) -> Response:
        self.calls += 1
        return Response(TEXT, media_type="text/plain", headers={"Vary": "Accept-Language"})

    async def png(self, request: Request) -> Response:
        return Response(b"\x89PNG" + b"0" * 4000, media_type="image/png")

    async def stream(self, request: Request) -> Response:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"one "
            yield b"two"

        return StreamingResponse(pieces(), media_type="text/plain")

    async def tagged(self, request: Request) -> Response:
        headers = {"ETag": '"mine-br"', "Content-Encoding": "br", "Vary": "Accept-Encoding"}
        return Response(brotli.compress(b"x"), media_type="text/plain", headers=headers)

    async def broken(self, request: Request) -> Response:
        raise RuntimeError("a secret of the server")

    async def echo(self, request: Request) -> Response:
        body = await request.body()
        return Response(str(len(body)), media_type="text/plain")

    async def page(self, request: Request) -> Response:
        return Response("<!doctype html>", media_type="text/html")


@pytest.fixture
def site() -> Counted:
    return Counted()


@pytest.fixture
async def small(site: Counted, talk: Talk) -> AsyncIterator[httpx.AsyncClient]:
    async with talk(site.app) as client:
        yield client


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
async def test_each_coding_has_its_own_tag_and_any_of_them_matches(
    small: httpx.AsyncClient, coding: str
) -> None:
    accept = {"accept-encoding": coding}
    full = await small.get("/api/text", headers=accept)
    assert full.text == TEXT
    assert full.headers.get("content-encoding", "identity") == coding
    assert full.headers["vary"] == "Accept-Encoding"
    tag = full.headers["etag"]
    assert tag.endswith('"' if coding == "identity" else f'-{coding}"')
    other = (await small.get("/api/text", headers={"accept-encoding": "br"})).headers["etag"]
    for asked in (tag, f"W/{tag}", f'"x", {other}', "*"):
        short = await small.get("/api/text", headers={**accept, "if-none-match": asked})
        assert (short.status_code, short.content) == (304, b"")
        assert short.headers["etag"] == tag
        assert short.headers["vary"] == "Accept-Encoding"
        assert short.headers["cache-control"] == "public"
        assert "content-length" not in short.headers
        assert "content-encoding" not in short.headers
    assert (await small.get("/api/text", headers={"if-none-match": '"x"'})).status_code == 200


async def test_the_raw_bytes_are_what_the_header_says(small: httpx.AsyncClient) -> None:
    unpack: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.decompress,
        "br": brotli.decompress,
    }
    for coding, opened in unpack.items():
        request = small.build_request("GET", "/api/text", headers={"accept-encoding": coding})
        answer = await small.send(request, stream=True)
        raw = b"".join([piece async for piece in answer.aiter_raw()])
        assert opened(raw).decode() == TEXT
        assert int(answer.headers["content-length"]) == len(raw)


async def test_head_is_get_without_the_body(small: httpx.AsyncClient) -> None:
    for path in ("/api/text", "/api/private", "/api/png", "/en/descent"):
        full = await small.get(path)
        head = await small.head(path)
        assert head.content == b""
        assert (head.status_code, head.headers) == (full.status_code, full.headers)
    assert (await small.head("/api/stream")).content == b""
    assert (await small.head("/api/nothing")).status_code == 404


async def test_a_public_answer_is_computed_once(small: httpx.AsyncClient, site: Counted) -> None:
    first = await small.get("/api/text?a=1")
    again = await small.get("/api/text?a=1", headers={"accept-encoding": "br"})
    assert (first.text, site.calls) == (again.text, 1)
    await small.get("/api/text?a=2")
    assert site.calls == 2
    await small.get("/api/private")
    varied = await small.get("/api/private")
    assert site.calls == 4
    assert varied.headers["vary"] == "Accept-Language, Accept-Encoding"


async def test_who_holds_an_answer_that_is_forgotten_is_told_without_computing(
    small: httpx.AsyncClient, site: Counted
) -> None:
    first = await small.get("/api/text?a=1", headers={"accept-encoding": "br"})
    pool("answers").clear()
    held = {"accept-encoding": "br", "if-none-match": first.headers["etag"]}
    short = await small.get("/api/text?a=1", headers=held)
    assert (short.status_code, short.content, site.calls) == (304, b"", 1)
    assert short.headers["etag"] == first.headers["etag"]
    assert short.headers["access-control-allow-origin"] == "*"
    other = await small.get("/api/text?a=1", headers={**held, "if-none-match": '"x"'})
    assert (other.status_code, other.text, site.calls) == (200, first.text, 2)


async def test_thousands_of_addresses_stay_within_the_limits(small: httpx.AsyncClient) -> None:
    for number in range(3000):
        await small.get(f"/api/text?{number}{'x' * 500}")
    for name in ("answers", "tags"):
        assert 0 < pool(name).weight <= pool(name).limit


async def test_a_picture_is_tagged_and_not_compressed(small: httpx.AsyncClient) -> None:
    full = await small.get("/api/png", headers={"accept-encoding": "br, gzip"})
    assert "content-encoding" not in full.headers
    short = await small.get("/api/png", headers={"if-none-match": full.headers["etag"]})
    assert short.status_code == 304


async def test_an_answer_in_pieces_passes_through(small: httpx.AsyncClient) -> None:
    answer = await small.get("/api/stream", headers={"accept-encoding": "br"})
    assert (answer.text, answer.headers.get("etag")) == ("one two", None)


async def test_an_answer_that_is_packed_and_tagged_stays_so(small: httpx.AsyncClient) -> None:
    answer = await small.get("/api/tagged")
    assert (answer.text, answer.headers["etag"]) == ("x", '"mine-br"')
    short = await small.get("/api/tagged", headers={"if-none-match": '"mine-gzip"'})
    assert short.status_code == 304


@pytest.mark.parametrize("path", ["/api/text", "/api/nothing", "/api/echo", "/api/broken"])
async def test_any_site_may_read_answers_and_errors(
    small: httpx.AsyncClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        answer = await small.request(method, path)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_preflight_is_answered_with_what_is_allowed(small: httpx.AsyncClient) -> None:
    answer = await small.options(
        "/api/echo",
        headers={"origin": "null", "access-control-request-method": "POST"},
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert int(answer.headers["access-control-max-age"]) > 0


async def test_pages_keep_their_origin_and_their_frames(small: httpx.AsyncClient) -> None:
    page = await small.get("/en/descent")
    assert "access-control-allow-origin" not in page.headers
    policy = page.headers["content-security-policy"].split("; ")
    assert policy[-1] == "frame-ancestors 'self'"
    assert "script-src 'self'" in policy
    assert not any(
        "unsafe-inline" in each for each in policy if not each.startswith("style-src-attr")
    )
    embed = await small.get("/en/embed/descent")
    assert "frame-ancestors" not in embed.headers["content-security-policy"]
    for each in (page, embed):
        assert "x-frame-options" not in each.headers
        assert "set-cookie" not in each.headers


async def test_a_fault_of_ours_is_a_sentence_and_a_line_in_the_log(
    small: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await small.get("/api/broken")
    assert answer.status_code == 500
    assert answer.json()["detail"].endswith(".")
    assert "secret" not in answer.text
    assert "a secret of the server" in caplog.text


async def pieces(size: int) -> AsyncIterator[bytes]:
    """A body without Content-Length, in pieces."""
    while size > 0:
        yield b"x" * min(size, 1_000_000)
        size -= 1_000_000


async def test_a_body_up_to_the_limit_arrives_whole(small: httpx.AsyncClient) -> None:
    assert (await small.post("/api/echo", content=b"x" * LIMIT)).text == str(LIMIT)
    assert (await small.post("/api/echo", content=pieces(LIMIT))).text == str(LIMIT)
    assert (await small.post("/api/echo")).text == "0"


async def test_a_body_beyond_the_limit_is_refused(small: httpx.AsyncClient) -> None:
    for body in (b"x" * (LIMIT + 1), pieces(LIMIT + 1), pieces(20 * LIMIT)):
        answer = await small.post("/api/echo", content=body)
        assert answer.status_code == 413
        assert "4,000,000" in answer.json()["detail"]
        assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_client_that_waits_to_be_told_is_told_at_once(small: httpx.AsyncClient) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        read += 1
        yield b"x"

    answer = await small.post(
        "/api/echo",
        content=body(),
        headers={"expect": "100-continue", "content-length": str(LIMIT + 1)},
    )
    assert (answer.status_code, read) == (413, 0)


async def test_a_client_that_goes_away_ends_the_request() -> None:
    called = False

    async def application(scope: object, receive: object, send: object) -> None:
        nonlocal called
        called = True

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError("nobody is there to read")

    await BodyLimit(application)({"type": "http", "method": "POST", "headers": []}, gone, send)
    assert not called


async def test_what_is_not_http_passes_by() -> None:
    seen = []

    async def application(scope: dict[str, object], receive: object, send: object) -> None:
        seen.append(scope["type"])

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None:
        return None

    wrapped: ASGIApp = application  # type: ignore[assignment]
    for each in (Guard, BodyLimit, CrossOrigin, SecurityHeaders, Conditional):
        wrapped = each(wrapped)
    await wrapped({"type": "lifespan"}, receive, send)
    assert seen == ["lifespan"]
