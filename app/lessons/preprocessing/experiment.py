"""The query of the lesson ``preprocessing``, and what is computed from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.catalogue.datasets import DATASETS
from app.catalogue.datasets.entry import Dataset
from app.core.datasets import (
    KINDS,
    Indices,
    Kind,
    Normalisation,
    Whitening,
    normalisation,
    split,
)
from app.core.descent import walk
from app.core.least_squares import LeastSquares, Quadratic
from app.core.memory import remembered
from app.core.optimizers.gradient_descent import gradient_descent
from app.core.optimizers.rule import Rule
from app.core.stability import Stability, stability
from app.lessons.board import ClockQuery
from app.lessons.queries import Rate
from app.lessons.reading import Fault

Array = NDArray[np.float64]

MOST_STEPS, MOST_TEST = 400, 122
#: The race is over when so much of the loss above the minimum is left.
SHARE = 1e-3


class PreprocessingQuery(ClockQuery):
    """The keys of the lesson ``preprocessing``."""

    data: Annotated[
        Literal["tips", "iris"],
        Field(description="Tips from bill and party, or petal widths from two lengths."),
    ] = "tips"
    normalisation: Annotated[
        Literal["raw", "centred", "standardised", "whitened"],
        Field(description="What is done to the features before learning."),
    ] = "raw"
    whitening: Annotated[
        Literal["zca", "pca"],
        Field(description="Whitening by the root C^(-1/2), or along the principal axes."),
    ] = "zca"
    learning_rate: Rate = None
    steps: Annotated[
        int, Field(ge=0, le=MOST_STEPS, description="Updates of each run in the race.")
    ] = 20
    test: Annotated[
        int, Field(ge=1, le=MOST_TEST, description="Rows held back as the test part.")
    ] = 61
    seed: Annotated[
        int, Field(ge=0, le=2**53, description="Seed of the split; the same seed, the same split.")
    ] = 0
    statistics: Annotated[
        Literal["train", "own"],
        Field(description="Whether the test part is normalised by the training part's numbers."),
    ] = "train"

    @property
    def dataset(self) -> Dataset:
        """The entry of the data."""
        return DATASETS[self.data]

    def faults(self) -> Iterable[Fault]:
        yield from super().faults()
        most = self.dataset.size // 2
        if self.test > most:
            yield Fault("test", "preprocessing.fault.test", {"most": most})


@dataclass(frozen=True)
class Prepared:
    """The data of one split, its features normalised in one way by the training part.

    ``x`` and ``y`` are the raw features and targets, ``train`` and ``test`` the rows of each
    part. Once the features are centred the target is, too: that is what a bias would learn.
    """

    x: Array
    y: Array
    train: Indices
    test: Indices
    kind: Kind
    whitening: Whitening

    @cached_property
    def fitted(self) -> Normalisation:
        """The normalisation whose numbers come from the training part."""
        return normalisation(self.x[self.train], self.kind, self.whitening)

    @cached_property
    def own(self) -> Normalisation:
        """The normalisation whose numbers come from the test part itself: the mistake."""
        return normalisation(self.x[self.test], self.kind, self.whitening)

    @cached_property
    def rows(self) -> Array:
        """The normalised training part (n, 2)."""
        return self.fitted.apply(self.x[self.train])

    @property
    def level(self) -> float:
        """What is added to the model's answer: the mean target, 0 for raw data."""
        return 0.0 if self.kind == "raw" else float(self.y[self.train].mean())

    @cached_property
    def loss(self) -> LeastSquares:
        """The loss of the two weights on the training part."""
        return LeastSquares(self.rows.T, self.y[self.train] - self.level)

    @cached_property
    def with_bias(self) -> LeastSquares:
        """The loss with a bias as the third unknown, the target left as it is."""
        ones = np.ones(len(self.train))
        return LeastSquares((*self.rows.T, ones), self.y[self.train])

    @cached_property
    def stability(self) -> Stability:
        """Curvatures, condition number and rates of the two weights."""
        return stability(self.loss.curvature)

    @property
    def best_rate(self) -> float:
        """2/(λmin + λmax)."""
        rate = self.stability.best_learning_rate
        assert rate is not None, "two columns of real data are independent"
        return rate

    @property
    def edge(self) -> float:
        """2/λmax."""
        rate = self.stability.largest_stable_learning_rate
        assert rate is not None, "two columns of real data have a curvature"
        return rate

    @property
    def condition(self) -> float:
        """λmax/λmin."""
        number = self.stability.condition_number
        assert number is not None, "two columns of real data are independent"
        return number

    def steps(self, rate: float) -> int | None:
        """Steps from w = 0 until a thousandth of the loss above the minimum is left."""
        return self.loss.steps_until(SHARE, rate, (0.0, 0.0))

    def answers(self, by: Normalisation) -> Array:
        """What the fitted model predicts of the test part, normalised by ``by``."""
        z = by.apply(self.x[self.test])
        answers: Array = z @ self.loss.minimum + self.level
        return answers

    def error(self, by: Normalisation) -> float:
        """The root mean square of the model's error on the test part, in the target's unit."""
        return float(np.sqrt(((self.answers(by) - self.y[self.test]) ** 2).mean()))


@remembered("results", lambda made: 6_000 + 6 * made.x.nbytes)
def prepared(data: str, kind: Kind, whitening: Whitening, test: int, seed: int) -> Prepared:
    """The data of a split, normalised."""
    entry = DATASETS[data]
    train, held = split(entry.size, test, seed)
    x, y = entry.matrix(*entry.features), entry.table[entry.target]
    return Prepared(x, y, train, held, kind, whitening)


def prepared_of(query: PreprocessingQuery, kind: Kind | None = None) -> Prepared:
    """The data as the query normalises them, or in another way."""
    return prepared(
        query.data, kind or query.normalisation, query.whitening, query.test, query.seed
    )


def all_of(query: PreprocessingQuery) -> tuple[Prepared, ...]:
    """The data normalised in each of the four ways."""
    return tuple(prepared_of(query, kind) for kind in KINDS)


def rate_of(query: PreprocessingQuery, each: Prepared) -> float:
    """The rate of a run: its own best, or what the query asks of the chosen one."""
    chosen = each.kind == query.normalisation and query.learning_rate is not None
    return float(query.learning_rate or 0.0) if chosen else each.best_rate


@remembered("results")
def _path(
    data: str,
    kind: Kind,
    whitening: Whitening,
    test: int,
    seed: int,
    rate: float,
    steps: int,
) -> Array:
    rule = gradient_descent.rule(learning_rate=rate)
    assert isinstance(rule, Rule)
    loss = prepared(data, kind, whitening, test, seed).loss
    return np.array(walk(Quadratic(loss), rule, (0.0, 0.0), steps).points)


def path_of(query: PreprocessingQuery, each: Prepared) -> Array:
    """The points (n + 1, 2) of plain gradient descent from w = 0, finite ones only."""
    return _path(
        query.data,
        each.kind,
        query.whitening,
        query.test,
        query.seed,
        rate_of(query, each),
        query.steps,
    )


def left_of(query: PreprocessingQuery, each: Prepared) -> Array:
    """The share of the loss above the minimum that is left at each point of the path."""
    excess = each.loss.above(path_of(query, each).T)
    return np.asarray(excess / each.loss.above(np.zeros(2)))
