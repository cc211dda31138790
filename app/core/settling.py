"""Where many runs end: those whose end is certain are not run any further.

A run whose update repeats itself to the last bit repeats itself for good, and one that has left
the floats never comes back. So the ends are those of running every run to its last step.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.population import Runs, march, runs, same_bits
from app.core.trapping import Traps

Array = NDArray[np.float64]

#: The fewest and the most updates between two looks at which runs are certain.
_SHORTEST, _LONGEST = 6, 48
#: Looking pays where at least this share of the runs has become certain since the last look.
_WORTH = 0.05
#: So few runs are run to the end rather than looked at for traps.
_FEW = 3_000


@dataclass(frozen=True)
class Ends:
    """The points (d, K) after the last update, and what two updates of each run added to it.

    ``middle`` (d, K) is that of update ⌈steps/2⌉, ``last`` that of the last. Of a run that left
    the floats only that it did is certain: its end is not finite, its updates are NaN.
    """

    points: Array
    middle: Array
    last: Array


def ends(
    objective: Objective,
    rule: Rule | JointRule,
    starts: Array,
    steps: int,
    traps: Traps | None = None,
) -> Ends:
    """Run every start (d, K) for ``steps`` updates.

    With ``traps``, a run that certainly ends where one cannot tell it from a minimum has that
    minimum as its end, and its updates are 0.
    """
    middle = (steps + 1) // 2
    together = runs(objective, rule, starts, steps) if middle >= _SHORTEST else None
    if together is None:
        return _marched(objective, rule, starts, steps)
    found = Ends(*(np.full(starts.shape, np.nan) for _ in range(3)))
    left = np.arange(starts.shape[1])
    pause = _SHORTEST
    while together.step < steps and left.size:
        goal = middle if together.step < middle else steps
        ahead = goal - together.step
        last = together.advance(pause if ahead >= 2 * pause else ahead)
        certain, final = _certain(together, last.two_ago, last.one_ago, last.kept, steps)
        # What is certain now is so for the updates too, at the middle as well as at the end.
        told: Any = slice(None) if together.step in (middle, steps) else np.flatnonzero(certain)
        with np.errstate(all="ignore"):
            added = together.points[:, told] - last.one_ago[:, told]
        if together.step <= middle:
            found.middle[:, left[told]] = added
        found.last[:, left[told]] = added
        pause = _SHORTEST if certain.mean() > _WORTH else min(2 * pause, _LONGEST)
        if certain.any():
            found.points[:, left[certain]] = final[:, certain]
            left = left[~certain]
            together.keep(~certain)
        if traps is not None and left.size > _FEW and together.step < steps:
            index = traps.caught(together.points, steps - together.step)
            caught = index >= 0
            if caught.any():
                found.points[:, left[caught]] = traps.places[index[caught]].T
                found.middle[:, left[caught]] = found.last[:, left[caught]] = 0.0
                left = left[~caught]
                together.keep(~caught)
                pause = _SHORTEST
    found.points[:, left] = together.points
    gone = ~np.isfinite(found.points).all(axis=0)
    found.middle[:, gone] = found.last[:, gone] = np.nan
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
    before, points, middle = starts, starts, np.zeros(starts.shape)
    with np.errstate(all="ignore"):
        for k, moved in enumerate(march(objective, rule, starts, steps), start=1):
            before, points = points, moved
            if k == (steps + 1) // 2:
                middle = points - before
        return Ends(points, middle, points - before)
