"""Objectives written out as lines of a program give the very digits of their own programs."""

import math
from typing import Any

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.core.objective import Objective, objective
from app.lessons.listing import Arithmetic, function_lines, program_text, spaced

OWN = [
    "x**7 - x**5*y**4",
    "x**13/(x - y)**4",
    "maximum(x, y) - abs(x*y)",
    "minimum(x, 2)*maximum(y, -x)",
    "sigmoid(x) + sin(x*y)/y",
    "sigmoid(900*x) - sigmoid(y)",
    "3",
    "x - (y - x)",
    "-(-x) - -2*y - (-3)",
    "x/(y/x)/2",
    "(x*y)**2.5 + 2**x + x**y",
    "exp(x)/sin(y) + 1/exp(800*x)",
    "exp(exp(x)) + log(y) + sqrt(x)",
    "asin(x) + acos(y) + atan(x*y)",
    "sinh(300*x) - cosh(300*y) + tanh(x)",
    "tan(x)/cos(x) + log(abs(y))",
    "sqrt(x**2 + y**2)**3",
]
FUNCTION_TEXTS = [*(entry.expression for entry in FUNCTIONS.values()), *OWN]


def made(found: Objective, arithmetic: Arithmetic = "floats") -> dict[str, Any]:
    scope: dict[str, Any] = {}
    text = program_text(function_lines(found, "f", "gradient", arithmetic=arithmetic))
    assert max(map(len, text.splitlines())) <= 110
    exec(text, scope)  # noqa: S102
    return scope


def places(dimension: int) -> list[list[float]]:
    """Points here and there, ties, zeros, and as far out as floats go."""
    chance = np.random.default_rng(5)
    edges = [0.0, 1.0, -1.0, 40.0, 1e155, -1e155, 1.7e308]
    far = [[a, b] for a in edges for b in edges]
    return [*chance.uniform(-3, 3, (40, 2))[:, :dimension].tolist(), *(p[:dimension] for p in far)]


@pytest.mark.parametrize("text", FUNCTION_TEXTS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_the_lines_round_as_the_programs_on_floats_do(text: str) -> None:
    found = objective(text)
    scope = made(found)
    for point in places(found.dimension):
        given = list(map(np.float64, point))
        assert np.array_equal(scope["f"](*given), found.value_at(*point), equal_nan=True), point
        slope = scope["gradient"](*given)
        assert slope.shape == (found.dimension,)
        assert np.array_equal(slope, found.gradient_at(*point), equal_nan=True), point


@pytest.mark.parametrize("text", FUNCTION_TEXTS)
def test_the_lines_round_as_the_programs_on_arrays_do(text: str) -> None:
    found = objective(text)
    scope = made(found, "arrays")
    with np.errstate(all="ignore"):
        for point in places(found.dimension):
            given = list(map(np.float64, point))
            assert np.array_equal(scope["f"](*given), found.value(point), equal_nan=True), point
            slope = scope["gradient"](*given)
            assert np.array_equal(slope, found.gradient(point), equal_nan=True), point


def test_what_is_used_again_has_a_name_and_no_bracket_is_idle() -> None:
    assert function_lines(objective("(x - y)**2*(x - y) + x*x"), "f") == [
        "def f(x, y):",
        "    t1 = x - y",
        "    return t1 * t1 * t1 + x * x",
    ]
    assert function_lines(objective("x**9"), "f")[1:] == [
        "    t1 = x * x",
        "    t2 = t1 * t1",
        "    t3 = t2 * t2",
        "    return x * t3",
    ]


def test_what_is_needed_stands_before_and_only_once() -> None:
    lines = function_lines(objective("exp(x) + exp(-x)"), "f", "gradient")
    assert [line for line in lines if line.startswith("def")] == [
        "def exp(a):",
        "def f(x):",
        "def gradient(x):",
    ]
    assert program_text(lines).startswith("import math\n\nimport numpy as np\n\ndef exp(a):\n")
    assert program_text(["print(1)"]) == "import numpy as np\n\nprint(1)\n"
    assert spaced(["a"], [], ["b", "c"]) == ["a", "", "b", "c"]


def test_math_would_raise_where_the_lines_do_not() -> None:
    scope = made(objective("exp(x) + log(y)"))
    with pytest.raises(OverflowError):
        math.exp(1000.0)
    with np.errstate(all="ignore"):
        assert scope["f"](np.float64(1000.0), np.float64(1.0)) == math.inf
        assert scope["f"](np.float64(0.0), np.float64(0.0)) == -math.inf
        assert math.isnan(scope["f"](np.float64(0.0), np.float64(-1.0)))
