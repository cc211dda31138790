"""Heavy work waits its turn, and is sent away where the queue is long."""

from threading import Event

import anyio
import httpx
import pytest

from app.web import asked, threads

pytestmark = pytest.mark.anyio


async def test_a_long_queue_sends_the_next_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "PATIENT", 1)
    cores = int(threads._limiter().total_tokens)
    go = Event()

    async def wait() -> None:
        await threads.queued(go.wait)

    async with anyio.create_task_group() as group:
        for _ in range(2 * cores):
            group.start_soon(wait)
        while threads.waiting() < cores:
            await anyio.lowlevel.checkpoint()
        with pytest.raises(threads.Busy):
            await threads.queued(go.wait)
        go.set()
    assert await threads.queued(lambda: 7) == 7


async def test_who_is_sent_away_is_told_when_to_ask_again(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object) -> bytes:
        raise threads.Busy

    monkeypatch.setattr(asked, "queued", busy)
    for lang, word in (("en", "5 seconds"), ("ko", "5초")):
        answer = await client.get(f"/{lang}/figures/descent.png?width=321")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert word in answer.json()["detail"]
        assert answer.headers["access-control-allow-origin"] == "*"
