"""Loss functions over a sample or a batch, with their gradients.

Source: Deep Learning from Scratch, sections 4.2 and 5.6; the cross-entropy from logits and the
reductions are those of PyTorch's ``CrossEntropyLoss``.

``LossError`` (a ``ValueError``)
    ``ShapeError``        y is no sample or batch, or the targets do not match it
    ``LabelError``        an integer label that is no class
    ``TargetError``       targets that are no distribution, for the cross-entropy
    ``ProbabilityError``  a negative probability, for the cross-entropy
    ``SettingError``      settings that mean nothing together
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.core.softmax import softmax

Array = NDArray[np.float64]
Kind = Literal["sum_squared_error", "mean_squared_error", "cross_entropy"]
Input = Literal["probabilities", "logits"]
Reduction = Literal["mean", "sum", "none"]

TOLERANCE = 1e-6
"""How far the sum of a sample's targets may be from 1."""
# 1.000001 is within it, as it is written; as a float it is 3e-17 beyond.
_ROUNDING = 1e-12


class LossError(ValueError):
    """What has no loss: a message key with its values, and the place as an index into y or t."""

    def __init__(self, key: str, argument: str, place: tuple[int, ...] = (), **values: object):
        super().__init__(f"{key} at {argument}{list(place) if place else ''}")
        self.key = f"loss_fault.{key}"
        self.argument = argument
        self.place = place
        self.values = values


class ShapeError(LossError):
    """Y is no sample or batch, or the targets do not match it."""


class LabelError(LossError):
    """A label that is no class."""


class TargetError(LossError):
    """Targets that are no distribution."""


class ProbabilityError(LossError):
    """A negative probability."""


class SettingError(LossError):
    """Settings that mean nothing together."""


@dataclass(frozen=True)
class Loss:
    """A loss of one sample as a reader is shown it."""

    name: Kind
    title: dict[str, str]
    latex: str


LOSSES: dict[str, Loss] = {
    entry.name: entry
    for entry in (
        Loss(
            "sum_squared_error",
            {"en": "Sum of squared errors", "ko": "오차제곱합"},
            r"\frac{1}{2} \sum_k (y_k - t_k)^2",
        ),
        Loss(
            "mean_squared_error",
            {"en": "Mean squared error", "ko": "평균제곱오차"},
            r"\frac{1}{K} \sum_k (y_k - t_k)^2",
        ),
        Loss(
            "cross_entropy",
            {"en": "Cross-entropy error", "ko": "교차 엔트로피 오차"},
            r"-\sum_k t_k \log y_k",
        ),
    )
}
"""The losses by name, in the order of the book."""


@dataclass(frozen=True, eq=False)
class LossResult:
    """A loss and what it is made of.

    ``per_sample`` has one entry a sample (one for a single sample too); ``loss`` is their mean or
    sum, or ``per_sample`` itself where nothing is reduced; ``gradient`` has the shape of y and is
    that of the reduced loss, or of the sum where nothing is reduced.
    """

    loss: float | Array
    per_sample: Array
    gradient: Array
    batch_size: int


def sum_squared_error(y: ArrayLike, t: ArrayLike) -> tuple[Array, Array]:
    """½Σ(y − t)² over the last axis, and its gradient y − t."""
    with np.errstate(all="ignore"):
        difference = np.asarray(np.subtract(y, t, dtype=np.float64))
        return np.asarray(0.5 * (difference**2).sum(axis=-1)), difference


def mean_squared_error(y: ArrayLike, t: ArrayLike) -> tuple[Array, Array]:
    """The mean of (y − t)² over the last axis, of length K, and its gradient 2(y − t)/K."""
    with np.errstate(all="ignore"):
        difference = np.asarray(np.subtract(y, t, dtype=np.float64))
        gradient = 2 * difference / difference.shape[-1]
        return np.asarray((difference**2).mean(axis=-1)), gradient


def cross_entropy(
    y: ArrayLike, t: ArrayLike, input: Input = "probabilities", epsilon: float = 0.0
) -> tuple[Array, Array]:
    """−Σ t log(y + epsilon) over the last axis, and its gradient −t/(y + epsilon).

    From ``logits`` it is −Σ t log-softmax(y) with the gradient softmax(y)·Σt − t, and no epsilon.
    A class whose target is 0 adds 0, whatever its y: 0·log 0 is 0. Shapes broadcast; nothing is
    checked here, ``evaluate`` does that.
    """
    outputs, targets = np.broadcast_arrays(np.asarray(y, np.float64), np.asarray(t, np.float64))
    counted = targets != 0
    with np.errstate(all="ignore"):
        if input == "logits":
            logs = softmax(outputs, log=True).y
            gradient = _logits_gradient(logs, targets)
        else:
            raised = outputs + epsilon
            logs = np.log(raised)
            gradient = np.where(counted, -targets / raised, 0.0)
        terms = np.where(counted, targets * logs, 0.0)
        # Subtracted from 0, so that a loss of nothing is 0 and not −0.
        return np.asarray(0.0 - terms.sum(axis=-1)), gradient


