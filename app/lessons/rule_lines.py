"""An update rule as lines of a NumPy program, read off the rule's own source.

A rule is written once, in ``core/optimizers``; here its ``step`` is printed for arrays, operation
by operation in the same order, so that the program rounds as the rule does.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import CodeType
from typing import Any, NamedTuple

from app.core.memory import remembered
from app.core.optimizers.rule import Optimizer, Rule

_NUMPY = {
    "sqrt": "np.sqrt",
    "absolute": "np.abs",
    "sign": "np.sign",
    "maximum": "np.maximum",
    "minimum": "np.minimum",
}
#: Whole powers by repeated products, as the rules take them.
_WHOLE_POWER = (
    "def power(b, k, r=1.0):",
    "    return power(b * b, k >> 1, r * b if k & 1 else r) if k else r",
)
#: The same where a power need not be whole.
_POWER = (
    "def power(b, k):",
    "    if 2 * k % 1:",
    "        return b**k",
    "    r, s, n = 1.0, b, int(k)",
    "    while n:",
    "        r, s, n = (r * s if n & 1 else r), s * s, n >> 1",
    "    return r * np.sqrt(b) if k % 1 else r",
)


class RuleProgram(NamedTuple):
    """A rule in NumPy: the ``body`` of its ``step(g, x, state, k)``, and what that needs.

    ``settings`` are those that the body names, ``state`` is the first state. The body may call
    ``power``, and a rule for all coordinates together ``f(*x)``, ``gradient(*x)``, ``hessian(x)``.
    """

    settings: dict[str, Any]
    state: str
    body: tuple[str, ...]

    def calls(self, function: str) -> bool:
        """Whether the body calls a function."""
        return any(re.search(rf"\b{function}\(", line) for line in self.body)

    def function(self, name: str) -> list[str]:
        """The rule as a function that has its settings as defaults."""
        settings = "".join(f", {key}={value!r}" for key, value in self.settings.items())
        return [f"def {name}(g, x, state, k{settings}):", *(f"    {line}" for line in self.body)]


def rule_program(optimizer: Optimizer, settings: Mapping[str, Any]) -> RuleProgram:
    """The rule with these settings, the learning rate among them."""
    rule = optimizer.rule(**settings)
    if isinstance(rule, Rule):
        decisive = tuple((key, settings[key]) for key in settings if key != "learning_rate")
        body = _step_lines(rule.step.__code__, rule.step.__module__, decisive)
        start = rule.init(0.0)
        state = str(start._asdict()).replace("'", '"') if hasattr(start, "_asdict") else "{}"
    else:
        body, state = optimizer.program, "{}"
    words = set(re.findall(r"\w+", " ".join(body)))
    return RuleProgram({key: settings[key] for key in settings if key in words}, state, body)


def rule_lines(optimizer: Optimizer, settings: Mapping[str, Any]) -> list[list[str]]:
    """The blocks that define the settings, the first ``state`` and ``step(g, x, state, k)``."""
    rule = rule_program(optimizer, settings)
    return [
        [*(f"{key} = {value!r}" for key, value in rule.settings.items()), f"state = {rule.state}"],
        power_lines(rule),
        rule._replace(settings={}).function("step"),
    ]


def power_lines(*rules: RuleProgram) -> list[str]:
    """The lines of the ``power`` that these rules call, if any does."""
    exponents = {
        exponent
        for rule in rules
        for line in rule.body
        for exponent in re.findall(r"\bpower\([^,]+, ([^)]*)\)", line)
    }
    if exponents - {"k"}:
        return list(_POWER)
    return list(_WHOLE_POWER) if exponents else []


@remembered("words")
def _step_lines(
    code: CodeType, module: str, settings: tuple[tuple[str, Any], ...]
) -> tuple[str, ...]:
    """The lines of the body of a rule's step, for arrays."""
    function = ast.parse(_source(code)).body[0]
    assert isinstance(function, ast.FunctionDef)
    writer = _ForArrays(dict(settings), vars(import_module(module)))
    lines = []
    for statement in function.body:
        if isinstance(statement, ast.Expr):  # a docstring
            continue
        fresh = ast.fix_missing_locations(writer.visit(statement))
        if not (isinstance(fresh, ast.Assign) and _same(fresh.targets[0], fresh.value)):
            lines.append(_written(fresh).replace("'", '"'))
    return tuple(lines)


def _same(one: ast.AST, other: ast.AST) -> bool:
    return ast.unparse(one) == ast.unparse(other)


@cache
def _source(code: CodeType) -> str:
    return textwrap.dedent(inspect.getsource(code))


def _written(statement: ast.AST) -> str:
    """A statement as text, a pair that is returned without its brackets."""
    if isinstance(statement, ast.Return) and isinstance(statement.value, ast.Tuple):
        return f"return {', '.join(map(ast.unparse, statement.value.elts))}"
    return ast.unparse(statement)


class _ForArrays(ast.NodeTransformer):
    """Writes the arithmetic of a rule as NumPy's, and its state as a dict.

    What the settings decide is decided here, and a weight decay of zero is left out.
    """

    def __init__(self, settings: Mapping[str, Any], module: Mapping[str, Any]) -> None:
        self.settings = settings
        self.module = module

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:  # noqa: N802
        return ast.Subscript(node.value, ast.Constant(node.attr), ast.Load())

    def visit_Name(self, node: ast.Name) -> ast.AST:  # noqa: N802
        value = self.module.get(node.id)
        return ast.Constant(value) if isinstance(value, int | float) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:  # noqa: N802
        none = self.settings.get("weight_decay") == 0
        if none and ast.unparse(node.right) == "weight_decay * x" and isinstance(node.op, ast.Add):
            kept: ast.AST = self.visit(node.left)
            return kept
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:  # noqa: N802
        return self._chosen(node.test, node.body, node.orelse)

    def visit_Call(self, node: ast.Call) -> ast.AST:  # noqa: N802
        name = ast.unparse(node.func)
        if name == "where":
            return self._chosen(*node.args)
        arguments = [self.visit(argument) for argument in node.args]
        if name in _NUMPY:
            return ast.Call(ast.parse(_NUMPY[name], mode="eval").body, arguments, [])
        if name == "divide":
            return ast.BinOp(arguments[0], ast.Div(), arguments[1])
        fields = getattr(self.module.get(name), "_fields", None)
        if fields is not None:
            return ast.Dict([ast.Constant(field) for field in fields], arguments)
        return ast.Call(node.func, arguments, [])

    def _chosen(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> ast.AST:
        """One of two: at once if the settings tell, by ``if`` if the step does, else by array."""
        names = {part.id for part in ast.walk(test) if isinstance(part, ast.Name)}
        if names <= set(self.settings):
            code = compile(ast.Expression(test), "<rule>", "eval")
            chosen: ast.AST = self.visit(
                yes if eval(code, {"__builtins__": {}}, dict(self.settings)) else no
            )
            return chosen
        parts = [self.visit(part) for part in (test, yes, no)]
        if names <= {*self.settings, "k"}:
            return ast.IfExp(*parts)
        return ast.Call(ast.parse("np.where", mode="eval").body, parts, [])
