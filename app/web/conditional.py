"""Middleware for what HTTP offers every answer: HEAD, entity tags, compression, memory.

Endpoints answer a GET with bytes and say how long they hold; this module makes of it the
answer to HEAD, the 304 for a client that has it already, the compressed form, and, where the
answer is public and depends on the address alone, the answer to the next client.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TypeVar, TypeVarTuple

import anyio.to_thread
import brotli
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.memory import Memory
from app.web.negotiation import content_coding, holds, opaque, tag_for

T = TypeVar("T")
A = TypeVarTuple("A")
Headers = list[tuple[bytes, bytes]]

MEGABYTE = 1_000_000
COMPRESSIBLE = (b"text/", b"application/json", b"application/javascript", b"image/svg+xml",
                b"application/xml", b"application/manifest+json")  # fmt: skip
# Above this many bytes hashing and compressing would hold up the other requests.
HEAVY = 64_000
# What a 304 keeps of the headers (RFC 9110, section 15.4.5): all but those of the body.
_OF_THE_BODY = (b"content-length", b"content-type", b"content-encoding", b"content-disposition")


@dataclass(frozen=True)
class Answer:
    """A complete answer: its status, its headers (names in lower case), its body."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    name: str = ""
    """The opaque name of the body, the same in every coding; empty where there is no tag."""

    def header(self, name: bytes) -> bytes | None:
        """Return the first header of this name, or None."""
        return next((value for key, value in self.headers if key == name), None)

    def without(self, *names: bytes) -> Headers:
        """Return the headers but for these."""
        return [pair for pair in self.headers if pair[0] not in names]


class Conditional:
    """Answer HEAD, match entity tags, compress, and remember public answers."""

    def __init__(self, app: ASGIApp, *, limit: int = 96 * MEGABYTE) -> None:
        self.app = app
        self.answers: Memory[Answer] = Memory(limit)
        self.compressed: Memory[bytes] = Memory(limit // 2)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and send what its answer becomes."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD", "POST"):
            await self.app(scope, receive, send)
            return
        asked: dict[bytes, str] = {}
        for key, value in scope["headers"]:
            if key in (b"accept-encoding", b"if-none-match"):
                # A header may come in several lines, which mean one list.
                text = value.decode("latin-1")
                asked[key] = f"{asked[key]}, {text}" if key in asked else text
        reading = scope["method"] != "POST"
        address = (scope.get("root_path", ""), scope["path"], scope.get("query_string", b""))
        answer = self.answers.get(address) if reading else None
        if answer is None:
            collector = _Collector(send, silent=scope["method"] == "HEAD")
            passed = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
            await self.app(passed, receive, collector)
            if collector.answer is None:
                return
            answer = collector.answer
            if reading and answer.status == 200:
                answer = await _named(answer)
                if _is_public(answer):
                    # Long addresses fill memory as bodies do.
                    weight = len(answer.body) + len(address[1]) + len(address[2]) + 1000
                    self.answers.put(address, answer, weight)
        if answer.status == 200:
            answer = await self._shaped(answer, asked.get(b"accept-encoding"))
        if answer.name and holds(asked.get(b"if-none-match"), answer.name):
            answer = Answer(304, answer.without(*_OF_THE_BODY))
        await _send(answer, send, silent=scope["method"] == "HEAD")

    async def _shaped(self, answer: Answer, accepted: str | None) -> Answer:
        """Return the answer in the coding that the client accepts, tagged as such."""
        kind = answer.header(b"content-type") or b""
        if answer.header(b"content-encoding") is not None or not kind.startswith(COMPRESSIBLE):
            return answer
        coding = content_coding(accepted)
        headers = _varying(answer.headers)
        body = answer.body
        if coding != "identity":
            smaller = await self._compress(answer, coding)
            if len(smaller) < len(body):
                body = smaller
                headers.append((b"content-encoding", coding.encode()))
            else:
                coding = "identity"
        headers = [pair for pair in headers if pair[0] not in (b"content-length", b"etag")]
        headers.append((b"content-length", str(len(body)).encode()))
        if answer.name:
            headers.append((b"etag", tag_for(answer.name, coding).encode()))
        return replace(answer, headers=headers, body=body)

    async def _compress(self, answer: Answer, coding: str) -> bytes:
        if not answer.name:  # A POST's answer: nobody will ask for these bytes again.
            return await _aside(len(answer.body), compress, answer.body, coding)
        key = (answer.name, coding)
        smaller = self.compressed.get(key)
        if smaller is None:
            smaller = await _aside(len(answer.body), compress, answer.body, coding)
            self.compressed.put(key, smaller, len(smaller))
        return smaller


def compress(body: bytes, coding: str) -> bytes:
    """Return the body in ``br`` or ``gzip``, fast rather than smallest; the same every time.

    A reader waits for this at every turn of a knob. On a run of 1,000 steps brotli's quality 1
    is four times faster than 5 and 3 % larger; gzip's level 1 three times faster than 5.
    """
    if coding == "br":
        return bytes(brotli.compress(body, quality=1))
    return gzip.compress(body, compresslevel=1, mtime=0)


async def _aside(weight: int, work: Callable[[*A], T], *arguments: *A) -> T:
    """Do light work here and heavy work in a thread."""
    if weight <= HEAVY:
        return work(*arguments)
    return await anyio.to_thread.run_sync(work, *arguments)


async def _named(answer: Answer) -> Answer:
    """Return the answer with its entity tag: the one the endpoint set, or its body's hash."""
    own = answer.header(b"etag")
    if own is not None:
        return replace(answer, name=opaque(own.decode("latin-1")))
    name = await _aside(len(answer.body), _digest, answer.body)
    headers = [*answer.headers, (b"etag", tag_for(name, "identity").encode())]
    return replace(answer, name=name, headers=headers)


def _digest(body: bytes) -> str:
    return blake2b(body, digest_size=16).hexdigest()


def _is_public(answer: Answer) -> bool:
    """Return whether the answer may be given to the next client that asks this address."""
    held = answer.header(b"cache-control") or b""
    return b"public" in held and answer.header(b"vary") is None and (
        answer.header(b"set-cookie") is None
    )  # fmt: skip


def _varying(headers: Headers) -> Headers:
    """Return the headers with ``Accept-Encoding`` added to ``Vary``."""
    before = [value.decode("latin-1") for key, value in headers if key == b"vary"]
    names = [name.strip() for line in before for name in line.split(",") if name.strip()]
    if "accept-encoding" not in (name.lower() for name in names):
        names.append("Accept-Encoding")
    kept = [pair for pair in headers if pair[0] != b"vary"]
    return [*kept, (b"vary", ", ".join(names).encode("latin-1"))]


async def _send(answer: Answer, send: Send, *, silent: bool) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if silent else answer.body})


class _Collector:
    """Hold a complete answer back; let one that comes in pieces through as it comes."""

    def __init__(self, send: Send, *, silent: bool) -> None:
        self.send = send
        self.silent = silent
        self.answer: Answer | None = None
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] != "http.response.body":
            await self.send(message)
        elif self._start is None:
            await self._pass(message)
        elif message.get("more_body", False):
            await self.send(self._start)
            self._start = None
            await self._pass(message)
        else:
            headers = [(key.lower(), value) for key, value in self._start.get("headers", ())]
            self.answer = Answer(self._start["status"], headers, message.get("body", b""))
            self._start = None

    async def _pass(self, message: Message) -> None:
        await self.send({**message, "body": b""} if self.silent else message)
