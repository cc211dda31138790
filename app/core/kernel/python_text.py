"""Python as a language of generated programs: swift, careful, and on columns of NumPy.

The swift spelling is Python's own operators and the C library's functions. They give the same
floats as the careful one, or raise where IEEE has an infinity or NaN; whoever runs it goes on
carefully from there.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from app.core import arithmetic
from app.core.kernel.powers import powers, powers_to
from app.core.kernel.source import ARRAYS, FLOATS
from app.core.kernel.tape import Node, Tape
from app.core.kernel.writing import INFIX, Language

#: What the swift spelling raises.
SLIPS = (ZeroDivisionError, OverflowError, ValueError)

_LOOP = (
    "{t} = {start}",
    "for _ in range({limit}):",
    "    {body}",
    "    {done} = {settled}",
    "    {t} = {next}",
    "    if {done}:",
    "        break",
)
_COUNTS = {
    **dict.fromkeys("sqrt exp log sin cos tan asin acos atan sinh cosh tanh abs".split(), 1),
    **dict.fromkeys("sigmoid sign kink".split(), 1),
    **dict.fromkeys("power power_by_products maximum minimum ratio log_slope divide".split(), 2),
    **dict.fromkeys("larger_slope larger_branch".split(), 4),
}
_CALLS = {
    name: f"{name}({', '.join(f'{{{i}}}' for i in range(count))})"
    for name, count in _COUNTS.items()
}


_INFIX = {name: text for name, text in INFIX.items() if name != "divide"}


def _safe_divisor(tape: Tape, node: Node) -> str | None:
    """A constant that is not zero can be divided by in plain Python."""
    if node.operation == "divide" and tape.constants[node.operands[1]]:
        return INFIX["divide"]
    return None


def _by_k(tape: Tape, node: Node) -> str | None:
    """The powers to the number of each update are a table."""
    if node.operation == "power_by_products":
        exponent = tape.nodes[node.operands[1]]
        if exponent.operation == "variable" and exponent.payload == "k":
            return "powers({0}, {1}.size)"
    return None


CAREFUL = Language(
    spelling={**_CALLS, **_INFIX, "where": "({1} if {0} else {2})"},
    definition="{0} = {1}",
    loop=_LOOP,
    extra=_safe_divisor,
)
SWIFT = replace(
    CAREFUL,
    spelling={
        **CAREFUL.spelling,
        "divide": INFIX["divide"],
        "ratio": INFIX["divide"],
        "log_slope": "({0} / {1} if {1} >= 0 else nan)",
        "sign": "(1.0 if {0} > 0 else -1.0 if {0} < 0 else {0})",
        "maximum": "({0} if {0} >= {1} else {1} if {1} > {0} else nan)",
        "minimum": "({0} if {0} <= {1} else {1} if {1} < {0} else nan)",
    },
)
COLUMNS = replace(
    CAREFUL,
    spelling={**_CALLS, **_INFIX, "where": "where({0}, {1}, {2})"},
    extra=_by_k,
)

_NUMBERS = {"inf": math.inf, "nan": math.nan, "range": range}
CAREFUL_SCOPE: Mapping[str, Any] = {
    **FLOATS,
    **_NUMBERS,
    "power_by_products": arithmetic.power,
    "SLIPS": SLIPS,
}
SWIFT_SCOPE: Mapping[str, Any] = {
    **CAREFUL_SCOPE,
    **{name: getattr(math, name) for name in "sqrt exp log sin cos tan asin acos".split()},
    **{name: getattr(math, name) for name in "sinh cosh".split()},
    "power": math.pow,
}
COLUMNS_SCOPE: Mapping[str, Any] = {
    **ARRAYS,
    **_NUMBERS,
    "divide": np.divide,
    "where": np.where,
    "powers": powers,
    "power_by_products": powers_to,
}


def compiled(name: str, lines: Sequence[str], scope: Mapping[str, Any]) -> Callable[..., Any]:
    """The function ``name`` that the lines define; they see nothing but ``scope``."""
    names: dict[str, Any] = {"__builtins__": {}, **scope}
    exec(compile("\n".join(lines), "<kernel>", "exec"), names)  # noqa: S102
    found: Callable[..., Any] = names[name]
    return found
