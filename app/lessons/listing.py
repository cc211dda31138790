"""An objective as lines of a Python program that rounds as ours does.

The operations are those of the tape, in its order; what is used twice gets a name. ``math`` is
the one module that the lines need besides NumPy.
"""

from app.core.kernel import Tape
from app.core.objective import Objective

_INFIX = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
_SPELLED = {
    "abs": "abs({0})",
    "sign": "float(np.sign({0}))",
    "maximum": "max({0}, {1})",
    "minimum": "min({0}, {1})",
    "power": "({0} ** {1})",
    "ratio": "({0} / {1} if {0} or {1} else 0.0)",
    "log_slope": "({0} / {1})",
    "kink": "(0.0 if {0} else math.nan)",
    "larger_branch": "({2} if {0} > {1} else {3})",
    "larger_slope": "({2} if {0} > {1} else {3} if {1} > {0} else "
    "max(min({2}, {3}), 0.0) + min(max({2}, {3}), 0.0))",
    "sigmoid": "(1 / (1 + math.exp(-{0})) if {0} >= 0 else math.exp({0}) / (1 + math.exp({0})))",
}


def gradient_lines(objective: Objective) -> list[str]:
    """The lines of ``def gradient(x, y)``, which gives the partial derivatives as an array."""
    return _lines(objective, "gradient", objective.expression.programs.partials)


def value_lines(objective: Objective) -> list[str]:
    """The lines of ``def value(x, y)``, which gives the value as a number."""
    return _lines(objective, "value", (objective.expression.programs.root,))


def _lines(objective: Objective, name: str, roots: tuple[int, ...]) -> list[str]:
    tape = objective.expression.programs.tape
    needed = tape.needed(roots)
    uses = [operand for index in needed for operand in tape.nodes[index].operands]
    texts: dict[int, str] = {}
    body: list[str] = []
    for index in needed:
        text = _written(tape, index, texts, body)
        # A name is due to what is used again, or stands more than once in what uses it.
        named = text.startswith("(") and uses.count(index) > 1
        if named:
            body.append(f"t{index} = {text[1:-1]}")
        texts[index] = f"t{index}" if named else text
    variables = ", ".join(objective.variables)
    results = ", ".join(_bare(texts[root]) for root in roots)
    result = f"np.array([{results}])" if name == "gradient" else results
    lines = [*body, f"return {result}"]
    return [f"def {name}({variables}):", *(f"    {line}" for line in lines)]


def _written(tape: Tape, index: int, texts: dict[int, str], body: list[str]) -> str:
    node, constant = tape.nodes[index], tape.constants[index]
    if constant is not None:
        return repr(constant) if constant >= 0 else f"({constant!r})"
    words = [texts[operand] for operand in node.operands]
    match node.operation:
        case "variable":
            return str(node.payload)
        case "negate":
            return f"(-{words[0]})"
        case "whole_power":
            return _power(words[0], int(node.payload or 1), index, body)
        case infix if infix in _INFIX:
            left, right = (_operand(tape, infix, at, node.operands, words) for at in (0, 1))
            return f"({left} {_INFIX[infix]} {right})"
        case spelled if spelled in _SPELLED:
            return _SPELLED[spelled].format(*words)
    return f"math.{node.operation}({words[0]})"


def _operand(tape: Tape, infix: str, at: int, operands: tuple[int, ...], words: list[str]) -> str:
    """An operand without brackets where the order of the operations does not need them."""
    inner = tape.nodes[operands[at]].operation
    tight = inner in ("multiply", "divide", "whole_power")
    loose = inner in ("add", "subtract")
    if infix in ("add", "subtract"):
        return _bare(words[at]) if tight or (loose and at == 0) else words[at]
    return _bare(words[at]) if tight and at == 0 else words[at]


def _power(base: str, exponent: int, index: int, body: list[str]) -> str:
    """A whole power by the products that our own programs take: squares of squares."""
    if base.startswith("(") or "(" in base:
        body.append(f"b{index} = {_bare(base)}")
        base = f"b{index}"
    if exponent <= 3:
        return f"({' * '.join([base] * exponent)})"
    parts: list[str] = []
    size = 1
    while size <= exponent:
        if exponent & size:
            parts.append(base)
        if 2 * size <= exponent:
            square = f"s{index}_{2 * size}"
            body.append(f"{square} = {base} * {base}")
            base = square
        size *= 2
    return f"({' * '.join(parts)})"


def _bare(text: str) -> str:
    """The text without brackets that hold all of it."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0 and place < len(text) - 1:
            return text
    return text[1:-1] if text.startswith("(") else text


def floats(values: object) -> str:
    """Numbers as a list of literals that read back alike."""
    return f"[{', '.join(repr(float(value)) for value in values)}]"  # type: ignore[attr-defined]
