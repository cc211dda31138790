"""The experiment of ``why-loss``: one weight, both gradients there, and where they lead."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field

from app.core.memory import remembered
from app.lessons.board import BoardQuery
from app.lessons.why_loss import classifier
from app.lessons.why_loss.classifier import Difference, accuracy, difference, scores, slope_of_loss

Array = NDArray[np.float64]

#: The weights that the pictures show, and more where the chosen one lies outside.
SHOWN = (-3.0, 6.0)
STEPS = 20
#: Below this slope the loss is called level.
LEVEL = 0.005


class WhyLossExperiment(BoardQuery):
    """The keys of the lesson."""

    w: Annotated[float, Field(ge=-50, le=50, description="The one free weight.")] = 1.3
    activation: Annotated[
        Literal["sigmoid", "step"],
        Field(description="What turns a score into an answer between 0 and 1."),
    ] = "sigmoid"
    h: Annotated[float, Field(gt=0, le=5, description="The step h of the numerical gradients.")] = (
        1e-4
    )
    learning_rate: Annotated[
        float, Field(gt=0, le=100, description="The learning rate of the two walks.")
    ] = 2.0


@dataclass(frozen=True)
class Measured:
    """What an experiment gives: both values at w, both gradients, and the exact derivative."""

    accuracy: float
    right: int
    loss: float
    of_accuracy: Difference
    of_loss: Difference
    exact: float
    lost: bool
    """Whether h is so small that no score changes by it."""


def loss_of(activation: str) -> Callable[[ArrayLike], Array]:
    """The loss with an activation as a function of the weight alone."""
    return lambda w: classifier.loss(w, activation)


@remembered("results")
def measured(w: float, activation: str, h: float) -> Measured:
    """Both quantities and both gradients at a weight."""
    of_loss = loss_of(activation)
    return Measured(
        accuracy=float(accuracy(w)),
        right=int(classifier.right(w).sum()),
        loss=float(of_loss(w)),
        of_accuracy=difference(accuracy, w, h),
        of_loss=difference(of_loss, w, h),
        exact=slope_of_loss(w, activation),
        lost=bool((scores(w + h) == scores(w - h)).all()),
    )


def seen(experiment: WhyLossExperiment) -> Measured:
    """What the experiment's own settings give."""
    return measured(experiment.w, experiment.activation, experiment.h)


@remembered("results")
def walks(w: float, activation: str, h: float, rate: float) -> tuple[Array, Array]:
    """The weight by step, climbing the accuracy and descending the loss, from the same start."""
    of_loss = loss_of(activation)
    climb, fall = [w], [w]
    for _ in range(STEPS):
        climb.append(climb[-1] + rate * difference(accuracy, climb[-1], h).gradient)
        fall.append(fall[-1] - rate * difference(of_loss, fall[-1], h).gradient)
    return np.array(climb), np.array(fall)


@lru_cache(maxsize=1)
def lowest() -> float:
    """The weight at which the loss with the sigmoid is least: the root of its derivative."""
    left, right = SHOWN
    # The derivative is negative at the left end and positive at the right one.
    while right - left > 1e-12:
        middle = (left + right) / 2
        left, right = (middle, right) if slope_of_loss(middle) < 0 else (left, middle)
    return (left + right) / 2


def window(w: float) -> tuple[float, float]:
    """The ends of the axis of weights."""
    return min(SHOWN[0], w - 1), max(SHOWN[1], w + 1)
