"""The sentences of the losses page that hold a number, and the questions for the hall."""

import math

import numpy as np
from numpy.typing import NDArray

from app.core.losses import LossResult, evaluate
from app.lessons.lesson import Claim, Question
from app.lessons.losses.experiment import CLASSES, LossesExperiment, Ten, measure, measured
from app.lessons.numbers import digits

BOOK_RIGHT: Ten = (0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0)
BOOK_WRONG: Ten = (0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0)
_TRUE = 2
_GUARD = 1e-7
#: The rest of the right answer on one other class instead of five.
_LUMPED: Ten = (0.0, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.4, 0.0, 0.0)
_RIGHT = measure(BOOK_RIGHT, _TRUE, _GUARD)
_WRONG = measure(BOOK_WRONG, _TRUE, _GUARD)
_BOTH = measure([BOOK_RIGHT, BOOK_WRONG], [_TRUE, _TRUE], _GUARD)


def entropy(y: float, epsilon: float = 0.0) -> float:
    """The cross-entropy of an estimate of ``y`` for the true class."""
    return measure([y, 1 - y], 0, epsilon).entropy


def _other_class() -> Ten:
    return tuple(1.0 if k == 7 else 0.0 for k in range(CLASSES))


def _slope(y: float) -> float:
    return float(measure([y, 1 - y], 0, 0.0).cross.gradient[0])


def _at(share: float) -> LossesExperiment:
    return LossesExperiment(p=share)


def _by_scores(share: float) -> tuple[float, float]:
    squared, cross = measured(_at(share)).by_scores
    return float(squared[_TRUE]), float(cross[_TRUE])


def _softmax_slope_is_the_difference() -> bool:
    made = measured(_at(0.25))
    wanted = np.array(made.experiment.answer) - np.array(made.experiment.one_hot)
    return bool(np.allclose(made.by_scores[1], wanted, atol=1e-12))


#: The small network of the book's chapter 4: its inputs, its weights as printed, its true class.
_INPUTS = np.array([0.6, 0.9])
_WEIGHTS = np.array([[0.47355232, 0.9977393, 0.84668094], [0.85557411, 0.03563661, 0.69422093]])


def _network(weights: NDArray[np.float64]) -> LossResult:
    return evaluate("cross_entropy", _INPUTS @ weights, _TRUE, input="logits")


def _by_weights() -> NDArray[np.float64]:
    return np.outer(_INPUTS, _network(_WEIGHTS).gradient)


def _differences() -> NDArray[np.float64]:
    """The same gradient by central differences, one weight at a time."""
    found = np.empty_like(_WEIGHTS)
    for place in np.ndindex(*_WEIGHTS.shape):
        moved = np.zeros_like(_WEIGHTS)
        moved[place] = 1e-4
        rise = _network(_WEIGHTS + moved).loss - _network(_WEIGHTS - moved).loss
        found[place] = rise / 2e-4
    return found


