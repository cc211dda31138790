"""A file in the making: told as it grows, the same bytes in the end, ended with its reader."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI

from app.forms.form import Asked, Unable, Unfit
from app.forms.registry import FORMS
from app.web.threads import PATIENT, working

pytestmark = pytest.mark.anyio

#: What a test waits for comes at once; this is when it fails instead.
LONG = 20.0
Make = Callable[[Asked], bytes]


def lines(body: bytes) -> tuple[list[Any], bytes]:
    """The lines of JSON of a stream, and the bytes that follow the line which announces them."""
    found: list[Any] = []
    while body and "bytes" not in (found[-1] if found else {}):
        line, _, body = body.partition(b"\n")
        found.append(json.loads(line))
    return found, body


@pytest.fixture
def gif(monkeypatch: pytest.MonkeyPatch) -> Callable[[Make], None]:
    """Put something else in place of what makes a GIF."""

    def put(make: Make) -> None:
        monkeypatch.setitem(FORMS, "gif", replace(FORMS["gif"], make=make))

    return put


@pytest.mark.parametrize(
    "address",
    [
        "descent.gif?width=240&height=160&frames=3&beside=loss",
        "race.gif?width=240&height=160&frames=4&theme=dark",
        "descent.png?width=240&height=160&learning_rate=0.3",
        "sweep.json",
    ],
)
@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_it_gives_the_very_file_of_the_figure(
    client: httpx.AsyncClient, address: str, lang: str
) -> None:
    plain = await client.get(f"/{lang}/figures/{address}")
    stream = await client.get(f"/{lang}/making/{address}")
    assert stream.status_code == 200
    assert stream.headers["cache-control"] == "no-store"
    assert "etag" not in stream.headers
    told, body = lines(stream.content)
    assert body == plain.content
    assert told[-1]["bytes"] == len(body)
    assert told[-1]["type"] == plain.headers["content-type"].split(";")[0]
    assert f'filename="{told[-1]["name"]}"' in plain.headers["content-disposition"]
    progress = [line for line in told[:-1] if "done" in line]
    assert progress == sorted(progress, key=lambda line: line["done"])
    assert {line["of"] for line in progress} <= {3, 4}


@pytest.mark.parametrize(
    "address",
    [
        "nothing.gif",
        "descent.bmp",
        "field.gif",
        "descent.gif?frames=1",
        "descent.gif?frames=241",
        "descent.gif?seconds=1",
        "descent.gif?beside=map",
        "descent.gif?repeat=0",
        "descent.gif?frames=5&frames=5",
        "descent.gif?width=9",
        "descent.gif?learning_rate=nan",
        "descent.gif?steps=0",
        "convergence.gif?beside=loss",
        "descent.gif?width=3840&height=2160&frames=200",
    ],
)
async def test_what_is_refused_is_refused_as_the_figure_is(
    client: httpx.AsyncClient, address: str
) -> None:
    plain = await client.get(f"/ko/figures/{address}")
    making = await client.get(f"/ko/making/{address}")
    assert plain.status_code in (404, 422)
    assert (making.status_code, making.content) == (plain.status_code, plain.content)


async def test_the_key_that_is_to_blame_is_named(client: httpx.AsyncClient) -> None:
    answer = await client.get("/en/making/convergence.gif?beside=loss")
    assert answer.json()["detail"][0]["loc"] == ["query", "beside"]


async def test_without_ffmpeg_a_video_is_a_501_with_a_sentence(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    for kind in ("figures", "making"):
        answer = await client.get(f"/ko/{kind}/descent.mp4")
        assert answer.status_code == 501
        assert "GIF" in answer.json()["detail"]


@pytest.mark.parametrize("error", [Unfit("Too late."), Unable("Too late."), ZeroDivisionError()])
async def test_a_fault_after_the_first_line_is_the_last_line(
    client: httpx.AsyncClient,
    gif: Callable[[Make], None],
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def make(what: Asked) -> bytes:
        what.tell(1, 2)
        # The line has been sent once somebody looked at it; then it is too late for a status.
        sent.wait(LONG)
        raise error

    sent = Event()
    gif(make)
    app = client._transport.app  # type: ignore[attr-defined]
    reader = Reader()
    async with anyio.create_task_group() as group:
        with anyio.fail_after(LONG):
            group.start_soon(app, scope("/en/making/descent.gif"), reader.receive, reader.send)
            await reader.until(b'{"done":1,"of":2}\n')
            sent.set()
            await reader.ended.wait()
    told, rest = lines(reader.body)
    assert not rest
    expected = "Too late." if error.args else "The file could not be made"
    assert told[-1]["detail"].startswith(expected)
    assert ("ZeroDivisionError" in caplog.text) == (not error.args)


async def test_a_fault_before_it_is_a_status(
    client: httpx.AsyncClient, gif: Callable[[Make], None]
) -> None:
    def make(what: Asked) -> bytes:
        raise Unable("There is no ink.")

    gif(make)
    answer = await client.get("/en/making/descent.gif")
    assert answer.status_code == 501
    assert answer.json() == {"detail": "There is no ink."}


class Reader:
    """A client of the bare application, which can go away."""

    def __init__(self) -> None:
        self.body = b""
        self.status = 0
        self.gone = anyio.Event()
        self.ended = anyio.Event()
        self._asked = False
        self._news = anyio.Event()

    async def receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        if not self.gone.is_set():
            await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                self.ended.set()
        self._news.set()
        self._news = anyio.Event()

    async def until(self, part: bytes) -> None:
        """Wait until this has come."""
        while part not in self.body:
            await self._news.wait()


def scope(path: str, query: str = "") -> dict[str, Any]:
    """A request as a server hands it on."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"gradscape.test")],
        "client": ("127.0.0.1", 1),
        "server": ("gradscape.test", 80),
    }


