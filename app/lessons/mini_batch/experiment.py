"""The query of the lesson ``mini-batch``, and what is computed from it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.catalogue.datasets import DATASETS
from app.catalogue.datasets.entry import Dataset
from app.core.datasets import Indices, Sampling, draw, draws, minibatches, normalisation
from app.core.least_squares import Batches, LeastSquares, descend_on, expected_spread
from app.core.optimizers.gradient_descent import gradient_descent
from app.core.optimizers.rule import Rule
from app.lessons.board import BoardQuery
from app.lessons.queries import numbers
from app.lessons.reading import Fault, tidy

Array = NDArray[np.float64]

MOST_STEPS, MOST_EPOCHS, MOST_DRAWS = 400, 5, 5000
#: Beyond this a start is off every map, and squares of its loss would leave the floats.
FAR = 1e6


class MiniBatchQuery(BoardQuery):
    """The keys of the lesson ``mini-batch``."""

    data: Annotated[
        Literal["tips", "iris"],
        Field(
            description="The data: tips predicted from bills, or petal widths from petal lengths."
        ),
    ] = "tips"
    batch_size: Annotated[
        int, Field(ge=1, le=244, description="Rows in a batch, at most as many as the data has.")
    ] = 10
    seed: Annotated[
        int, Field(ge=0, le=2**53, description="Seed of the batches; the same seed, the same rows.")
    ] = 0
    sampling: Annotated[
        Literal["without_replacement", "with_replacement"],
        Field(description="Whether a row can be in a batch once only, or several times."),
    ] = "without_replacement"
    start: Annotated[
        tuple[float, ...],
        numbers(2, example="-0.8,1"),
        Field(
            description="The weights w,b at which the gradient is estimated and the runs start.",
            json_schema_extra={"type": "string", "examples": ["-0.8,1"]},
        ),
    ] = (-0.8, 1.0)
    learning_rate: Annotated[
        float, Field(gt=0, le=1e6, description="The learning rate of all three runs.")
    ] = 0.1
    compare: Annotated[
        Literal["updates", "epochs"],
        Field(description="Whether the runs are given equal updates or equal epochs."),
    ] = "updates"
    steps: Annotated[
        int, Field(ge=0, le=MOST_STEPS, description="Updates of each run, if these are equal.")
    ] = 60
    epochs: Annotated[
        int, Field(ge=1, le=MOST_EPOCHS, description="Epochs of each run, if these are equal.")
    ] = 3
    draws: Annotated[
        int, Field(ge=10, le=MOST_DRAWS, description="How many batches are drawn for the spread.")
    ] = 500

    @property
    def dataset(self) -> Dataset:
        """The entry of the data."""
        return DATASETS[self.data]

    @property
    def whole(self) -> bool:
        """Whether the batch is all the data, each row once."""
        return self.batch_size == self.dataset.size and self.sampling == "without_replacement"

    def faults(self) -> Iterable[Fault]:
        if self.batch_size > self.dataset.size:
            values = {"most": self.dataset.size}
            yield Fault("batch_size", "mini-batch.fault.batch_size", values)
        if any(abs(weight) > FAR for weight in self.start):
            yield Fault("start", "mini-batch.fault.start", {"limit": tidy(FAR)})


@lru_cache(maxsize=8)
def loss_of(data: str) -> LeastSquares:
    """The loss of w and b on all rows, feature and target standardised."""
    entry = DATASETS[data]
    x, y = (standardised(entry, name) for name in (entry.feature, entry.target))
    return LeastSquares((x, np.ones_like(x)), y)


def standardised(entry: Dataset, name: str) -> Array:
    """A column with mean 0 and standard deviation 1."""
    column = entry.matrix(name)
    return normalisation(column, "standardised").apply(column)[:, 0]


@dataclass(frozen=True)
class Estimate:
    """The gradient at the start on all the data and on the batch, and how far they are apart."""

    loss: LeastSquares
    rows: Indices
    point: tuple[float, ...]

    @cached_property
    def batch(self) -> LeastSquares:
        """The loss on the batch."""
        return self.loss.part(self.rows)

    @cached_property
    def true(self) -> Array:
        """The gradient on all the data."""
        return np.array(self.loss.gradient_at(*self.point))

    @cached_property
    def estimated(self) -> Array:
        """The gradient on the batch."""
        return np.array(self.batch.gradient_at(*self.point))

    @property
    def flat(self) -> bool:
        """Whether the true gradient is 0 but for rounding, so that it has no direction."""
        return math.hypot(*self.true) <= 1e-12 * (1 + math.hypot(*self.point))

    @property
    def error(self) -> float:
        """The length of the difference."""
        return math.hypot(*(self.estimated - self.true))

    @property
    def share(self) -> float:
        """The length of the difference as a share of the true gradient's."""
        return self.error / math.hypot(*self.true)

    @property
    def angle(self) -> float:
        """The angle between both gradients in degrees."""
        (a, b), (c, d) = self.true, self.estimated
        return float(abs(np.degrees(np.arctan2(a * d - b * c, a * c + b * d))))


