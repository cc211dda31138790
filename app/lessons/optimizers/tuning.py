"""The fair race: every rule gets the best rate of one and the same sweep."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.population import march

Array = NDArray[np.float64]

#: The rates of the sweep, twenty-four to a power of ten, the same for every rule.
RATES = np.array([float(f"{rate:.3g}") for rate in np.geomspace(1e-5, 1e2, 169)])
#: Final values closer than this (as a share of the fall) are alike; the smaller rate is kept.
_ALIKE = 1e-9


@dataclass(frozen=True)
class Tuned:
    """The best rate of the sweep, the value it ends at, and what the search has cost."""

    rate: float
    final: float
    gradients: int


def tune(
    objective: Objective,
    make_rule: Callable[[Any], Rule | JointRule],
    start: tuple[float, ...],
    steps: int,
    domain: tuple[float, ...],
) -> Tuned:
    """The rate of :data:`RATES` with the lowest value after ``steps`` updates from ``start``.

    Each rate is a whole run, and one that leaves the map on its way does not count, unless all
    do. Where none falls below the start, it is the one that rises least.
    """
    points = np.repeat(np.array(start, dtype=np.float64)[:, None], RATES.size, axis=1)
    stayed = np.ones(RATES.size, dtype=bool)
    for moved in march(objective, make_rule(RATES), points, steps):
        points = moved
        stayed[~on_the_map(points, domain)] = False
    with np.errstate(all="ignore"):
        finals = objective.value(points)
    if stayed.any():
        finals = np.where(stayed, finals, np.inf)
    best = chosen(finals, objective.value_at(*start))
    return Tuned(float(RATES[best]), float(finals[best]), int(RATES.size * steps))


def on_the_map(points: Array, domain: tuple[float, ...]) -> NDArray[np.bool_]:
    """Which of K points (d, K) lie in a domain."""
    low, high = np.array(domain[0::2])[:, None], np.array(domain[1::2])[:, None]
    inside: NDArray[np.bool_] = np.all((points >= low) & (points <= high), axis=0)
    return inside


def chosen(finals: Array, first: float) -> int:
    """Which of the runs is best: the lowest, and of those alike the one of the smallest rate."""
    settled = np.where(np.isfinite(finals), finals, np.inf)
    lowest = float(settled.min())
    if not np.isfinite(lowest):
        return 0
    fall = abs(first - lowest) if np.isfinite(first) else 0.0
    return int(np.flatnonzero(settled <= lowest + _ALIKE * fall)[0])
