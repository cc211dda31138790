"""What a link to the lesson may hold, and the answer, loss and gradient that it asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.core.losses import evaluate
from app.core.memory import remembered
from app.core.softmax import shares
from app.lessons.board import BoardQuery
from app.lessons.queries import numbers
from app.lessons.reading import Fault, tidy

Array = NDArray[np.float64]
Task = Literal["regression", "classification"]
LEAST, MOST = 2, 10
#: Scores beyond this would only stretch the axis; the squares of all others stay in the floats.
FAR = 1e6
#: Longer and shorter lists are read too, so that their problem can be told by its name.
_COUNTS = range(1, 101)
#: The true numbers of the regression where none are given, as many as there are scores.
_TRUTH = (0.0, 3.0, 4.0, 2.0, 1.0, 5.0, 3.0, 2.0, 4.0, 1.0)


class OutputLayerExperiment(BoardQuery):
    """Every key that the page on the output layer and its figures understand."""

    task: Annotated[
        Task, Field(description="Regression: the scores as they are; classification: softmax.")
    ] = "classification"
    scores: Annotated[
        tuple[float, ...],
        numbers(*_COUNTS, example="0.3,2.9,4"),
        Field(
            description="The 2 to 10 scores that the last layer computes, within ±1,000,000.",
            json_schema_extra={"type": "string", "examples": ["0.3,2.9,4"]},
        ),
    ] = (0.3, 2.9, 4.0)
    target: Annotated[
        int | None,
        Field(
            ge=0,
            le=MOST - 1,
            description="The true class, counted from 0; 2 if left out, or 1 of two classes.",
        ),
    ] = None
    truth: Annotated[
        tuple[float, ...] | None,
        numbers(*_COUNTS, example="0,3,4"),
        Field(
            description="The true numbers of the regression, one a score, within ±1,000,000.",
            json_schema_extra={"type": "string", "anyOf": [], "examples": ["0,3,4"]},
        ),
    ] = None

    def faults(self) -> Iterable[Fault]:
        count = len(self.scores)
        if not LEAST <= count <= MOST:
            values = {"least": LEAST, "most": MOST, "given": count}
            yield Fault("scores", "output-layer.fault.count", values)
        elif any(abs(score) > FAR for score in self.scores):
            yield Fault("scores", "output-layer.fault.far", {"limit": tidy(FAR)})
        # While the scores themselves are at fault, what must match them cannot be judged.
        elif self.target is not None and self.target >= count:
            yield Fault("target", "output-layer.fault.target", {"count": count, "last": count - 1})
        elif self.truth is not None and len(self.truth) != count:
            values = {"count": count, "given": len(self.truth)}
            yield Fault("truth", "output-layer.fault.truth", values)
        elif self.truth is not None and any(abs(number) > FAR for number in self.truth):
            yield Fault("truth", "output-layer.fault.far", {"limit": tidy(FAR)})

    @property
    def label(self) -> int:
        """The true class."""
        return min(2, len(self.scores) - 1) if self.target is None else self.target

    @property
    def numbers(self) -> tuple[float, ...]:
        """The true numbers of the regression."""
        return _TRUTH[: len(self.scores)] if self.truth is None else self.truth


@dataclass(frozen=True, eq=False)
class Answer:
    """What one output layer makes of the scores ``a``: answer, truth, loss and gradient by a.

    ``first`` holds the outputs whose score is the largest, ``level`` those whose answer is.
    """

    task: Task
    a: Array
    y: Array
    t: Array
    loss: float
    gradient: Array
    first: tuple[int, ...]
    level: tuple[int, ...]


@remembered("results")
def answer(scores: tuple[float, ...], task: Task, truth: tuple[float, ...] | int) -> Answer:
    """The answer for a task; ``truth`` holds true numbers, or the label of the true class."""
    a = np.array(scores)
    if isinstance(truth, int):
        y, t = shares(a), np.eye(a.size)[truth]
        found = evaluate("cross_entropy", a, t, input="logits")
    else:
        y, t = a, np.array(truth)
        found = evaluate("sum_squared_error", y, t)
    return Answer(task, a, y, t, float(found.loss), found.gradient, _largest(a), _largest(y))


def _largest(values: Array) -> tuple[int, ...]:
    return tuple(np.flatnonzero(values == values.max()).tolist())


def answer_of(experiment: OutputLayerExperiment, task: Task | None = None) -> Answer:
    """The answer that the experiment asks for, or that of the other task."""
    chosen = task or experiment.task
    truth = experiment.label if chosen == "classification" else experiment.numbers
    return answer(experiment.scores, chosen, truth)


def squared_gradient(a: Array, label: int) -> Array:
    """Gradient by the scores, last axis, of ½Σ(y − t)² if y is the softmax: the mixed pair.

    The chain rule through softmax gives y (g − Σ g y) with g = y − t.
    """
    y = shares(a)
    g = y - np.eye(a.shape[-1])[label]
    return np.asarray(y * (g - (g * y).sum(axis=-1, keepdims=True)))


def crossed_gradient(a: Array, label: int) -> Array:
    """Gradient by the scores, last axis, of the cross-entropy of their softmax: y − t."""
    rows = np.atleast_2d(a)
    labels = np.full(len(rows), label)
    found = evaluate("cross_entropy", rows, labels, input="logits", reduction="sum").gradient
    return found.reshape(a.shape)
