"""Exact derivatives of a tape, written onto the same tape.

The differentiation is symbolic and forward: each node's derivative is built from those of its
operands, with the obvious identities (0·u, 1·u, u + 0) dropped on the way. Where a function has a
kink, the first derivative is the subgradient of smallest size and the second is NaN: unknown.
"""

import math

from app.core.kernel.tape import Tape


class Lean:
    """Arithmetic on a tape that leaves out what changes nothing."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape

    def number(self, value: float) -> int:
        """A constant node."""
        return self.tape.constant(value)

    def value(self, a: int) -> float | None:
        """The constant value of a node, or None."""
        return self.tape.constants[a]

    def add(self, a: int, b: int) -> int:
        """A + b."""
        va, vb = self.value(a), self.value(b)
        if va == 0:
            return b
        if vb == 0:
            return a
        if va is not None and vb is not None:
            return self.number(va + vb)
        if a == b:
            return self.multiply(self.number(2.0), a)
        if self.tape.nodes[b].operation == "negate":
            return self.subtract(a, self.tape.nodes[b].operands[0])
        return self.tape.apply("add", a, b)

    def subtract(self, a: int, b: int) -> int:
        """A − b."""
        va, vb = self.value(a), self.value(b)
        if vb == 0:
            return a
        if va == 0:
            return self.negate(b)
        if va is not None and vb is not None:
            return self.number(va - vb)
        if a == b:
            return self.number(0.0)
        if self.tape.nodes[b].operation == "negate":
            return self.add(a, self.tape.nodes[b].operands[0])
        return self.tape.apply("subtract", a, b)

    def negate(self, a: int) -> int:
        """−a."""
        va = self.value(a)
        if va is not None:
            return self.number(-va)
        node = self.tape.nodes[a]
        if node.operation == "negate":
            return node.operands[0]
        return self.tape.apply("negate", a)

    def multiply(self, a: int, b: int) -> int:
        """a·b, a constant factor first."""
        va, vb = self.value(a), self.value(b)
        if va is None and vb is not None:
            a, b, va, vb = b, a, vb, va
        if va == 0 or vb == 0:
            return self.number(0.0)
        if va == 1:
            return b
        if va == -1:
            return self.negate(b)
        if va is not None and vb is not None:
            return self.number(va * vb)
        left, right = self.tape.nodes[a], self.tape.nodes[b]
        if right.operation == "negate":
            return self.negate(self.multiply(a, right.operands[0]))
        if left.operation == "negate":
            return self.negate(self.multiply(left.operands[0], b))
        if right.operation == "multiply" and (inner := self.value(right.operands[0])) is not None:
            if va is not None:
                return self.multiply(self.number(va * inner), right.operands[1])
            return self.multiply(right.operands[0], self.multiply(a, right.operands[1]))
        if left.operation == "multiply" and self.value(left.operands[0]) is not None:
            return self.multiply(left.operands[0], self.multiply(left.operands[1], b))
        return self.tape.apply("multiply", a, b)

    def divide(self, a: int, b: int) -> int:
        """a/b; whole factors above and below are reduced (2x/20 is x/10)."""
        va, vb = self.value(a), self.value(b)
        if va == 0 and vb != 0:
            return self.number(0.0)
        if vb == 1:
            return a
        node = self.tape.nodes[a]
        if node.operation == "negate":
            return self.negate(self.divide(node.operands[0], b))
        if vb is not None and vb.is_integer() and node.operation == "multiply":
            factor = self.value(node.operands[0])
            if factor is not None and factor.is_integer():
                common = math.gcd(int(factor), int(vb))
                if common > 1:
                    above = self.multiply(self.number(factor / common), node.operands[1])
                    return self.divide(above, self.number(vb / common))
        return self.tape.apply("divide", a, b)

    def whole_power(self, a: int, exponent: int) -> int:
        """A to a whole exponent ≥ 0."""
        if exponent == 0:
            return self.number(1.0)
        return a if exponent == 1 else self.tape.whole_power(a, exponent)

    def ratio(self, a: int, b: int) -> int:
        """a/b where 0/0 counts as 0: the slope of a root where its argument is flat."""
        if self.value(a) == 0:
            return self.number(0.0)
        return self.tape.apply("ratio", a, b)


def differentiate(tape: Tape, root: int, name: str) -> int:
    """The node of ∂root/∂name, recorded onto the tape."""
    lean = Lean(tape)
    zero = lean.number(0.0)
    slopes: dict[int, int] = {}
    for index in tape.needed([root]):
        node = tape.nodes[index]
        if tape.constants[index] is not None or node.operation == "constant":
            slopes[index] = zero
        elif node.operation == "variable":
            slopes[index] = lean.number(1.0) if node.payload == name else zero
        else:
            inner = [slopes[i] for i in node.operands]
            flat = all(lean.value(i) == 0 for i in inner)
            slopes[index] = zero if flat else _slope(lean, index, inner)
    return slopes[root]


def _slope(lean: Lean, index: int, inner: list[int]) -> int:
    """The derivative of one node from those of its operands."""
    tape = lean.tape
    node = tape.nodes[index]
    operands = node.operands
    one = lean.number(1.0)
    a, da = operands[0], inner[0]
    b, db = (operands[1], inner[1]) if len(operands) > 1 else (a, da)
    match node.operation:
        case "add":
            return lean.add(da, db)
        case "subtract":
            return lean.subtract(da, db)
        case "negate":
            return lean.negate(da)
        case "multiply":
            return lean.add(lean.multiply(da, b), lean.multiply(a, db))
        case "log_slope":
            # Through the slope itself, so that it has no value where the slope has none.
            bent = lean.multiply(index, lean.divide(db, b))
            straight = da if lean.value(da) == 0 else tape.apply("log_slope", da, b)
            return lean.subtract(straight, bent)
        case "divide" | "ratio":
            above = lean.divide(da, b)
            return lean.subtract(above, lean.divide(lean.multiply(a, db), lean.whole_power(b, 2)))
        case "whole_power":
            exponent = int(node.payload or 1)
            outer = lean.multiply(lean.number(exponent), lean.whole_power(a, exponent - 1))
            return lean.multiply(outer, da)
        case "power":
            return _power_slope(lean, index, inner)
        case "sqrt":
            return lean.ratio(da, lean.multiply(lean.number(2.0), index))
        case "exp":
            return lean.multiply(index, da)
        case "log":
            return tape.apply("log_slope", da, a)
        case "sin":
            return lean.multiply(tape.apply("cos", a), da)
        case "cos":
            return lean.negate(lean.multiply(tape.apply("sin", a), da))
        case "tan":
            return lean.multiply(lean.add(one, lean.whole_power(index, 2)), da)
        case "asin" | "acos":
            root = tape.apply("sqrt", lean.subtract(one, lean.whole_power(a, 2)))
            slope = lean.divide(da, root)
            return slope if node.operation == "asin" else lean.negate(slope)
        case "atan":
            return lean.divide(da, lean.add(one, lean.whole_power(a, 2)))
        case "sinh":
            return lean.multiply(tape.apply("cosh", a), da)
        case "cosh":
            return lean.multiply(tape.apply("sinh", a), da)
        case "tanh":
            return lean.multiply(lean.subtract(one, lean.whole_power(index, 2)), da)
        case "sigmoid":
            return lean.multiply(lean.multiply(index, lean.subtract(one, index)), da)
        case "abs":
            return lean.multiply(tape.apply("sign", a), da)
        case "sign":
            return tape.apply("kink", a)
        case "maximum":
            return da if da == db else tape.apply("larger_slope", a, b, da, db)
        case "minimum":
            return da if da == db else tape.apply("larger_slope", b, a, da, db)
        case "larger_slope":
            return tape.apply("larger_branch", a, b, inner[2], inner[3])
    raise AssertionError(f"no derivative of {node.operation}")  # pragma: no cover


def _power_slope(lean: Lean, index: int, inner: list[int]) -> int:
    """The derivative of a real power a**b, the exponent constant or not."""
    tape = lean.tape
    a, b = tape.nodes[index].operands
    da, db = inner
    exponent = lean.value(b)
    if exponent is not None and exponent < 1:
        below = tape.apply("power", a, lean.number(1.0 - exponent))
        return lean.ratio(lean.multiply(b, da), below)
    lowered = lean.subtract(b, lean.number(1.0))
    by_base = lean.multiply(lean.multiply(b, tape.apply("power", a, lowered)), da)
    if lean.value(db) == 0:
        return by_base
    by_exponent = lean.multiply(lean.multiply(index, tape.apply("log", a)), db)
    return by_exponent if lean.value(da) == 0 else lean.add(by_base, by_exponent)
