"""An update rule as lines of a NumPy program, read off the rule's own source.

A rule is written once, in ``core/optimizers``; here its ``step`` is printed for arrays, operation
by operation in the same order, so that the program rounds as the rule does.
"""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import CodeType
from typing import Any

from app.core.optimizers.rule import Optimizer, Rule

_NUMPY = {"sqrt": "np.sqrt", "absolute": "np.abs", "sign": "np.sign", "maximum": "np.maximum"}
#: A whole power by repeated products, as the rules take it.
POWER = (
    "def power(b, k):",
    "    if k != int(k):",
    "        return b**k",
    "    r, k = 1.0, int(k)",
    "    while k:",
    "        r, b, k = (r * b if k & 1 else r), b * b, k >> 1",
    "    return r",
)
#: The rules that ask for the value or the curvatures and have no step for one coordinate.
_JOINT = {
    "line_search": (
        "def step(g, x, state, k):",
        "    t, now, slope = learning_rate, value(*x), sum(g * g)",
        "    for _ in range(60):",
        "        if value(*(x - t * g)) <= now - c1 * t * slope:",
        "            return x - t * g, state",
        "        t = t * shrink",
        "    return x, state",
    ),
    "newton": (
        "def step(g, x, state, k):",
        "    curvatures, axes = np.linalg.eigh(hessian(x))",
        "    along = (axes.T @ g) / (np.maximum(np.abs(curvatures), 1e-30) + damping)",
        "    return x - learning_rate * (axes @ along), state",
    ),
}


def rule_lines(optimizer: Optimizer, settings: Mapping[str, Any]) -> list[str]:
    """The lines that define ``step(g, x, state, k)`` and the first ``state``, settings included."""
    rule = optimizer.rule(**settings)
    if isinstance(rule, Rule):
        body = _step_lines(rule, settings)
        start = rule.init(0.0)
        state = repr(start._asdict()) if hasattr(start, "_asdict") else "{}"
    else:
        body, state = _JOINT[optimizer.name], "{}"
    used = [name for name in settings if any(name in _names(line) for line in body)]
    return [
        *(f"{name} = {settings[name]!r}" for name in used),
        f"state = {state.replace(chr(39), chr(34))}",
        "",
        *((*POWER, "") if any("power(" in line for line in body) else ()),
        *body,
    ]


def _names(line: str) -> set[str]:
    return set("".join(c if c.isidentifier() or c.isdigit() else " " for c in line).split())


def _step_lines(rule: Rule, settings: Mapping[str, Any]) -> tuple[str, ...]:
    flags = frozenset((key, value) for key, value in settings.items() if isinstance(value, bool))
    return _printed(rule.step.__code__, flags, settings.get("weight_decay") != 0, _module(rule))


def _module(rule: Rule) -> str:
    return rule.step.__module__


@cache
def _printed(
    code: CodeType, flags: frozenset[tuple[str, bool]], decays: bool, module: str
) -> tuple[str, ...]:
    """The step of a rule as lines; the numbers among its settings keep their names there."""
    function = ast.parse(textwrap.dedent(inspect.getsource(code))).body[0]
    assert isinstance(function, ast.FunctionDef)
    writer = _ForArrays(dict(flags), vars(import_module(module)))
    lines = ["def step(g, x, state, k):"]
    for statement in function.body:
        if isinstance(statement, ast.Expr) or (not decays and _is_decay(statement)):
            continue
        fresh = writer.visit(statement)
        lines.append("    " + _written(ast.fix_missing_locations(fresh)))
    return tuple(line.replace("'", '"') for line in lines)


def _written(statement: ast.AST) -> str:
    """A statement as text, a pair that is returned without its brackets."""
    if isinstance(statement, ast.Return) and isinstance(statement.value, ast.Tuple):
        return f"return {', '.join(map(ast.unparse, statement.value.elts))}"
    return ast.unparse(statement)


def _is_decay(statement: ast.stmt) -> bool:
    """Whether this is the line of the weight decay, which is for nothing where that is zero."""
    return ast.unparse(statement) == "g = g + weight_decay * x"


class _ForArrays(ast.NodeTransformer):
    """Writes the arithmetic of a rule as NumPy's, and its state as a dict."""

    def __init__(self, flags: Mapping[str, bool], module: Mapping[str, Any]) -> None:
        self.flags = flags
        self.module = module

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:  # noqa: N802
        return ast.Subscript(node.value, ast.Constant(node.attr), ast.Load())

    def visit_Name(self, node: ast.Name) -> ast.AST:  # noqa: N802
        value = self.module.get(node.id)
        return ast.Constant(value) if isinstance(value, int | float) else node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:  # noqa: N802
        if isinstance(node.test, ast.Name) and node.test.id in self.flags:
            chosen: ast.AST = self.visit(node.body if self.flags[node.test.id] else node.orelse)
            return chosen
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:  # noqa: N802
        name = ast.unparse(node.func)
        arguments = [self.visit(argument) for argument in node.args]
        if name in _NUMPY:
            return ast.Call(ast.parse(_NUMPY[name], mode="eval").body, arguments, [])
        if name == "divide":
            return ast.BinOp(arguments[0], ast.Div(), arguments[1])
        if name == "where":
            return ast.IfExp(*arguments)
        fields = getattr(self.module.get(name), "_fields", None)
        if fields is not None:
            return ast.Dict([ast.Constant(field) for field in fields], arguments)
        return ast.Call(node.func, arguments, [])