@pytest.mark.parametrize("when", ["before the first line", "after it"])
async def test_a_client_that_goes_away_ends_the_work(
    app: FastAPI, gif: Callable[[Make], None], when: str
) -> None:
    begun, ended = Event(), Event()

    def make(what: Asked) -> bytes:
        begun.set()
        try:
            done = 0
            while True:  # until somebody says that nobody waits
                if when == "after it":
                    what.tell(done := done + 1, 10**9)
                elif left.wait(0.01):
                    what.tell(1, 2)
        finally:
            ended.set()

    left = Event()
    gif(make)
    reader = Reader()
    async with anyio.create_task_group() as group:
        with anyio.fail_after(LONG):
            group.start_soon(app, scope("/en/making/descent.gif"), reader.receive, reader.send)
            if when == "after it":
                await reader.until(b'"done"')
            else:
                await anyio.to_thread.run_sync(begun.wait, LONG)
            reader.gone.set()
            left.set()
            assert await anyio.to_thread.run_sync(ended.wait, LONG)
    assert b"bytes" not in reader.body
    assert working() == 0


async def test_who_leaves_a_heavy_figure_frees_the_core(
    app: FastAPI, gif: Callable[[Make], None]
) -> None:
    begun, ended = Event(), Event()

    def make(what: Asked) -> bytes:
        begun.set()
        try:
            while True:
                what.tell(1, 2)
        finally:
            ended.set()

    gif(make)
    reader = Reader()
    with anyio.fail_after(LONG):
        async with anyio.create_task_group() as group:
            group.start_soon(app, scope("/en/figures/descent.gif"), reader.receive, reader.send)
            await anyio.to_thread.run_sync(begun.wait, LONG)
            reader.gone.set()
            assert await anyio.to_thread.run_sync(ended.wait, LONG)
        while working():
            await anyio.lowlevel.checkpoint()


async def test_who_waits_is_told_so_and_can_leave_the_queue(
    app: FastAPI, gif: Callable[[Make], None]
) -> None:
    go = Event()

    def make(what: Asked) -> bytes:
        assert go.wait(LONG)
        return b"a file"

    gif(make)
    cores = os.cpu_count() or 1
    first = [Reader() for _ in range(cores)]
    second, third = Reader(), Reader()
    async with anyio.create_task_group() as group:
        with anyio.fail_after(LONG):
            for reader in first:
                group.start_soon(app, scope("/en/making/descent.gif"), reader.receive, reader.send)
            while working() < cores:
                await anyio.lowlevel.checkpoint()
            for reader in (second, third):
                group.start_soon(app, scope("/en/making/descent.gif"), reader.receive, reader.send)
            await second.until(b'{"waiting":1}\n')
            await third.until(b'{"waiting":2}\n')
            second.gone.set()
            await third.until(b'{"waiting":2}\n{"waiting":1}\n')
            assert b"bytes" not in second.body
            go.set()
            for reader in (*first, third):
                await reader.ended.wait()
                told, body = lines(reader.body)
                assert body == b"a file" and told[-1]["bytes"] == 6


async def test_a_long_queue_is_a_503_before_anything_else(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.threads.waiting", lambda heavy: PATIENT * 1000)
    answer = await client.get("/en/making/descent.gif")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["detail"].endswith(".")
