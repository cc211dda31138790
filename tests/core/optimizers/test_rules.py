"""What every rule must hold to: one program for floats and arrays, and an entry that is whole."""

import math
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalogue.optimizers import OPTIMIZERS
from app.core.optimizers.rule import JointRule, Optimizer

SLOPES = runpy.run_path(str(Path(__file__).with_name("slopes.py")))["SLOPES"]
EVERY = pytest.mark.parametrize("entry", OPTIMIZERS.values(), ids=OPTIMIZERS)

#: Starts side by side: ordinary ones, a minimum, the origin, and one far out.
STARTS = np.array(
    [[-7.0, 2.0], [1.0, 1.0], [0.0, 0.0], [0.3, -0.7], [-1.2, 1.0], [1e3, -1e3], [0.0, 2.0]]
).T


def run(rule: Any, slope: Any, start: Any, steps: int) -> NDArray[np.float64]:
    """All the points of a run, (steps + 1, 2, …), on floats or on arrays."""
    point = tuple(start)
    states = None if isinstance(rule, JointRule) else [rule.init(x) for x in point]
    path = [point]
    for k in range(1, steps + 1):
        gradient = slope.gradient(*point)
        if states is None:
            point = rule.step(gradient, point, lambda at: slope.hessian(*at), slope.value, k)
        else:
            moved = [rule.step(g, x, s, k) for g, x, s in zip(gradient, point, states, strict=True)]
            point = tuple(x for x, _ in moved)
            states = [state for _, state in moved]
        path.append(point)
    return np.array(path)


def variants(entry: Optimizer) -> list[dict[str, Any]]:
    """The defaults, and each other setting at a value of its own."""
    changed = [
        {s.name: not s.default if s.type == "boolean" else 0.25}
        for s in entry.settings
        if s.name != "learning_rate"
    ]
    return [{}, *changed]


@EVERY
@pytest.mark.parametrize("slope", SLOPES)
@pytest.mark.parametrize("learning_rate", [0.03, 3.0, 1e150])
def test_floats_and_arrays_agree_to_the_last_bit(
    entry: Optimizer, slope: str, learning_rate: float
) -> None:
    for settings in variants(entry):
        rule: Any = entry.rule(learning_rate=learning_rate, **settings)
        with np.errstate(all="ignore"):
            together = run(rule, SLOPES[slope], STARTS.copy(), 25)
        for index, start in enumerate(STARTS.T.tolist()):
            alone = run(rule, SLOPES[slope], start, 25)
            np.testing.assert_array_equal(together[:, :, index], alone, err_msg=str(settings))


@EVERY
def test_floats_stay_floats_and_never_raise(entry: Optimizer) -> None:
    rule: Any = entry.rule(
        **{s.name: 0.0 for s in entry.settings if s.name == "epsilon" and s.allows(0)}
    )
    slope = SLOPES["rosenbrock"]
    for start in [(0.0, 0.0), (math.inf, 1.0), (math.nan, 1.0), (1e200, -1e200), (5e-324, 0.0)]:
        point = run(rule, slope, start, 3)
        assert point.dtype == np.float64


@EVERY
def test_an_array_of_learning_rates_is_many_runs(entry: Optimizer) -> None:
    rates = np.array([1e-3, 0.02, 0.3])
    start = (-0.9, 0.4)
    with np.errstate(all="ignore"):
        wide = [np.full(3, x) for x in start]
        together = run(entry.rule(learning_rate=rates), SLOPES["two_wells"], wide, 20)
    for index, rate in enumerate(rates.tolist()):
        alone = run(entry.rule(learning_rate=rate), SLOPES["two_wells"], start, 20)
        np.testing.assert_array_equal(together[:, :, index], alone)


@EVERY
def test_every_rule_descends(entry: Optimizer) -> None:
    slope = SLOPES["bowl"]
    end = run(entry.rule(learning_rate=0.02), slope, slope.start, 200)[-1]
    assert slope.value(*end) < slope.value(*slope.start)


@EVERY
def test_the_state_bears_names_and_starts_as_plain_numbers(entry: Optimizer) -> None:
    rule: Any = entry.rule()
    if isinstance(rule, JointRule):
        return
    state = rule.init(np.array([1.0, np.nan]))
    assert state == () or state._fields
    assert all(type(number) is float for number in state)


@EVERY
def test_an_entry_is_whole(entry: Optimizer) -> None:
    assert entry.settings[0].name == "learning_rate"
    assert entry.latex and entry.source
    for text in [entry.title, entry.note, *(s.meaning for s in entry.settings)]:
        assert set(text) == {"en", "ko"} and all(text.values())
    for setting in entry.settings:
        expected = {"number": float, "integer": int, "boolean": bool}[setting.type]
        assert type(setting.default) is expected
        assert setting.allows(setting.default)
        if setting.type == "boolean":
            assert setting.minimum is None and setting.maximum is None
    assert (entry.edge is None) == (entry.edge_latex is None)


def test_ranges() -> None:
    settings = {name: {s.name: s for s in e.settings} for name, e in OPTIMIZERS.items()}
    for entry in settings.values():
        assert not entry["learning_rate"].allows(0.0)
        assert not entry["learning_rate"].allows(math.inf)
        assert entry["learning_rate"].allows(1e300)
        for name in ("momentum", "beta1", "beta2", "alpha", "rho"):
            if name in entry:
                allowed = [v for v in (-0.1, 0.0, 0.5, 1.0, math.nan) if entry[name].allows(v)]
                assert allowed == [0.0, 0.5]
    assert settings["momentum"]["dampening"].allows(1.0)
    assert settings["adam"]["epsilon"].allows(0.0)
    assert not settings["adadelta"]["epsilon"].allows(0.0)
    assert not settings["line_search"]["shrink"].allows(1.0)


def test_the_table_is_in_its_order() -> None:
    names = list(OPTIMIZERS)
    assert names[0] == "gradient_descent"
    assert names == sorted(names, key=lambda name: OPTIMIZERS[name].place)
    assert len({entry.place for entry in OPTIMIZERS.values()}) == len(names)
    assert all(entry.name == name for name, entry in OPTIMIZERS.items())


def test_one_file_a_rule() -> None:
    package = Path(__file__).parents[3] / "app" / "core" / "optimizers"
    files = {path.stem for path in package.glob("*.py")}
    assert files - {"__init__", "rule", "settings"} == set(OPTIMIZERS)


def test_without_epsilon_a_zero_gradient_is_nan_as_in_pytorch() -> None:
    rule: Any = OPTIMIZERS["adam"].rule(epsilon=0.0)
    x, _ = rule.step(0.0, 1.0, rule.init(1.0), 1)
    assert math.isnan(x)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_equation_can_be_read_as_text_too(name: str) -> None:
    assert "←" in OPTIMIZERS[name].text or "Adam" in OPTIMIZERS[name].text
