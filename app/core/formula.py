"""Typesets a tape as LaTeX, in the order in which it was written."""

import math

from app.core.kernel import Tape

#: How tightly each operation binds; what binds less than its surroundings needs brackets.
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 1, 2, 3, 4, 5

_NAMES = {
    "sin": r"\sin",
    "cos": r"\cos",
    "tan": r"\tan",
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    "sinh": r"\sinh",
    "cosh": r"\cosh",
    "tanh": r"\tanh",
    "log": r"\log",
    "exp": r"\exp",
    "sigmoid": r"\sigma",
    "maximum": r"\max",
    "minimum": r"\min",
    "sign": r"\operatorname{sign}",
}
_UNSAYABLE = {"larger_slope", "larger_branch", "kink"}
_LABELS = {"pi": r"\pi", "e": "e"}


def number(value: float) -> str:
    """A number in LaTeX: whole where it is whole, powers of ten typeset."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    if "e" in text:
        digits, exponent = text.split("e")
        power = f"10^{{{int(exponent)}}}"
        return power if digits == "1" else rf"{digits} \cdot {power}"
    return text


def latex(tape: Tape, root: int) -> str:
    """The LaTeX of a node."""
    return _write(tape, root)[0]


def size(tape: Tape, root: int) -> float:
    """How many operations a node would show when written out, shared ones counted each time.

    Infinite where the notation has no word for one of them (the slope of a maximum).
    """
    counts: dict[int, float] = {}
    for index in tape.needed([root]):
        node = tape.nodes[index]
        own = math.inf if node.operation in _UNSAYABLE else 1
        counts[index] = own + sum(counts[i] for i in node.operands)
    return counts[root]


def _bracket(text: str) -> str:
    return rf"\left({text}\right)"


def _write(tape: Tape, index: int) -> tuple[str, int]:
    """The LaTeX of a node and how tightly it binds."""
    node = tape.nodes[index]

    def part(position: int, least: int) -> str:
        text, binds = _write(tape, node.operands[position])
        return text if binds >= least else _bracket(text)

    match node.operation:
        case "constant":
            if isinstance(node.payload, str):
                return _LABELS[node.payload], _ATOM
            value = float(node.payload or 0.0)
            text = number(value)
            return text, _PRODUCT if r"\cdot" in text else (_SIGN if value < 0 else _ATOM)
        case "variable":
            return str(node.payload), _ATOM
        case "add":
            return f"{part(0, _SUM)} + {part(1, _PRODUCT)}", _SUM
        case "subtract":
            return f"{part(0, _SUM)} - {part(1, _PRODUCT)}", _SUM
        case "negate":
            return f"-{part(0, _PRODUCT)}", _SUM
        case "multiply":
            return _product(tape, index)
        case "divide" | "ratio" | "log_slope":
            return rf"\frac{{{part(0, _SUM)}}}{{{part(1, _SUM)}}}", _PRODUCT
        case "whole_power" | "power":
            return _power(tape, index)
        case "sqrt":
            return rf"\sqrt{{{part(0, _SUM)}}}", _ATOM
        case "abs":
            return rf"\left|{part(0, _SUM)}\right|", _ATOM
        case "exp":
            inner = part(0, _SUM)
            if len(inner) <= 24 and r"\frac" not in inner:
                return f"e^{{{inner}}}", _POWER
            return rf"\exp {_bracket(inner)}", _POWER
    arguments = ", ".join(part(i, _SUM) for i in range(len(node.operands)))
    return _NAMES.get(node.operation, node.operation) + _bracket(arguments), _POWER


def _product(tape: Tape, index: int) -> tuple[str, int]:
    """Factors side by side; a dot where digits would run together."""
    left, right = tape.nodes[index].operands
    a, binds_a = _write(tape, left)
    b, binds_b = _write(tape, right)
    # A sign in front of the first factor is a sign in front of the whole product.
    signed = tape.nodes[left].operation == "negate"
    a = a if binds_a >= _PRODUCT or signed else _bracket(a)
    b = b if binds_b >= _PRODUCT else _bracket(b)
    digits = b[0].isdigit() or (b.startswith(r"\frac") and a[-1].isdigit())
    return (rf"{a} \cdot {b}" if digits else f"{a} {b}"), _SUM if signed else _PRODUCT


def _power(tape: Tape, index: int) -> tuple[str, int]:
    node = tape.nodes[index]
    base = tape.nodes[node.operands[0]]
    if node.operation == "whole_power":
        exponent = str(node.payload)
    else:
        exponent = _write(tape, node.operands[1])[0]
    if base.operation in _NAMES and base.operation not in ("maximum", "minimum", "sigmoid"):
        inner = ", ".join(_write(tape, i)[0] for i in base.operands)
        return f"{_NAMES[base.operation]}^{{{exponent}}}{_bracket(inner)}", _POWER
    text, binds = _write(tape, node.operands[0])
    bare = binds == _ATOM and base.operation != "sqrt" and "^" not in text
    text = text if bare else _bracket(text)
    return f"{text}^{{{exponent}}}", _POWER
