"""The one door for a reader's text: from Python syntax to a tape, through a whitelist.

Nothing of the text is ever evaluated as code. ``ast`` parses it, each node of the syntax tree is
checked by its class, and what is not listed is refused with the place where it stands.
"""

import ast
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from app.core.kernel import Programs, Tape
from app.core.memory import remembered

MAX_LENGTH = 500
MAX_NESTING = 40
#: Operators in a row nest in the syntax tree too: a sum of a hundred terms is a hundred deep.
MAX_DEPTH = 100
MAX_NODES = 250
MAX_EXPONENT = 1000

VARIABLES = ("x", "y")
CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045}
#: Functions by the number of their arguments.
FUNCTIONS = {
    **dict.fromkeys(
        "sin cos tan asin acos atan sinh cosh tanh exp log sqrt abs sigmoid".split(), 1
    ),
    "maximum": 2,
    "minimum": 2,
}
_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
}
_BARE_SPACE = re.compile(r"[\w)] +[\w(]")
_REFUSED_CHARACTER = re.compile(r"[^A-Za-z0-9_.+\-*/^(), ]")


class ExpressionError(ValueError):
    """A text that is no expression of ours: a message key, its values, and the place (0-based)."""

    def __init__(self, key: str, position: int | None = None, **values: object) -> None:
        super().__init__(key)
        self.key = f"expression.{key}"
        self.position = position
        self.values = values


@dataclass(frozen=True, eq=False)
class Expression:
    """A parsed expression.

    ``text`` is what was read (``^`` already ``**``), ``canonical`` the same with one spelling for
    all spacings and superfluous brackets, ``variables`` the coordinates it is a function of, and
    ``caret`` tells that a ``^`` was read as ``**``.
    """

    text: str
    canonical: str
    variables: tuple[str, ...]
    caret: bool
    programs: Programs

    def __eq__(self, other: object) -> bool:
        """Two spellings of one expression are equal."""
        return isinstance(other, Expression) and self.canonical == other.canonical

    def __hash__(self) -> int:
        return hash(self.canonical)


