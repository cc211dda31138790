"""What a browser's main thread does, read off its own trace."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

#: Slices of the main thread that are work for a frame: script, style, layout, paint. They may lie
#: in each other; their union is taken.
WORK = frozenset(
    """EventDispatch FireAnimationFrame TimerFire FunctionCall RunMicrotasks EvaluateScript
    v8.compile XHRLoad XHRReadyStateChange ParseHTML UpdateLayoutTree Layout PrePaint Paint
    Layerize Commit UpdateLayer HitTest IntersectionObserverController::computeIntersections
    MinorGC MajorGC""".split()
)
CATEGORIES = ["-*", "devtools.timeline", "v8", "disabled-by-default-devtools.timeline", "blink"]

Span = tuple[float, float]


def frames(trace: bytes, event: str = "pointermove") -> list[float]:
    """Return the milliseconds of work from each event of a kind to the next one of its kind.

    The thread is the one that got those events; the last is left out, for nothing ends it.
    """
    events = json.loads(trace)["traceEvents"]
    moves = [each for each in events if _dispatched(each) == event]
    if len(moves) < 2:
        return []
    thread = moves[0]["pid"], moves[0]["tid"]
    mine = [
        (each["ts"], each["ts"] + each.get("dur", 0))
        for each in events
        if each.get("ph") == "X" and each["name"] in WORK and (each["pid"], each["tid"]) == thread
    ]
    busy = union(mine)
    starts = sorted(each["ts"] for each in moves if (each["pid"], each["tid"]) == thread)
    pairs = zip(starts, starts[1:], strict=False)
    return [overlap(busy, start, end) / 1000 for start, end in pairs]


def _dispatched(event: dict[str, Any]) -> str:
    if event.get("name") != "EventDispatch" or event.get("ph") != "X":
        return ""
    return str(event.get("args", {}).get("data", {}).get("type", ""))


def union(spans: Iterable[Span]) -> list[Span]:
    """Return spans that do not meet and cover the same."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def overlap(spans: Sequence[Span], start: float, end: float) -> float:
    """Return how much of the time from ``start`` to ``end`` the spans (apart, sorted) cover."""
    total = 0.0
    for index in range(max(0, bisect_left(spans, (start, start)) - 1), len(spans)):
        if spans[index][0] >= end:
            break
        total += max(0.0, min(spans[index][1], end) - max(spans[index][0], start))
    return total


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
