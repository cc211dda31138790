"""Middleware for what HTTP offers every answer: HEAD, entity tags, compression, memory.

Endpoints answer a GET with bytes and say how long they hold; this module makes of it the
answer to HEAD, the 304 for a client that has it already, the compressed form, and, where the
answer is public and depends on the address alone, the answer to the next client. It stands
outside everything else, so what is remembered is the answer with all its headers, and an address
seen before is answered before anything looks at it.
"""

from collections.abc import Hashable

import anyio.to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.memory import Memory, renewed
from app.web.answers import Answer
from app.web.compression import LONG, compressed
from app.web.negotiation import content_coding, holds

# What an answer weighs beside its body and its address: headers in each coding, and the entry.
_AROUND = 2500


class Kept:
    """A public answer as it is remembered, in each coding in which it was asked for."""

    __slots__ = ("answer", "shapes")

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.shapes: dict[str, Answer] = {}

    @property
    def weight(self) -> int:
        """The bytes of all its bodies."""
        bodies = {id(each.body): len(each.body) for each in (self.answer, *self.shapes.values())}
        return sum(bodies.values()) + _AROUND


class Conditional:
    """Answer HEAD, match entity tags, compress, and remember public answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.answers: Memory[Kept] = renewed("answers")
        self.tags: Memory[Answer] = renewed("tags")
        self.packed: Memory[bytes] = renewed("bodies")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and send what its answer becomes."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD", "POST"):
            await self.app(scope, receive, send)
            return
        accepted = held = None
        for key, value in scope["headers"]:
            # A header may come in several lines, which mean one list.
            if key == b"accept-encoding":
                accepted = f"{accepted}, {_text(value)}" if accepted else _text(value)
            elif key == b"if-none-match":
                held = f"{held}, {_text(value)}" if held else _text(value)
        silent = scope["method"] == "HEAD"
        if scope["method"] == "POST":
            answer = await self._asked(scope, receive, send)
            if answer and answer.status == 200 and not answer.is_packed:
                # Nobody will ask for these bytes again.
                answer = await self._smaller(answer, content_coding(accepted))
        else:
            answer = await self._read(scope, receive, send, content_coding(accepted), held)
        if answer is None:
            return
        if held is not None and answer.status == 200 and answer.name and holds(held, answer.name):
            answer = answer.unchanged()
        await send(
            {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        )
        await send({"type": "http.response.body", "body": b"" if silent else answer.body})

    async def _read(
        self, scope: Scope, receive: Receive, send: Send, coding: str, held: str | None
    ) -> Answer | None:
        """The answer to a GET or HEAD in its coding; None where it went out in pieces."""
        address = (scope.get("root_path", ""), scope["path"], scope.get("query_string", b""))
        kept = self.answers.get(address)
        if kept is None:
            # The bytes are forgotten sooner than what they were: who holds them needs no more.
            if held is not None and (known := self.tags.get((*address, coding))):
                if holds(held, known.name):
                    return known
            answer = await self._asked(scope, receive, send)
            if answer is None or answer.status != 200:
                return answer
            answer = await _named(answer)
            if not answer.is_public:
                return answer if answer.is_packed else await self._again(answer, coding)
            kept = Kept(answer)
        shape = kept.shapes.get(coding)
        if shape is None:
            shape = kept.answer
            if not shape.is_packed:
                shape = await self._smaller(shape, coding)
            kept.shapes[coding] = shape
            # Long addresses fill memory as bodies do.
            there = len(address[1]) + len(address[2])
            self.answers.put(address, kept, kept.weight + there)
            short = shape.unchanged()
            self.tags.put((*address, coding), short, there + 700)
        return shape

    async def _asked(self, scope: Scope, receive: Receive, send: Send) -> Answer | None:
        """What the application answers; None where it did so in pieces, which are on their way."""
        silent = scope["method"] == "HEAD"
        collector = _Collector(send, silent=silent)
        await self.app({**scope, "method": "GET"} if silent else scope, receive, collector)
        return collector.answer

    async def _again(self, answer: Answer, coding: str) -> Answer:
        """As ``_smaller`` for an answer that is asked for again although it is not public."""
        if coding == "identity":
            return answer.coded(coding, answer.body)
        key: Hashable = (answer.name, coding)
        body = self.packed.get(key)
        if body is None:
            body = await compressed(answer.body, coding)
            self.packed.put(key, body, len(body) + 300)
        return _shorter(answer, coding, body)

    async def _smaller(self, answer: Answer, coding: str) -> Answer:
        """The answer in a coding, or as it is where that is no larger."""
        if coding == "identity":
            return answer.coded(coding, answer.body)
        stays = b"immutable" in (answer.header(b"cache-control") or b"")
        return _shorter(answer, coding, await compressed(answer.body, coding, stays))


def _shorter(answer: Answer, coding: str, body: bytes) -> Answer:
    if len(body) < len(answer.body):
        return answer.coded(coding, body)
    return answer.coded("identity", answer.body)


def _text(value: bytes) -> str:
    return value.decode("latin-1")


async def _named(answer: Answer) -> Answer:
    """The answer with its name, hashed in a thread where that takes long."""
    if len(answer.body) <= LONG or answer.header(b"etag") is not None:
        return answer.named()
    return await anyio.to_thread.run_sync(answer.named)


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
