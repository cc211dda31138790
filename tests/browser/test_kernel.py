"""The JavaScript modules in Chromium against the plain loop in Python.

Algebraic functions agree to the last bit, whole runs and all. Chromium's exp, sin and their like
may differ from the C library's in the last place, so the other functions are held step by step:
each step is taken again in Python from the very state that JavaScript had. Whole runs of theirs
agree where they are calm; the rules and functions that blow one last bit up are named.
"""

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.schedules import scheduled
from app.core.stepping import Slopes, shakes_of, walk_plainly
from app.lessons.kernels import kernel_address
from tests.browser.kernel_runs import Job, Ran, run_all
from tests.core.kernel.drawing import settings_of, start_of
from tests.core.kernel.expressions import OWN

NOISE = Slopes(noise=0.2, seed=3)
RATES = [0.2 * 0.95**k for k in range(25)]
PLAIN = "gradient_descent"
LONG = 300
#: A last bit grows beyond 1e-9 within 300 steps. An engine that computes exp, sin and cos as this
#: machine's C library does shows none of it; others do.
CHAOTIC = {
    ("ackley", "line_search"),
    ("bohachevsky", "adadelta"),
    ("bohachevsky", "nadam"),
    ("griewank", "newton"),
    ("mccormick", "line_search"),
}


def usual() -> Iterator[Job]:
    """Every function with every rule, at rates that make them move."""
    for entry in FUNCTIONS.values():
        for name, optimizer in OPTIMIZERS.items():
            settings: dict[str, Any] = {each.name: each.default for each in optimizer.settings}
            if name in ("gradient_descent", "momentum", "nesterov"):
                settings["learning_rate"] = entry.learning_rate / (2 if name != PLAIN else 1)
            elif not optimizer.program:
                settings["learning_rate"] = max(0.05, settings["learning_rate"])
            yield Job(entry.expression, name, entry.start, settings, LONG)


def drawn() -> Iterator[Job]:
    """Settings and starts at random: exact, numerical, noisy and scheduled gradients."""
    dice = random.Random(11)
    places = {entry.expression: entry.start for entry in FUNCTIONS.values()}
    rules = list(OPTIMIZERS)
    for number, (text, start) in enumerate([*places.items(), *OWN.items()]):
        for turn in range(4):
            name = rules[(4 * number + turn) % len(rules)]
            settings = settings_of(OPTIMIZERS[name], dice)
            job = Job(text, name, start_of(start, dice), settings, 40)
            shakes = shakes_of(NOISE, 40, job.objective.dimension)
            assert shakes is not None
            options: list[dict[str, Any]] = [
                {},
                {"h": 1e-3},
                {"shakes": shakes.ravel().tolist()},
                {"rates": RATES},
            ]
            job.options = options[turn]
            yield job


def lost() -> Iterator[Job]:
    """Runs that leave the floats, at once and late."""
    for rate in (1.001, 3.0, 1e200):
        for text in ("x**2 + y**2", "exp(x) + y**4", "x**4"):
            start = (3.0, -4.0)[: 1 if "y" not in text else 2]
            yield Job(text, "gradient_descent", start, {"learning_rate": rate}, 20_000)


@pytest.fixture(scope="module")
def ran(browser: Browser) -> list[Ran]:
    page = browser.new_page()
    found = run_all(page, [*usual(), *drawn(), *lost()])
    page.close()
    return found


def plainly(job: Job) -> Any:
    """The same run by the plain loop."""
    noisy = "shakes" in job.options
    slopes = Slopes(h=job.options.get("h"), noise=NOISE.noise if noisy else 0.0, seed=NOISE.seed)
    rule = job.made()
    if "rates" in job.options:
        others = {key: value for key, value in job.settings.items() if key != "learning_rate"}

        def make(learning_rate: float) -> Any:
            return OPTIMIZERS[job.rule].rule(learning_rate=learning_rate, **others)

        rule = scheduled(make, job.options["rates"])
    return walk_plainly(job.objective, rule, job.start, job.steps, slopes)


def test_algebraic_functions_to_the_last_bit(ran: list[Ran]) -> None:
    algebraic = [each for each in ran if each.job.objective.algebraic]
    assert len(algebraic) > 300
    for each in algebraic:
        if each.job.rule == "nadam":
            continue  # its fractional powers are the engine's own: held step by step below
        plain = plainly(each.job)
        of = str(each.job)
        assert np.array_equal(each.points, np.array(plain.points)), of
        assert np.array_equal(each.clean, np.array(plain.clean), equal_nan=True), of
        assert np.array_equal(each.gradients, np.array(plain.given), equal_nan=True), of
        values = each.job.objective.value(each.points.T)
        assert np.array_equal(each.values, values, equal_nan=True), of
        assert (each.left is None) == (plain.left is None), of
        if each.left is not None:
            assert np.array_equal(each.left, plain.left, equal_nan=True), of


