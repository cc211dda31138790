"""Heavy work waits its turn, and is sent away where the queue is long."""

import os
from threading import Event

import anyio
import httpx
import pytest

from app.web import asked, threads

pytestmark = pytest.mark.anyio


CORES = os.cpu_count() or 1


async def test_a_long_queue_sends_the_next_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "PATIENT", 1)
    go = Event()

    async def wait() -> None:
        await threads.queued(go.wait)

    async with anyio.create_task_group() as group:
        for _ in range(2 * CORES):
            group.start_soon(wait)
        while threads.working() < CORES:
            await anyio.lowlevel.checkpoint()
        assert threads.waiting() == CORES
        with pytest.raises(threads.Busy):
            await threads.queued(go.wait)
        go.set()
    assert await threads.queued(lambda: 7) == 7
    assert threads.waiting() == threads.working() == 0


async def test_a_crowd_that_comes_at_once_is_not_let_in_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threads, "PATIENT", 2)
    go = Event()
    sent_away = 0

    async def wait() -> None:
        nonlocal sent_away
        try:
            await threads.queued(go.wait)
        except threads.Busy:
            sent_away += 1
            if sent_away == 5:
                go.set()

    with anyio.fail_after(60):
        async with anyio.create_task_group() as group:
            for _ in range(3 * CORES + 5):
                group.start_soon(wait)
    assert sent_away == 5


async def test_pages_and_pictures_do_not_wait_behind_heavy_files() -> None:
    go = Event()

    async def heavy() -> None:
        await threads.queued(go.wait)

    with anyio.fail_after(60):
        async with anyio.create_task_group() as group:
            for _ in range(2 * CORES):
                group.start_soon(heavy)
            while threads.working() < CORES:
                await anyio.lowlevel.checkpoint()
            assert await threads.aside(lambda: "a page") == "a page"
            assert await threads.queued(lambda: "a picture", heavy=False) == "a picture"
            go.set()


async def test_who_is_sent_away_is_told_when_to_ask_again(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object, **__: object) -> bytes:
        raise threads.Busy

    monkeypatch.setattr(asked, "queued", busy)
    for lang, word in (("en", "5 seconds"), ("ko", "5초")):
        answer = await client.get(f"/{lang}/figures/descent.png?width=321")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert word in answer.json()["detail"]
        assert answer.headers["access-control-allow-origin"] == "*"
