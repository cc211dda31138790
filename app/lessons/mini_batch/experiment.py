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
from app.core.datasets import Indices, Sampling, draw, normalisation
from app.core.least_squares import LeastSquares
from app.core.memory import remembered
from app.lessons.board import ClockQuery
from app.lessons.queries import numbers
from app.lessons.reading import Fault, tidy

Array = NDArray[np.float64]

MOST_STEPS, MOST_EPOCHS, MOST_DRAWS = 400, 5, 5000
#: Beyond this a start is off every map, and squares of its loss would leave the floats.
FAR = 1e6


class MiniBatchQuery(ClockQuery):
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
    def ticks(self) -> int:
        """The last tick of the clock, which counts updates, or twentieths of an epoch."""
        return self.steps if self.compare == "updates" else 20 * self.epochs

    @property
    def whole(self) -> bool:
        """Whether the batch is all the data, each row once."""
        return self.batch_size == self.dataset.size and self.sampling == "without_replacement"

    def faults(self) -> Iterable[Fault]:
        yield from super().faults()
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


@remembered("results")
def _estimate(
    data: str, batch_size: int, seed: int, sampling: Sampling, start: tuple[float, ...]
) -> Estimate:
    entry = DATASETS[data]
    return Estimate(loss_of(data), draw(entry.size, batch_size, seed, sampling), start)


def estimate_of(query: MiniBatchQuery) -> Estimate:
    """What the batch of a query says of the gradient."""
    return _estimate(query.data, query.batch_size, query.seed, query.sampling, query.start)
