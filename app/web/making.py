"""``/{lang}/making/{figure}.{form}``: a file in the making, told as it grows.

The answer is a stream: lines of JSON, ``{"waiting": n}`` while it is the n-th that waits for a
core, and ``{"done": n, "of": m}`` while the file is made; then one line
``{"bytes": n, "name": …, "type": …}`` and exactly n bytes, the file that the figure's address
gives. Where it cannot be made after all, the last line is ``{"detail": sentence}``; what is known
before the first line has its status: 404, 422, 501, 503. A client that goes away ends the work.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import replace
from threading import Event
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import StreamingResponse

from app.catalogue.languages import say
from app.forms.encoding import encode
from app.forms.form import Asked, Cancelled, Form
from app.web.asked import asked, made
from app.web.errors import InvalidInput

router = APIRouter(include_in_schema=False)

#: Seconds between two looks at whether anybody is still there.
_LOOK = 0.2
_PIECE = 65_536
_LOG = logging.getLogger(__name__)


#: Every file in the making, the one that was asked for first at its head.
_QUEUE: list["Making"] = []


class Making:
    """A file in the making: its news, and a way to stop it."""

    def __init__(self, form: Form, what: Asked) -> None:
        self._lang, self._heavy = what.lang, form.heavy
        self._stopped = Event()
        self._begun = Event()
        self._news: dict[str, int] | None = None
        self._stir = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        working = replace(form, make=self._work(form)), replace(what, tell=self._tell)
        self.task = asyncio.create_task(made(*working))
        self.task.add_done_callback(self._end)
        _QUEUE.append(self)

    def _end(self, task: "asyncio.Task[bytes]") -> None:
        _QUEUE.remove(self)
        self._stir.set()

    def _waits(self) -> bool:
        return not self._begun.is_set() and not self.task.done()

    def _work(self, form: Form) -> Any:
        def work(what: Asked) -> bytes:
            self._begun.set()
            self._wake()
            if self._stopped.is_set():
                raise Cancelled
            return form.make(what)

        return work

    def _tell(self, done: int, of: int) -> None:
        """Take news from the thread that works; raises ``Cancelled`` once nobody waits for it."""
        if self._stopped.is_set():
            raise Cancelled
        self._news = {"done": done, "of": of}
        self._wake()

    def _wake(self) -> None:
        # A server that is being stopped has no loop left, and nobody who waits.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stir.set)

    async def news(self) -> dict[str, int] | None:
        """Return the latest news once there are any, None when a while has passed without."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stir.wait(), _LOOK)
        self._stir.clear()
        if self._waits():
            ahead = (other for other in _QUEUE[: _QUEUE.index(self)] if other._heavy == self._heavy)
            return {"waiting": 1 + sum(other._waits() for other in ahead)}
        news, self._news = self._news, None
        return news

    def stop(self) -> None:
        """Stop the work: in the queue at once, else where it next tells how far it has come."""
        self._stopped.set()
        if self.task.done():
            return
        self.task.add_done_callback(_quietly)
        if not self._begun.is_set():
            self.task.cancel()

    def refused(self) -> str | None:
        """Return why there will be no file, in a sentence; None where it was made."""
        error = self.task.exception()
        if isinstance(error, InvalidInput):
            return error.details[0].msg
        if isinstance(error, HTTPException):
            return str(error.detail)
        if error is not None:
            _LOG.error("A file could not be made", exc_info=error)
            return say(self._lang, "motion.broken")
        return None


def _quietly(task: "asyncio.Task[bytes]") -> None:
    """Look at how a task ended for which nobody waits, so that it is not reported as forgotten."""
    if not task.cancelled() and (error := task.exception()):
        if not isinstance(error, Cancelled):
            _LOG.error("A file could not be made", exc_info=error)


@router.get("/{lang}/making/{figure}.{form}")
async def making(request: Request) -> Response:
    """Make a figure's file and tell how far it has come."""
    lang, name, ending = (request.path_params[key] for key in ("lang", "figure", "form"))
    form, what = asked(request, lang, name, ending)
    return await streamed(request, form, what)


async def streamed(request: Request, form: Form, what: Asked) -> Response:
    """Answer with a file as it grows."""
    file = Making(form, what)
    try:
        first = await _first(request, file)
    except BaseException:
        file.stop()
        raise
    head = {"name": what.named(form.name), "type": form.media_type}
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        _lines(request, file, first, head), media_type="application/octet-stream", headers=headers
    )


async def attended(request: Request, form: Form, what: Asked) -> bytes:
    """Make a file as ``made`` does; if the client goes away, the work ends."""
    file = Making(form, what)
    try:
        while not file.task.done():
            if await request.is_disconnected():
                raise HTTPException(503)  # nobody reads it
            await file.news()
        return file.task.result()
    finally:
        file.stop()


async def _first(request: Request, file: Making) -> dict[str, int] | None:
    """The first news: by then it is known whether the file can be made at all."""
    news = await file.news()
    while news is None and not file.task.done():
        if await request.is_disconnected():
            file.stop()
            raise HTTPException(503)
        news = await file.news()
    if file.task.done():
        file.task.result()
    return news


async def _lines(
    request: Request, file: Making, first: dict[str, int] | None, head: dict[str, str]
) -> AsyncGenerator[bytes]:
    """The stream; it is closed, and the work ends, as soon as the client has gone away."""
    try:
        told = first
        if told:
            yield encode(told) + b"\n"
        while not file.task.done():
            if await request.is_disconnected():
                return
            news = await file.news()
            if news and news != told:
                told = news
                yield encode(news) + b"\n"
        sentence = file.refused()
        if sentence is not None:
            yield encode({"detail": sentence}) + b"\n"
            return
        body = file.task.result()
        yield encode({"bytes": len(body), **head}) + b"\n"
        for start in range(0, len(body), _PIECE):
            yield body[start : start + _PIECE]
    finally:
        file.stop()
