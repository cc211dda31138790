"""Prints a tape as NumPy calls that write into arrays made beforehand.

The arithmetic is that of :data:`app.core.kernel.source.ARRAYS`, operation by operation, so the
results are the same to the last bit; only where they are put differs. An array whose number is
needed no more is written over by the next of its kind, so a long expression stays in the cache.

What an array depends on is its *kind*: a set of axes as bits. On an open grid x has kind 1, y has
kind 2, and what depends on both has kind 3; a number has kind 0.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.core.kernel.source import ARRAYS
from app.core.kernel.tape import Node, Tape

Array = NDArray[np.float64]

#: Operations that may write over an operand: each entry is read before it is written.
_OVERWRITING = {
    "add": "add",
    "subtract": "subtract",
    "multiply": "multiply",
    "divide": "divide",
    "negate": "negative",
    "abs": "absolute",
    "maximum": "maximum",
    "minimum": "minimum",
    "sqrt": "sqrt",
}
#: Operations that get an array of their own: NumPy computes some of them otherwise in place.
_APART = {
    "power": "power",
    "exp": "exp",
    "log": "log",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "sign": "sign",
}
_COMPARING = {name: name for name in ("less", "less_equal", "greater", "greater_equal")}
_UFUNCS = {**_OVERWRITING, **_APART, **_COMPARING}


class Place(NamedTuple):
    """Where the number of a node is found: a name of the program, and the kind behind it."""

    name: str
    kind: int


def zeros_of(divisor: Array) -> NDArray[np.bool_] | None:
    """Where a divisor is zero; None where it nowhere is, which is the rule."""
    # For few numbers counting is quicker than comparing.
    if divisor.size < 2_000 and np.count_nonzero(divisor) == divisor.size:
        return None
    zero = np.equal(divisor, 0.0)
    return zero if zero.any() else None


def ratio(a: Array, b: Array, zero: NDArray[np.bool_] | None, out: Array) -> None:
    """a/b into ``out`` where 0/0 counts as 0."""
    np.divide(a, b, out)
    if zero is not None:
        np.copyto(out, 0.0, where=zero & np.equal(a, 0.0))


_SCOPE: dict[str, Any] = {
    **ARRAYS,
    **{name: getattr(np, name) for name in _UFUNCS.values()},
    "copyto": np.copyto,
    "zeros_of": zeros_of,
    "ratio_into": ratio,
}


def _between(tape: Tape, places: Mapping[int, Place], roots: Iterable[int]) -> list[int]:
    """The nodes that lead from ``places`` to the roots, both among them, in order."""
    wanted = set(roots)
    for index in range(max(wanted, default=-1), -1, -1):
        if index in wanted and index not in places and tape.constants[index] is None:
            wanted.update(tape.nodes[index].operands)
    return sorted(wanted)


def _negated_products(tape: Tape, order: Sequence[int], roots: Sequence[int]) -> set[int]:
    """Products c·a of a constant that nothing reads but their negation."""
    readers: dict[int, list[int]] = {}
    made = set(order).difference(roots)
    for index in order:
        if tape.constants[index] is None:
            for operand in tape.nodes[index].operands:
                readers.setdefault(operand, []).append(index)
    return {
        index
        for index, reading in readers.items()
        if index in made
        and tape.nodes[index].operation == "multiply"
        and tape.constants[index] is None
        and tape.constants[tape.nodes[index].operands[0]] is not None
        and [tape.nodes[i].operation for i in reading] == ["negate"]
    }


def _last_uses(tape: Tape, order: Sequence[int]) -> dict[int, int]:
    """The position in ``order`` at which each operand is read for the last time."""
    last: dict[int, int] = {}
    for position, index in enumerate(order):
        if tape.constants[index] is None:
            for operand in tape.nodes[index].operands:
                last[operand] = position
    return last


class Writer:
    """Writes the lines of a program, and counts the arrays that it needs.

    ``lines`` are the lines so far, ``arrays`` names each array that the program works in with its
    kind and whether it holds bools, ``constants`` the numbers by the name they have there.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.arrays: dict[str, tuple[int, bool]] = {}
        self.constants: dict[str, Array] = {}
        self._free: dict[tuple[int, bool], list[str]] = {}

    def write(
        self, tape: Tape, roots: Sequence[tuple[int, str]], places: Mapping[int, Place]
    ) -> None:
        """Write what leads from ``places`` to the roots, each into the array named beside it.

        No array named for a root may be one that these lines read.
        """
        found = dict(places)
        order = [i for i in _between(tape, places, [i for i, _ in roots]) if i not in found]
        last = _last_uses(tape, order)
        folded = _negated_products(tape, order, [i for i, _ in roots])
        for index in folded:
            # Such a product is made where it is negated, so its factor is read until there.
            factor = tape.nodes[index].operands[1]
            last[factor] = max(last[factor], last[index])
        targets: dict[int, str] = {}
        for index, name in roots:
            targets.setdefault(index, name)
        self._zeros: dict[int, str] = {}
        for position, index in enumerate(order):
            node = tape.nodes[index]
            constant = tape.constants[index]
            if constant is not None:
                found[index] = self._constant(constant)
                continue
            if index in folded:
                continue
            if node.operation == "negate" and node.operands[0] in folded:
                # −(c·a) is (−c)·a to the last bit.
                c, a = tape.nodes[node.operands[0]].operands
                minus = self._constant(-(tape.constants[c] or 0.0))
                operands = [minus, found[a]]
                node = Node("multiply", (c, a))
            else:
                operands = [found[i] for i in node.operands]
            kind = 0
            for operand in operands:
                kind |= operand.kind
            dying = [
                found[i].name
                for i in dict.fromkeys(node.operands)
                if last.get(i) == position and i not in targets and found[i].name in self.arrays
            ]
            found[index] = self._operation(index, node, operands, kind, dying, targets.get(index))
            for name in dying:
                if name != found[index].name:
                    self._release(name)
        for index, name in roots:
            if found[index].name != name:
                self.lines.append(f"copyto({name}, {found[index].name})")

    def _operation(
        self,
        index: int,
        node: Node,
        operands: list[Place],
        kind: int,
        dying: list[str],
        target: str | None,
    ) -> Place:
        """Write one operation and tell where its number is."""
        names = [operand.name for operand in operands]
        words = ", ".join(names)
        operation = node.operation
        if operation == "where":
            return self._where(operands, kind, dying, target)
        if operation == "whole_power" and kind:
            return self._whole_power(int(node.payload or 1), names[0], kind, target)
        if operation == "ratio" and kind:
            out = target or self._array(kind)
            self.lines.append(f"ratio_into({words}, {self._zero_of(node, names[1])}, {out})")
            return Place(out, kind)
        if operation in _UFUNCS and kind:
            overwritten = operation in _OVERWRITING
            same = [n for n in dying if overwritten and self.arrays[n] == (kind, False)]
            truth = operation in _COMPARING
            out = target or (same[0] if same else self._array(kind, truth))
            # By position is faster; of these two NumPy wants it by name.
            into = f"out={out}" if operation in ("maximum", "minimum") else out
            self.lines.append(f"{_UFUNCS[operation]}({words}, {into})")
            return Place(out, kind)
        # What NumPy has no single call for, and what is a number, is made anew.
        name = f"t{index}"
        function = _UFUNCS.get(operation, operation)
        exponent = f", {node.payload}" if operation == "whole_power" else ""
        self.lines.append(f"{name} = {function}({words}{exponent})")
        return Place(name, kind)

    def _where(
        self, operands: list[Place], kind: int, dying: list[str], target: str | None
    ) -> Place:
        condition, a, b = operands
        if condition.kind == 0:
            # One condition for all: nothing is copied if the choice already lies where it may stay.
            for kept, other, test in ((a, b, f"not {condition.name}"), (b, a, condition.name)):
                if target is None and kept.name in dying and self.arrays[kept.name][0] == kind:
                    self.lines.append(f"if {test}: copyto({kept.name}, {other.name})")
                    return kept
            out = target or self._array(kind)
            self.lines.append(f"copyto({out}, {a.name} if {condition.name} else {b.name})")
            return Place(out, kind)
        if target is None and b.name in dying and self.arrays[b.name] == (kind, False):
            out = b.name
        else:
            out = target or self._array(kind)
            self.lines.append(f"copyto({out}, {b.name})")
        self.lines.append(f"copyto({out}, {a.name}, where={condition.name})")
        return Place(out, kind)

    def _whole_power(self, exponent: int, base: str, kind: int, target: str | None) -> Place:
        """Repeated products in the order of :func:`app.core.kernel.tape.whole_power`."""
        out = target or self._array(kind)
        if exponent == 1:
            self.lines.append(f"copyto({out}, {base})")
            return Place(out, kind)
        square = out if exponent & (exponent - 1) == 0 else self._array(kind)
        result = None
        while exponent:
            if exponent & 1:
                if result is None and exponent > 1:
                    result = base
                elif result is not None:
                    self.lines.append(f"multiply({result}, {base}, {out})")
                    result = out
                if result == square:
                    square = self._array(kind)
            exponent >>= 1
            if exponent:
                self.lines.append(f"multiply({base}, {base}, {square})")
                base = square
        return Place(out, kind)

    def _zero_of(self, node: Node, divisor: str) -> str:
        """The name that tells where the divisor of a ratio is zero, asked for once a divisor."""
        index = node.operands[1]
        if index not in self._zeros:
            self._zeros[index] = f"z{index}"
            self.lines.append(f"z{index} = zeros_of({divisor})")
        return self._zeros[index]

    def _constant(self, value: float) -> Place:
        # An array of no axes is passed to NumPy in half the time of a number.
        name = f"c_{value!r}".replace("-", "m").replace(".", "p").replace("+", "")
        self.constants[name] = np.array(value)
        return Place(name, 0)

    def _array(self, kind: int, truth: bool = False) -> str:
        free = self._free.setdefault((kind, truth), [])
        if free:
            return free.pop()
        name = f"{'b' if truth else 'r'}{kind}_{len(self.arrays)}"
        self.arrays[name] = (kind, truth)
        return name

    def _release(self, name: str) -> None:
        free = self._free.setdefault(self.arrays[name], [])
        if name not in free:
            free.append(name)

    def compiled(self, parameters: Sequence[str], lines: Sequence[str]) -> Callable[..., Any]:
        """A function ``program`` of the parameters with these lines as its body."""
        text = "\n    ".join([f"def program({', '.join(parameters)}):", *lines])
        scope = {"__builtins__": {"zip": zip}, **_SCOPE, **self.constants}
        exec(compile(text, "<arrays>", "exec"), scope)  # noqa: S102
        made: Callable[..., Any] = scope["program"]
        return made
