"""What a link to the losses page may hold, and the losses that it asks for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from pydantic_core import PydanticCustomError

from app.core.losses import LossResult, evaluate
from app.core.memory import remembered
from app.lessons.board import BoardQuery
from app.lessons.numbers import digits
from app.lessons.queries import numbers
from app.lessons.reading import Fault

CLASSES = 10
#: More samples would not fit a table that is still read.
MOST = 32
EPSILONS = ("0", "1e-7")
#: How far from 1 a sum may be that was meant to be 1.
TOLERANCE = 1e-6
_TEN = numbers(CLASSES, example="0.1,0.05,0.6,0,0.05,0.1,0,0.1,0,0")
Ten = tuple[float, ...]


@dataclass(frozen=True)
class Sample:
    """An estimate with the class that is true."""

    estimate: Ten
    label: int


class LossesExperiment(BoardQuery):
    """Every key that the losses page and its figures understand."""

    estimate: Annotated[
        Ten,
        _TEN,
        Field(
            description="The probabilities that are estimated for the ten classes.",
            json_schema_extra={"type": "string", "examples": ["0.1,0.05,0.6,0,0.05,0.1,0,0.1,0,0"]},
        ),
    ] = (0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0)
    target: Annotated[int, Field(ge=0, le=CLASSES - 1, description="The true class.")] = 2
    p: Annotated[
        float | None,
        Field(
            ge=0,
            le=1,
            description="The estimate for the true class, the others then sharing the rest in"
            " their old proportion; as in the list if left out.",
        ),
    ] = None
    epsilon: Annotated[
        Literal["0", "1e-7"], Field(description="What is added to y within the logarithm.")
    ] = "1e-7"
    batch: Annotated[
        str,
        Field(
            description="Further samples of the batch, ten numbers each, with a semicolon between"
            " and @label where the true class is another; none for none.",
            examples=["0.1,0.05,0.1,0,0.05,0.1,0,0.6,0,0@2"],
        ),
    ] = "0.1,0.05,0.1,0,0.05,0.1,0,0.6,0,0"

    def faults(self) -> Iterable[Fault]:
        name, value = wrong_entry(self.estimate)
        if name:
            yield Fault("estimate", f"losses.fault.{name}", {"value": value})
        try:
            further(self.batch, self.target)
        except BatchError as error:
            yield Fault("batch", f"losses.fault.batch.{error.name}", error.values)

    @property
    def answer(self) -> Ten:
        """The estimate of all classes as the knob leaves it."""
        return self.estimate if self.p is None else turned(self.estimate, self.target, self.p)

    @property
    def share(self) -> float:
        """The estimate for the true class."""
        return self.answer[self.target]

    @property
    def small(self) -> float:
        """Epsilon as a number."""
        return float(self.epsilon)

    @property
    def one_hot(self) -> Ten:
        """The target as a distribution."""
        return tuple(1.0 if k == self.target else 0.0 for k in range(CLASSES))

    @property
    def samples(self) -> list[Sample]:
        """The batch: the estimate on the screen and the further samples."""
        return [Sample(self.answer, self.target), *further(self.batch, self.target)]


class BatchError(ValueError):
    """A batch that cannot be read: which part of it, and why."""

    def __init__(self, name: str, **values: object):
        super().__init__(name)
        self.name = name
        self.values = values


def wrong_entry(estimate: Ten) -> tuple[str, str]:
    """Why the first entry that is no probability is none, and its value; empty if all are."""
    for value in estimate:
        if value < 0:
            return "negative", digits(value, 6)
        if value > 1:
            return "above", digits(value, 6)
    return "", ""


@remembered("results")
def further(text: str, target: int) -> tuple[Sample, ...]:
    """The samples that a text holds; raises ``BatchError``."""
    if text.strip() in ("", "none"):
        return ()
    rows = text.split(";")
    if len(rows) >= MOST:
        raise BatchError("many", most=MOST - 1, count=len(rows))
    found = []
    for place, row in enumerate(rows, 2):
        listed, _, label = row.partition("@")
        try:
            estimate: Ten = _TEN.func(listed)  # type: ignore[call-arg]
        except PydanticCustomError:
            raise BatchError("numbers", row=place, classes=CLASSES) from None
        name, value = wrong_entry(estimate)
        if name:
            raise BatchError(name, row=place, value=value)
        label = label.strip() or str(target)
        if not (label.isascii() and label.isdigit() and int(label) < CLASSES):
            raise BatchError("label", row=place, last=CLASSES - 1)
        found.append(Sample(estimate, int(label)))
    return tuple(found)


def turned(estimate: Ten, target: int, p: float) -> Ten:
    """The estimate with ``p`` for the true class, the others sharing the rest as they did.

    Where they all had 0 they share it equally; the sum is 1 whatever it was. They keep twelve
    digits, so that the list shows what is computed with.
    """
    others = _others(estimate, target)
    rest = sum(others)
    parts = [y / rest for y in others] if rest > 0 else [1 / len(others)] * len(others)
    found = [float(f"{part * (1 - p):.12g}") for part in parts]
    return (*found[:target], p, *found[target:])


def crowding(estimate: Ten, target: int) -> float:
    """Σy² of the other classes over the square of what they share: the knob leaves it as it is.

    It is 1 if one of them has it all, and 1/9 if all nine have the same.
    """
    others = _others(estimate, target)
    rest = sum(others)
    return sum((y / rest) ** 2 for y in others) if rest > 0 else 1 / len(others)


def _others(estimate: Ten, target: int) -> list[float]:
    return [y for k, y in enumerate(estimate) if k != target]


@dataclass(frozen=True)
class Measured:
    """Both losses of a sample or a batch, with their gradients by y."""

    squared: LossResult
    cross: LossResult

    @property
    def error(self) -> float:
        """½Σ(y − t)², the mean over the batch."""
        return float(self.squared.loss)

    @property
    def entropy(self) -> float:
        """−log y of the true class, the mean over the batch."""
        return float(self.cross.loss)


def measure(y: object, t: object, epsilon: float) -> Measured:
    """Both losses of the estimates ``y`` against labels or one-hot targets ``t``."""
    return Measured(
        evaluate("sum_squared_error", np.array(y), np.array(t)),
        evaluate("cross_entropy", np.array(y), np.array(t), epsilon=epsilon),
    )


@remembered("results", lambda _: 20_000)
def measured(experiment: LossesExperiment) -> "Losses":
    """The losses of an experiment; the pictures of one page share them."""
    return Losses(experiment)


class Losses:
    """The losses of the sample on the screen and of its batch."""

    def __init__(self, experiment: LossesExperiment):
        self.experiment = experiment

    @cached_property
    def one(self) -> Measured:
        """The sample on the screen, its target one-hot."""
        experiment = self.experiment
        return measure(experiment.answer, experiment.one_hot, experiment.small)

    @cached_property
    def labelled(self) -> Measured:
        """The same with the target as a label."""
        experiment = self.experiment
        return measure(experiment.answer, experiment.target, experiment.small)

    @cached_property
    def batch(self) -> Measured:
        """The whole batch, by labels."""
        samples = self.experiment.samples
        estimates = [sample.estimate for sample in samples]
        return measure(estimates, [s.label for s in samples], self.experiment.small)

    @property
    def total(self) -> float:
        """The sum of the estimate."""
        return math.fsum(self.experiment.answer)

    @property
    def proper(self) -> bool:
        """Whether the estimate is a distribution."""
        return abs(self.total - 1) <= TOLERANCE

    @cached_property
    def by_scores(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The gradients of both losses by the scores of which softmax makes this estimate."""
        y = np.array(self.experiment.answer)
        by_y = self.one.squared.gradient
        with np.errstate(divide="ignore"):
            scores = np.log(y)
        cross = evaluate("cross_entropy", scores, self.experiment.target, input="logits")
        return through_softmax(y, by_y), cross.gradient


def through_softmax(y: NDArray[np.float64], by_y: NDArray[np.float64]) -> NDArray[np.float64]:
    """A gradient by the outputs of a softmax turned into that by its scores, y(g − Σ y g)."""
    return y * (by_y - float(np.sum(y * by_y)))
