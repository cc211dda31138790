"""The plain loop: a rule's own step, one update after another.

It runs every rule on everything that has values and gradients, and it is the reference: the
program that :mod:`app.core.kernel.loop` makes for a function and a rule gives the same floats.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.core.optimizers.rule import JointRule, Rule

Array = NDArray[np.float64]
Point = tuple[float, ...]
Slope = Callable[..., Point]
Columns = list[list[float]]


class Descendable(Protocol):
    """What the loop asks of a function of d variables: numbers at points of floats.

    Each takes one argument a coordinate; the Hessian comes by rows, and only Newton's method asks
    for it. An :class:`~app.core.objective.Objective` is one, and so is a loss on data.
    """

    @property
    def dimension(self) -> int: ...

    @property
    def value_at(self) -> Callable[..., float]: ...

    @property
    def gradient_at(self) -> Slope: ...

    @property
    def hessian_at(self) -> Callable[..., tuple[Point, ...]]: ...


@dataclass(frozen=True)
class Slopes:
    """Where a run's gradients come from.

    ``h`` is the step of a central difference, None for the exact gradient; ``noise`` is the
    standard deviation of Gaussian noise added to each coordinate, drawn from ``seed``.
    """

    h: float | None = None
    noise: float = 0.0
    seed: int = 0


#: The exact gradient without noise.
EXACT = Slopes()


@dataclass(frozen=True)
class Walk:
    """What the loop leaves behind: finite points, the gradients at each, and the way out.

    Everything is kept coordinate by coordinate: ``coordinates`` of the points, ``slopes`` without
    noise, ``slopes_given`` those that the rule was given; ``left`` is the first point that is not
    finite, or None.
    """

    coordinates: Columns
    slopes: Columns
    slopes_given: Columns
    left: Point | None

    @cached_property
    def points(self) -> list[Point]:
        """The points, a tuple each."""
        return list(zip(*self.coordinates, strict=True))

    @cached_property
    def clean(self) -> list[Point]:
        """The gradient without noise at each point."""
        return list(zip(*self.slopes, strict=True))

    @cached_property
    def given(self) -> list[Point]:
        """The gradient that the rule was given at each point."""
        return list(zip(*self.slopes_given, strict=True))

    @cached_property
    def path(self) -> Array:
        """The points, shape (n + 1, d)."""
        return rows_of(self.coordinates)


def walk_plainly(
    objective: Descendable,
    rule: Rule | JointRule,
    start: Sequence[float],
    steps: int,
    slopes: Slopes = EXACT,
    arrived: Callable[[Point], bool] | None = None,
) -> Walk:
    """The same, step by step: what :func:`walk` does, to the last bit, for every function."""
    gradient_at = objective.gradient_at if slopes.h is None else central_slope(objective, slopes.h)
    drawn = shakes_of(slopes, steps, objective.dimension)
    shakes: Columns | None = None if drawn is None else drawn.tolist()
    update = _updater(rule, objective, tuple(map(float, start)))
    point = tuple(map(float, start))
    points = [point]
    clean: list[Point] = []
    # Without noise the rule is given the clean gradients, so there is one list and not two.
    given = clean if shakes is None else []
    left: Point | None = None
    for k in range(1, steps + 1):
        slope = gradient_at(*point)
        clean.append(slope)
        if shakes is not None:
            slope = _shaken(slope, shakes[k - 1])
            given.append(slope)
        if arrived is not None and arrived(point):
            break
        following = update(slope, point, k)
        # 0·x is 0 for a finite x and NaN for the others; a NaN is not equal to itself.
        if following[0] * 0.0 + following[-1] * 0.0 != 0:
            left = following
            break
        point = following
        points.append(point)
    if len(clean) < len(points):
        clean.append(gradient_at(*point))
        if shakes is not None:
            given.append(_shaken(clean[-1], shakes[len(points) - 1]))
    slopes_clean = _columns(clean)
    return Walk(
        _columns(points), slopes_clean, slopes_clean if given is clean else _columns(given), left
    )


def central_slope(objective: Descendable, h: float) -> Slope:
    """The central difference at a point of floats, in the textbook's order of arithmetic."""
    value = objective.value_at
    width = 2 * h
    if objective.dimension == 1:
        return lambda x: ((value(x + h) - value(x - h)) / width,)
    return lambda x, y: (
        (value(x + h, y) - value(x - h, y)) / width,
        (value(x, y + h) - value(x, y - h)) / width,
    )


def shakes_of(slopes: Slopes, steps: int, dimension: int) -> Array | None:
    """The noise on the gradient of each point, shape (steps + 1, d); None where there is none."""
    if slopes.noise == 0:
        return None
    generator = np.random.default_rng(slopes.seed)
    with np.errstate(over="ignore"):
        shakes: Array = slopes.noise * generator.standard_normal((steps + 1, dimension))
    return shakes


def rows_of(columns: Columns) -> Array:
    """Lists of coordinates as an array of shape (n, d)."""
    size = len(columns[0])
    rows = np.empty((size, len(columns)))
    packed = struct.Struct(f"{size}d")  # twice as fast as NumPy's own reading of a list
    for axis, column in enumerate(columns):
        rows[:, axis] = np.frombuffer(packed.pack(*column))
    return rows


def _columns(rows: list[Point]) -> Columns:
    return [list(column) for column in zip(*rows, strict=True)]


def _shaken(slope: Point, shake: list[float]) -> Point:
    return tuple(g + n for g, n in zip(slope, shake, strict=True))


def _updater(
    rule: Rule | JointRule, objective: Descendable, start: Point
) -> Callable[[Point, Point, int], Point]:
    """One update of all coordinates, the rule's state kept inside."""
    if isinstance(rule, JointRule):
        joint, hessian_at, value_at = rule.step, objective.hessian_at, objective.value_at

        def together(slope: Point, point: Point, k: int) -> Point:
            following: Point = joint(slope, point, lambda at: hessian_at(*at), value_at, k)
            return following

        return together
    step = rule.step
    states = [rule.init(x) for x in start]

    def one(slope: Point, point: Point, k: int) -> Point:
        x, states[0] = step(slope[0], point[0], states[0], k)
        return (x,)

    def two(slope: Point, point: Point, k: int) -> Point:
        x, states[0] = step(slope[0], point[0], states[0], k)
        y, states[1] = step(slope[1], point[1], states[1], k)
        return (x, y)

    return one if len(start) == 1 else two
