"""Every number that the lesson's prose states, computed, and its three questions."""

import math

import numpy as np

from app.catalogue.lookup import find
from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits, minus
from app.lessons.numerical_gradient.by_hand import gradient, partials
from app.lessons.numerical_gradient.experiment import (
    BOOK,
    BOOK_STEP,
    EPSILON,
    LEAST,
    Difference,
    difference,
    errors,
)
from app.lessons.numerical_gradient.show import full

#: Where the text shows both branches of both methods: a sine far from its special places.
WAVE, AT = "sin(x)", 1.0


def _book(x: float, h: float = BOOK_STEP, method: str = "central") -> Difference:
    return difference(find(BOOK).objective, x, h, method)


def _wave(h: float, method: str) -> Difference:
    return difference(find(WAVE).objective, AT, h, method)


def _pair(values: tuple[float, float]) -> str:
    return f"({digits(values[0], 6)}, {digits(values[1], 6)})"


def branch(method: str, low: float, high: float) -> float:
    """The slope of a method's measured branch between two steps, by least squares."""
    found = errors(WAVE, AT)
    chosen = (found.steps >= low) & (found.steps <= high) & (found.error[method] > 0)
    x, y = np.log10(found.steps[chosen]), np.log10(found.error[method][chosen])
    return float(np.polyfit(x, y, 1)[0])


def _slopes() -> dict[str, float]:
    return {
        "forward": branch("forward", 1e-6, 1e-2),
        "central": branch("central", 1e-3, 1e-1),
        "rounding": branch("forward", 1e-14, 1e-10),
    }


def _best(method: str) -> tuple[float, float]:
    found = errors(WAVE, AT).best[method]
    assert found is not None
    return found


def _rule(method: str) -> float:
    return math.sqrt(EPSILON) if method == "forward" else math.cbrt(EPSILON)


def _whole() -> tuple[float, float]:
    first, second = partials((3.0, 4.0), BOOK_STEP, int)
    return first.slope, second.slope


def _near(method: str) -> bool:
    return 0.1 < _best(method)[0] / _rule(method) < 10


CLAIMS = (
    Claim(
        "book",
        lambda: _book(5).value == 0.1999999999990898 and _book(10).value == 0.2999999999986347,
        lambda: {"five": full(_book(5).value), "ten": full(_book(10).value)},
    ),
    Claim(
        "secant",
        lambda: (
            _book(5, 5, "forward").value > _book(5, 1, "forward").value > 0.2
            and math.isclose(_book(5, 1, "forward").value, 0.21)
        ),
        lambda: {
            "far": digits(_book(5, 5, "forward").value),
            "near": digits(_book(5, 1, "forward").value),
            "exact": digits(_book(5).exact),
        },
    ),
    Claim(
        "branches",
        lambda: (
            abs(_slopes()["forward"] - 1) < 0.02
            and abs(_slopes()["central"] - 2) < 0.02
            and abs(_slopes()["rounding"] + 1) < 0.1
        ),
        lambda: {key: minus(f"{value:.2f}") for key, value in _slopes().items()},
    ),
    Claim(
        "beats",
        lambda: _wave(1e-4, "central").error < _wave(1e-4, "forward").error / 1e4,
        lambda: {
            "forward": digits(_wave(1e-4, "forward").error, 2),
            "central": digits(_wave(1e-4, "central").error, 2),
        },
    ),
    Claim(
        "best",
        lambda: (
            _near("forward")
            and _near("central")
            and _best("central")[1] < _best("forward")[1] / 100
        ),
        lambda: {
            f"{method}_{key}": digits(value, 2)
            for method in ("forward", "central")
            for key, value in (
                ("h", _best(method)[0]),
                ("rule", _rule(method)),
                ("error", _best(method)[1]),
            )
        },
    ),
    Claim(
        "parabola",
        lambda: _book(5, 10).error == 0 and _book(5, 10, "forward").error > 0.09,
        lambda: {"forward": digits(_book(5, 10, "forward").error, 2)},
    ),
    Claim(
        "spacing",
        lambda: (
            float(np.spacing(5.0)) == 8.881784197001252e-16
            and 5 + 1e-16 == 5
            and _book(5, LEAST).value == 0
        ),
        lambda: {"spacing": digits(float(np.spacing(5.0)), 2)},
    ),
    Claim(
        "vanishes",
        lambda: float(np.float32(1e-50)) == 0 and 5 + 1e-50 == 5 and 1e-50 > 0,
        lambda: {
            "least": digits(float(np.finfo(np.float32).smallest_subnormal), 2),
            "printed": repr(float(np.float32(1e-50))),
        },
    ),
    Claim(
        "frozen",
        lambda: (
            2.0**41 + 1e-4 == 2.0**41 and _book(2.0**41).swallowed and not _book(2.0**39).swallowed
        ),
        lambda: {"gap": digits(float(np.spacing(2.0**41)), 2)},
    ),
    Claim(
        "gradients",
        lambda: all(
            np.allclose(gradient(p, BOOK_STEP), np.multiply(p, 2), rtol=0, atol=1e-9)
            for p in ((3.0, 4.0), (0.0, 2.0), (3.0, 0.0))
        ),
        lambda: {
            "first": _pair(gradient((3.0, 4.0), BOOK_STEP)),
            "second": _pair(gradient((0.0, 2.0), BOOK_STEP)),
            "third": _pair(gradient((3.0, 0.0), BOOK_STEP)),
        },
    ),
    Claim(
        "too-small",
        lambda: np.allclose(gradient((3.0, 4.0), 1e-12), (6.0005, 8.0007), rtol=0, atol=5e-5),
        lambda: {"pair": _pair(_four(gradient((3.0, 4.0), 1e-12)))},
    ),
    Claim(
        "integers",
        lambda: _whole() == (25000.0, 35000.0),
        lambda: {"wrong": _pair(_whole()), "right": _pair(gradient((3.0, 4.0), BOOK_STEP))},
    ),
)


def _four(values: tuple[float, float]) -> tuple[float, float]:
    return round(values[0], 4), round(values[1], 4)


def _tenth(method: str) -> float:
    return _wave(1e-1, method).error / _wave(1e-2, method).error


QUESTIONS = (
    Question(
        "smallest",
        lambda: _book(5, 1e-16).value == 0,
        lambda: {"gap": digits(float(np.spacing(5.0)), 2)},
    ),
    Question(
        "tenth",
        lambda: abs(_tenth("forward") - 10) < 0.5 and abs(_tenth("central") - 100) < 1,
        lambda: {"forward": f"{_tenth('forward'):.0f}", "central": f"{_tenth('central'):.0f}"},
    ),
    Question(
        "parabola",
        lambda: _book(5, 10).error < 1e-15 and abs(_book(5, 10, "forward").error - 0.1) < 1e-12,
        lambda: {
            "central": digits(_book(5, 10).value),
            "forward": digits(_book(5, 10, "forward").value),
        },
    ),
)
