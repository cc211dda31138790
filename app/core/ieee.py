"""Elementary functions on Python floats with IEEE 754 meaning: they never raise.

Plain Python raises where IEEE gives an infinity or NaN (``1/0``, ``log(0)``, overflow,
``sin(inf)``) and turns ``(-8.0)**(1/3)`` complex. Divergence is a lesson here, not a fault, so
these functions answer as NumPy, JavaScript and C do.
"""

import math

INFINITY = math.inf
NAN = math.nan


def divide(a: float, b: float) -> float:
    """The quotient a/b; x/0 is an infinity of the right sign and 0/0 is NaN."""
    try:
        return a / b
    except ZeroDivisionError:
        if a == 0 or a != a:
            return NAN
        return math.copysign(INFINITY, a) * math.copysign(1.0, b)


def sqrt(a: float) -> float:
    """The square root; NaN below zero."""
    return math.sqrt(a) if a >= 0 else NAN


def exp(a: float) -> float:
    """The exponential; infinity where it overflows."""
    try:
        return math.exp(a)
    except OverflowError:
        return INFINITY


def log(a: float) -> float:
    """The natural logarithm; −infinity at zero, NaN below."""
    if a > 0:
        return math.log(a)
    return -INFINITY if a == 0 else NAN


def sin(a: float) -> float:
    """The sine of an angle in radians; NaN at the infinities."""
    try:
        return math.sin(a)
    except ValueError:
        return NAN


def cos(a: float) -> float:
    """The cosine of an angle in radians; NaN at the infinities."""
    try:
        return math.cos(a)
    except ValueError:
        return NAN


def tan(a: float) -> float:
    """The tangent of an angle in radians; NaN at the infinities."""
    try:
        return math.tan(a)
    except ValueError:
        return NAN


def asin(a: float) -> float:
    """The arc sine in radians; NaN outside [−1, 1]."""
    return math.asin(a) if -1 <= a <= 1 else NAN


def acos(a: float) -> float:
    """The arc cosine in radians; NaN outside [−1, 1]."""
    return math.acos(a) if -1 <= a <= 1 else NAN


def sinh(a: float) -> float:
    """The hyperbolic sine; an infinity where it overflows."""
    try:
        return math.sinh(a)
    except OverflowError:
        return math.copysign(INFINITY, a)


def cosh(a: float) -> float:
    """The hyperbolic cosine; infinity where it overflows."""
    try:
        return math.cosh(a)
    except OverflowError:
        return INFINITY


def sigmoid(a: float) -> float:
    """The logistic function 1/(1 + exp(−a)), computed without overflow on either side."""
    if a >= 0:
        return 1.0 / (1.0 + math.exp(-a))
    if a < 0:
        small = math.exp(a)
        return small / (1.0 + small)
    return NAN


def power(a: float, b: float) -> float:
    """A to the real power b; NaN for a negative base and a fractional exponent."""
    try:
        return math.pow(a, b)
    except OverflowError:
        odd = b == math.floor(b) and math.fmod(b, 2.0) != 0
        return -INFINITY if a < 0 and odd else INFINITY
    except ValueError:
        return INFINITY if a == 0 else NAN


def maximum(a: float, b: float) -> float:
    """The larger of two numbers; NaN if either is."""
    if a >= b:
        return a
    return b if b > a else NAN


def minimum(a: float, b: float) -> float:
    """The smaller of two numbers; NaN if either is."""
    if a <= b:
        return a
    return b if b < a else NAN


def sign(a: float) -> float:
    """−1, 0 or 1 with the sign of a; NaN stays NaN."""
    if a > 0:
        return 1.0
    return -1.0 if a < 0 else a
