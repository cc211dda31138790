"""The generated loop against the plain one: the same floats to the last bit, whatever happens."""

import random
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import Slopes, Walk, walk
from app.core.kernel.loop import loop_of
from app.core.objective import objective
from app.core.schedules import scheduled
from app.core.stepping import walk_plainly
from tests.core.kernel.drawing import settings_of, start_of
from tests.core.kernel.expressions import OWN

PLACES = {entry.expression: entry.start for entry in FUNCTIONS.values()} | OWN
BENT = [Slopes(), Slopes(h=1e-4), Slopes(noise=0.3, seed=4), Slopes(h=0.5, noise=1e-3, seed=1)]


def bits(rows: list[tuple[float, ...]] | tuple[float, ...] | None) -> Any:
    """Numbers told apart to the last bit, zeros of both signs too; one NaN is as another."""
    if rows is None or rows == []:
        return rows
    if isinstance(rows[0], tuple):
        return [bits(row) for row in rows]
    return [None if x != x else struct.pack("d", x) for x in rows]


def assert_same(made: Walk, plain: Walk, of: str) -> None:
    assert bits(made.points) == bits(plain.points), of
    assert bits(made.clean) == bits(plain.clean), of
    assert bits(made.given) == bits(plain.given), of
    assert bits(made.left) == bits(plain.left), of


def runs(name: str, seed: int) -> Iterator[tuple[str, tuple[float, ...], dict[str, Any]]]:
    dice = random.Random(seed)
    for text, usual in PLACES.items():
        yield text, start_of(usual, dice), settings_of(OPTIMIZERS[name], dice)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_function_to_the_last_bit(name: str) -> None:
    for seed in range(2):
        for number, (text, start, settings) in enumerate(runs(name, seed)):
            # The exact gradient for each, and one of the other kinds by turns.
            slopes = BENT[0] if seed == 0 else BENT[1 + number % 3]
            made, rule = objective(text), OPTIMIZERS[name].rule(**settings)
            found = walk(made, rule, start, 70, slopes)
            plain = walk_plainly(made, rule, start, 70, slopes)
            assert_same(found, plain, f"{text} {start} {settings} {slopes}")


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_schedule_is_another_rate_at_each_update(name: str) -> None:
    for text, start, settings in runs(name, 9):
        del settings["learning_rate"]

        def make(learning_rate: float, settings: dict[str, Any] = settings) -> Any:
            return OPTIMIZERS[name].rule(learning_rate=learning_rate, **settings)

        # Shorter than the run: the last rate stays.
        rule = scheduled(make, [0.3 * 0.9**k for k in range(40)])
        made = objective(text)
        of = f"{text} {start} {settings}"
        assert_same(walk(made, rule, start, 60), walk_plainly(made, rule, start, 60), of)


@pytest.mark.parametrize("steps", [0, 1, 63, 64, 65, 320, 321, 1500])
def test_every_length(steps: int) -> None:
    made, rule = objective(FUNCTIONS["rosenbrock"].expression), OPTIMIZERS["radam"].rule()
    found = walk(made, rule, (-1.2, 1.0), steps)
    assert len(found.points) == len(found.clean) == steps + 1
    assert_same(found, walk_plainly(made, rule, (-1.2, 1.0), steps), str(steps))


@pytest.mark.parametrize("rate", [0.5, 1.001, 1.5, 3.0, 1e200])
def test_divergence_ends_at_the_same_step(rate: float) -> None:
    for text in ("x**2 + y**2", "exp(x) + y**4", "x**4"):
        made = objective(text)
        rule = OPTIMIZERS["gradient_descent"].rule(learning_rate=rate)
        start = (3.0, -4.0)[: made.dimension]
        found = walk(made, rule, start, 2000)
        plain = walk_plainly(made, rule, start, 2000)
        assert_same(found, plain, text)
        assert (found.left is None) == (len(found.points) == 2001)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_run_ends_where_it_has_arrived(name: str) -> None:
    for text, start, settings in runs(name, 5):
        made, rule = objective(text), OPTIMIZERS[name].rule(**settings)
        asked: list[tuple[float, ...]] = []

        def arrived(point: tuple[float, ...], asked: Any = asked) -> bool:
            asked.append(point)
            return abs(point[0]) < 0.3 or len(asked) == 90

        found = walk(made, rule, start, 120, arrived=arrived)
        asked.clear()
        assert_same(found, walk_plainly(made, rule, start, 120, arrived=arrived), text)


def test_the_path_is_the_points_as_an_array() -> None:
    rule = OPTIMIZERS["adam"].rule(learning_rate=0.1)
    found = walk(objective("x**2 + y**2"), rule, (1, 2), 10)
    assert found.path.shape == (11, 2) and found.path.tolist() == [list(p) for p in found.points]


def test_settings_may_be_whole_numbers() -> None:
    rule = OPTIMIZERS["adagrad"].rule(learning_rate=1, initial_accumulator_value=2)
    made = objective("x**4 + y**2")
    assert_same(walk(made, rule, (1, 2), 50), walk_plainly(made, rule, (1, 2), 50), "whole")


def test_one_loop_serves_every_setting() -> None:
    programs = objective("x**2 + 3*y**2").expression.programs
    origin = OPTIMIZERS["adam"].rule().origin
    other = OPTIMIZERS["adam"].rule(learning_rate=0.3, beta1=0.5).origin
    assert origin is not None and other is not None
    assert origin.make is other.make and other.settings["epsilon"] == 1e-8
    made = [loop_of(programs, each.make, (), False, False, False) for each in (origin, other)]
    assert made[0] is made[1]


def test_a_rule_made_by_hand_runs_plainly() -> None:
    rule = OPTIMIZERS["momentum"].rule()
    by_hand = type(rule)(*rule[:2])
    assert by_hand.origin is None
    made = objective("x**2 + y**2")
    assert walk(made, by_hand, (1.0, 2.0), 9).points == walk(made, rule, (1.0, 2.0), 9).points


def test_the_rows_are_those_of_numpy_too() -> None:
    """Algebraic functions on arrays give the values and gradients of the recorded points."""
    for text in ("x**4 + 3*x*y - sqrt(x**2 + y**2 + 1)/y", FUNCTIONS["beale"].expression):
        made = objective(text)
        found = walk(made, OPTIMIZERS["adam"].rule(learning_rate=0.05), (1.0, 1.5), 300)
        exact = made.gradient(found.path.T)
        assert np.array_equal(exact.T, np.array(found.clean))
