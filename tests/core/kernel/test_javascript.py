"""The text of the JavaScript modules: what it holds, and what it must never hold."""

import re

import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.kernel.javascript import module_text
from app.core.objective import objective

_EXPORT = re.compile(r"^export (?:const|function) (\w+)", re.M)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_module_stands_alone(name: str) -> None:
    for text in (FUNCTIONS["ackley"].expression, "abs(x)**y + sigmoid(x)", "x**3", "5"):
        module = module_text(objective(text), OPTIMIZERS[name])
        assert module.isascii()
        assert not re.search(r"\b(?:import|eval|Function|require|fetch|window)\b", module)
        exports = _EXPORT.findall(module)
        assert exports == [
            "variables",
            "settings",
            "memory",
            "value",
            "gradient",
            "hessian",
            "exact",
            "walk",
        ]
        settings = [setting.name for setting in OPTIMIZERS[name].settings]
        assert f"export const settings = {settings};".replace("'", '"') in module


def test_spellings_of_one_function_give_one_text() -> None:
    rule = OPTIMIZERS["adam"]
    one = module_text(objective("x^2/20+y**2"), rule)
    assert one == module_text(objective("  (x**2) / 20 + y ** 2"), rule)


def test_no_operation_is_spelled_by_its_bare_name() -> None:
    """Every function that a module calls is JavaScript's, or stands in the module."""
    text = "maximum(x, y) + minimum(x, -y) + sigmoid(x) + log(x)*x**y + abs(x) + sqrt(x)/tan(y)"
    for name in OPTIMIZERS:
        module = module_text(objective(text), OPTIMIZERS[name])
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", module, flags=re.S)
        called = set(re.findall(r"(?<![.\w])([a-z_]\w*)\(", code)) - {"for", "if", "function"}
        defined = set(re.findall(r"function (\w+)\(", code))
        assert called <= defined, called - defined


def test_a_constant_and_one_variable() -> None:
    module = module_text(objective("5"), OPTIMIZERS["newton"])
    assert "return 5.0;" in module and 'variables = ["x", "y"]' in module
    module = module_text(objective("x**2"), OPTIMIZERS["newton"])
    assert "export function value(x) {" in module and 'variables = ["x"]' in module


def test_the_module_is_small() -> None:
    sizes = [
        len(module_text(objective(entry.expression), optimizer))
        for entry in FUNCTIONS.values()
        for optimizer in OPTIMIZERS.values()
    ]
    assert max(sizes) < 16_000
