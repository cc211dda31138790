"""Bounds of an expression over boxes: interval arithmetic along a tape.

An enclosure holds every value that the expression takes in the box, up to rounding, which whoever
asks leaves a margin for. Where an operation has no bound, or this module knows none, it is
(−∞, ∞). Source: Moore, Kearfott and Cloud 2009, Introduction to Interval Analysis.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.kernel.tape import Tape

Array = NDArray[np.float64]
#: The lower and the upper bounds, one of each a box.
Interval = tuple[Array, Array]


def enclose(tape: Tape, roots: Sequence[int], boxes: Mapping[str, Interval]) -> list[Interval]:
    """The enclosures of the roots over boxes given by an interval of each variable."""
    like = next(iter(boxes.values()))[0]
    found: dict[int, Interval] = {}
    with np.errstate(all="ignore"):
        for index in tape.needed(roots):
            node, constant = tape.nodes[index], tape.constants[index]
            if constant is not None:
                value = np.full(like.shape, constant)
                found[index] = (value, value)
            elif node.operation == "variable":
                found[index] = boxes[str(node.payload)]
            else:
                operands = [found[i] for i in node.operands]
                if node.operation == "whole_power":
                    made = _whole_power(operands[0], int(node.payload or 1))
                elif node.operation in _RULES:
                    made = _RULES[node.operation](*operands)
                else:
                    made = _unknown(operands[0])
                # What came out as no number has no bound either.
                low, high = made
                lost = np.isnan(low) | np.isnan(high)
                found[index] = np.where(lost, -np.inf, low), np.where(lost, np.inf, high)
    return [found[root] for root in roots]


def _unknown(a: Interval, *_: Interval) -> Interval:
    return np.full(a[0].shape, -np.inf), np.full(a[0].shape, np.inf)


def _multiply(a: Interval, b: Interval) -> Interval:
    products = [u * v for u in a for v in b]
    return np.minimum.reduce(products), np.maximum.reduce(products)


def _divide(a: Interval, b: Interval) -> Interval:
    over_zero = (b[0] <= 0) & (b[1] >= 0)
    low, high = _multiply(a, (1 / b[1], 1 / b[0]))
    return np.where(over_zero, -np.inf, low), np.where(over_zero, np.inf, high)


def _whole_power(a: Interval, exponent: int) -> Interval:
    ends = [a[0] ** exponent, a[1] ** exponent]
    low, high = np.minimum(*ends), np.maximum(*ends)
    if exponent % 2 == 0:
        low = np.where((a[0] < 0) & (a[1] > 0), 0.0, low)
    return low, high


def _rising(function: Callable[[Array], Array]) -> Callable[[Interval], Interval]:
    return lambda a: (function(a[0]), function(a[1]))


def _cos(a: Interval) -> Interval:
    first, last = np.ceil(a[0] / np.pi), np.floor(a[1] / np.pi)
    ends = np.cos(a[0]), np.cos(a[1])
    # A whole multiple of pi within is a top where it is even, a bottom where it is odd.
    several, one = last > first, last == first
    top = several | (one & (first % 2 == 0))
    bottom = several | (one & (first % 2 != 0))
    return np.where(bottom, -1.0, np.minimum(*ends)), np.where(top, 1.0, np.maximum(*ends))


def _sin(a: Interval) -> Interval:
    quarter = np.pi / 2
    return _cos((a[0] - quarter, a[1] - quarter))


def _abs(a: Interval) -> Interval:
    ends = np.abs(a[0]), np.abs(a[1])
    return np.where((a[0] < 0) & (a[1] > 0), 0.0, np.minimum(*ends)), np.maximum(*ends)


def _larger(a: Interval, b: Interval, u: Interval, v: Interval) -> Interval:
    """``u`` where a is larger all over the box, ``v`` where b is; else none is known."""
    first, second = a[0] > b[1], b[0] > a[1]
    low = np.where(first, u[0], np.where(second, v[0], -np.inf))
    return low, np.where(first, u[1], np.where(second, v[1], np.inf))


_RULES: dict[str, Any] = {
    "add": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "subtract": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "negate": lambda a: (-a[1], -a[0]),
    "multiply": _multiply,
    "divide": _divide,
    "ratio": _divide,
    "sqrt": _rising(np.sqrt),
    "exp": _rising(np.exp),
    "sinh": _rising(np.sinh),
    "tanh": _rising(np.tanh),
    "atan": _rising(np.arctan),
    "log": _rising(np.log),
    "cos": _cos,
    "sin": _sin,
    "abs": _abs,
    "maximum": lambda a, b: (np.maximum(a[0], b[0]), np.maximum(a[1], b[1])),
    "minimum": lambda a, b: (np.minimum(a[0], b[0]), np.minimum(a[1], b[1])),
    "sign": lambda a: _larger(a, (a[0] * 0, a[1] * 0), (a[0] * 0 + 1,) * 2, (a[0] * 0 - 1,) * 2),
    "kink": lambda a: _larger(a, (a[0] * 0, a[1] * 0), (a[0] * 0,) * 2, (a[0] * 0,) * 2),
    "larger_slope": _larger,
    "larger_branch": _larger,
}
