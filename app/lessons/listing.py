"""An objective as lines of a NumPy program that rounds as ours does.

The tape's operations are printed in their own order; what is used more than once gets a name.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from app.core.kernel import Node, Tape
from app.core.objective import Objective

#: Whose elementary functions are printed: ``math``'s, as descents round, or NumPy's, as the
#: pictures do. The two may differ in the last place.
Arithmetic = Literal["floats", "arrays"]

_INFIX = {"add": ("+", 1), "subtract": ("-", 1), "multiply": ("*", 2), "divide": ("/", 2)}
_PRODUCT, _SIGN, _ATOM = 2, 3, 4
#: What is longer than this gets a name, so that no line has to be folded.
_LONG = 40
#: Alike in ``math`` and in NumPy, to the last place.
_EXACT = frozenset({"sqrt", "abs", "sign", "maximum", "minimum"})
#: When ``math`` has an answer, and what IEEE 754 says where it raises an error instead.
_GUARDED = {
    "exp": ("a < 709.78", "np.exp(a)"),
    "log": ("a > 0", "np.log(a)"),
    "sin": ("np.isfinite(a)", "np.nan"),
    "cos": ("np.isfinite(a)", "np.nan"),
    "tan": ("np.isfinite(a)", "np.nan"),
    "asin": ("-1 <= a <= 1", "np.nan"),
    "acos": ("-1 <= a <= 1", "np.nan"),
    "sinh": ("abs(a) < 710", "np.sinh(a)"),
    "cosh": ("abs(a) < 710", "np.cosh(a)"),
}
_ARC = {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}
#: What neither has a word for.
_OWN = {
    "sigmoid": (
        "def sigmoid(a):",
        "    small = {exp}(-np.abs(a))",
        "    return 1.0 / (1.0 + small) if a >= 0 else small / (1.0 + small)",
    ),
    "ratio": ("def ratio(a, b):", "    return 0.0 if a == 0 and b == 0 else np.divide(a, b)"),
    "log_slope": ("def log_slope(a, b):", "    return np.divide(a, b) if b >= 0 else np.nan"),
    "kink": ("def kink(a):", "    return 0.0 if np.abs(a) > 0 else np.nan"),
    "larger_slope": (
        "def larger_slope(a, b, da, db):",
        "    if a == b:",
        "        return max(min(da, db), 0.0) + min(max(da, db), 0.0)",
        "    return da if a > b else db if b > a else np.nan",
    ),
    "larger_branch": (
        "def larger_branch(a, b, u, v):",
        "    return u if a > b else v if b > a else np.nan",
    ),
}


def function_lines(
    objective: Objective,
    *wanted: Literal["f", "gradient"],
    arithmetic: Arithmetic = "floats",
) -> list[str]:
    """The lines of ``f(x, y)``, of ``gradient(x, y)``, or of both, after all that they need.

    ``f`` gives a number, ``gradient`` an array (d,). Both take NumPy's own floats, which divide
    by zero as IEEE 754 says, and never raise.
    """
    programs = objective.expression.programs
    needed: dict[str, Sequence[str]] = {}
    functions: list[Sequence[str]] = []
    for name in wanted:
        roots = (programs.root,) if name == "f" else programs.partials
        writer = _Writer(programs.tape, arithmetic, needed)
        results = ", ".join(writer.results(roots))
        result = results if name == "f" else f"np.array([{results}])"
        body = (f"    {line}" for line in (*writer.lines, f"return {result}"))
        functions.append([f"def {name}({', '.join(programs.variables)}):", *body])
    return spaced(*needed.values(), *functions)


def spaced(*blocks: Sequence[str]) -> list[str]:
    """Blocks of lines one below the other, an empty line between them; empty blocks left out."""
    return [line for block in blocks if block for line in ("", *block)][1:]


def program_text(*blocks: Sequence[str]) -> str:
    """A whole program of blocks of lines, after the imports that it needs."""
    uses_math = any("math." in line for block in blocks for line in block)
    imports = ["import math", "", "import numpy as np"] if uses_math else ["import numpy as np"]
    return "\n".join(spaced(imports, *blocks)) + "\n"


def floats(values: Iterable[float]) -> str:
    """Numbers as a list of literals that read back alike."""
    return f"[{', '.join(repr(float(value)) for value in values)}]"


class _Text(NamedTuple):
    """A part of a formula, how tightly it binds, and whether it is one of NumPy's numbers."""

    text: str
    binds: int
    numpy: bool

    def within(self, least: int) -> str:
        """The text, in brackets if it binds less tightly than that."""
        return self.text if self.binds >= least else f"({self.text})"


