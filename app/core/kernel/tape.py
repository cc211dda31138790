"""A tape: the arithmetic of an expression as a list of operations in order.

Equal operations are one node, which is common-subexpression elimination for nothing, and the
order of the arithmetic stays as written, so every program printed from the tape rounds alike.
Operands always stand before the node that uses them; a walk in index order needs no recursion.
"""

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.core import ieee


def whole_power(base: float, exponent: int) -> float:
    """``base`` to a whole power ≥ 0 by repeated products, alike in every language."""
    result = None
    while exponent:
        if exponent & 1:
            result = base if result is None else result * base
        exponent >>= 1
        if exponent:
            base = base * base
    return 1.0 if result is None else result


class Node(NamedTuple):
    """One operation: its name, the indices of its operands, and what it carries (or None)."""

    operation: str
    operands: tuple[int, ...] = ()
    payload: float | int | str | None = None


#: How each operation acts on Python floats. ``whole_power`` takes its exponent as payload.
SCALAR: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": ieee.divide,
    "negate": lambda a: -a,
    "power": ieee.power,
    "sqrt": ieee.sqrt,
    "exp": ieee.exp,
    "log": ieee.log,
    "sin": ieee.sin,
    "cos": ieee.cos,
    "tan": ieee.tan,
    "asin": ieee.asin,
    "acos": ieee.acos,
    "atan": math.atan,
    "sinh": ieee.sinh,
    "cosh": ieee.cosh,
    "tanh": math.tanh,
    "sigmoid": ieee.sigmoid,
    "abs": abs,
    "maximum": ieee.maximum,
    "minimum": ieee.minimum,
}


class Tape:
    """Records operations; equal ones share an index, constant ones know their value."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.constants: list[float | None] = []
        self._index: dict[tuple[object, ...], int] = {}

    def _record(self, node: Node, constant: float | None) -> int:
        # repr keeps 0.0 and -0.0 apart, which compare equal.
        key = (node.operation, node.operands, repr(node.payload))
        index = self._index.get(key)
        if index is None:
            index = self._index[key] = len(self.nodes)
            self.nodes.append(node)
            self.constants.append(constant)
        return index

    def constant(self, value: float, label: str | None = None) -> int:
        """A number; ``label`` is the name it was given (``pi``, ``e``)."""
        node = Node("constant", (), label if label else float(value))
        return self._record(node, float(value))

    def variable(self, name: str) -> int:
        """A coordinate by its name."""
        return self._record(Node("variable", (), name), None)

    def apply(self, operation: str, *operands: int) -> int:
        """An operation on earlier nodes; its value is kept when all of them are constant."""
        values = [self.constants[i] for i in operands]
        constant = None
        if operation in SCALAR and all(v is not None for v in values):
            constant = SCALAR[operation](*values)
        return self._record(Node(operation, operands), constant)

    def whole_power(self, base: int, exponent: int) -> int:
        """``base`` to a whole exponent ≥ 1."""
        value = self.constants[base]
        constant = None if value is None else whole_power(value, exponent)
        return self._record(Node("whole_power", (base,), exponent), constant)

    def products(self, base: int, exponent: int) -> int:
        """``base`` to a whole exponent ≥ 1 as the products of :func:`whole_power`, in its order."""
        result = None
        while exponent:
            if exponent & 1:
                result = base if result is None else self.apply("multiply", result, base)
            exponent >>= 1
            if exponent:
                base = self.apply("multiply", base, base)
        assert result is not None
        return result

    def truth(self, value: bool) -> int:
        """True or False, as a comparison gives it."""
        return self._record(Node("truth", (), int(value)), None)

    def repeated(self, start: int, trial: int, done: int, following: int, limit: int) -> int:
        """A loop's last number: ``trial`` is ``start`` at first and then ``following``.

        It ends when ``done`` holds everywhere, or after ``limit`` rounds. What depends on
        ``trial`` is the loop's body; ``settled`` of this node is its last ``done``.
        """
        return self._record(Node("repeated", (start, trial, done, following), limit), None)

    def needed(self, roots: Iterable[int]) -> list[int]:
        """The indices that the roots depend on, themselves included, in order."""
        wanted = set(roots)
        for index in range(max(wanted, default=-1), -1, -1):
            if index in wanted:
                wanted.update(self.nodes[index].operands)
        return sorted(wanted)
