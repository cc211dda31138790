"""What the prose of ``why-loss`` says in numbers, and the questions for the hall."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits
from app.lessons.why_loss.classifier import COUNT, EPSILON, accuracy, loss, right
from app.lessons.why_loss.experiment import SHOWN, STEPS, WhyLossExperiment, lowest, measured, walks

_DEFAULT = WhyLossExperiment.model_construct()
_W, _H, _RATE = _DEFAULT.w, _DEFAULT.h, _DEFAULT.learning_rate
#: A weight at which a point changes its class.
_JUMP = 1.6
#: How far "a little" is.
_LITTLE = 0.01
_MANY = 90_001


@cache
def flat_share(activation: str | None) -> float:
    """The share of the weights shown whose numerical gradient is exactly 0.

    Of the loss with an activation, or with None of the accuracy.
    """
    w: NDArray[np.float64] = np.linspace(*SHOWN, _MANY)
    of = accuracy if activation is None else lambda at: loss(at, activation)
    return float((of(w + _H) == of(w - _H)).mean())


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"


def _power(h: float) -> str:
    """A power of ten as LaTeX."""
    return f"10^{{{round(np.log10(h))}}}"


def _moved() -> tuple[float, float]:
    """The loss at the default weight and a little to its right."""
    return float(loss(_W)), float(loss(_W + _LITTLE))


def _deaf() -> bool:
    nearby = np.linspace(_W - _LITTLE, _W + _LITTLE, 201)
    before, after = _moved()
    return bool((right(nearby) == right(_W)).all()) and after < before


def _jump_gradient(h: float) -> float:
    return measured(_JUMP, "sigmoid", h).of_accuracy.gradient


def _grows() -> bool:
    ratio = _jump_gradient(_H / 10) / _jump_gradient(_H)
    of_loss = [measured(_JUMP, "sigmoid", h).of_loss.gradient for h in (_H, _H / 10)]
    height = _jump_gradient(_H) * 2 * _H * COUNT
    return abs(ratio - 10) < 1e-6 and abs(height - 1) < 1e-6 and abs(np.diff(of_loss)[0]) < 1e-8


def _ends(activation: str = "sigmoid") -> tuple[float, float]:
    climb, fall = walks(_W, activation, _H, _RATE)
    return float(climb[-1]), float(fall[-1])


def _perfect() -> NDArray[np.float64]:
    """The weights shown at which every point is classified correctly."""
    w: NDArray[np.float64] = np.linspace(*SHOWN, _MANY)
    found: NDArray[np.float64] = w[accuracy(w) == 1]
    return found


def _jump_of_step_loss() -> float:
    return abs(float(loss(_JUMP + _H, "step") - loss(_JUMP - _H, "step")))


CLAIMS = (
    Claim(
        "deaf",
        _deaf,
        lambda: {
            "w": digits(_W),
            "moved": digits(_W + _LITTLE),
            "right": int(right(_W).sum()),
            "count": COUNT,
            "before": digits(_moved()[0], 5),
            "after": digits(_moved()[1], 5),
        },
    ),
    Claim(
        "flat",
        lambda: flat_share(None) > 0.999 and flat_share("sigmoid") == 0,
        lambda: {"share": _percent(flat_share(None)), "many": f"{_MANY:,}"},
    ),
    Claim(
        "jump",
        _grows,
        lambda: {
            "jump": digits(_JUMP),
            "count": COUNT,
            "h": _power(_H),
            "gradient": digits(_jump_gradient(_H), 4),
            "smaller": _power(_H / 10),
            "larger": digits(_jump_gradient(_H / 10), 4),
            "loss": digits(measured(_JUMP, "sigmoid", _H).of_loss.gradient),
        },
    ),
    Claim(
        "step",
        lambda: (
            flat_share("step") > 0.999
            and abs(_jump_of_step_loss() - (np.log(1 + EPSILON) - np.log(EPSILON)) / COUNT) < 1e-12
        ),
        lambda: {
            "share": _percent(flat_share("step")),
            "cost": digits(-float(np.log(EPSILON)), 4),
            "height": digits(_jump_of_step_loss(), 4),
        },
    ),
    Claim(
        "walk",
        lambda: (
            _ends()[0] == _W
            and abs(_ends()[1] - lowest()) < 0.1
            and float(loss(_ends()[1])) < float(loss(_W))
        ),
        lambda: {
            "steps": STEPS,
            "w": digits(_W),
            "end": digits(_ends()[1]),
            "before": digits(float(loss(_W))),
            "after": digits(float(loss(_ends()[1]))),
        },
    ),
    Claim(
        "step_walk",
        lambda: _ends("step") == (_W, _W),
        lambda: {"steps": STEPS, "w": digits(_W)},
    ),
    Claim(
        "apart",
        lambda: (
            float(accuracy(lowest())) < 1
            and bool(_perfect().size)
            and bool((loss(_perfect()) > loss(lowest())).all())
        ),
        lambda: {
            "lowest": digits(lowest()),
            "right": int(right(lowest()).sum()),
            "count": COUNT,
            "first": digits(float(_perfect()[0])),
            "last": digits(float(_perfect()[-1])),
        },
    ),
)

QUESTIONS = (
    Question("nudge", _deaf, CLAIMS[0].values),
    Question("smaller", _grows, CLAIMS[2].values),
    Question("same", CLAIMS[-1].holds, CLAIMS[-1].values),
)