class _Writer:
    """The body of one function: its lines so far, and the definitions that it needs."""

    def __init__(self, tape: Tape, arithmetic: Arithmetic, needed: dict[str, Sequence[str]]):
        self.tape = tape
        self.floats = arithmetic == "floats"
        self.needed = needed
        self.lines: list[str] = []
        self._names: dict[str, str] = {}

    def results(self, roots: Sequence[int]) -> list[str]:
        """The values of the nodes, each a formula or a name, after the lines that they need."""
        indices = self.tape.needed(roots)
        uses = [
            operand
            for index in indices
            if self.tape.constants[index] is None
            for operand in self.tape.nodes[index].operands
        ]
        parts: dict[int, _Text] = {}
        for index in indices:
            part = self._part(index, parts)
            count = uses.count(index)
            if part.binds < _ATOM or "(" in part.text:
                constant = self.tape.constants[index] is not None
                if not constant and (count > 1 or (count and len(part.text) > _LONG)):
                    part = self._named(part)
            parts[index] = part
        found = [parts[root] for root in roots]
        if sum(len(part.text) for part in found) > 2 * _LONG:
            found = [self._named(part) for part in found]
        return [part.text for part in found]

    def _named(self, part: _Text) -> _Text:
        """A name for a part, the same for the same part."""
        if part.text.isidentifier():
            return part
        if part.text not in self._names:
            self._names[part.text] = f"t{len(self.lines) + 1}"
            self.lines.append(f"{self._names[part.text]} = {part.text}")
        return _Text(self._names[part.text], _ATOM, part.numpy)

    def _part(self, index: int, parts: dict[int, _Text]) -> _Text:
        node, constant = self.tape.nodes[index], self.tape.constants[index]
        if constant is not None:
            text = repr(constant).replace("inf", "np.inf").replace("nan", "np.nan")
            return _Text(text, _SIGN if text.startswith("-") else _ATOM, False)
        if node.operation == "variable":
            return _Text(str(node.payload), _ATOM, True)
        operands = [parts[operand] for operand in node.operands]
        numpy = any(part.numpy for part in operands)
        if node.operation == "divide" and not numpy:
            # Two of Python's own floats, which would raise at a division by zero.
            return _Text(f"np.divide({operands[0].text}, {operands[1].text})", _ATOM, True)
        if node.operation in _INFIX:
            sign, binds = _INFIX[node.operation]
            # The order of the arithmetic is kept: what stands on the right is computed first.
            right = operands[1].within(_ATOM if operands[1].binds == _SIGN else binds + 1)
            return _Text(f"{operands[0].within(binds)} {sign} {right}", binds, numpy)
        if node.operation == "negate":
            return _Text(f"-{operands[0].within(_ATOM)}", _SIGN, numpy)
        if node.operation == "whole_power":
            return self._whole_power(operands[0], int(node.payload or 1))
        return self._call(node, operands)

    def _whole_power(self, base: _Text, exponent: int) -> _Text:
        """A whole power by the products that our own programs take: squares of squares."""
        factor = base if base.binds == _ATOM and "(" not in base.text else self._named(base)
        if exponent <= 3:
            factors = [factor.text] * exponent
        else:
            factors = []
            while exponent:
                if exponent & 1:
                    factors.append(factor.text)
                exponent >>= 1
                if exponent:
                    square = f"{factor.text} * {factor.text}"
                    factor = self._named(_Text(square, _PRODUCT, base.numpy))
        return _Text(" * ".join(factors), _PRODUCT if factors[1:] else _ATOM, base.numpy)

    def _call(self, node: Node, operands: list[_Text]) -> _Text:
        name = node.operation
        words = [part.text for part in operands]
        if name == "power" and self.floats:
            base = operands[0].within(_ATOM) if operands[0].numpy else f"np.float64({words[0]})"
            return _Text(f"{base} ** {operands[1].within(_ATOM)}", _SIGN, True)
        if name in _OWN:
            exp = self._function("exp") if name == "sigmoid" else ""
            self.needed[name] = [line.replace("{exp}", exp) for line in _OWN[name]]
            return _Text(f"{name}({', '.join(words)})", _ATOM, False)
        function = self._function(name)
        return _Text(f"{function}({', '.join(words)})", _ATOM, function.startswith("np."))

    def _function(self, name: str) -> str:
        """An elementary function as the program calls it, defined there if need be."""
        if name in _EXACT or not self.floats:
            return f"np.{_ARC.get(name, name)}"
        if name not in _GUARDED:
            return f"math.{name}"
        fits, otherwise = _GUARDED[name]
        self.needed[name] = (
            f"def {name}(a):",
            f"    return math.{name}(a) if {fits} else {otherwise}",
        )
        return name
