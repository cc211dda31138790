"""The arithmetic of the rules: floats and arrays alike, IEEE meaning, never an exception."""

import itertools
import math
from typing import Any

import numpy as np
import pytest

from app.core import arithmetic

NUMBERS = [0.0, -0.0, 1.0, -1.0, 2.5, -8.0, 1e300, -1e300, 5e-324, math.inf, -math.inf, math.nan]
ONE = {"sqrt": np.sqrt, "absolute": np.abs, "sign": np.sign}
TWO = {"maximum": np.maximum, "minimum": np.minimum, "divide": np.divide}


@pytest.mark.parametrize("name", ONE)
def test_one_operand(name: str) -> None:
    function = getattr(arithmetic, name)
    with np.errstate(all="ignore"):
        expected = ONE[name](np.array(NUMBERS))
        np.testing.assert_array_equal([function(x) for x in NUMBERS], expected)
        np.testing.assert_array_equal(function(np.array(NUMBERS)), expected)


@pytest.mark.parametrize("name", TWO)
def test_two_operands(name: str) -> None:
    function = getattr(arithmetic, name)
    pairs = list(itertools.product(NUMBERS, NUMBERS))
    a, b = np.array(pairs).T
    with np.errstate(all="ignore"):
        expected = TWO[name](a, b)
        np.testing.assert_array_equal([function(x, y) for x, y in pairs], expected)
        np.testing.assert_array_equal(function(a, b), expected)
        np.testing.assert_array_equal(function(a, 2.5), TWO[name](a, 2.5))


def test_power_agrees_on_floats_and_arrays_to_the_last_bit() -> None:
    exponents = [0, 1, 2, 3, 7, 100, 1001, -1, -2, 0.5, 1.5, -0.5]
    bases = [0.0, 1.0, 0.9, 0.999, 2.5, 1e300, 1e-300, math.inf, math.nan, 3.0]
    with np.errstate(all="ignore"):
        for exponent in exponents:
            alone = [arithmetic.power(base, exponent) for base in bases]
            np.testing.assert_array_equal(arithmetic.power(np.array(bases), exponent), alone)
            np.testing.assert_allclose(alone, np.power(bases, float(exponent)), rtol=1e-12)
        for base in bases:
            alone = [arithmetic.power(base, exponent) for exponent in exponents]
            together = arithmetic.power(base, np.array(exponents, dtype=float))
            np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [
        (-8.0, 1 / 3, math.nan),
        (-8.0, 0.5, math.nan),
        (-2.0, 3, -8.0),
        (0.0, -1, math.inf),
        (0.0, -0.3, math.inf),
        (1e200, 2, math.inf),
        (1e200, 1.7, math.inf),
        (10, 400, math.inf),
        (0.5, math.inf, 0.0),
        (math.nan, 0, 1.0),
    ],
)
def test_power_never_raises(base: float, exponent: float, expected: float) -> None:
    np.testing.assert_equal(arithmetic.power(base, exponent), expected)


def test_where_picks_and_mixes() -> None:
    assert arithmetic.where(True, 1.0, 2.0) == 1.0
    assert arithmetic.where(False, "a", "b") == "b"
    mixed = arithmetic.where(np.array([True, False]), 1.0, np.array([5.0, 6.0]))
    np.testing.assert_array_equal(mixed, [1.0, 6.0])


def test_everywhere() -> None:
    assert arithmetic.everywhere(True) is True
    assert arithmetic.everywhere(np.array([True, False])) is False
    assert arithmetic.everywhere(np.array([True, True])) is True


class Recorder:
    """A number that notes what is asked of it."""

    def recorded(self, name: str, *operands: Any) -> tuple[Any, ...]:
        return (name, *operands)


def test_an_operand_may_bring_its_own_arithmetic() -> None:
    tape = Recorder()
    assert arithmetic.sqrt(tape) == ("sqrt", tape)
    assert arithmetic.maximum(1.0, tape) == ("maximum", 1.0, tape)
    assert arithmetic.divide(tape, 2.0) == ("divide", tape, 2.0)
    assert arithmetic.where(tape, 1.0, 2.0) == ("where", tape, 1.0, 2.0)
    assert arithmetic.power(tape, 3) == ("power", tape, 3)
    assert arithmetic.power(0.9, tape) == ("power", 0.9, tape)
