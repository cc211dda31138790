"""The one loop that runs every rule, and that alone knows when to stop."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.core.kernel.loop import Record, loop_of
from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.outcome import FLAT, Evidence, Outcome, judge, resting_place
from app.core.stepping import (
    EXACT,
    Array,
    Descendable,
    Point,
    Slopes,
    Walk,
    rows_of,
    shakes_of,
    walk_plainly,
)

__all__ = ["EXACT", "MAX_STEPS", "Descendable", "Slopes", "Trajectory", "Walk", "descend", "walk"]

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


def walk(
    objective: Descendable,
    rule: Rule | JointRule,
    start: Sequence[float],
    steps: int,
    slopes: Slopes = EXACT,
    arrived: Callable[[Point], bool] | None = None,
) -> Walk:
    """The loop: at most ``steps`` updates, ended by a step out of the floats or by ``arrived``.

    A rule of the catalogue on an :class:`~app.core.objective.Objective` runs as a program made
    for the two; anything else runs step by step, with the same floats.
    """
    origin = rule.origin
    if origin is None or not isinstance(objective, Objective):
        return walk_plainly(objective, rule, start, steps, slopes, arrived)
    point = tuple(map(float, start))
    columns: dict[str, Array] = {}
    shakes = shakes_of(slopes, steps, len(point))
    if shakes is not None:
        columns |= {f"shake{axis}": column for axis, column in enumerate(shakes.T)}
    if origin.rates is not None:
        rates = np.array(origin.rates[: steps + 1])
        columns["learning_rate"] = np.pad(rates, (0, steps + 1 - rates.size), mode="edge")
    loop = loop_of(
        objective.expression.programs,
        origin.make,
        tuple((name, each) for name, each in origin.settings.items() if isinstance(each, bool)),
        slopes.h is not None,
        shakes is not None,
        origin.rates is not None,
    )
    seen, found = 0, None
    settings = origin.settings if slopes.h is None else {**origin.settings, "h": slopes.h}
    for record in loop.run(point, settings, steps, columns):
        if arrived is not None:
            found = _arrival(record.points, seen, arrived)
            if found is not None:
                break
            seen = len(record.points[0])
    return _cut(record, found)


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
    path = walked.path
    values = objective.value(path.T)
    slopes_clean = slopes_given = rows_of(walked.slopes)
    if walked.slopes_given is not walked.slopes:
        slopes_given = rows_of(walked.slopes_given)
    evidence = Evidence(
        objective=objective,
        domain=domain,
        minima=minima,
        points=path,
        values=values,
        slopes=slopes_clean,
        broken=walked.left is not None,
        h=slopes.h,
    )
    return Trajectory(path, values, slopes_given, judge(evidence))


def _arrival(points: list[list[float]], begin: int, arrived: Callable[[Point], bool]) -> int | None:
    """The first row from ``begin`` on that has arrived, before any that is not finite."""
    for row, point in enumerate(zip(*(column[begin:] for column in points), strict=True), begin):
        if not all(map(math.isfinite, point)):
            return None
        if arrived(point):
            return row
    return None


def _cut(record: Record, last: int | None) -> Walk:
    """The run up to the row ``last``; without one, up to the first that is not finite."""
    left: Point | None = None
    size = len(record.points[0]) if last is None else last + 1
    # Where no sum is infinite or NaN, no point is.
    if last is None and sum(map(sum, record.points)) * 0.0 != 0:
        finite = np.isfinite(np.array(record.points)).all(axis=0)
        finite[0] = True  # the start is given
        if not finite.all():
            size = int(np.argmin(finite))
            left = tuple(column[size] for column in record.points)
    for column in itertools.chain(record.points, record.clean, record.given):
        del column[size:]
    return Walk(record.points, record.clean, record.given, left)


def _arrived(objective: Objective, point: Point, minima: tuple[tuple[float, ...], ...]) -> bool:
    gradient = objective.gradient_at(*point)
    if not sum(g * g for g in gradient) <= FLAT * FLAT:
        return False
    return resting_place(objective, np.array(point), minima) == "minimum"
