"""A measurement in a process of its own, followed line by line, ended with whoever asked for it."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any

import anyio
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream

from app.lessons.batches import measuring
from app.web.turn import turn

#: It ends by itself after about four seconds; a process that hangs is ended from here.
PATIENCE = 30.0
_ROOT = Path(__file__).parents[2]
_LONGEST = 100_000


class Unmeasurable(Exception):
    """The process could not be started, died, or did not end in time."""


async def measurement(sizes: Sequence[int], repeats: int, seed: int) -> AsyncGenerator[Any]:
    """Yield ``{"done", "total"}`` after each step and ``{"result": …}`` at the end.

    Raises ``Taken`` while another measurement runs, ``Unmeasurable`` where this one fails.
    """
    settings = {"sizes": list(sizes), "repeats": repeats, "seed": seed}
    command = [sys.executable, "-m", measuring.__name__, json.dumps(settings)]
    with turn("measuring"):
        try:
            process = await anyio.open_process(
                command,
                cwd=_ROOT,
                env={**os.environ, **measuring.ALONE},
                stdin=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise Unmeasurable(str(error)) from error
        try:
            ends = anyio.current_time() + PATIENCE
            lines = BufferedByteReceiveStream(_output(process))
            told: Any = {}
            while "result" not in told:
                told = await _next(lines, ends)
                yield told
        finally:
            await _end(process)


def _output(process: Process) -> Any:
    assert process.stdout is not None
    return process.stdout


async def _next(lines: BufferedByteReceiveStream, ends: float) -> Any:
    try:
        with anyio.fail_after(max(0.0, ends - anyio.current_time())):
            return json.loads(await lines.receive_until(b"\n", _LONGEST))
    except (anyio.IncompleteRead, anyio.DelimiterNotFound, TimeoutError, ValueError) as error:
        raise Unmeasurable("the process broke off") from error


async def _end(process: Process) -> None:
    """End the process at once, also where the request itself is being cancelled."""
    with anyio.CancelScope(shield=True):
        if process.returncode is None:
            process.kill()
        await process.aclose()
