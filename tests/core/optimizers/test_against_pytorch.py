"""The rules against PyTorch's own, whose runs and defaults lie in ``reference.json``."""

import json
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.catalogue.optimizers import OPTIMIZERS

HERE = Path(__file__).parent
SLOPES = runpy.run_path(str(HERE / "slopes.py"))["SLOPES"]
REFERENCE = json.loads((HERE / "reference.json").read_text(encoding="utf-8"))

# What only this project has.
NOT_IN_PYTORCH = {"lion", "newton", "line_search"}


def name_of(run: dict[str, Any]) -> str:
    settings = ",".join(f"{name}={value}" for name, value in run["settings"].items())
    return f"{run['rule']}-{run['slope']}-{settings}"


@pytest.mark.parametrize("run", REFERENCE["runs"], ids=name_of)
def test_every_step_is_pytorchs(run: dict[str, Any]) -> None:
    rule: Any = OPTIMIZERS[run["rule"]].rule(**run["settings"])
    point = tuple(run["points"][0])
    states = [rule.init(x) for x in point]
    path = [point]
    for k in range(1, len(run["points"])):
        slope = SLOPES[run["slope"]].gradient(*point)
        moved = [rule.step(g, x, s, k) for g, x, s in zip(slope, point, states, strict=True)]
        point = tuple(x for x, _ in moved)
        states = [state for _, state in moved]
        path.append(point)
    np.testing.assert_allclose(path, run["points"], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", REFERENCE["defaults"])
def test_defaults_are_pytorchs(name: str) -> None:
    known = REFERENCE["defaults"][name]
    for setting in OPTIMIZERS[name].settings:
        # PyTorch's SGD has no momentum by default: then it would be gradient descent.
        chosen = name in ("momentum", "nesterov") and setting.name == "momentum"
        if not chosen and not (name == "amsgrad" and setting.name == "amsgrad"):
            assert setting.default == known[setting.name], setting.name


def test_every_rule_that_pytorch_has_is_compared() -> None:
    compared = {run["rule"] for run in REFERENCE["runs"]}
    assert compared == set(REFERENCE["defaults"]) == set(OPTIMIZERS) - NOT_IN_PYTORCH


@pytest.mark.parametrize("name", sorted({run["rule"] for run in REFERENCE["runs"]}))
def test_every_setting_is_exercised(name: str) -> None:
    runs = [run["settings"] for run in REFERENCE["runs"] if run["rule"] == name]
    for setting in OPTIMIZERS[name].settings:
        values = {run.get(setting.name, setting.default) for run in runs}
        if name not in ("adam", "amsgrad", "adamw", "nadam", "radam", "adamax"):
            assert len(values) > 1 or setting.default not in values, setting.name
        elif setting.name not in ("beta1", "beta2", "epsilon"):
            assert len(values) > 1 or setting.default not in values, setting.name


def test_the_reference_covers_radams_switch() -> None:
    """With beta2 = 0.999 RAdam rectifies from its sixth step on, with 0.6 never."""
    rule: Any = OPTIMIZERS["radam"].rule(learning_rate=1.0, beta1=0.0)
    moves = []
    state = rule.init(0.0)
    for k in range(1, 8):
        x, state = rule.step(3.0, 0.0, state, k)
        moves.append(-x)
    assert moves[:5] == pytest.approx([3.0] * 5)
    assert 0 < moves[5] < 1 and 0 < moves[6] < 1
