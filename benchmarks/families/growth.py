"""How the cost grows with the steps, the grid and the starts, and where it begins to."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import walk
from app.core.objective import objective
from app.core.settling import ends
from benchmarks.knee import knee
from benchmarks.measure import Row, seconds

ORDER = 90
MEASURE = "how the cost grows"

STEPS = (100, 178, 316, 562, 1_000, 1_778, 3_162, 10_000, 31_623, 100_000)
SIDES = (51, 71, 101, 142, 201, 284, 401)
STARTS = (1, 3, 10, 32, 100, 316, 1_000, 3_162, 10_000, 31_623, 100_000)
_NAME = "rosenbrock"
_RATE = 0.01


def steps() -> list[tuple[float, Callable[[], Any]]]:
    """Runs of Adam from one start, by the number of steps."""
    entry = FUNCTIONS[_NAME]
    made = objective(entry.expression)

    def work(count: int) -> Callable[[], Any]:
        return lambda: walk(made, OPTIMIZERS["adam"].rule(learning_rate=_RATE), entry.start, count)

    return [(count, work(count)) for count in STEPS]


def grid() -> list[tuple[float, Callable[[], Any]]]:
    """Values and gradients on square grids, by the number of points."""
    entry = FUNCTIONS["ackley"]
    made = objective(entry.expression)

    def work(side: int) -> Callable[[], Any]:
        axes = [
            np.linspace(a, b, side)
            for a, b in zip(entry.domain[0::2], entry.domain[1::2], strict=True)
        ]
        return lambda: (made.value_on(*axes), made.gradient_on(*axes))

    return [(side * side, work(side)) for side in SIDES]


def starts() -> list[tuple[float, Callable[[], Any]]]:
    """A hundred steps of Adam from many starts at once, by their number."""
    entry = FUNCTIONS[_NAME]
    made = objective(entry.expression)
    low, high = np.array(entry.domain[0::2]), np.array(entry.domain[1::2])

    def work(count: int) -> Callable[[], Any]:
        random = np.random.default_rng(0).random((2, count))
        from_here = low[:, None] + (high - low)[:, None] * random
        return lambda: ends(made, OPTIMIZERS["adam"].rule(learning_rate=_RATE), from_here, 100)

    return [(count, work(count)) for count in STARTS]


CURVES = {"steps": steps, "grid": grid, "starts": starts}


def curve(name: str, rounds: int) -> tuple[list[float], list[float]]:
    """The sizes of a curve and the milliseconds of each: the least of so many rounds by turns.

    A curve's shape is wanted here and no comparison, and the least is free of others' noise.
    """
    works = CURVES[name]()
    least = [math.inf] * len(works)
    for turn in range(rounds + 1):
        for index, (_, work) in enumerate(works):
            took = seconds(work, 0.005)
            # The first round only warms up.
            if turn:
                least[index] = min(least[index], took)
    return [n for n, _ in works], [1e3 * each for each in least]


def rows(quick: bool) -> Iterator[Row]:
    """A row a curve: the cost at its end, and where its knee lies."""
    for name in CURVES:
        n, cost = curve(name, 3 if quick else 9)
        bend = knee(n, cost)
        told = f"no knee, cost ~ n^{bend.after:.2f}"
        if bend.n is not None:
            told = (
                f"knee near {bend.n:,.3g}: ~ n^{bend.before:.2f} before, n^{bend.after:.2f} after"
            )
        yield Row(
            MEASURE, f"{name}, at {n[-1]:,.0f}", cost[-1], None, "", "ms", None, "", None, told
        )
