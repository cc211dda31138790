"""Many starts, or many learning rates, moved together: the same rules on arrays."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule

Array = NDArray[np.float64]

#: No request may ask for more starts × steps than this.
MAX_UPDATES = 20_000_000


def march(
    objective: Objective, rule: Rule | JointRule, starts: Array, steps: int
) -> Iterator[Array]:
    """The points (d, K) after each of ``steps`` updates of K runs, with the exact gradient.

    Runs that leave the floats go on as infinities and NaN. A rule made with an array of K
    learning rates gives each run its own. The caller must not write into what is yielded.
    """
    points = np.array(starts, dtype=np.float64)
    states = [] if isinstance(rule, JointRule) else [rule.init(0.0) for _ in points]
    for k in range(1, steps + 1):
        with np.errstate(all="ignore"):
            slopes = objective.gradient(points)
            if isinstance(rule, JointRule):
                points = np.stack(
                    rule.step(
                        tuple(slopes),
                        tuple(points),
                        lambda at: objective.hessian(np.stack(at)),
                        lambda *at: objective.value(np.stack(at)),
                        k,
                    )
                )
            else:
                moved = []
                for axis, (g, x) in enumerate(zip(slopes, points, strict=True)):
                    following, states[axis] = rule.step(g, x, states[axis], k)
                    moved.append(following)
                points = np.stack(moved)
        yield points