CLAIMS = (
    Claim(
        "weights",
        lambda: (
            abs(float(_network(_WEIGHTS).loss) - 0.92806854) < 1e-7
            and bool(np.allclose(_by_weights(), _differences(), atol=1e-8))
        ),
        lambda: {
            "loss": digits(float(_network(_WEIGHTS).loss), 8),
            "steepest": digits(float(_by_weights().min()), 4),
            "rate": digits(float(_by_weights().max()), 4),
        },
    ),
    Claim(
        "right",
        lambda: (
            math.isclose(_RIGHT.error, 0.0975)
            and math.isclose(_RIGHT.entropy, 0.510825457099338, rel_tol=1e-15)
        ),
        lambda: {
            "share": digits(BOOK_RIGHT[_TRUE]),
            "error": digits(_RIGHT.error, 4),
            "entropy": repr(_RIGHT.entropy),
        },
    ),
    Claim(
        "wrong",
        lambda: (
            math.isclose(_WRONG.error, 0.5975)
            and math.isclose(_WRONG.entropy, 2.302584092994546, rel_tol=1e-15)
        ),
        lambda: {
            "share": digits(BOOK_WRONG[_TRUE]),
            "error": digits(_WRONG.error, 4),
            "entropy": repr(_WRONG.entropy),
        },
    ),
    Claim(
        "mean",
        lambda: math.isclose(_BOTH.entropy, 1.406704775046942, rel_tol=1e-15),
        lambda: {"mean": repr(_BOTH.entropy), "error": digits(_BOTH.error, 4)},
    ),
    Claim(
        "halving",
        lambda: all(
            math.isclose(entropy(y / 2) - entropy(y), math.log(2)) for y in (1.0, 0.3, 1e-9)
        ),
        lambda: {"more": digits(math.log(2), 4)},
    ),
    Claim(
        "ceiling",
        lambda: (
            measure(_other_class(), _TRUE, 0.0).error == 1
            and math.isinf(measure(_other_class(), _TRUE, 0.0).entropy)
        ),
        lambda: {"most": digits(measure(_other_class(), _TRUE, 0.0).error)},
    ),
    Claim(
        "only",
        lambda: (
            measure(_LUMPED, _TRUE, _GUARD).entropy == _RIGHT.entropy
            and measure(_LUMPED, _TRUE, _GUARD).error > _RIGHT.error
        ),
        lambda: {
            "share": digits(_LUMPED[_TRUE]),
            "entropy": digits(_RIGHT.entropy, 4),
            "before": digits(_RIGHT.error, 4),
            "after": digits(measure(_LUMPED, _TRUE, _GUARD).error, 4),
        },
    ),
    Claim(
        "steep",
        lambda: math.isclose(_slope(0.5), -2) and math.isclose(_slope(0.01), -100),
        lambda: {
            "first": digits(0.5),
            "gentle": digits(_slope(0.5)),
            "second": digits(0.01),
            "steep": digits(_slope(0.01)),
            "limit": digits(-1.0),
        },
    ),
    Claim("scores", _softmax_slope_is_the_difference),
    Claim(
        "stuck",
        lambda: -0.03 < _by_scores(0.01)[0] < 0 and math.isclose(_by_scores(0.01)[1], -0.99),
        lambda: {
            "share": digits(0.01),
            "squared": digits(_by_scores(0.01)[0], 2),
            "cross": digits(_by_scores(0.01)[1], 2),
        },
    ),
    Claim(
        "same",
        lambda: (
            measured(LossesExperiment()).one.entropy
            == measured(LossesExperiment()).labelled.entropy
        ),
    ),
    Claim(
        "zero",
        lambda: (
            math.isinf(entropy(0.0)) and math.isclose(entropy(0.0, _GUARD), 16.118, abs_tol=5e-4)
        ),
        lambda: {"guard": digits(_GUARD), "worst": f"{entropy(0.0, _GUARD):.3f}"},
    ),
    Claim(
        "below",
        lambda: -1.01e-7 < entropy(1.0, _GUARD) < -0.99e-7 and entropy(1.0) == 0,
        lambda: {"best": digits(entropy(1.0, _GUARD), 1), "zero": 0},
    ),
)

QUESTIONS = (
    Question(
        "guess",
        lambda: math.isclose(entropy(0.1), math.log(10)),
        lambda: {
            "loss": digits(entropy(1 / CLASSES), 4),
            "share": digits(1 / CLASSES),
            "half": digits(entropy(0.5), 3),
        },
    ),
    Question(
        "two",
        lambda: (
            measure(_LUMPED, _TRUE, _GUARD).entropy == _RIGHT.entropy
            and _RIGHT.error < measure(_LUMPED, _TRUE, _GUARD).error
        ),
        lambda: {
            "share": digits(BOOK_RIGHT[_TRUE]),
            "rest": digits(_LUMPED[7]),
            "entropy": digits(_RIGHT.entropy, 4),
            "spread": digits(_RIGHT.error, 4),
            "lumped": digits(measure(_LUMPED, _TRUE, _GUARD).error, 4),
        },
    ),
    Question(
        "hundred",
        lambda: math.isinf(_hundred(0.0)) and 0.16 < _hundred(_GUARD) < 0.162,
        lambda: {"count": 100, "guard": digits(_GUARD), "mean": digits(_hundred(_GUARD), 3)},
    ),
)


def _hundred(epsilon: float) -> float:
    """The mean cross-entropy of 99 perfect answers and one that gave the true class nothing."""
    estimates = np.zeros((100, 2))
    estimates[:, 0] = 1
    estimates[99] = (0, 1)
    return measure(estimates, np.zeros(100), epsilon).entropy