@remembered("functions", lambda read: 24_000 + 1_500 * len(read.text))
def parse(text: str) -> Expression:
    """Read an expression in Python syntax.

    Raises :class:`ExpressionError` with the place of the first thing that is not allowed.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError("too_long", limit=MAX_LENGTH, length=len(text))
    leading = len(text) - len(text.lstrip())
    typed = text.strip()
    if not typed:
        raise ExpressionError("empty")
    odd = _REFUSED_CHARACTER.search(typed)
    if odd:
        raise ExpressionError("character", leading + odd.start(), shown=_name(odd.group()))
    source = typed.replace("^", "**")

    def place(column: int | None) -> int | None:
        """Where a column of ``source`` stands in the text as typed."""
        if column is None or column >= len(source):
            return None if column is None else leading + len(typed)
        here = 0
        for index, character in enumerate(typed):
            here += 2 if character == "^" else 1
            if here > column:
                return leading + index
        return leading + len(typed) - 1

    tree = _syntax(source, place)
    reader = _Reader(place)
    root = reader.read(tree, 0)
    names = reader.names
    # A function of x alone has one variable; a constant is drawn over the plane.
    variables = ("x",) if names == {"x"} else VARIABLES
    return Expression(
        text=source,
        canonical=ast.unparse(tree),
        variables=variables,
        caret="^" in typed,
        programs=Programs(reader.tape, root, variables),
    )


def _name(character: str) -> str:
    """A character to show in a message, escaped where it cannot be printed."""
    if character.isprintable() and not unicodedata.category(character).startswith("C"):
        return character
    return character.encode("unicode_escape").decode("ascii")


def _syntax(source: str, place: Callable[[int | None], int | None]) -> ast.expr:
    depth = 0
    for index, character in enumerate(source):
        depth += (character == "(") - (character == ")")
        if depth > MAX_NESTING:
            raise ExpressionError("nesting", place(index), limit=MAX_NESTING)
    try:
        return ast.parse(source, mode="eval").body
    except SyntaxError as error:
        # A text that ends too soon is wrong just behind its end.
        column = error.offset - 1 if error.offset else len(source)
        # A + that was not encoded in a link arrives as a space.
        key = "syntax_space" if _BARE_SPACE.search(source) else "syntax"
        raise ExpressionError(key, place(min(column, len(source)))) from None
    except (RecursionError, MemoryError, ValueError):
        raise ExpressionError("nesting", limit=MAX_NESTING) from None


class _Reader:
    """Walks a syntax tree onto a tape."""

    def __init__(self, place: Callable[[int | None], int | None]) -> None:
        self.tape = Tape()
        self.names: set[str] = set()
        self.count = 0
        self.place = place

    def fail(self, node: ast.expr, key: str, **values: object) -> ExpressionError:
        return ExpressionError(key, self.place(node.col_offset), **values)

    def read(self, node: ast.expr, depth: int) -> int:
        self.count += 1
        if self.count > MAX_NODES:
            raise self.fail(node, "nodes", limit=MAX_NODES)
        if depth > MAX_DEPTH:
            raise self.fail(node, "depth", limit=MAX_DEPTH)
        match node:
            case ast.Constant(value=value):
                index = self.number(node, value)
            case ast.Name(id=name):
                index = self.name(node, name)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
                index = self.read(operand, depth + 1)
                if isinstance(sign, ast.USub):
                    index = self.tape.apply("negate", index)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                index = self.power(node, self.read(left, depth + 1), self.read(right, depth + 1))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                operands = self.read(left, depth + 1), self.read(right, depth + 1)
                if isinstance(operator, ast.Div) and self.tape.constants[operands[1]] == 0:
                    raise self.fail(right, "divides_by_zero")
                index = self.tape.apply(_OPERATORS[type(operator)], *operands)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords):
                index = self.call(node, name, arguments, bool(keywords), depth)
            case _:
                raise self.fail(node, "construct")
        constant = self.tape.constants[index]
        if constant is not None and not abs(constant) <= 1.7976931348623157e308:
            raise self.fail(node, "not_finite", shown=ast.unparse(node)[:60])
        return index

    def number(self, node: ast.expr, value: object) -> int:
        if type(value) is int or type(value) is float:
            try:
                return self.tape.constant(float(value))
            except OverflowError:
                raise self.fail(node, "not_finite", shown="…") from None
        raise self.fail(node, "number")

    def name(self, node: ast.expr, name: str) -> int:
        if name in VARIABLES:
            self.names.add(name)
            return self.tape.variable(name)
        if name in CONSTANTS:
            return self.tape.constant(CONSTANTS[name], name)
        key = "needs_argument" if name in FUNCTIONS else "unknown_name"
        raise self.fail(node, key, shown=name[:40])

    def call(
        self, node: ast.expr, name: str, arguments: list[ast.expr], keywords: bool, depth: int
    ) -> int:
        if name not in FUNCTIONS:
            known = name in VARIABLES or name in CONSTANTS
            raise self.fail(node, "not_callable" if known else "unknown_name", shown=name[:40])
        if keywords or len(arguments) != FUNCTIONS[name]:
            raise self.fail(node, "arguments", shown=name, count=FUNCTIONS[name])
        return self.tape.apply(name, *(self.read(a, depth + 1) for a in arguments))

    def power(self, node: ast.expr, base: int, exponent: int) -> int:
        """Whole and half exponents become products and roots, which round alike everywhere."""
        value = self.tape.constants[exponent]
        if value is None:
            return self.tape.apply("power", base, exponent)
        if not abs(value) <= MAX_EXPONENT:
            raise self.fail(node, "exponent", limit=MAX_EXPONENT)
        whole, half = divmod(abs(value), 1.0)
        if half not in (0.0, 0.5) or self.tape.constants[base] is not None:
            return self.tape.apply("power", base, exponent)
        index = self.tape.whole_power(base, int(whole)) if whole > 1 else base
        if value == 0:
            return self.tape.constant(1.0)
        if half:
            root = self.tape.apply("sqrt", base)
            index = self.tape.apply("multiply", index, root) if whole else root
        return self.tape.apply("divide", self.tape.constant(1.0), index) if value < 0 else index
