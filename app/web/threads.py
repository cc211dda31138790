"""Work that would hold up every other request, done beside the event loop."""

import os
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

T = TypeVar("T")
A = TypeVarTuple("A")

#: So many requests a core may wait for heavy work; more are sent away to ask again.
PATIENT = 16
#: Seconds after which those may ask again.
LATER = 5

_LIMITER: RunVar[CapacityLimiter] = RunVar("gradscape heavy work")


class Busy(Exception):
    """Too many requests wait already."""


def _limiter() -> CapacityLimiter:
    try:
        return _LIMITER.get()
    except LookupError:
        limiter = CapacityLimiter(os.cpu_count() or 1)
        _LIMITER.set(limiter)
        return limiter


def waiting() -> int:
    """How many requests wait for a core."""
    return _limiter().statistics().tasks_waiting


async def aside(work: Callable[[*A], T], *arguments: *A) -> T:
    """Return ``work(*arguments)``, computed in a thread; as many at a time as there are cores."""
    return await anyio.to_thread.run_sync(work, *arguments, limiter=_limiter())


async def queued(work: Callable[[*A], T], *arguments: *A) -> T:
    """As ``aside``, but raise ``Busy`` where too many wait already."""
    if waiting() >= PATIENT * int(_limiter().total_tokens):
        raise Busy
    return await aside(work, *arguments)
