"""POST /api/batches: its answer, its lines, its refusals; and the page without scripts.

No test looks at a time: the process really measures, but a tiny piece.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import anyio
import httpx
import pytest

from app.lessons.batches.experiment import BatchesExperiment
from app.lessons.reading import read
from app.web import measurement, turn
from app.web.api import batches

pytestmark = pytest.mark.anyio

TINY = {"sizes": [1, 2], "repeats": 2}


@pytest.fixture(autouse=True)
def own_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another run of the tests on this machine must not be in the way."""
    monkeypatch.setattr(turn, "place", lambda name: tmp_path / f"{name}.lock")
    return tmp_path / "measuring.lock"


async def test_a_measurement_answers_times_by_size(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/batches", json=TINY)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    found = answer.json()
    assert found["sizes"] == [1, 2] and found["repeats"] == 2 and found["threads"] == 1
    assert found["layers"] == [784, 50, 100, 10] and found["dtype"] == "float64"
    for way in ("loop", "product"):
        rows = zip(*(found[way][part] for part in ("low", "median", "high")), strict=True)
        assert all(0 < low <= middle <= high for low, middle, high in rows)
    assert found["keys"] is None


async def test_the_keys_are_those_of_the_page(client: httpx.AsyncClient) -> None:
    found = (await client.post("/api/batches", json={"repeats": 1})).json()
    experiment, problems = read(BatchesExperiment, list(found["keys"].items()), "en")
    assert not problems
    assert experiment.loop is not None and experiment.measured is not None
    assert experiment.loop[1] == pytest.approx(found["loop"]["median"][0], rel=0.01)


async def test_lines_tell_how_far_it_is(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/batches", json={**TINY, "stream": True})
    assert answer.headers["content-type"] == "application/x-ndjson"
    *steps, last = [json.loads(line) for line in answer.text.splitlines()]
    assert steps == [{"done": done, "total": 4} for done in (1, 2, 3, 4)]
    assert last["result"]["repeats"] == 2


async def test_no_repeats_measure_nothing_and_need_no_turn(client: httpx.AsyncClient) -> None:
    with turn.turn("measuring"):
        answer = await client.post("/api/batches", json={"repeats": 0})
    assert answer.status_code == 200
    found = answer.json()
    assert found["loop"] is found["product"] is found["keys"] is None


async def test_two_at_once_are_refused_with_a_sentence(client: httpx.AsyncClient) -> None:
    answers: list[httpx.Response] = []

    async def ask() -> None:
        answers.append(await client.post("/api/batches", json=TINY))

    async with anyio.create_task_group() as group:
        group.start_soon(ask)
        group.start_soon(ask)
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    [refused] = [answer for answer in answers if answer.status_code == 409]
    assert refused.json()["detail"].endswith(".")
    assert refused.headers["access-control-allow-origin"] == "*"
    assert (await client.post("/api/batches", json=TINY)).status_code == 200


async def test_another_process_on_the_machine_has_the_turn(
    client: httpx.AsyncClient, own_lock: Path
) -> None:
    hold = (
        "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX);"
        " print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(own_lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        assert (await client.post("/api/batches", json=TINY)).status_code == 409
    # The system has let go of the lock with the process that held it.
    assert (await client.post("/api/batches", json=TINY)).status_code == 200


async def test_where_no_lock_can_be_made_one_process_still_takes_turns(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(turn, "place", lambda name: tmp_path / "no such folder" / name)
    assert (await client.post("/api/batches", json=TINY)).status_code == 200
    with turn.turn("measuring"):
        assert (await client.post("/api/batches", json=TINY)).status_code == 409


@pytest.mark.parametrize(
    "body, place",
    [
        ({"sizes": []}, ["body", "sizes"]),
        ({"sizes": [1, 1001]}, ["body", "sizes", 1]),
        ({"sizes": [0]}, ["body", "sizes", 0]),
        ({"sizes": [2, 1]}, ["body", "sizes"]),
        ({"sizes": [1, 1]}, ["body", "sizes"]),
        ({"sizes": list(range(1, 22))}, ["body", "sizes"]),
        ({"sizes": 5}, ["body", "sizes"]),
        ({"sizes": [1.5]}, ["body", "sizes", 0]),
        ({"sizes": None}, ["body", "sizes"]),
        ({"repeats": -1}, ["body", "repeats"]),
        ({"repeats": 26}, ["body", "repeats"]),
        ({"repeats": "3"}, ["body", "repeats"]),
        ({"repeats": True}, ["body", "repeats"]),
        ({"seed": -1}, ["body", "seed"]),
        ({"seed": 2**53 + 1}, ["body", "seed"]),
        ({"stream": 1}, ["body", "stream"]),
        ({"size": 3}, ["body", "size"]),
        ([], ["body"]),
    ],
)
async def test_bad_bodies_are_refused(
    client: httpx.AsyncClient, body: Any, place: list[str]
) -> None:
    answer = await client.post("/api/batches", json=body)
    assert answer.status_code == 422
    [detail] = answer.json()["detail"]
    assert detail["loc"] == place
    assert detail["msg"].endswith((".", "…"))


async def test_the_address_takes_no_keys(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/batches?repeats=1", json=TINY)).status_code == 422
    assert (await client.get("/api/batches")).status_code == 405


@pytest.mark.parametrize("script", ["", "raise SystemExit(1)", "print('no JSON')"])
@pytest.mark.parametrize("stream", [False, True])
async def test_a_process_that_dies_is_a_sentence(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, script: str, stream: bool
) -> None:
    real = anyio.open_process

    async def broken(command: Any, **settings: Any) -> Any:
        return await real([sys.executable, "-c", script], **settings)

    monkeypatch.setattr(anyio, "open_process", broken)
    answer = await client.post("/api/batches", json={**TINY, "stream": stream})
    assert answer.status_code == 503
    assert answer.json()["detail"].endswith(".")


async def test_a_process_that_breaks_off_later_ends_the_lines_with_a_detail(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = anyio.open_process

    async def broken(command: Any, **settings: Any) -> Any:
        script = 'print(\'{"done": 1, "total": 4}\')'
        return await real([sys.executable, "-c", script], **settings)

    monkeypatch.setattr(anyio, "open_process", broken)
    answer = await client.post("/api/batches", json={**TINY, "stream": True})
    first, last = [json.loads(line) for line in answer.text.splitlines()]
    assert first == {"done": 1, "total": 4}
    assert last["detail"].endswith(".")
    whole = await client.post("/api/batches", json=TINY)
    assert whole.status_code == 503


async def test_a_process_that_cannot_be_started_is_a_sentence(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert (await client.post("/api/batches", json=TINY)).status_code == 503


async def test_whoever_goes_away_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    real = anyio.open_process

    async def watched(command: Any, **settings: Any) -> Any:
        started.append(await real(command, **settings))
        return started[-1]

    monkeypatch.setattr(anyio, "open_process", watched)
    steps = measurement.measurement([500, 1000], 25, 0)
    assert (await anext(steps))["done"] == 1
    await steps.aclose()
    assert started[0].returncode is not None
    with turn.turn("measuring"):
        pass


@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_a_page_without_scripts_comes_back_with_the_times(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr(batches, "REPEATS", 1)
    answer = await client.post(f"/{lang}/batches/measure?B=50&theme=dark&loop=old")
    assert answer.status_code == 303
    address = urlsplit(answer.headers["location"])
    assert address.path == f"/{lang}/batches"
    keys = parse_qsl(address.query)
    assert [key for key, _ in keys] == ["B", "theme", "loop", "product", "measured"]
    page = await client.get(answer.headers["location"])
    assert page.status_code == 200
    assert 'data-outcome="unmeasured"' not in page.text
    assert "aria-invalid" not in page.text


@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_a_page_without_scripts_is_told_to_wait(client: httpx.AsyncClient, lang: str) -> None:
    with turn.turn("measuring"):
        answer = await client.post(f"/{lang}/batches/measure?B=50")
    assert answer.status_code == 409
    assert answer.headers["content-type"].startswith("text/html")
    assert 'data-outcome="unmeasured"' in answer.text and 'value="50"' in answer.text
    word = {"ko": "다른 측정이 진행 중", "en": "Another measurement is running"}[lang]
    assert word in answer.text


async def test_only_a_post_measures(client: httpx.AsyncClient) -> None:
    assert (await client.get("/ko/batches/measure")).status_code == 405
    assert (await client.post("/fr/batches/measure")).status_code == 404


async def test_without_times_the_page_offers_a_form(client: httpx.AsyncClient) -> None:
    page = (await client.get("/en/batches?B=20")).text
    assert 'method="post" action="/en/batches/measure?B=20"' in page
    assert "Not measured yet" in page
