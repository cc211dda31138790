"""The sentences of this lesson with a number in them, and its questions for the hall."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.core.softmax import shares
from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits
from app.lessons.output_layer.experiment import (
    OutputLayerExperiment,
    answer,
    crossed_gradient,
    squared_gradient,
)

Array = NDArray[np.float64]
_BOOK = OutputLayerExperiment.model_construct().scores
_ROWS = 100_000
_ADDED = 5.0
#: Surely wrong: the class that is true trails by ten.
_WRONG, _TRUE = np.array([10.0, 0.0, 0.0]), 1
#: Scores that differ by less than the shares can show.
_CLOSE = (0.0, 1e-17)


def _listed(values: object) -> str:
    return ", ".join(digits(float(v)) for v in np.asarray(values).tolist())


@cache
def _kept() -> int:
    """In how many random vectors of ten scores the largest share is that of the largest score."""
    a = np.random.default_rng(0).normal(0, 3, (_ROWS, 10))
    return int((shares(a).argmax(axis=1) == a.argmax(axis=1)).sum())


def _shift() -> float:
    """How far the shares move when the same number is added to all scores."""
    moved = shares(np.array(_BOOK) + _ADDED)
    return float(np.abs(moved - shares(_BOOK)).max())


def _surely_wrong() -> Mapping[str, object]:
    crossed = -float(crossed_gradient(_WRONG, _TRUE)[_TRUE])
    squared = -float(squared_gradient(_WRONG, _TRUE)[_TRUE])
    share = float(shares(_WRONG)[_TRUE])
    return {
        "scores": _listed(_WRONG),
        "label": _TRUE,
        "share": digits(share),
        "crossed": digits(crossed, 5),
        "squared": digits(squared),
        "ratio": digits(crossed / squared, 2),
    }


def _slow() -> bool:
    crossed = -float(crossed_gradient(_WRONG, _TRUE)[_TRUE])
    squared = -float(squared_gradient(_WRONG, _TRUE)[_TRUE])
    return 0 < squared < 1e-3 < 0.999 < crossed < 1


def _regression() -> Array:
    return answer(_BOOK, "regression", OutputLayerExperiment().numbers).gradient


def _classification() -> Array:
    return answer(_BOOK, "classification", 2).gradient


_SHARES = shares(_BOOK)
_CLOSE_SHARES = shares(_CLOSE)

CLAIMS = (
    Claim(
        "book",
        lambda: bool(np.allclose(_SHARES, [0.01821127, 0.24519181, 0.73659691], atol=5e-9)),
        lambda: {
            "scores": _listed(_BOOK),
            "shares": _listed(_SHARES),
            "sum": digits(float(_SHARES.sum())),
        },
    ),
    Claim(
        "argmax-kept",
        lambda: _kept() == _ROWS,
        lambda: {"rows": f"{_ROWS:,}", "kept": f"{_kept():,}"},
    ),
    Claim(
        "rounded-tie",
        lambda: int(np.argmax(_CLOSE)) == 1 and _CLOSE_SHARES[0] == _CLOSE_SHARES[1],
        lambda: {
            "low": digits(_CLOSE[0]),
            "high": digits(_CLOSE[1]),
            "share": digits(float(_CLOSE_SHARES[0])),
        },
    ),
    Claim(
        "regression-gradient",
        lambda: bool(np.allclose(_regression(), [0.3, -0.1, 0.0])),
        lambda: {
            "truth": _listed(OutputLayerExperiment().numbers),
            "gradient": _listed(np.round(_regression(), 12)),
        },
    ),
    Claim(
        "classification-gradient",
        lambda: bool(
            np.allclose(_classification(), _SHARES - np.eye(3)[2])
            and abs(_classification().sum()) < 1e-15
        ),
        lambda: {"gradient": _listed(_classification())},
    ),
    Claim("surely-wrong", _slow, _surely_wrong),
    Claim(
        "no-floor",
        lambda: -np.log(_BOOK[2]) < 0 and bool(np.isnan(_log(-1.0))),
        lambda: {
            "score": digits(_BOOK[2]),
            "loss": digits(-float(np.log(_BOOK[2]))),
            "more": digits(100 * _BOOK[2]),
            "lower": digits(-float(np.log(100 * _BOOK[2]))),
        },
    ),
)


def _log(x: float) -> float:
    with np.errstate(invalid="ignore"):
        return float(np.log(x))


QUESTIONS = (
    Question(
        "shift",
        lambda: _shift() < 1e-15,
        lambda: {
            "added": digits(_ADDED),
            "numbers": _listed(np.array(_BOOK) + _ADDED),
            "shares": _listed(shares(np.array(_BOOK) + _ADDED)),
        },
    ),
    Question(
        "skip",
        lambda: _kept() == _ROWS,
        lambda: {"pictures": f"{_ROWS:,}", "kept": f"{_kept():,}"},
    ),
    Question("wrong", _slow, _surely_wrong),
)
