"""The one loop that runs every rule, and that alone knows when to stop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.outcome import FLAT, Evidence, Outcome, judge, resting_place

Array = NDArray[np.float64]
Point = tuple[float, ...]
Slope = Callable[..., Point]


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


#: No number of steps beyond this is run at once.
MAX_STEPS = 20_000


@dataclass(frozen=True)
class Trajectory:
    """A run: n + 1 rows, the start first, finite points only.

    ``points`` (n+1, d), ``values`` (n+1,), ``gradients`` (n+1, d) as the rule was given them
    (numerical or noisy as asked; the last row is the one that a further step would use).
    """

    points: Array
    values: Array
    gradients: Array
    outcome: Outcome


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


class Walk(NamedTuple):
    """What the loop leaves behind: finite points, the gradients at each, and the way out.

    ``clean`` gradients are without noise, ``given`` those that the rule was given; ``left`` is the
    first point that is not finite, or None.
    """

    points: list[Point]
    clean: list[Point]
    given: list[Point]
    left: Point | None


def walk(
    objective: Descendable,
    rule: Rule | JointRule,
    start: Sequence[float],
    steps: int,
    slopes: Slopes = EXACT,
    arrived: Callable[[Point], bool] | None = None,
) -> Walk:
    """The loop: at most ``steps`` updates, ended by a step out of the floats or by ``arrived``."""
    gradient_at = objective.gradient_at if slopes.h is None else central_slope(objective, slopes.h)
    shakes = _shakes(slopes, steps, objective.dimension)
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
    return Walk(points, clean, given, left)


def descend(
    objective: Objective,
    rule: Rule | JointRule,
    start: Sequence[float],
    steps: int,
    *,
    domain: tuple[float, ...],
    minima: tuple[tuple[float, ...], ...] = (),
    slopes: Slopes = EXACT,
    stop: bool = False,
) -> Trajectory:
    """Run ``steps`` updates of ``rule`` from ``start``.

    A step that leaves the floats ends the run; with ``stop`` it also ends at the first flat place
    that is a minimum. ``domain`` and the known ``minima`` (x[, y], value) serve the judgement.
    """
    walked = walk(
        objective,
        rule,
        start,
        steps,
        slopes,
        (lambda point: _arrived(objective, point, minima)) if stop else None,
    )
    path = np.array(walked.points, dtype=np.float64)
    values = objective.value(path.T)
    evidence = Evidence(
        objective=objective,
        domain=domain,
        minima=minima,
        points=path,
        values=values,
        slopes=np.array(walked.clean, dtype=np.float64),
        broken=walked.left is not None,
        h=slopes.h,
    )
    return Trajectory(path, values, np.array(walked.given, dtype=np.float64), judge(evidence))


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


def _shakes(slopes: Slopes, steps: int, dimension: int) -> list[list[float]] | None:
    if slopes.noise == 0:
        return None
    generator = np.random.default_rng(slopes.seed)
    with np.errstate(over="ignore"):
        shakes = slopes.noise * generator.standard_normal((steps + 1, dimension))
    drawn: list[list[float]] = shakes.tolist()
    return drawn


def _shaken(slope: Point, shake: list[float]) -> Point:
    return tuple(g + n for g, n in zip(slope, shake, strict=True))


def _arrived(objective: Objective, point: Point, minima: tuple[tuple[float, ...], ...]) -> bool:
    gradient = objective.gradient_at(*point)
    if not sum(g * g for g in gradient) <= FLAT * FLAT:
        return False
    return resting_place(objective, np.array(point), minima) == "minimum"


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
