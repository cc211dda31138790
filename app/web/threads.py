"""Work that would hold up every other request, done beside the event loop.

There are three lines, and in each of them as many at a time as there are cores: what pages and
the API compute (milliseconds), files that are drawn at once, and heavy ones (seconds). Nobody who
opens a page waits behind a hall full of people who save animations.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, TypeVarTuple

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

T = TypeVar("T")
A = TypeVarTuple("A")

#: So many requests a core may wait for a file; more are sent away to ask again.
PATIENT = 16
#: Seconds after which those may ask again.
LATER = 5


class Busy(Exception):
    """Too many requests wait already."""


@dataclass
class _Line:
    """A line before the cores; ``admitted`` are those at work and those that wait."""

    limiter: CapacityLimiter
    admitted: int = 0


_PAGES: RunVar[_Line] = RunVar("gradscape pages")
_LIGHT: RunVar[_Line] = RunVar("gradscape files")
_HEAVY: RunVar[_Line] = RunVar("gradscape heavy files")


def _line(kept: RunVar[_Line]) -> _Line:
    try:
        return kept.get()
    except LookupError:
        line = _Line(CapacityLimiter(os.cpu_count() or 1))
        kept.set(line)
        return line


def waiting(*, heavy: bool = True) -> int:
    """How many files wait for a core."""
    line = _line(_HEAVY if heavy else _LIGHT)
    return max(0, line.admitted - int(line.limiter.total_tokens))


def working(*, heavy: bool = True) -> int:
    """How many files are being made."""
    return int(_line(_HEAVY if heavy else _LIGHT).limiter.borrowed_tokens)


async def aside(work: Callable[[*A], T], *arguments: *A) -> T:
    """Return ``work(*arguments)``, computed in a thread; as many at a time as there are cores."""
    return await anyio.to_thread.run_sync(work, *arguments, limiter=_line(_PAGES).limiter)


async def queued(work: Callable[[*A], T], *arguments: *A, heavy: bool = True) -> T:
    """As ``aside``, in a line of its own; raises ``Busy`` where too many wait in it already."""
    line = _line(_HEAVY if heavy else _LIGHT)
    if waiting(heavy=heavy) >= PATIENT * int(line.limiter.total_tokens):
        raise Busy
    # Counted before the first await: a hundred that come at once are not all let in.
    line.admitted += 1
    try:
        return await anyio.to_thread.run_sync(work, *arguments, limiter=line.limiter)
    finally:
        line.admitted -= 1
