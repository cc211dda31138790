"""Many runs as one program: to the last bit what the rules' own steps on arrays make of them."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.kernel.powers import powers
from app.core.kernel.tape import whole_power
from app.core.objective import objective
from app.core.optimizers.rule import JointRule, Origin, Rule
from app.core.optimizers.settings import LearningRate
from app.core.population import BLOCK, march, path, runs, stepped
from app.core.schedules import scheduled
from app.core.settling import ends

Array = NDArray[np.float64]
#: The rules that treat each coordinate alike; the others are stepped as they are.
ALONE = [name for name, entry in OPTIMIZERS.items() if isinstance(entry.rule(), Rule)]
RANDOM = np.random.default_rng(20)


def same(ours: Array, theirs: Array) -> bool:
    """Equal to the last bit, the sign of zero too; a NaN is a NaN."""
    both = np.isnan(ours) & np.isnan(theirs)
    bits = np.ascontiguousarray(ours).view(np.int64) == np.ascontiguousarray(theirs).view(np.int64)
    return bool((both | bits).all())


def spread(function: str, count: int) -> Array:
    """Starts all over the map and beyond it, a zero and what is no number among them."""
    entry = FUNCTIONS[function]
    low, high = np.array(entry.domain[0::2])[:, None], np.array(entry.domain[1::2])[:, None]
    starts: Array = low + (high - low) * (1.4 * RANDOM.random((len(low), count)) - 0.2)
    starts[:, 0], starts[0, 1], starts[-1, 2], starts[:, 3] = 0.0, np.nan, np.inf, 1e200
    return starts


def by_steps(function: str, rule: Rule | JointRule, starts: Array, steps: int) -> Array:
    made = objective(FUNCTIONS[function].expression)
    return np.stack([starts, *stepped(made, rule, starts, steps)])


def some_settings(optimizer: str, default: bool) -> dict[str, Any]:
    """The default settings, or some drawn from their ranges."""
    chosen: dict[str, Any] = {}
    for setting in OPTIMIZERS[optimizer].settings:
        if setting.type == "boolean":
            chosen[setting.name] = bool(setting.default) if default else bool(RANDOM.random() < 0.5)
        elif not default and RANDOM.random() < 0.6:
            chosen[setting.name] = 0.001 + 0.998 * float(RANDOM.random())
    return chosen


@pytest.mark.parametrize("optimizer", ALONE)
def test_every_rule_on_every_function(optimizer: str) -> None:
    entry = OPTIMIZERS[optimizer]
    for function, of in FUNCTIONS.items():
        made = objective(of.expression)
        starts = spread(function, 23)
        rate = of.learning_rate
        for default in (True, False):
            settings = some_settings(optimizer, default)

            def make(learning_rate: Any, settings: dict[str, Any] = settings) -> Rule | JointRule:
                return entry.rule(**{**settings, "learning_rate": learning_rate})

            for rule in (
                make(rate),
                make(rate * np.geomspace(0.01, 30, 23)),
                scheduled(make, [rate * 0.9**k for k in range(7)]),
            ):
                expected = by_steps(function, rule, starts, 25)
                found, values = path(made, rule, starts, 25)
                assert same(found, expected), (function, settings)
                assert same(values, made.value(expected.transpose(1, 0, 2))), function


def test_each_rule_for_a_coordinate_has_a_program() -> None:
    made = objective("x**2/20 + y**2")
    for name, entry in OPTIMIZERS.items():
        rule = entry.rule(learning_rate=0.1)
        has = runs(made, rule, np.ones((2, 3)), 5) is not None
        assert has == isinstance(rule, Rule), name


def test_a_rule_made_by_hand_is_stepped() -> None:
    """It keeps the place before: whoever wrote over the old points would spoil it."""

    def step(g: Any, x: Any, state: tuple[Any], k: Any) -> tuple[Any, tuple[Any]]:
        return x - 0.1 * g + 0.5 * (x - state[0]), (x,)

    rule = Rule(lambda x: (x,), step)
    starts = np.array([[1.0, 2.0]])
    moved = list(march(objective("x**2"), rule, starts, 3))
    assert moved[0].tolist() == [[1.0 - 0.1 * 2.0 + 0.5, 2.0 - 0.1 * 4.0 + 1.0]]


def test_a_rule_that_keeps_the_place_before_as_a_program() -> None:
    def make(*, learning_rate: LearningRate = 0.1, momentum: float = 0.5) -> Rule:
        def step(g: Any, x: Any, state: Any, k: Any) -> tuple[Any, Any]:
            return x - learning_rate * g + momentum * (x - state[0]), (x, state[0], g)

        return Rule(lambda x: (0.0, 0.0, 0.0), step)

    rule = make()._replace(origin=Origin(make, {"learning_rate": 0.1, "momentum": 0.5}))
    starts = spread("rosenbrock", 9)
    assert runs(objective(FUNCTIONS["rosenbrock"].expression), rule, starts, 4) is not None
    found, _ = path(objective(FUNCTIONS["rosenbrock"].expression), rule, starts, 40)
    assert same(found, by_steps("rosenbrock", rule, starts, 40))


@pytest.mark.parametrize("optimizer", ["gradient_descent", "adam", "nadam"])
def test_more_runs_than_one_block(optimizer: str) -> None:
    starts = spread("himmelblau", BLOCK + 5)
    rule = OPTIMIZERS[optimizer].rule(learning_rate=0.01)
    expected = by_steps("himmelblau", rule, starts, 12)
    made = objective(FUNCTIONS["himmelblau"].expression)
    assert same(path(made, rule, starts, 12)[0], expected)
    assert same(np.stack(list(march(made, rule, starts, 12))), expected[1:])


def test_nothing_and_no_steps() -> None:
    made = objective("x**2")
    rule = OPTIMIZERS["adam"].rule(learning_rate=0.1)
    assert path(made, rule, np.empty((1, 0)), 3)[0].shape == (4, 1, 0)
    assert path(made, rule, np.ones((1, 2)), 0)[0].tolist() == [[[1, 1]]]
    assert list(march(made, rule, np.ones((1, 2)), 0)) == []


@pytest.mark.parametrize("base", [0.9, 0.999, 0.0, 1.0])
def test_powers_are_those_by_products(base: float) -> None:
    found = powers(base, 1000)
    assert found.tolist() == [whole_power(base, k) for k in range(1, 1001)]


@pytest.mark.parametrize(
    "optimizer", ["gradient_descent", "momentum", "nesterov", "adam", "newton"]
)
@pytest.mark.parametrize("steps", [0, 1, 9, 12, 75, 200])
def test_the_ends_are_those_of_running_every_run(optimizer: str, steps: int) -> None:
    for function, entry in FUNCTIONS.items():
        made = objective(entry.expression)
        starts = spread(function, 60)
        rule = OPTIMIZERS[optimizer].rule(learning_rate=entry.learning_rate)
        whole = by_steps(function, rule, starts, steps)
        found = ends(made, rule, starts, steps)
        finite = np.isfinite(whole[-1]).all(axis=0)
        assert (np.isfinite(found.points).all(axis=0) == finite).all()
        assert same(found.points[:, finite], whole[-1][:, finite]), function
        if steps >= 2:
            middle = (steps + 1) // 2
            for ours, k in ((found.last, steps), (found.middle, middle)):
                with np.errstate(all="ignore"):
                    added = whole[k] - whole[k - 1]
                # Of a run that swings between two points, to and fro are alike.
                assert same(np.abs(ours[:, finite]), np.abs(added[:, finite])), function
