"""Powers of one number to many exponents, each rounded as ``app.core.arithmetic.power`` does."""

import math

import numpy as np
from numpy.typing import NDArray

from app.core import ieee
from app.core.arithmetic import power

Array = NDArray[np.float64]


def powers(base: float, count: int) -> Array:
    """``base`` to the exponents 1 … ``count``.

    A whole power is a product of the squares base^1, base^2, base^4 …, the lowest first; so those
    from 2^j to 2^(j+1) are the earlier ones times the next square.
    """
    table = np.empty(count + 1)
    table[0] = 1.0
    high, square = 1, float(base)
    with np.errstate(all="ignore"):
        while high <= count:
            table[high] = square
            most = min(high, count - high + 1)
            np.multiply(table[1:most], square, out=table[high + 1 : high + most])
            high *= 2
            square *= square
    return table[1:]


def powers_to(base: float, exponents: Array) -> Array:
    """``base`` to any exponents: by products and roots where they are whole or halves."""
    listed: list[float] = exponents.tolist()
    if not base > 0:
        return np.array([power(base, each) for each in listed])
    pow_, found = math.pow, []
    for each in listed:
        halves = each + each
        if halves - halves != 0 or halves == math.floor(halves):
            found.append(power(base, each))
        elif -700 < each < 700 and 0.5 < base < 2:  # far from where pow raises
            found.append(pow_(base, each))
        else:
            found.append(ieee.power(base, each))
    return np.array(found)
