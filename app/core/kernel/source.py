"""Prints a tape as a program and compiles it: Python floats or NumPy arrays.

One table a target says how an operation is spelled; everything else is the same for both, so
the two programs do the same arithmetic in the same order. Only text that the tape itself wrote is
compiled: a reader's expression reaches this module as nodes, never as text.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import ieee
from app.core.kernel.tape import SCALAR, Node, Tape, whole_power

Array = NDArray[np.float64]

_INFIX = {"add": "+", "subtract": "-", "multiply": "*"}


def _spell(tape: Tape, node: Node, names: Mapping[int, str], scalar: bool) -> str:
    """The source of one operation; its operands are names or literals."""
    words = [names[i] for i in node.operands]
    match node.operation:
        case "add" | "subtract" | "multiply":
            return f"{words[0]} {_INFIX[node.operation]} {words[1]}"
        case "negate":
            return f"-{words[0]}"
        case "whole_power":
            exponent = int(node.payload or 1)
            if exponent <= 3:
                return "*".join([words[0]] * exponent)
            return f"whole_power({words[0]}, {exponent})"
        case "divide":
            divisor = tape.constants[node.operands[1]]
            # A non-zero constant cannot make Python raise; the helper call would only cost time.
            if not scalar or (divisor is not None and divisor != 0):
                return f"{words[0]} / {words[1]}"
    return f"{node.operation}({', '.join(words)})"


def _literal(value: float) -> str:
    if math.isfinite(value):
        text = repr(value)
        return f"({text})" if text.startswith("-") else text
    return "(-infinity)" if value < 0 else ("infinity" if value > 0 else "nan")


def program(
    tape: Tape,
    roots: Sequence[int] | int,
    variables: Sequence[str],
    namespace: Mapping[str, Any],
) -> Callable[..., Any]:
    """A function of the variables that returns the roots' values as a tuple, or that of one."""
    scalar = namespace is FLOATS
    names: dict[int, str] = {}
    lines = [f"def program({', '.join(variables)}):"]
    for index in tape.needed([roots] if isinstance(roots, int) else roots):
        node = tape.nodes[index]
        constant = tape.constants[index]
        if constant is not None:
            names[index] = _literal(constant)
        elif node.operation == "variable":
            names[index] = str(node.payload)
        else:
            names[index] = f"t{index}"
            lines.append(f"    t{index} = {_spell(tape, node, names, scalar)}")
    if isinstance(roots, int):
        lines.append(f"    return {names[roots]}")
    else:
        lines.append(f"    return ({', '.join(names[i] for i in roots)},)")
    scope: dict[str, Any] = {"__builtins__": {}, "infinity": math.inf, "nan": math.nan}
    scope.update(namespace)
    exec(compile("\n".join(lines), "<tape>", "exec"), scope)  # noqa: S102
    compiled: Callable[..., Any] = scope["program"]
    return compiled


def _ratio(a: float, b: float) -> float:
    return 0.0 if a == 0 and b == 0 else ieee.divide(a, b)


def _log_slope(a: float, b: float) -> float:
    """The slope a/b of a logarithm, which has none where the logarithm itself has no value."""
    return ieee.divide(a, b) if b >= 0 else math.nan


def _kink(a: float) -> float:
    return 0.0 if a != 0 and a == a else math.nan


def _larger_slope(a: float, b: float, da: float, db: float) -> float:
    """The slope of max(a, b); at a tie the subgradient nearest to zero."""
    if a > b:
        return da
    if b > a:
        return db
    if a != b:
        return math.nan
    return ieee.maximum(ieee.minimum(da, db), 0.0) + ieee.minimum(ieee.maximum(da, db), 0.0)


def _larger_branch(a: float, b: float, u: float, v: float) -> float:
    if a > b:
        return u
    return v if b > a else math.nan


#: Python floats; at a kink the subgradient of smallest size.
FLOATS: dict[str, Any] = {
    **SCALAR,
    "whole_power": whole_power,
    "ratio": _ratio,
    "log_slope": _log_slope,
    "sign": ieee.sign,
    "kink": _kink,
    "larger_slope": _larger_slope,
    "larger_branch": _larger_branch,
}


def _array_ratio(a: Array, b: Array) -> Array:
    result: Array = np.where((np.equal(a, 0)) & (np.equal(b, 0)), 0.0, np.divide(a, b))
    return result


def _array_log_slope(a: Array, b: Array) -> Array:
    result: Array = np.where(np.greater_equal(b, 0), np.divide(a, b), np.nan)
    return result


def _array_sigmoid(a: Array) -> Array:
    small = np.exp(-np.abs(a))
    result: Array = np.where(np.greater_equal(a, 0), 1.0 / (1.0 + small), small / (1.0 + small))
    return result


def _array_kink(a: Array) -> Array:
    result: Array = np.where(np.abs(a) > 0, 0.0, np.nan)
    return result


def _array_larger_slope(a: Array, b: Array, da: Array, db: Array) -> Array:
    tie = np.maximum(np.minimum(da, db), 0.0) + np.minimum(np.maximum(da, db), 0.0)
    tie = np.where(np.equal(a, b), tie, np.nan)
    result: Array = np.where(np.greater(a, b), da, np.where(np.less(a, b), db, tie))
    return result


def _array_larger_branch(a: Array, b: Array, u: Array, v: Array) -> Array:
    result: Array = np.where(np.greater(a, b), u, np.where(np.less(a, b), v, np.nan))
    return result


#: NumPy arrays that broadcast against each other; an open grid stays open as long as it can.
ARRAYS: dict[str, Any] = {
    "whole_power": whole_power,
    "power": np.power,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "sigmoid": _array_sigmoid,
    "abs": np.abs,
    "sign": np.sign,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "ratio": _array_ratio,
    "log_slope": _array_log_slope,
    "kink": _array_kink,
    "larger_slope": _array_larger_slope,
    "larger_branch": _array_larger_branch,
}


def _side(upper: bool) -> dict[str, Any]:
    """Arrays again, but at a kink the slope of one side: used to tell whether both agree."""

    def sign(a: Array) -> Array:
        edge = 1.0 if upper else -1.0
        result: Array = np.where(np.equal(a, 0), edge, np.sign(a))
        return result

    def larger_slope(a: Array, b: Array, da: Array, db: Array) -> Array:
        tie = np.where(np.equal(a, b), da if upper else db, np.nan)
        result: Array = np.where(np.greater(a, b), da, np.where(np.less(a, b), db, tie))
        return result

    return {**ARRAYS, "sign": sign, "larger_slope": larger_slope, "ratio": np.divide}


#: The slopes on either side of a kink.
UPPER_SIDE = _side(True)
LOWER_SIDE = _side(False)
