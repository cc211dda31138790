"""The gradient on a grid of 201 × 201 points."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from app.catalogue.functions import FUNCTIONS
from app.core.objective import objective
from benchmarks.measure import Row, against, agree, interleaved, missing, peer, seconds, within
from benchmarks.peers.formulas import FORMULAS, Formula

ORDER = 40
SIDE, H = 201, 1e-4
MEASURE = "gradient field on 201² points"
#: So many points are given to numdifftools and to mpmath, spread over the grid.
SAMPLE = 12


def rows(quick: bool) -> Iterator[Row]:
    """Against a central difference of the same open grid, numdifftools, and many digits."""
    for formula in FORMULAS:
        yield from _field(formula, 5 if quick else 15)


def _field(formula: Formula, rounds: int) -> Iterator[Row]:
    entry = FUNCTIONS[formula.name]
    made = objective(entry.expression)
    x = np.linspace(entry.domain[0], entry.domain[1], SIDE)
    y = np.linspace(entry.domain[2], entry.domain[3], SIDE)

    def ours() -> Any:
        return made.gradient_on(x, y)

    def central() -> Any:
        across, up = x[None, :], y[:, None]
        f = formula.value
        return np.stack(
            [
                (f(across + H, up, np) - f(across - H, up, np)) / (2 * H),
                (f(across, up + H, np) - f(across, up - H, np)) / (2 * H),
            ]
        )

    found = ours()
    away = np.hypot(x[None, :], y[:, None]) > 0.1  # Ackley has a kink at the origin
    agree(found[:, away], central()[:, away], 1e-6, f"{formula.title}, central difference")
    times = [1e3 * each for each in interleaved([ours, central], rounds)]
    yield against(
        MEASURE, formula.title, times[0], times[1], "NumPy central difference, open grid", 3
    )
    places = _places(away)
    yield _numdifftools(formula, x, y, found, times[0], places)
    yield _error(formula, x, y, found, places)


def _places(away: Any) -> list[tuple[int, int]]:
    rows_, columns = np.nonzero(away)
    chosen = np.random.default_rng(0).choice(rows_.size, SAMPLE, replace=False)
    return [(int(rows_[i]), int(columns[i])) for i in chosen]


def _numdifftools(
    formula: Formula, x: Any, y: Any, found: Any, ours: float, places: list[tuple[int, int]]
) -> Row:
    nd = peer("numdifftools")
    if nd is None:
        return against(MEASURE, formula.title, ours, None, "numdifftools", 30_000)
    slope = nd.Gradient(lambda p: formula.value(p[0], p[1], np))
    points = [np.array([x[j], y[i]]) for i, j in places]
    agree(
        np.array([slope(p) for p in points]),
        np.array([found[:, i, j] for i, j in places]),
        1e-6,
        f"{formula.title}, numdifftools",
    )
    work: Callable[[], Any] = lambda: [slope(p) for p in points]  # noqa: E731
    each = seconds(work) / len(points)
    note = f"numdifftools timed on {len(points)} points and scaled to {SIDE * SIDE:,}"
    theirs = 1e3 * each * SIDE * SIDE
    return against(MEASURE, formula.title, ours, theirs, "numdifftools", 30_000, note=note)


def _error(formula: Formula, x: Any, y: Any, found: Any, places: list[tuple[int, int]]) -> Row:
    """The largest error at the sampled points, beside derivatives of 50 digits."""
    mpmath = peer("mpmath")
    if mpmath is None:
        return missing(MEASURE, f"{formula.title}, error", "mpmath", "mpmath is not installed here")
    worst = 0.0
    with mpmath.workdps(50):
        for i, j in places:
            at = mpmath.mpf(float(x[j])), mpmath.mpf(float(y[i]))
            exact = [
                mpmath.diff(lambda a, b: formula.value(a, b, _Exactly(mpmath)), at, order)
                for order in ((1, 0), (0, 1))
            ]
            size = max(abs(float(e)) for e in exact)
            pairs = zip(exact, found[:, i, j], strict=True)
            off = max(abs(float(e - mpmath.mpf(float(g)))) for e, g in pairs)
            worst = max(worst, off / max(size, 1e-300))
    note = f"relative to the gradient, at {len(places)} points, beside 50 digits"
    return within(MEASURE, f"{formula.title}, error", worst, 1e-13, unit="", note=note)


class _Exactly:
    """mpmath with the floats of the formula taken as the decimal numbers they stand for."""

    def __init__(self, mpmath: Any) -> None:
        self.pi, self.e = +mpmath.pi, +mpmath.e
        self.exp, self.sqrt, self.cos = mpmath.exp, mpmath.sqrt, mpmath.cos
