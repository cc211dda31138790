"""400 learning rates from one start, 1,000 steps each, every point and value kept."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.objective import objective
from app.core.population import path
from app.core.sweep import sweep
from benchmarks.measure import Row, against, agree, interleaved
from benchmarks.peers import torch_descent
from benchmarks.peers.formulas import FORMULAS, Formula

ORDER = 20
STEPS, COUNT = 1_000, 400
MEASURE = "sweep of 400 learning rates × 1,000 steps, points and values kept"
#: The smallest and the largest rate: all of them keep to the floats, none is chaotic.
SPANS = {
    ("gradient_descent", "rosenbrock"): (1e-5, 1.5e-3),
    ("momentum", "rosenbrock"): (1e-6, 3e-4),
    ("gradient_descent", "ackley"): (1e-5, 5e-3),
    ("momentum", "ackley"): (1e-6, 1e-3),
}


def rows(quick: bool) -> Iterator[Row]:
    """Descent and momentum on two functions, against torch.optim on one batch."""
    for formula in FORMULAS:
        for rule in ("gradient_descent", "momentum"):
            yield from _swept(formula, rule, 3 if quick else 9)


def _swept(formula: Formula, rule: str, rounds: int) -> Iterator[Row]:
    case = f"{rule.replace('_', ' ')}, {formula.title}"
    entry = FUNCTIONS[formula.name]
    made, make = objective(entry.expression), OPTIMIZERS[rule].rule
    rates = np.geomspace(*SPANS[rule, formula.name], COUNT)
    starts = np.repeat(np.array(entry.start)[:, None], COUNT, axis=1)

    def ours() -> tuple[Any, Any]:
        return path(made, make(learning_rate=rates), starts, STEPS)

    def judged() -> Any:
        return sweep(
            made,
            lambda rate: make(learning_rate=rate),
            entry.start,
            rates,
            STEPS,
            domain=entry.domain,
            minima=entry.minima,
        )

    works: list[Callable[[], Any]] = [ours, judged]
    if torch_descent.torch is not None:
        theirs = torch_descent.work(formula, rule, starts, 1.0, STEPS, rates=rates)
        for mine, their, what in zip(ours(), theirs(), ("points", "values"), strict=True):
            agree(mine, their, 1e-6, f"{case}, {what}")
        works.append(theirs)
    times = [1e3 * each for each in interleaved(works, rounds)]
    torch_time = times[2] if len(times) > 2 else None
    yield against(MEASURE, case, times[0], torch_time, "torch.optim batched", 10)
    yield Row(MEASURE, f"{case}, with each run's outcome", times[1], None, "", "ms", None, "", None)
