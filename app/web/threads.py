"""Work that would hold up every other request, done beside the event loop."""

import os
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

T = TypeVar("T")
A = TypeVarTuple("A")

_LIMITER: RunVar[CapacityLimiter] = RunVar("gradscape heavy work")


async def aside(work: Callable[[*A], T], *arguments: *A) -> T:
    """Return ``work(*arguments)``, computed in a thread; as many at a time as there are cores."""
    try:
        limiter = _LIMITER.get()
    except LookupError:
        limiter = CapacityLimiter(os.cpu_count() or 1)
        _LIMITER.set(limiter)
    return await anyio.to_thread.run_sync(work, *arguments, limiter=limiter)