def close(made: Any, plain: Any, scale: Any = 0.0) -> bool:
    """Equal to 1e-12 of the number itself and of ``scale``, what it was computed from."""
    made, plain = np.asarray(made), np.asarray(plain)
    with np.errstate(all="ignore"):
        near = np.abs(made - plain) <= 1e-12 * (np.abs(plain) + scale)
    same = (made == plain) | (np.isnan(made) & np.isnan(plain))
    return bool((near | same).all())


def test_each_step_from_the_same_state(ran: list[Ran]) -> None:
    for each in ran:
        job, rule = each.job, each.job.made()
        if "rates" in job.options or job.steps > LONG:
            continue
        made = job.objective

        def hessian(at: Any, made: Objective = made) -> Any:
            return made.hessian_at(*at)

        for k in [*range(1, min(60, len(each.points))), *range(60, len(each.points), 20)]:
            x, g = tuple(each.points[k - 1].tolist()), tuple(each.gradients[k - 1].tolist())
            of = f"step {k} of {job}"
            if job.options.get("h") is None:
                assert close(each.clean[k - 1], made.gradient_at(*x), 1.0), of
            if isinstance(rule, JointRule):
                moved = list(rule.step(g, x, hessian, made.value_at, k))
            else:
                states = [_like(rule, row) for row in each.states[k - 1].tolist()]
                pairs = [rule.step(*at, k) for at in zip(g, x, states, strict=True)]
                moved = [pair[0] for pair in pairs]
                assert close(each.states[k], [list(pair[1]) for pair in pairs]), of
            if close(each.points[k], moved, np.abs(x)):
                continue
            # Where the values at both ends differ by rounding alone, a last bit of exp or sin
            # decides whether a trial pays.
            ends = made.value_at(*x), made.value_at(*moved)
            tie = abs(ends[0] - ends[1]) <= 1e-12 * (1.0 + abs(ends[0]))
            assert job.rule == "line_search" and tie and not made.algebraic, of


def _like(rule: Rule, row: list[float]) -> Any:
    first = rule.init(0.0)
    return type(first)(*row) if hasattr(first, "_fields") else tuple(row)


def test_values_gradients_and_hessians_at_the_start(ran: list[Ran]) -> None:
    for each in ran:
        made, start = each.job.objective, each.job.start
        upper = made.expression.programs.hessian_floats(*start)
        of = str(each.job)
        assert close(each.at_start["value"], made.value_at(*start), 1.0), of
        assert close(each.at_start["gradient"], made.gradient_at(*start), 1.0), of
        assert close(each.at_start["hessian"], upper, 1.0), of
        assert close(each.at_start["exact"], made.exact(np.array(start)), 1.0), of


def test_whole_runs_where_they_are_calm(ran: list[Ran]) -> None:
    names = {entry.expression: entry.name for entry in FUNCTIONS.values()}
    chaotic = set()
    for each in ran[: len(FUNCTIONS) * len(OPTIMIZERS)]:
        plain = np.array(plainly(each.job).points)
        if not (
            plain.shape == each.points.shape
            and np.allclose(each.points, plain, rtol=1e-9, atol=1e-9)
        ):
            chaotic.add((names[each.job.text], each.job.rule))
    assert chaotic <= CHAOTIC


def test_every_diverging_run_is_lost_at_the_same_step(ran: list[Ran]) -> None:
    for each in ran:
        if each.job.steps > LONG:
            plain = plainly(each.job)
            assert (len(each.points), each.left is None) == (
                len(plain.points),
                plain.left is None,
            ), str(each.job)


def test_a_page_imports_a_module_from_its_own_server(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/descent")
    where = kernel_address("x**2/20 + y**2", "momentum")
    points = page.evaluate(
        """async (where) => {
          const kernel = await import(where);
          const settings = {learning_rate: 0.1, momentum: 0.9, dampening: 0, weight_decay: 0};
          return Array.from(kernel.walk([-7, 2], settings, 30).points);
        }""",
        where,
    )
    rule = OPTIMIZERS["momentum"].rule(learning_rate=0.1)
    job = Job("x**2/20 + y**2", "momentum", (-7.0, 2.0), {}, 30)
    plain = walk_plainly(job.objective, rule, job.start, job.steps)
    assert points == [x for point in plain.points for x in point]
    page.close()
