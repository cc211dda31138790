"""Recording: what a recorded number refuses, what it writes down, and what that depends on."""

from typing import Any

import pytest

from app.catalogue.optimizers import OPTIMIZERS
from app.core.arithmetic import (
    absolute,
    divide,
    everywhere,
    maximum,
    minimum,
    power,
    repeated,
    sign,
    sqrt,
    where,
)
from app.core.kernel.recording import Recorded, node_of, replay
from app.core.kernel.tape import Tape
from app.core.kernel.tracing import COLUMN, CONSTANT, LOOP, SETTING, flags_of, trace
from app.core.objective import objective
from app.core.optimizers.rule import Rule


@pytest.fixture
def tape() -> Tape:
    return Tape()


def number(tape: Tape, name: str) -> Recorded:
    return Recorded(tape, tape.variable(name))


def test_a_recorded_number_has_no_truth(tape: Tape) -> None:
    x: Any = number(tape, "x")
    for ask in (
        lambda: bool(x),
        lambda: bool(x > 0),
        lambda: x == 1,
        lambda: x != 1,
        lambda: float(x),
        lambda: int(x),
        lambda: everywhere(x > 0),
        lambda: x**2,
        lambda: hash(x),
        lambda: x + "1",
        lambda: x + number(Tape(), "x"),
    ):
        with pytest.raises(TypeError):
            ask()


def test_operations_are_written_down_in_their_order(tape: Tape) -> None:
    x, y = number(tape, "x"), number(tape, "y")
    made = {
        "add": x + y,
        "subtract": 1 - x,
        "multiply": 2 * y,
        "divide": divide(x, y),
        "negate": -x,
        "sqrt": sqrt(x),
        "abs": absolute(x),
        "sign": sign(x),
        "maximum": maximum(0.0, x),
        "minimum": minimum(x, y),
        "less": x < y,
        "less_equal": x <= 1,
        "greater": x > 0,
        "greater_equal": x >= y,
        "where": where(x > 0, x, False),
        "power": power(x, 0.3),
        "power_by_products": power(0.9, x),
    }
    assert {tape.nodes[each.index].operation for each in made.values()} == set(made)
    # Equal operations are one node; both branches alike are no branch.
    assert (x + y).index == made["add"].index
    assert where(x > 0, y, y).index == y.index
    # Python turns a comparison with the number on the left around.
    assert tape.nodes[(0 < x).index].operation == "greater"


def test_whole_and_half_powers_are_products_and_roots(tape: Tape) -> None:
    x = number(tape, "x")
    index = power(x, 2.5).index
    operations = [tape.nodes[i].operation for i in tape.needed([index])]
    assert operations == ["variable", "multiply", "sqrt", "multiply"]


def test_a_bounded_loop_is_written_down_once(tape: Tape) -> None:
    x = number(tape, "x")
    rounds = []

    def body(t: Recorded) -> tuple[Recorded, Recorded]:
        rounds.append(t)
        return t * x < 1.0, t * 0.5

    done, last = repeated(body, x, 60)
    assert len(rounds) == 1
    node = tape.nodes[last.index]
    assert (node.operation, node.payload) == ("repeated", 60)
    assert tape.nodes[done.index] == ("settled", (last.index,), None)


def test_the_loop_on_numbers_ends_when_it_is_done() -> None:
    assert repeated(lambda t: (t < 1.0, t if t < 1.0 else t / 2), 4.0, 60) == (True, 0.5)
    assert repeated(lambda t: (False, t + 1), 0.0, 3) == (False, 3.0)


def test_an_expression_is_replayed_at_another_place(tape: Tape) -> None:
    programs = objective("x**5 + pi*x").expression.programs
    a = tape.variable("a")
    [root] = replay(programs.tape, (programs.root,), tape, {"x": a})
    operations = [tape.nodes[i].operation for i in tape.needed([root])]
    assert "whole_power" not in operations and operations.count("multiply") == 4


def test_what_depends_on_settings_and_k_alone_is_told_apart() -> None:
    programs = objective("x**2 + 3*y**2").expression.programs
    origin = OPTIMIZERS["adam"].rule().origin
    assert origin is not None
    traced = trace(programs, origin.make)
    levels = dict(zip(traced.tape.nodes, traced.levels, strict=True))
    by_name = {
        node.payload: level for node, level in levels.items() if node.operation == "variable"
    }
    assert by_name["x"] == by_name["state1_1"] == LOOP
    assert by_name["k"] == COLUMN and by_name["beta1"] == SETTING
    powers = [level for node, level in levels.items() if node.operation == "power_by_products"]
    # One for each beta, though there are two coordinates.
    assert powers == [COLUMN, COLUMN]
    assert CONSTANT in levels.values()
    scheduled = trace(programs, origin.make, scheduled=True)
    rate = scheduled.settings["learning_rate"]
    assert (traced.levels[traced.settings["learning_rate"]], scheduled.levels[rate]) == (
        SETTING,
        COLUMN,
    )


def test_a_setting_that_is_a_bool_is_branched_on() -> None:
    origin = OPTIMIZERS["rmsprop"].rule().origin
    assert origin is not None and flags_of(origin.make) == ("centered",)
    programs = objective("x**2").expression.programs
    sizes = [
        len(trace(programs, origin.make, (("centered", flag),)).tape.nodes)
        for flag in (False, True)
    ]
    assert sizes[0] < sizes[1]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_rule_is_recorded(name: str) -> None:
    rule = OPTIMIZERS[name].rule()
    assert rule.origin is not None
    traced = trace(objective("x**2 + x*y**2").expression.programs, rule.origin.make)
    numbers = {s.name for s in OPTIMIZERS[name].settings if s.type != "boolean"}
    assert set(traced.settings) == numbers
    assert len(traced.following) == 2
    if isinstance(rule, Rule):
        assert traced.memory == getattr(rule.init(0.0), "_fields", ())
        assert len(traced.state) == len(traced.carried) == len(traced.initial) == 2
    assert (traced.hessian is not None) == (name == "newton")
    assert bool(traced.asked) == (name == "line_search")


def test_a_bool_is_a_node_of_its_own(tape: Tape) -> None:
    assert node_of(tape, True) != node_of(tape, 1) != node_of(tape, False)