@lru_cache(maxsize=64)
def _estimate(
    data: str, batch_size: int, seed: int, sampling: Sampling, start: tuple[float, ...]
) -> Estimate:
    entry = DATASETS[data]
    return Estimate(loss_of(data), draw(entry.size, batch_size, seed, sampling), start)


def estimate_of(query: MiniBatchQuery) -> Estimate:
    """What the batch of a query says of the gradient."""
    return _estimate(query.data, query.batch_size, query.seed, query.sampling, query.start)


@dataclass(frozen=True)
class Spread:
    """Many batches of one size: their gradients, and the standard deviations these should have.

    ``gradients`` (count, 2); ``expected`` (2,) by the exact law.
    """

    gradients: Array
    true: Array
    expected: Array

    @property
    def measured_error(self) -> float:
        """The root of the mean squared length of the error."""
        return float(np.sqrt(((self.gradients - self.true) ** 2).sum(axis=1).mean()))

    @property
    def expected_error(self) -> float:
        """What the law gives for it."""
        return math.hypot(*self.expected)


@lru_cache(maxsize=256)
def _spread(
    data: str,
    batch_size: int,
    seed: int,
    sampling: Sampling,
    start: tuple[float, ...],
    count: int,
) -> Spread:
    loss = loss_of(data)
    each = loss.row_gradients(start)
    true = each.mean(axis=0)
    rows = draws(loss.size, batch_size, count, seed, sampling)
    gradients = np.stack([each[:, axis][rows].mean(axis=1) for axis in (0, 1)], axis=1)
    deviations = np.sqrt(((each - true) ** 2).mean(axis=0))
    expected = [expected_spread(float(d), loss.size, batch_size, sampling) for d in deviations]
    return Spread(gradients, true, np.array(expected))


def spread_of(query: MiniBatchQuery, batch_size: int | None = None) -> Spread:
    """Many batches of the query's size, or of another."""
    size = query.batch_size if batch_size is None else batch_size
    return _spread(query.data, size, query.seed, query.sampling, query.start, query.draws)


@dataclass(frozen=True)
class Law:
    """The error of the estimate against the batch size, with the line c/√B fitted to it.

    ``slope`` is that of a free straight line in log-log through the same ``fitted`` sizes: those
    of at most a tenth of the data, where drawing without replacement hardly matters.
    """

    sizes: Array
    measured: Array
    expected: Array
    fitted: NDArray[np.bool_]
    constant: float
    slope: float


def sizes_of(entry: Dataset) -> list[int]:
    """The batch sizes that are measured: powers of two, and all the data."""
    return [2**k for k in range(entry.size.bit_length()) if 2**k < entry.size] + [entry.size]


def law_of(query: MiniBatchQuery) -> Law:
    """The error at many batch sizes."""
    entry = query.dataset
    sizes = sizes_of(entry)
    spreads = [spread_of(query, size) for size in sizes]
    measured = np.array([spread.measured_error for spread in spreads])
    expected = np.array([spread.expected_error for spread in spreads])
    widths = np.array(sizes, dtype=float)
    fitted = (widths <= entry.size / 10) & (measured > 0)
    if not fitted.any():
        return Law(widths, measured, expected, fitted, 0.0, math.nan)
    across, up = np.log(widths[fitted]), np.log(measured[fitted])
    constant = float(np.exp((up + across / 2).mean()))
    return Law(widths, measured, expected, fitted, constant, float(np.polyfit(across, up, 1)[0]))


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


@lru_cache(maxsize=64)
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
    walked = descend_on(source, rule, start, updates)
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


def ticks_of(query: MiniBatchQuery) -> int:
    """The last tick of the clock, which counts updates, or twentieths of an epoch."""
    return query.steps if query.compare == "updates" else 20 * query.epochs


def places_of(query: MiniBatchQuery, run: Run) -> NDArray[np.int64]:
    """The point of a run at which it stands at each tick."""
    if query.compare == "updates":
        return np.minimum(np.arange(query.steps + 1), len(run.points) - 1)
    budget = query.epochs * query.dataset.size
    rows = np.linspace(0, budget, ticks_of(query) + 1)
    return np.searchsorted(run.seen, rows + 1e-9, side="right") - 1
