"""A number that writes down what is done with it: the operands of a rule that is being traced.

Each operation becomes a node of a tape, so a rule that is run once on such numbers leaves its own
arithmetic behind, in its own order. A recorded number has no value: whoever asks it for its truth
gets a TypeError, and so does ``==``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from app.core.arithmetic import by_products
from app.core.kernel.tape import Tape


class Recorded:
    """A node of a tape as a number; ``recorded`` is what ``app.core.arithmetic`` asks for."""

    __slots__ = ("index", "tape")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, tape: Tape, index: int) -> None:
        self.tape = tape
        self.index = index

    def recorded(self, name: str, *operands: Any) -> Any:
        """The operation ``name`` of ``app.core.arithmetic`` on these operands."""
        if name == "repeated":
            return _repeated(self.tape, *operands)
        if name == "everywhere":
            self._refuse()
        if name == "power":
            base, exponent = operands
            if not _is_number(exponent):
                name = "power_by_products"
            elif 2 * exponent == int(2 * exponent):
                return by_products(base, exponent)
        return self._apply(_NAMES.get(name, name), *operands)

    def _apply(self, operation: str, *operands: Any) -> Recorded:
        nodes = [node_of(self.tape, operand) for operand in operands]
        if operation == "where" and nodes[1] == nodes[2]:
            return Recorded(self.tape, nodes[1])
        return Recorded(self.tape, self.tape.apply(operation, *nodes))

    def __add__(self, other: Any) -> Recorded:
        return self._apply("add", self, other)

    def __radd__(self, other: Any) -> Recorded:
        return self._apply("add", other, self)

    def __sub__(self, other: Any) -> Recorded:
        return self._apply("subtract", self, other)

    def __rsub__(self, other: Any) -> Recorded:
        return self._apply("subtract", other, self)

    def __mul__(self, other: Any) -> Recorded:
        return self._apply("multiply", self, other)

    def __rmul__(self, other: Any) -> Recorded:
        return self._apply("multiply", other, self)

    def __truediv__(self, other: Any) -> Recorded:
        return self._apply("divide", self, other)

    def __rtruediv__(self, other: Any) -> Recorded:
        return self._apply("divide", other, self)

    def __neg__(self) -> Recorded:
        return self._apply("negate", self)

    def __lt__(self, other: Any) -> Recorded:
        return self._apply("less", self, other)

    def __le__(self, other: Any) -> Recorded:
        return self._apply("less_equal", self, other)

    def __gt__(self, other: Any) -> Recorded:
        return self._apply("greater", self, other)

    def __ge__(self, other: Any) -> Recorded:
        return self._apply("greater_equal", self, other)

    def _refuse(self, *_: Any) -> NoReturn:
        raise TypeError("a recorded number has no value yet: write where(condition, a, b)")

    __bool__ = __float__ = __int__ = __eq__ = __ne__ = _refuse


def node_of(tape: Tape, operand: Any) -> int:
    """The node of an operand: a recorded number, a plain number or a bool.

    Raises TypeError for anything else, and for a number recorded on another tape.
    """
    if isinstance(operand, Recorded):
        if operand.tape is not tape:
            raise TypeError("two tapes cannot be mixed")
        return operand.index
    if isinstance(operand, bool):
        return tape.truth(operand)
    if _is_number(operand):
        return tape.constant(float(operand))
    raise TypeError(f"cannot record a {type(operand).__name__}")


def replay(source: Tape, roots: tuple[int, ...], tape: Tape, places: dict[str, int]) -> list[int]:
    """Record the expressions ``roots`` of another tape at ``places``, a node for each variable.

    Whole powers become the products that they stand for, in their order.
    """
    nodes: dict[int, int] = {}
    for index in source.needed(roots):
        node, constant = source.nodes[index], source.constants[index]
        if constant is not None:
            nodes[index] = tape.constant(constant)
        elif node.operation == "variable":
            nodes[index] = places[str(node.payload)]
        elif node.operation == "whole_power":
            nodes[index] = tape.products(nodes[node.operands[0]], int(node.payload or 1))
        else:
            nodes[index] = tape.apply(node.operation, *(nodes[i] for i in node.operands))
    return [nodes[root] for root in roots]


def _is_number(operand: Any) -> bool:
    return isinstance(operand, int | float) and not isinstance(operand, bool)


def _repeated(tape: Tape, body: Callable[[Any], Any], start: Any, limit: int) -> tuple[Any, Any]:
    """A bounded loop: its body is recorded once, on a variable of its own."""
    trial = tape.variable(f"trial{len(tape.nodes)}")
    done, following = (node_of(tape, each) for each in body(Recorded(tape, trial)))
    loop = tape.repeated(node_of(tape, start), trial, done, following, limit)
    return Recorded(tape, tape.apply("settled", loop)), Recorded(tape, loop)


_NAMES = {"absolute": "abs"}
