"""A rule read off its own source gives, as a NumPy program, the very points of the rule."""

from typing import Any

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import descend
from app.core.objective import objective
from app.core.optimizers.rule import JointRule
from app.lessons.descent.experiment import RunQuery
from app.lessons.descent.program import program
from app.lessons.reading import read
from app.lessons.rule_lines import power_lines, rule_lines, rule_program

STEPS = 300
#: Settings that take another branch of the rule, or a line that is left out at the default.
BRANCHES: list[tuple[str, dict[str, Any]]] = [
    ("momentum", {"dampening": 0.5, "weight_decay": 0.01}),
    ("momentum", {"momentum": 0.0, "dampening": 0.5}),
    ("nesterov", {"momentum": 0.0}),
    ("adagrad", {"lr_decay": 0.1, "initial_accumulator_value": 0.3}),
    ("rmsprop", {"momentum": 0.9, "centered": True}),
    ("adam", {"weight_decay": 0.1}),
    ("adamw", {"amsgrad": True, "weight_decay": 0.0}),
    ("nadam", {"momentum_decay": 0.5}),
    ("radam", {"beta2": 0.6}),
    ("lion", {"weight_decay": 0.3}),
    ("line_search", {"shrink": 0.9, "c1": 0.3}),
]
EVERY = [*((name, {}) for name in OPTIMIZERS), *BRANCHES]


def printed(name: str, f: str, settings: dict[str, Any]) -> tuple[list[float], list[float]]:
    """The last point of the program of the descent, and that of the loop itself."""
    entry, rate = FUNCTIONS[f], {"learning_rate": 0.01}
    known = {s.name: s.default for s in OPTIMIZERS[name].settings}
    keys = {"f": f, "optimizer": name, "learning_rate": "0.01", "steps": str(STEPS)}
    own = {key: str(value).lower() for key, value in settings.items()}
    query, problems = read(RunQuery, [*keys.items(), *own.items()], "en")
    assert not problems, problems
    rule = OPTIMIZERS[name].rule(**{**known, **rate, **settings})
    scope: dict[str, Any] = {}
    with np.errstate(all="ignore"):  # plain descent leaves the floats here
        exec(program(query, "en").text, scope)  # noqa: S102
    path = descend(
        objective(entry.expression), rule, entry.start, STEPS, domain=entry.domain
    ).points
    return scope["p"].tolist(), path[-1].tolist()


@pytest.mark.parametrize(("name", "settings"), EVERY, ids=[f"{n}-{list(s)}" for n, s in EVERY])
@pytest.mark.parametrize("f", ["rosenbrock", "double_well"])
def test_a_rule_prints_its_own_digits(name: str, f: str, settings: dict[str, Any]) -> None:
    program_s, own = printed(name, f, settings)
    if name == "newton":
        # Its curvatures come from differences of the gradient, good to about ten digits.
        assert program_s == pytest.approx(own, rel=1e-6)
    else:
        assert program_s == own


def test_a_rule_for_all_coordinates_brings_its_lines() -> None:
    for entry in OPTIMIZERS.values():
        assert bool(entry.program) == isinstance(entry.rule(), JointRule), entry.name


def test_what_the_settings_decide_is_decided_in_print() -> None:
    plain = rule_program(OPTIMIZERS["momentum"], known("momentum"))
    assert plain.body[0].startswith('v = momentum * state["v"] + (1 - dampening) * g if k > 1')
    assert len(plain.body) == 2
    assert list(plain.settings) == ["learning_rate", "momentum", "dampening"]
    assert plain.function("b")[0] == (
        "def b(g, x, state, k, learning_rate=0.001, momentum=0.9, dampening=0.0):"
    )
    centred = rule_program(OPTIMIZERS["rmsprop"], {**known("rmsprop"), "centered": True})
    assert not any("centered" in line for line in centred.body)


def test_a_power_that_need_not_be_whole_takes_more_lines() -> None:
    def lines(*names: str) -> int:
        return len(power_lines(*(rule_program(OPTIMIZERS[n], known(n)) for n in names)))

    assert (lines("adagrad"), lines("adam", "radam"), lines("adam", "nadam")) == (0, 2, 7)
    blocks = rule_lines(OPTIMIZERS["adam"], known("adam"))
    assert blocks[0][-1] == 'state = {"m": 0.0, "v": 0.0}'
    scope: dict[str, Any] = {"np": np}
    exec("\n".join(power_lines(rule_program(OPTIMIZERS["nadam"], known("nadam")))), scope)  # noqa: S102
    assert scope["power"](0.5, 3) == 0.125
    assert scope["power"](4.0, 1.5) == 8.0
    assert scope["power"](2.0, 0.3) == 2.0**0.3


def known(name: str) -> dict[str, Any]:
    return {setting.name: setting.default for setting in OPTIMIZERS[name].settings}
