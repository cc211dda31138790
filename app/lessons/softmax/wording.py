"""How the softmax page writes shares, constants, and the last bits of a sum."""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from fractions import Fraction

from app.lessons.numbers import digits, plain

#: Half the step of a format above 1, as a power of 2: the unit in which its last bit is told.
_BITS = {"float64": -53, "float32": -24}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def percent(share: float) -> str:
    """A share in per cent, never rounded to the whole that it is not."""
    value = 100 * share
    if not 99.9 <= value < 100:
        return f"{digits(value)}%"
    for decimals in range(2, 15):
        text = f"{value:.{decimals}f}"
        if not text.startswith("100"):
            return f"{text}%"
    return f"{plain(value)}%"


def near(value: float, span: float) -> str:
    """A constant to as many digits as tell it from one that is a hundredth of the span away."""
    return digits(value, _significant(value, span))


def _significant(value: float, span: float) -> int:
    ratio = abs(value) / span if span > 0 and math.isfinite(value) else 0.0
    return min(17, max(5, 3 + math.ceil(math.log10(ratio)))) if ratio > 0 else 5


def inwards(ends: tuple[float, float]) -> tuple[float, float]:
    """Both ends of a range of constants, rounded inwards: what is said to survive does."""
    low, high = ends
    found = []
    for value, rounding in ((low, ROUND_CEILING), (high, ROUND_FLOOR)):
        if math.isfinite(value) and value:
            context = Context(_significant(value, high - low), rounding)
            value = float(context.create_decimal_from_float(value))
        found.append(value)
    return found[0], found[1]


def reach(ends: tuple[float, float]) -> tuple[str, str]:
    """The words for the ends that :func:`inwards` gives."""
    low, high = ends
    first, last = inwards(ends)
    return near(first, high - low), near(last, high - low)


def units(value: float | Fraction, form: str = "float64") -> str:
    """A distance from 1 in units of the format: 2⁻⁵³ or 2⁻²⁴."""
    bits = _BITS[form]
    exact = Fraction(value) / Fraction(2) ** bits
    return "0" if exact == 0 else f"{digits(float(exact), 5)} × 2{str(bits).translate(_RAISED)}"


def exact_sum(shares: list[float]) -> Fraction:
    """The sum of the stored shares without any rounding."""
    return sum((Fraction(share) for share in shares), Fraction(0))
