"""Timing the network on this machine: one picture after another against all in one product.

A measurement goes in small steps, so that whoever runs it can show how far it is and can stop
between any two. Each step times one batch size both ways once; a round times every size, and the
rounds are interleaved, so that a disturbance of the machine falls on all sizes alike.

Run as a program it measures in a process of its own, which may be ended at any moment: one
argument, the settings as JSON; one line of JSON a step, ``{"done", "total"}``, and a last one with
``"result"``. The linear algebra gets a single thread there (``ALONE``), so that nothing of what a
batch gains comes from more cores, and a measurement never takes more than one.
"""

import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from app.lessons.batches.network import MOST, Network, network

#: The batch sizes of the page.
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
REPEATS = 15
#: What the environment must say before NumPy is loaded, whichever linear algebra it was built with.
ALONE = {
    name: "1"
    for name in (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "BLIS_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    )
}
#: After so many seconds no round is finished any more, but for the first.
LIMIT = 4.0
#: One timing takes at least so long: the forward pass is repeated within it until it does.
_LEAST = 0.002
_MOST_CALLS = 200
_MICRO = 1e6


class Spread(NamedTuple):
    """The least, the middle and the greatest of repeated timings, in µs a picture."""

    low: float
    median: float
    high: float


@dataclass
class _Timed:
    """One batch size done one way: what is run, how often in one timing, what came out."""

    run: Callable[[], object]
    pictures: int
    calls: int = 0
    found: list[float] = field(default_factory=list)


@dataclass
class Measurement:
    """A measurement under way: ``step()`` until it is ``finished``, then ``loop`` and ``product``.

    ``clock`` counts seconds. Raises ``ValueError`` for sizes that are not increasing whole
    numbers from 1 to 1000 and for fewer than one repeat.
    """

    sizes: Sequence[int] = SIZES
    repeats: int = REPEATS
    seed: int = 0
    clock: Callable[[], float] = time.perf_counter
    limit: float = LIMIT
    done: int = 0

    def __post_init__(self) -> None:
        ordered = sorted(set(self.sizes))
        if not ordered or list(self.sizes) != ordered or ordered[0] < 1 or ordered[-1] > MOST:
            raise ValueError(f"sizes must be increasing whole numbers from 1 to {MOST}")
        if self.repeats < 1:
            raise ValueError("repeats must be at least 1")
        made = network(self.seed)
        self._ways = [(_loop(made, size), _product(made, size)) for size in self.sizes]
        self._started: float | None = None

    @property
    def total(self) -> int:
        """The steps of a measurement that is not cut short."""
        return self.repeats * len(self.sizes)

    @property
    def finished(self) -> bool:
        """Whether every round is done, or the time is up and each size has been timed."""
        if self.done >= self.total:
            return True
        late = self._started is not None and self.clock() - self._started > self.limit
        return late and self.done >= len(self.sizes)

    @property
    def rounds(self) -> int:
        """How often every size has been timed."""
        return self.done // len(self.sizes)

    @property
    def seconds(self) -> float:
        """The seconds since the first step; 0 before it."""
        return 0.0 if self._started is None else self.clock() - self._started

    def step(self) -> None:
        """Time the next batch size both ways."""
        if self._started is None:
            self._started = self.clock()
        for way in self._ways[self.done % len(self.sizes)]:
            if not way.calls:
                way.calls = self._enough(way)
            way.found.append(self._timing(way, way.calls))
        self.done += 1

    @property
    def loop(self) -> list[Spread]:
        """One picture after another, by batch size."""
        return [_spread(loop) for loop, _ in self._ways]

    @property
    def product(self) -> list[Spread]:
        """All pictures in one product, by batch size."""
        return [_spread(product) for _, product in self._ways]

    def _enough(self, way: _Timed) -> int:
        """How many calls make a timing long enough; the very first one only warms up."""
        way.run()
        once = self._timing(way, 1) * way.pictures / _MICRO
        return min(_MOST_CALLS, max(1, math.ceil(_LEAST / once))) if once > 0 else _MOST_CALLS

    def _timing(self, way: _Timed, calls: int) -> float:
        """Microseconds a picture."""
        start = self.clock()
        for _ in range(calls):
            way.run()
        return (self.clock() - start) / calls / way.pictures * _MICRO


def _loop(made: Network, size: int) -> _Timed:
    return _Timed(lambda: made.one_by_one(size), size)


def _product(made: Network, size: int) -> _Timed:
    pictures = made.pictures[:size]
    return _Timed(lambda: made.forward(pictures), size)


def _spread(way: _Timed) -> Spread:
    return Spread(min(way.found), median(way.found), max(way.found))


def blas() -> str:
    """The linear algebra that NumPy calls on this machine, by name and version."""
    told: Any = np.show_config(mode="dicts") or {}
    found = told.get("Build Dependencies", {}).get("blas", {})
    words = " ".join(str(found[key]) for key in ("name", "version") if found.get(key))
    return words or "unknown"


def main(settings: str, say: Callable[[str], object]) -> None:
    """Measure as the settings say, and say each step and the result as a line of JSON."""
    asked = Measurement(**json.loads(settings))
    while not asked.finished:
        asked.step()
        say(json.dumps({"done": asked.done, "total": asked.total}))
    result = {
        "loop": asked.loop,
        "product": asked.product,
        "repeats": asked.rounds,
        "seconds": asked.seconds,
        "blas": blas(),
    }
    say(json.dumps({"result": result}))


if __name__ == "__main__":
    main(sys.argv[1], lambda line: print(line, flush=True))
