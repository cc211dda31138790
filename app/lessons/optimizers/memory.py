"""What a rule remembers along a run: its state, recorded as the one loop carries it along."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.descent import walk
from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Trace:
    """One variable of the state: its name in the rule's paper, the coordinate, its values."""

    name: str
    coordinate: str
    values: Array


def fields_of(rule: Rule | JointRule) -> tuple[str, ...]:
    """The names of what a rule remembers of each coordinate; none for a rule without memory."""
    if isinstance(rule, JointRule):
        return ()
    return tuple(getattr(rule.init(0.0), "_fields", ()))


def remembered(
    objective: Objective, rule: Rule | JointRule, start: tuple[float, ...], steps: int
) -> list[Trace]:
    """Every state variable at each point of a run, 0 … n, coordinate by coordinate."""
    names = fields_of(rule)
    if isinstance(rule, JointRule) or not names:
        return []
    count = len(start)
    seen: list[Any] = [rule.init(x) for x in start]

    def step(g: Any, x: Any, state: Any, k: Any) -> tuple[Any, Any]:
        moved, following = rule.step(g, x, state, k)
        seen.append(following)
        return moved, following

    walked = walk(objective, Rule(rule.init, step), start, steps)
    # What a step out of the floats leaves behind belongs to no point.
    whole = len(walked.points) * count
    table = np.array(seen[:whole], dtype=np.float64).reshape(-1, count, len(names))
    return [
        Trace(name, variable, table[:, axis, index])
        for index, name in enumerate(names)
        for axis, variable in enumerate(objective.variables)
    ]
