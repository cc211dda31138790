"""The sentences of the softmax page that hold a number, and the questions for the hall."""

import math
from collections.abc import Mapping

import numpy as np

from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits
from app.lessons.softmax.experiment import DTYPES, SoftmaxExperiment, Worked, work, worked
from app.lessons.softmax.wording import percent, reach, units

BOOK, LARGE = (0.3, 2.9, 4.0), (1010.0, 1000.0, 990.0)
_FIRST = SoftmaxExperiment.model_construct()
#: The scores whose shares do not quite sum to 1.
_BITS = (1.0, 2.0, 3.0)


def at(scores: tuple[float, ...], shift: float | None = None, temperature: float = 1.0) -> Worked:
    """The softmax of some scores in float64, with the largest as C unless told."""
    return work(scores, max(scores) if shift is None else shift, temperature, "float64")


def _listed(values: list[float], significant: int = 7) -> str:
    return ", ".join(digits(value, significant) for value in values)


def limits() -> dict[str, float]:
    """The largest number whose exponential is still finite, by format."""
    return {form: float(np.log(np.finfo(dtype).max)) for form, dtype in DTYPES.items()}


def _limits_hold() -> bool:
    with np.errstate(over="ignore"):
        return all(
            np.isfinite(np.exp(dtype(limits()[form] * (1 - 1e-6))))
            and np.isinf(np.exp(dtype(limits()[form] * (1 + 1e-6))))
            for form, dtype in DTYPES.items()
        )


def _ends(form: str) -> Mapping[str, object]:
    low, high = reach(worked(_FIRST, form).range)
    return {"low": low, "high": high}


def _all_the_same() -> bool:
    """Every constant of the faithful range gives the shares of the safe one."""
    low, high = worked(_FIRST).faithful
    return all(at(_FIRST.scores, float(c)).apart < 1e-12 for c in np.linspace(low, high, 301))


def _safe_sums() -> bool:
    tried = (BOOK, LARGE, (1e308, -1e308), (-1e308, -1e308), (0.0, -5000.0), _FIRST.scores)
    return all(
        max(at(scores).shifted) == 0 and 1 <= at(scores).total <= len(scores) for scores in tried
    )


CLAIMS = (
    Claim(
        "ratio",
        lambda: math.isclose(at((1.0, 2.0)).shares[1] / at((1.0, 2.0)).shares[0], math.e),
        lambda: {"factor": digits(math.e, 4)},
    ),
    Claim(
        "book",
        lambda: np.allclose(at(BOOK).shares, [0.01821127, 0.24519181, 0.73659691], atol=5e-9),
        lambda: {"scores": _listed([*BOOK], 3), "shares": _listed(at(BOOK).shares)},
    ),
    Claim(
        "thousand",
        lambda: np.allclose(at(BOOK).shares, at(_FIRST.scores).shares, rtol=0, atol=1e-12),
        lambda: {"more": digits(_FIRST.largest - max(BOOK), 4), "scores": _listed([*BOOK], 2)},
    ),
    Claim(
        "naive",
        lambda: (
            all(map(math.isnan, at(LARGE, 0.0).shares))
            and np.allclose(
                at(LARGE).shares, [9.99954600e-1, 4.53978686e-5, 2.06106005e-9], rtol=1e-8
            )
        ),
        lambda: {"scores": _listed([*LARGE], 4), "shares": _listed(at(LARGE).shares)},
    ),
    Claim("range", _all_the_same, lambda: _ends("float64")),
    Claim(
        "narrow",
        lambda: worked(_FIRST, "float32").range[1] - worked(_FIRST, "float32").range[0] < 200,
        lambda: _ends("float32"),
    ),
    Claim(
        "limits",
        _limits_hold,
        lambda: {
            "double": repr(limits()["float64"]),
            # Cut, not rounded: the first float above it already overflows.
            "single": f"{math.floor(limits()['float32'] * 1e5) / 1e5:.5f}",
        },
    ),
    Claim(
        "tiny",
        lambda: np.exp(-745.0) > 0 and np.exp(-746.0) == 0,
        lambda: {"gone": "-746", "left": digits(float(np.exp(-745.0)), 2)},
    ),
    Claim("safe", _safe_sums, lambda: {"zero": 0, "one": 1}),
    Claim(
        "bits",
        lambda: abs(float(at(_BITS).sum_of_shares) - 1) <= 4 * 2.0**-53,
        lambda: {
            "scores": _listed([*_BITS], 1),
            "sum": str(at(_BITS).sum_of_shares),
            "off": units(float(at(_BITS).sum_of_shares) - 1),
        },
    ),
    Claim(
        "cold",
        lambda: max(at(BOOK, temperature=0.2).shares) > 0.99,
        lambda: {"heat": 0.2, "top": percent(max(at(BOOK, temperature=0.2).shares))},
    ),
    Claim(
        "warm",
        lambda: max(at(BOOK, temperature=100.0).shares) < 0.35,
        lambda: {
            "heat": 100,
            "top": percent(max(at(BOOK, temperature=100.0).shares)),
            "bottom": percent(min(at(BOOK, temperature=100.0).shares)),
        },
    ),
)

_DOUBLE = tuple(2 * x for x in _BITS)

QUESTIONS = (
    Question(
        "add",
        lambda: (
            np.allclose(at(BOOK).shares, at(tuple(x + 1000 for x in BOOK)).shares, atol=1e-12)
            and all(map(math.isnan, at(tuple(x + 1000 for x in BOOK), 0.0).shares))
        ),
        lambda: {"scores": _listed([*BOOK], 2), "more": 1000, "top": percent(max(at(BOOK).shares))},
    ),
    Question(
        "double",
        lambda: (
            max(at(_DOUBLE).shares) > max(at(_BITS).shares)
            and at(_DOUBLE).shares == at(_BITS, temperature=0.5).shares
        ),
        lambda: {
            "scores": _listed([*_BITS], 1),
            "doubled": _listed([*_DOUBLE], 1),
            "before": percent(max(at(_BITS).shares)),
            "after": percent(max(at(_DOUBLE).shares)),
        },
    ),
    Question(
        "mean",
        lambda: (
            at((0.0, 1000.0), 500.0).kind == "fine"
            and at((0.0, 2000.0), 1000.0).kind == "overflow"
            and at((0.0, 2000.0)).kind == "fine"
        ),
        lambda: {"good": "0, 1000", "bad": "0, 2000", "half": 500, "middle": 1000, "zero": 0},
    ),
)
