"""Writes a function of the site as a NumPy function that rounds as the pictures do.

The tape's operations are printed in their own order; what is used more than once gets a name.
"""

from collections.abc import Sequence

from app.core.kernel import Tape

_INFIX = {"add": ("+", 1), "subtract": ("-", 1), "multiply": ("*", 2), "divide": ("/", 2)}
_ATOM, _SIGN = 4, 3
#: What is longer than this gets a name, so that no line has to be folded.
_LONG = 40
_NUMPY = {
    "asin": "np.arcsin",
    "acos": "np.arccos",
    "atan": "np.arctan",
    **{
        name: f"np.{name}"
        for name in "sin cos tan sinh cosh tanh exp log sqrt abs sign maximum minimum power".split()
    },
}
#: What NumPy has no word for, written out where it is needed.
_OWN = {
    "whole_power": """def whole_power(base, n):
    result = None
    while n:
        if n & 1:
            result = base if result is None else result * base
        n, base = n >> 1, base * base
    return result""",
    "sigmoid": """def sigmoid(a):
    small = np.exp(-np.abs(a))
    return 1.0 / (1.0 + small) if a >= 0 else small / (1.0 + small)""",
    "ratio": """def ratio(a, b):
    return 0.0 if a == 0 and b == 0 else np.divide(a, b)""",
    "log_slope": """def log_slope(a, b):
    return np.divide(a, b) if b >= 0 else np.nan""",
    "kink": """def kink(a):
    return 0.0 if np.abs(a) > 0 else np.nan""",
    "larger_slope": """def larger_slope(a, b, da, db):
    if a == b:
        return max(min(da, db), 0.0) + min(max(da, db), 0.0)
    return da if a > b else db""",
    "larger_branch": """def larger_branch(a, b, u, v):
    return u if a > b else v if b > a else np.nan""",
}


def written(name: str, tape: Tape, roots: Sequence[int], variables: Sequence[str]) -> str:
    """The source of ``name(x[, y])`` that returns the roots, after the functions that it needs.

    It takes NumPy's own floats, which divide by zero as IEEE 754 says.
    """
    needed = tape.needed(roots)
    uses = dict.fromkeys(needed, 0)
    for index in needed:
        if tape.constants[index] is None:
            for operand in tape.nodes[index].operands:
                uses[operand] += 1
    words: dict[int, tuple[str, int]] = {}
    lines: list[str] = []
    own: dict[str, str] = {}
    for index in needed:
        node, constant = tape.nodes[index], tape.constants[index]
        if constant is not None:
            text = repr(constant).replace("inf", "np.inf").replace("nan", "np.nan")
            words[index] = text, (_SIGN if text.startswith("-") else _ATOM)
            continue
        if node.operation == "variable":
            words[index] = str(node.payload), _ATOM
            continue
        parts = [words[i] for i in node.operands]
        if node.operation == "whole_power" and parts[0][1] < _ATOM:
            parts = [(_named(lines, parts[0][0]), _ATOM)]
        spelled = _spelled(node.operation, parts, node.payload)
        if node.operation in _OWN and not spelled[0].startswith("("):
            own[node.operation] = _OWN[node.operation]
        if uses[index] > 1 or (uses[index] and len(spelled[0]) > _LONG):
            spelled = _named(lines, spelled[0]), _ATOM
        words[index] = spelled
    returns = [words[i][0] for i in roots]
    if sum(map(len, returns)) > 2 * _LONG:
        returns = [_named(lines, text) for text in returns]
    returned = ", ".join(returns)
    body = "\n".join(f"    {line}" for line in [*lines, f"return {returned}"])
    return "\n\n\n".join([*own.values(), f"def {name}({', '.join(variables)}):\n{body}"])


def _named(lines: list[str], text: str) -> str:
    name = f"t{len(lines) + 1}"
    # A product in brackets needs none on a line of its own.
    if text[0] == "(" and text[-1] == ")" and "(" not in text[1:]:
        text = text[1:-1]
    lines.append(f"{name} = {text}")
    return name


def _spelled(
    operation: str, parts: list[tuple[str, int]], payload: float | int | str | None
) -> tuple[str, int]:
    """One operation in Python, and how tightly it binds."""
    if operation in _INFIX:
        sign, binds = _INFIX[operation]
        left = _bracketed(parts[0], binds)
        # The order of the arithmetic is kept: what stands on the right is computed first.
        return f"{left} {sign} {_bracketed(parts[1], binds + 1)}", binds
    if operation == "negate":
        return f"-{_bracketed(parts[0], _SIGN)}", _SIGN
    if operation == "whole_power":
        base, exponent = parts[0][0], int(payload or 1)
        if exponent <= 3:
            return f"({' * '.join([base] * exponent)})", _ATOM
        return f"whole_power({base}, {exponent})", _ATOM
    arguments = ", ".join(text for text, _ in parts)
    return f"{_NUMPY.get(operation, operation)}({arguments})", _ATOM


def _bracketed(part: tuple[str, int], least: int) -> str:
    text, binds = part
    return text if binds >= least else f"({text})"
