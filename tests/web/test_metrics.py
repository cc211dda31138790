"""What /metrics tells: every answer under its pattern, no address, no query, no end of the list."""

import re
from collections.abc import Callable

import httpx
import pytest
from starlette.types import ASGIApp

from app.core.memory import LIMITS
from app.web.application import create_app
from app.web.metrics import BOUNDS, Meter, resident

pytestmark = pytest.mark.anyio
Talk = Callable[[ASGIApp], httpx.AsyncClient]

SAMPLE = re.compile(r'[a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? [-+0-9.e]+')


async def told(client: httpx.AsyncClient) -> dict[str, float]:
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"
    lines = answer.text.splitlines()
    samples = [line for line in lines if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in samples)
    kinds = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(kinds) == len(set(kinds))
    return {key: float(value) for key, value in (line.rsplit(" ", 1) for line in samples)}


async def test_answers_are_counted_by_route_and_status(talk: Talk) -> None:
    # An application of its own: the pools of a process are those of the newest.
    client = talk(create_app())
    before = await told(client)
    await client.get("/api/descent?f=bowl&steps=7&learning_rate=0.4321")
    await client.get("/api/descent?f=bowl&steps=7&learning_rate=0.4321")
    await client.get("/api/descent?f=secret(")
    await client.get("/en/figures/field.json?f=bowl")
    after = await told(client)

    def more(key: str) -> float:
        return after[key] - before.get(key, 0)

    total = "gradscape_requests_total"
    assert more(f'{total}{{route="/api/descent",status="200"}}') == 2
    assert more(f'{total}{{route="/api/descent",status="422"}}') == 1
    assert more(f'{total}{{route="/{{lang}}/figures/{{figure}}.{{form}}",status="200"}}') == 1
    assert more('gradscape_request_duration_seconds_count{route="/api/descent"}') == 3
    assert more('gradscape_request_duration_seconds_bucket{route="/api/descent",le="+Inf"}') == 3
    assert more('gradscape_cache_hits_total{cache="answers"}') >= 1
    assert not any("secret" in key or "0.4321" in key for key in after)
    await client.aclose()


async def test_the_caches_stay_within_their_limits(client: httpx.AsyncClient) -> None:
    found = await told(client)
    for name, limit in LIMITS.items():
        assert found[f'gradscape_cache_limit_bytes{{cache="{name}"}}'] == limit
        assert 0 <= found[f'gradscape_cache_bytes{{cache="{name}"}}'] <= limit
    assert found["process_resident_memory_bytes"] == pytest.approx(resident(), rel=0.5)


async def test_no_visitor_makes_the_list_longer() -> None:
    meter = Meter()
    for n in range(1000):
        for path in (
            f"/{n}",
            f"/api/{n}",
            f"/en/{n}",
            f"/ko/{n}.json",
            f"/en/embed/{n}",
            f"/en/embed/{n}.json",
            f"/en/figures/{n}.png",
            f"/en/{n}/x",
            f"/en/figures/{n}/y",
            f"/static/{n}",
            f"/fr/{n}",
            f"//{n}",
            f"{n}",
        ):
            meter.count(path, 404, 0.002)
    assert len(meter.times) < 15


async def test_a_class_of_the_histogram_holds_its_bound() -> None:
    meter = Meter()
    for seconds in (0.0, 0.0005, 0.0006, 60.0):
        meter.count("/", 200, seconds)
    text = meter.text()
    assert '_bucket{route="/",le="0.0005"} 2' in text
    assert '_bucket{route="/",le="0.001"} 3' in text
    assert f'_bucket{{route="/",le="{BOUNDS[-1]}"}} 3' in text
    assert '_bucket{route="/",le="+Inf"} 4' in text
