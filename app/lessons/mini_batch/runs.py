"""The three runs of the lesson: on all the data, on mini-batches, on one row at a time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.datasets import Sampling, minibatches
from app.core.descent import walk
from app.core.least_squares import Batches
from app.core.memory import remembered
from app.core.optimizers.gradient_descent import gradient_descent
from app.core.optimizers.rule import Rule
from app.lessons.mini_batch.experiment import MiniBatchQuery, loss_of

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """One run: ``points`` (n + 1, 2), ``losses`` (n + 1,) on all the data, and rows ``seen``.

    ``left`` tells that it ended because its next point was not finite.
    """

    batch_size: int
    points: Array
    losses: Array
    seen: NDArray[np.int64]
    left: bool


@remembered("results")
def _run(
    data: str,
    batch_size: int,
    seed: int,
    sampling: Sampling,
    start: tuple[float, ...],
    rate: float,
    updates: int,
) -> Run:
    loss = loss_of(data)
    source = Batches(loss, minibatches(loss.size, batch_size, seed, sampling))
    rule = gradient_descent.rule(learning_rate=rate)
    assert isinstance(rule, Rule)
    walked = walk(source, rule, start, updates)
    points = np.array(walked.points)
    seen = np.concatenate([[0], np.cumsum(source.seen, dtype=np.int64)])[: len(points)]
    return Run(batch_size, points, loss.value(points.T), seen, walked.left is not None)


def updates_of(query: MiniBatchQuery, batch_size: int) -> int:
    """How many updates a run with batches of a size is given."""
    if query.compare == "updates":
        return query.steps
    size = query.dataset.size
    if query.sampling == "with_replacement":
        return query.epochs * size // batch_size
    return query.epochs * -(-size // batch_size)


def runs_of(query: MiniBatchQuery) -> tuple[Run, Run, Run]:
    """The run on all the data, on mini-batches, and on one row at a time."""

    def run(size: int, sampling: Sampling) -> Run:
        return _run(
            query.data,
            size,
            query.seed,
            sampling,
            query.start,
            query.learning_rate,
            updates_of(query, size),
        )

    full = run(query.dataset.size, "without_replacement")
    return full, run(query.batch_size, query.sampling), run(1, query.sampling)


def places_of(query: MiniBatchQuery, run: Run) -> NDArray[np.int64]:
    """The point of a run at which it stands at each tick."""
    if query.compare == "updates":
        return np.minimum(np.arange(query.steps + 1), len(run.points) - 1)
    budget = query.epochs * query.dataset.size
    rows = np.linspace(0, budget, query.ticks + 1)
    return np.searchsorted(run.seen, rows + 1e-9, side="right") - 1
