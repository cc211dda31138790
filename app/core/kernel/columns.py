"""What an update needs that is alike for all runs: numbers of the settings, and of the step k.

Both are computed before the loop, the second for all k at once, by the operations of a tape as
Python floats would take them: a power by products stays one, and any other is left to ``pow``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import arithmetic, ieee
from app.core.kernel.powers import powers
from app.core.kernel.source import ARRAYS
from app.core.kernel.tape import Tape

Array = NDArray[np.float64]


def _power(base: Any, exponent: Any) -> Any:
    if not isinstance(base, np.ndarray) and not isinstance(exponent, np.ndarray):
        return ieee.power(float(base), float(exponent))
    pairs = np.broadcast(base, exponent)
    return np.array([ieee.power(float(b), float(e)) for b, e in pairs]).reshape(pairs.shape)


def _power_by_products(base: Any, exponent: Any) -> Any:
    if not isinstance(base, np.ndarray) and isinstance(exponent, np.ndarray):
        count = exponent.size
        if np.array_equal(exponent, np.arange(1, count + 1)):
            return powers(float(base), count)
    pairs = np.broadcast(base, exponent)
    made = [arithmetic.power(float(b), float(e)) for b, e in pairs]
    return np.array(made).reshape(pairs.shape) if pairs.shape else made[0]


_OPERATIONS: dict[str, Any] = {
    **ARRAYS,
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "negate": np.negative,
    "less": np.less,
    "less_equal": np.less_equal,
    "greater": np.greater,
    "greater_equal": np.greater_equal,
    "where": np.where,
    "power": _power,
    "power_by_products": _power_by_products,
}


def computed(tape: Tape, order: Iterable[int], known: Mapping[int, Any]) -> dict[int, Any]:
    """The values of the nodes of ``order``, whose operands are constants or ``known``.

    A value is a number, or an array where an operand is one.
    """
    found = dict(known)

    def value(index: int) -> Any:
        constant = tape.constants[index]
        return found[index] if constant is None else constant

    with np.errstate(all="ignore"):
        for index in order:
            if index in found or tape.constants[index] is not None:
                continue
            node = tape.nodes[index]
            if node.operation == "truth":
                found[index] = bool(node.payload)
                continue
            operands = [value(i) for i in node.operands]
            if node.operation == "whole_power":
                operands.append(node.payload)
            found[index] = _OPERATIONS[node.operation](*operands)
    return found


def steady_from(columns: Sequence[NDArray[Any]]) -> int:
    """The first row from which on no column changes."""
    first = 0
    for column in columns:
        changes = np.flatnonzero(column[1:] != column[:-1])
        if changes.size:
            first = max(first, int(changes[-1]) + 1)
    return first