def _logits_gradient(logs: Array, targets: Array) -> Array:
    """softmax·Σt − t; near a probability of 1 by its distance from 1, which keeps its digits."""
    mass = targets.sum(axis=-1, keepdims=True)
    near_one = mass * np.expm1(logs) + (mass - targets)
    return np.asarray(np.where(logs > np.log(0.5), near_one, mass * np.exp(logs) - targets))


def evaluate(
    kind: Kind,
    y: ArrayLike,
    t: ArrayLike,
    input: Input = "probabilities",
    epsilon: float = 0.0,
    reduction: Reduction = "mean",
) -> LossResult:
    """The loss of a sample, y of shape (K,), or of a batch, (N, K).

    ``t`` has the shape of y (one-hot or soft targets) or holds whole labels, of shape () or (N,).
    The squared errors take any numbers and no logits; ``epsilon`` is of use to the cross-entropy
    from probabilities alone. Infinite and NaN losses are values. Raises the errors named at the
    head of this file.
    """
    outputs = np.asarray(y, dtype=np.float64)
    if outputs.ndim not in (1, 2):
        raise ShapeError("sample_or_batch", "y", dimensions=outputs.ndim)
    if outputs.size == 0:
        raise ShapeError("empty", "y")
    if input == "logits" and kind != "cross_entropy":
        raise SettingError("squared_logits", "input")
    if input == "logits" and epsilon != 0:
        raise SettingError("epsilon_logits", "epsilon")
    targets = _targets(outputs, np.asarray(t, dtype=np.float64))
    if kind == "cross_entropy":
        _check_distributions(targets)
        if input == "probabilities":
            _check_probabilities(outputs)
        per_sample, gradient = cross_entropy(outputs, targets, input, epsilon)
    elif kind == "sum_squared_error":
        per_sample, gradient = sum_squared_error(outputs, targets)
    else:
        per_sample, gradient = mean_squared_error(outputs, targets)
    per_sample = np.atleast_1d(per_sample)
    loss: float | Array = per_sample
    with np.errstate(all="ignore"):
        if reduction == "mean":
            loss = float(per_sample.mean())
            gradient = gradient / len(per_sample)
        elif reduction == "sum":
            loss = float(per_sample.sum())
    return LossResult(loss, per_sample, gradient, len(per_sample))


def _targets(y: Array, t: Array) -> Array:
    """The targets in the shape of y, labels made one-hot."""
    if t.shape == y.shape:
        return t
    if t.shape != y.shape[:-1]:
        raise _unlike(y.shape, t.shape)
    classes = y.shape[-1]
    _refuse_first(LabelError, "label_whole", "t", t, ~(np.isfinite(t) & (t == np.floor(t))))
    _refuse_first(LabelError, "label_range", "t", t, (t < 0) | (t >= classes), last=classes - 1)
    one_hot = np.zeros_like(y)
    np.put_along_axis(one_hot, t.astype(np.int64)[..., np.newaxis], 1.0, axis=-1)
    return one_hot


def _unlike(y: tuple[int, ...], t: tuple[int, ...]) -> ShapeError:
    """The error of targets whose shape is neither that of y nor that of its labels."""
    key = "shapes_sample" if len(y) == 1 else "shapes_batch"
    return ShapeError(key, "t", shape=list(y), samples=y[0], given=list(t))


def _check_distributions(t: Array) -> None:
    _refuse_first(TargetError, "target_negative", "t", t, ~(t >= 0))
    with np.errstate(all="ignore"):
        sums = np.asarray(t.sum(axis=-1))
    _refuse_first(
        TargetError, "target_sum", "t", sums, ~(np.abs(sums - 1) <= TOLERANCE + _ROUNDING)
    )


def _check_probabilities(y: Array) -> None:
    _refuse_first(ProbabilityError, "probability_negative", "y", y, y < 0)


def _refuse_first(
    error: type[LossError],
    key: str,
    argument: str,
    values: Array,
    wrong: NDArray[np.bool_],
    **others: object,
) -> None:
    """Raise ``error`` for the first entry that is wrong, with its value and its place."""
    if wrong.any():
        place = tuple(map(int, np.argwhere(wrong)[0]))
        value = float(values[place])
        shown = "NaN" if np.isnan(value) else f"{value:.12g}".replace("inf", "Infinity")
        raise error(key, argument, place, value=shown, **others)
