"""Where many runs end: those whose end is certain are not run any further.

A run whose update repeats itself to the last bit repeats itself for good, and one that has left
the floats never comes back. So the ends are those of running every run to its last step.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.population import Runs, march, runs, same_bits

Array = NDArray[np.float64]

#: The fewest and the most updates between two looks at which runs are certain.
_SHORTEST, _LONGEST = 6, 48
#: Looking pays where at least this share of the runs has become certain since the last look.
_WORTH = 0.05


@dataclass(frozen=True)
class Ends:
    """The points (d, K) after the last update, and the lengths of two updates of each run.

    ``middle`` is that of update ⌈steps/2⌉, ``last`` that of the last. Of a run that left the
    floats only that it did is certain: its end is not finite, its lengths are NaN.
    """

    points: Array
    middle: Array
    last: Array


def lengths(before: Array, after: Array) -> Array:
    """How far each point went."""
    with np.errstate(all="ignore"):
        found: Array = np.hypot.reduce(after - before, axis=0)
    return found


def ends(objective: Objective, rule: Rule | JointRule, starts: Array, steps: int) -> Ends:
    """Run every start (d, K) for ``steps`` updates."""
    middle = (steps + 1) // 2
    together = runs(objective, rule, starts, steps) if middle >= _SHORTEST else None
    if together is None:
        return _marched(objective, rule, starts, steps)
    count = starts.shape[1]
    found = Ends(np.empty(starts.shape), np.full(count, np.nan), np.full(count, np.nan))
    left = np.arange(count)
    pause = _SHORTEST
    while together.step < steps and left.size:
        goal = middle if together.step < middle else steps
        ahead = goal - together.step
        last = together.advance(pause if ahead >= 2 * pause else ahead)
        stride = lengths(last.one_ago, together.points)
        # What is certain now is so for the lengths too, at the middle as well as at the end.
        if together.step <= middle:
            found.middle[left] = stride
        found.last[left] = stride
        certain, final = _certain(together, last.two_ago, last.one_ago, last.kept, steps)
        pause = _SHORTEST if certain.mean() > _WORTH else min(2 * pause, _LONGEST)
        if certain.any():
            found.points[:, left[certain]] = final[:, certain]
            left = left[~certain]
            together.keep(~certain)
    found.points[:, left] = together.points
    gone = ~np.isfinite(found.points).all(axis=0)
    found.middle[gone] = found.last[gone] = np.nan
    return found


def _certain(
    together: Runs, two_ago: Array, one_ago: Array, kept: NDArray[np.bool_], steps: int
) -> tuple[NDArray[np.bool_], Array]:
    """Which runs are certain to the end, and where each of them then is."""
    points = together.points
    certain = ~np.isfinite(points).all(axis=0)
    certain |= kept & same_bits(points, one_ago)
    if not together.stateless:
        return certain, points
    swinging = kept & same_bits(points, two_ago)
    odd = (steps - together.step) % 2 == 1
    return certain | swinging, np.where(swinging, one_ago, points) if odd else points


def _marched(objective: Objective, rule: Rule | JointRule, starts: Array, steps: int) -> Ends:
    """The same by running every run to the end."""
    before, points, middle = starts, starts, np.zeros(starts.shape[1])
    for k, moved in enumerate(march(objective, rule, starts, steps), start=1):
        before, points = points, moved
        if k == (steps + 1) // 2:
            middle = lengths(before, points)
    return Ends(points, middle, lengths(before, points))
