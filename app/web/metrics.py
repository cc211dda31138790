"""``GET /metrics``: what this process has answered, how fast, and what it remembers.

In Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). A
request is counted under the pattern of its address and never under the address itself, so no
query leaves this process and no visitor can make the list grow. Each worker counts for itself.
"""

import os
import resource
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import __version__
from app.catalogue.languages import LANGUAGES
from app.core.memory import pools
from app.web import threads

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds that the classes of the histogram reach up to."""

_KIND = "text/plain; version=0.0.4; charset=utf-8"
_BEGAN = time.time()
_ALONE = frozenset(
    "/ /healthz /metrics /oembed /openapi.json /robots.txt /sitemap.xml /typeface.css"
    " /favicon.ico /favicon.svg".split()
)
_API = frozenset(
    f"/api/{name}"
    for name in (
        "activation basins batches descent docs field figures functions gradient kernel.js"
        " lessons loss minibatch optimizers softmax surface sweep"
    ).split()
)
_BELOW = {
    "embed": "/{lang}/embed/{figure}",
    "figures": "/{lang}/figures/{figure}.{form}",
    "making": "/{lang}/making/{figure}.{form}",
    "lecture": "/{lang}/lecture/{file}",
}


class Meter:
    """What has been answered so far: counts by route and status, and times by route."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, int], int] = {}
        self.times: dict[str, list[int]] = {}
        self.sums: dict[str, float] = {}
        self.under_way = 0

    def route(self, path: str) -> str:
        """Return the pattern that an address is counted under; ``other`` where it has none."""
        if path in _ALONE:
            return path
        if not path.startswith("/"):  # as of OPTIONS *
            return "other"
        first, *rest = path[1:].split("/")
        if first == "api":
            return path if path in _API else "other"
        if first in ("static", "assets"):
            return f"/{first}/{{path}}"
        if first not in LANGUAGES or not rest:
            return "other"
        if len(rest) == 1:
            form = ".json" if rest[0].endswith(".json") else ""
            return f"/{{lang}}/{{page}}{form}" if rest[0] else "/{lang}/"
        found = _BELOW.get(rest[0]) if len(rest) == 2 else None
        if found and rest[0] == "embed" and rest[1].endswith(".json"):
            return f"{found}.json"
        return found or "other"

    def count(self, path: str, status: int, seconds: float) -> None:
        """Count an answer."""
        route = self.route(path)
        key = (route, status)
        self.counts[key] = self.counts.get(key, 0) + 1
        times = self.times.get(route)
        if times is None:
            times = self.times[route] = [0] * (len(BOUNDS) + 1)
        times[bisect_left(BOUNDS, seconds)] += 1
        self.sums[route] = self.sums.get(route, 0.0) + seconds

    def text(self) -> str:
        """Return everything in Prometheus' format."""
        return "\n".join([*self._answers(), *_memory(), *_process(self.under_way), ""])

    def _answers(self) -> Iterator[str]:
        yield from _head("gradscape_requests_total", "counter", "Answers by route and status.")
        for (route, status), count in sorted(self.counts.items()):
            yield f'gradscape_requests_total{{route="{route}",status="{status}"}} {count}'
        name = "gradscape_request_duration_seconds"
        yield from _head(name, "histogram", "Seconds to an answer by route.")
        for route, times in sorted(self.times.items()):
            total = 0
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), times, strict=True):
                total += count
                yield f'{name}_bucket{{route="{route}",le="{bound}"}} {total}'
            yield f'{name}_sum{{route="{route}"}} {self.sums[route]:.6f}'
            yield f'{name}_count{{route="{route}"}} {total}'


class Measured:
    """Count every answer and the time that it takes."""

    def __init__(self, app: ASGIApp, meter: Meter) -> None:
        self.app = app
        self.meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and look at its answer's status as it goes by."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        meter = self.meter
        status = 0

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        meter.under_way += 1
        began = time.perf_counter()
        try:
            await self.app(scope, receive, seen)
        finally:
            meter.under_way -= 1
            # A client that went away before its answer has the status that nginx gives it.
            meter.count(scope["path"], status or 499, time.perf_counter() - began)


def metrics_router(meter: Meter) -> APIRouter:
    """Return the route that tells what a meter has counted."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    async def metrics() -> Response:
        """Tell what this process has done, for Prometheus."""
        return Response(meter.text(), headers={"Cache-Control": "no-store", "Content-Type": _KIND})

    return router


def _head(name: str, kind: str, told: str) -> tuple[str, str]:
    return f"# HELP {name} {told}", f"# TYPE {name} {kind}"


def _memory() -> Iterator[str]:
    found = pools()
    for name, kind, told, counted in (
        ("hits_total", "counter", "Look-ups that found something.", "hits"),
        ("misses_total", "counter", "Look-ups that found nothing.", "misses"),
        ("bytes", "gauge", "Bytes that are held.", "weight"),
        ("limit_bytes", "gauge", "Bytes that may be held.", "limit"),
    ):
        yield from _head(f"gradscape_cache_{name}", kind, told)
        for pool, memory in found.items():
            yield f'gradscape_cache_{name}{{cache="{pool}"}} {getattr(memory, counted)}'


def _process(under_way: int) -> Iterator[str]:
    gauges = {
        "gradscape_requests_under_way": ("Requests being answered.", under_way),
        "gradscape_files_waiting": ("Heavy files that wait for a core.", threads.waiting()),
        "process_resident_memory_bytes": ("Memory that is held.", resident()),
        "process_start_time_seconds": ("When the process began, since 1970.", _BEGAN),
    }
    for name, (told, value) in gauges.items():
        yield from _head(name, "gauge", told)
        yield f"{name} {value}"
    yield from _head("process_cpu_seconds_total", "counter", "Processor time used.")
    yield f"process_cpu_seconds_total {time.process_time():.3f}"
    yield from _head("gradscape_info", "gauge", "The version.")
    yield f'gradscape_info{{version="{__version__}"}} 1'


def resident() -> int:
    """Return the bytes of memory that this process holds; the most it held where that is unknown.

    Linux tells the present size; elsewhere getrusage tells the largest so far.
    """
    told = Path("/proc/self/statm")
    if told.exists():
        return int(told.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
