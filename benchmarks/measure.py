"""How a measure is taken: ours and its peer by turns, many times, the median of each.

A family of measures is a module of ``benchmarks.families`` with ``rows(quick)``, which yields a
:class:`Row` for each case. Outputs are compared before they are timed; a peer that is not
installed makes a row without a ratio that says so.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from statistics import median
from time import perf_counter
from types import ModuleType
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the table.

    ``ours`` and ``peer`` are in ``unit``; ``ratio`` is how many times better ours is, None where
    there is no peer; ``goal`` says in words what is to be reached, ``holds`` whether it is, None
    where it cannot be told. ``note`` says what a reader must know of the measure.
    """

    measure: str
    case: str
    ours: float | None
    peer: float | None
    peer_name: str
    unit: str
    ratio: float | None
    goal: str
    holds: bool | None
    note: str = ""


def against(
    measure: str,
    case: str,
    ours: float,
    peer: float | None,
    peer_name: str,
    goal: float,
    *,
    unit: str = "ms",
    more_is_better: bool = False,
    note: str = "",
) -> Row:
    """The row of a measure that is to be ``goal`` times better than a peer's (None: not here)."""
    ratio = None
    if peer is not None:
        ratio = ours / peer if more_is_better else peer / ours
    words = f"≥ {goal:,g} ×"
    holds = None if ratio is None else ratio >= goal
    missing = "" if peer is not None else f"{peer_name} is not installed here"
    notes = "; ".join(filter(None, (note, missing)))
    return Row(measure, case, ours, peer, peer_name, unit, ratio, words, holds, notes)


def within(
    measure: str, case: str, ours: float, limit: float, *, unit: str = "ms", note: str = ""
) -> Row:
    """The row of a measure that is to stay within a limit."""
    words = f"≤ {limit:,g} {unit}"
    return Row(measure, case, ours, None, "", unit, None, words, ours <= limit, note)


def missing(measure: str, case: str, peer_name: str, why: str, goal: str = "") -> Row:
    """The row of a measure that could not be taken, and why."""
    return Row(measure, case, None, None, peer_name, "", None, goal, None, why)


def peer(name: str) -> ModuleType | None:
    """The module of a peer, None where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        return None


def seconds(work: Callable[[], Any], least: float = 0.02) -> float:
    """How long one call takes, from as many calls in a row as fill ``least`` seconds."""
    began = perf_counter()
    work()
    once = perf_counter() - began
    count = max(1, int(least / max(once, 1e-9)))
    began = perf_counter()
    for _ in range(count):
        work()
    return (perf_counter() - began) / count


def interleaved(
    works: Sequence[Callable[[], Any]], rounds: int = 9, least: float = 0.02
) -> list[float]:
    """The median seconds of one call of each, measured by turns so that noise falls on all alike.

    Each is called once before the clock runs; the collector of garbage rests meanwhile.
    """
    for work in works:
        work()
    found: list[list[float]] = [[] for _ in works]
    resting = gc.isenabled()
    gc.disable()
    try:
        for turn in range(rounds):
            # The order changes, so that nobody always comes after the same neighbour.
            order = range(len(works)) if turn % 2 == 0 else reversed(range(len(works)))
            for index in order:
                found[index].append(seconds(works[index], least))
            gc.collect()
    finally:
        if resting:
            gc.enable()
    return [median(each) for each in found]


def agree(ours: Any, theirs: Any, tolerance: float, what: str) -> None:
    """Stop where two outputs differ by more than ``tolerance``, relative to the largest entry."""
    import numpy as np

    a, b = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    if a.shape != b.shape:
        raise AssertionError(f"{what}: shapes {a.shape} and {b.shape} differ")
    size = max(float(np.nanmax(np.abs(a))) if a.size else 0.0, 1e-300)
    apart = float(np.nanmax(np.abs(a - b))) / size if a.size else 0.0
    if not apart <= tolerance:
        raise AssertionError(f"{what}: the outputs differ by {apart:.2g} of their size")
