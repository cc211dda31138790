"""The arithmetic of update rules, the same on Python floats and on NumPy arrays.

A descent that diverges must be able to go on into inf and NaN, so these functions have IEEE
meaning and never raise: NaN propagates, sqrt(-1) is NaN, 1/0 is inf. With arrays, NumPy may warn
of what it meets; whoever runs the arrays wraps them in ``numpy.errstate``.

The first test of each function is for plain numbers, the case that runs most often. An operand
that is neither a number nor an array may bring its own arithmetic, a method
``recorded(name, *operands)``; it is asked before NumPy is.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from app.core import ieee
from app.core.kernel.tape import whole_power

#: A Python float or int, an array of floats, or a number with a method ``recorded``.
Number: TypeAlias = Any

#: What comparing two Numbers gives: a bool, an array of bools, or a recorded comparison.
Condition: TypeAlias = Any

#: Whole exponents up to this are taken by repeated products.
_MOST_PRODUCTS = 2.0**31


def sqrt(x: Number) -> Number:
    """The square root; NaN below zero."""
    return ieee.sqrt(x) if type(x) is float or type(x) is int else _elsewhere("sqrt", x)


def absolute(x: Number) -> Number:
    """The distance from zero."""
    return abs(x) if type(x) is float or type(x) is int else _elsewhere("absolute", x)


def sign(x: Number) -> Number:
    """-1, 0 or 1; NaN for NaN."""
    return ieee.sign(x) if type(x) is float or type(x) is int else _elsewhere("sign", x)


def maximum(a: Number, b: Number) -> Number:
    """The larger of the two; NaN where either is NaN."""
    if (type(a) is float or type(a) is int) and (type(b) is float or type(b) is int):
        return ieee.maximum(a, b)
    return _elsewhere("maximum", a, b)


def minimum(a: Number, b: Number) -> Number:
    """The smaller of the two; NaN where either is NaN."""
    if (type(a) is float or type(a) is int) and (type(b) is float or type(b) is int):
        return ieee.minimum(a, b)
    return _elsewhere("minimum", a, b)


def divide(a: Number, b: Number) -> Number:
    """A / b where b may be zero: then inf, or NaN for 0/0."""
    if (type(a) is float or type(a) is int) and (type(b) is float or type(b) is int):
        return ieee.divide(a, b)
    return _elsewhere("divide", a, b)


def where(condition: Condition, a: Number, b: Number) -> Number:
    """``a`` where the condition holds, else ``b``; both are computed before, so both must be safe.

    With a plain bool it returns one of the two untouched, whatever they are.
    """
    if type(condition) is bool:
        return a if condition else b
    return _elsewhere("where", condition, a, b)


def everywhere(condition: Condition) -> bool:
    """Whether the condition holds at every point; what a bounded loop asks to end early."""
    return condition if type(condition) is bool else bool(_elsewhere("everywhere", condition))


def repeated(
    body: Callable[[Number], tuple[Condition, Number]], start: Number, limit: int
) -> tuple[Condition, Number]:
    """The last of ``done, t = body(t)``, from ``t = start``, once ``done`` holds everywhere.

    After ``limit`` ≥ 1 rounds it ends in any case. A point that is done must keep its t: the
    others may need further rounds.
    """
    recorded = getattr(start, "recorded", None)
    if recorded is not None:
        result: tuple[Condition, Number] = recorded("repeated", body, start, limit)
        return result
    done: Condition = False
    t = start
    for _ in range(limit):
        done, t = body(t)
        if everywhere(done):
            break
    return done, t


def power(base: Number, exponent: Number) -> Number:
    """Base ** exponent; NaN for a negative base with an exponent that is not whole.

    A whole exponent is taken by repeated products and a half by the square root, since ``pow``
    differs in the last place between one platform's library and another's, and between Python
    and NumPy. Any other exponent is left to ``pow``.
    """
    if type(exponent) is float or type(exponent) is int:
        if -_MOST_PRODUCTS < exponent < _MOST_PRODUCTS and 2 * exponent == int(2 * exponent):
            if getattr(base, "recorded", None) is None:
                return by_products(float(base) if type(base) is int else base, exponent)
        elif type(base) is float or type(base) is int:
            return ieee.power(float(base), float(exponent))
    return _elsewhere("power", base, exponent)


def by_products(base: Number, exponent: float) -> Number:
    """Base to a whole or half exponent, by products and a square root."""
    result: Number = whole_power(base, int(abs(exponent)))
    if exponent != int(exponent):
        result = result * sqrt(base)
    return result if exponent >= 0 else divide(1.0, result)


def _elsewhere(name: str, *operands: Number) -> Number:
    """The operation ``name`` where not every operand is a Python number."""
    for operand in operands:
        recorded = getattr(operand, "recorded", None)
        if recorded is not None:
            return recorded(name, *operands)
    return _NUMPY[name](*operands)


def _numpy_power(base: Number, exponent: Number) -> Number:
    """Power on arrays: one by one where the exponents are an array, so that floats agree."""
    if isinstance(exponent, np.ndarray):
        return np.vectorize(lambda b, k: power(float(b), float(k)), otypes=[float])(base, exponent)
    if isinstance(exponent, np.generic):
        return power(base, float(exponent))
    return np.power(base, exponent)


_NUMPY: dict[str, Any] = {
    "sqrt": np.sqrt,
    "absolute": np.abs,
    "sign": np.sign,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "divide": np.divide,
    "where": np.where,
    "everywhere": np.all,
    "power": _numpy_power,
}
