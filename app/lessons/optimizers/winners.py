"""Who wins where: six rules on six functions, each at the rate of the sweep that arrives first."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.objective import objective
from app.core.population import march
from app.core.sweep import TOLERANCE
from app.lessons.optimizers.tuning import RATES, on_the_map

PLACES = (
    "round_bowl",
    "bowl",
    "ravine",
    "beale",
    "rosenbrock",
    "styblinski_tang",
)
#: Every second rate of the sweep tells enough here.
TRIED = RATES[::2]
RULES = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
#: So many gradients each run may ask for.
BUDGET = 200


@dataclass(frozen=True)
class Best:
    """The fewest gradients to come within 1e-3 of the lowest value for good, and the rate.

    For good means to the end of the budget, and on the map all the way: a path that flies through
    the minimum has not arrived. None where no rate of the sweep arrives.
    """

    gradients: int | None
    rate: float | None


@cache
def best(function: str, rule: str) -> Best:
    """The best that a rule with its default settings does on a function from its own start."""
    entry = FUNCTIONS[function]
    made = objective(entry.expression)
    target = min(row[-1] for row in entry.minima) + TOLERANCE
    starts = np.repeat(np.array(entry.start)[:, None], TRIED.size, axis=1)
    moved = march(made, OPTIMIZERS[rule].rule(learning_rate=TRIED), starts, BUDGET)
    path = np.stack(list(moved), axis=1)
    with np.errstate(all="ignore"):
        high = ~(made.value(path) <= target)
    # The last step that was not within reach: its place counted from the end of the budget.
    outside = np.where(high.any(axis=0), BUDGET - np.argmax(high[::-1], axis=0), 0)
    flat = on_the_map(path.reshape(len(starts), -1), entry.domain)
    outside[~flat.reshape(BUDGET, -1).all(axis=0)] = BUDGET
    chosen = int(np.argmin(outside))
    count = int(outside[chosen]) + 1
    return Best(count, float(TRIED[chosen])) if count <= BUDGET else Best(None, None)


@cache
def winners(function: str) -> tuple[str, ...]:
    """The rules that arrive first on a function; none where nobody does."""
    counts = {rule: best(function, rule).gradients for rule in RULES}
    known = [count for count in counts.values() if count is not None]
    return tuple(r for r, c in counts.items() if known and c == min(known))
