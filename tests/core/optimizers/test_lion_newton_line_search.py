"""The three rules that PyTorch has not, each against an independent computation."""

import math
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalogue.optimizers import OPTIMIZERS

Array = NDArray[np.float64]
SLOPES = runpy.run_path(str(Path(__file__).with_name("slopes.py")))["SLOPES"]


def chen_algorithm_2(slope: str, eta: float, b1: float, b2: float, lam: float) -> list[Array]:
    """The paper's own lines: interpolate, step by the sign, then update the average."""
    theta = np.array(SLOPES[slope].start)
    average = np.zeros(2)
    path = [theta]
    for _ in range(50):
        g = np.array(SLOPES[slope].gradient(*theta))
        c = b1 * average + (1 - b1) * g
        theta = theta - eta * (np.sign(c) + lam * theta)
        average = b2 * average + (1 - b2) * g
        path.append(theta)
    return path


@pytest.mark.parametrize("slope", SLOPES)
@pytest.mark.parametrize(
    ("eta", "b1", "b2", "lam"), [(0.1, 0.9, 0.99, 0.0), (0.02, 0.8, 0.95, 0.3), (1.0, 0.0, 0.0, 0)]
)
def test_lion_is_the_papers(slope: str, eta: float, b1: float, b2: float, lam: float) -> None:
    rule: Any = OPTIMIZERS["lion"].rule(learning_rate=eta, beta1=b1, beta2=b2, weight_decay=lam)
    path = chen_algorithm_2(slope, eta, b1, b2, lam)
    point, states = SLOPES[slope].start, [rule.init(0.0)] * 2
    for k, expected in enumerate(path[1:], 1):
        slopes = SLOPES[slope].gradient(*point)
        moved = [rule.step(g, x, s, k) for g, x, s in zip(slopes, point, states, strict=True)]
        point, states = tuple(x for x, _ in moved), [s for _, s in moved]
        np.testing.assert_allclose(point, expected, rtol=1e-13, atol=1e-13)


def newton_move(matrix: Array, gradient: Array, damping: float = 0.0) -> Array:
    """What the rule moves a point at the origin by, its rate 1."""
    rule: Any = OPTIMIZERS["newton"].rule(damping=damping)
    origin = (0.0,) * len(gradient)
    rows = tuple(map(tuple, matrix.tolist()))
    point = rule.step(tuple(gradient.tolist()), origin, lambda at: rows, lambda *at: 0.0, 1)
    return -np.array(point)


@pytest.mark.parametrize("damping", [0.0, 0.3, 50.0])
def test_newton_divides_by_the_absolute_eigenvalues(damping: float) -> None:
    random = np.random.default_rng(7)
    for _ in range(500):
        a, b, c = random.normal(size=3) * 10.0 ** random.integers(-3, 4)
        matrix = np.array([[a, b], [b, c]])
        gradient = random.normal(size=2) * float(np.abs(matrix).max())
        values, vectors = np.linalg.eigh(matrix)
        expected = vectors @ ((vectors.T @ gradient) / (np.abs(values) + damping))
        if np.abs(expected).max() > 900:
            continue  # the cap has its own test
        tolerance = 1e-13 * np.abs(values).max() / np.abs(values).min()
        np.testing.assert_allclose(
            newton_move(matrix, gradient, damping),
            expected,
            rtol=1e-11,
            atol=tolerance * np.abs(expected).max(),
        )


@pytest.mark.parametrize(
    "matrix",
    [
        [[0.1, 0.0], [0.0, 2.0]],
        [[2.0, 0.0], [0.0, 0.1]],
        [[-3.0, 0.0], [0.0, 2.0]],
        [[2.0, 0.0], [0.0, 2.0]],
        [[-2.0, 0.0], [0.0, -2.0]],
        [[0.0, 4.0], [4.0, 0.0]],
        [[0.0, -4.0], [-4.0, 0.0]],
        [[1e150, 0.0], [0.0, 1e148]],
        [[1e200, 1e199], [1e199, 1e200]],
        [[1e-9, 0.0], [0.0, 1.0]],
    ],
    ids=str,
)
def test_newton_in_special_places(matrix: list[list[float]]) -> None:
    hessian = np.array(matrix)
    values, vectors = np.linalg.eigh(hessian)
    gradient = np.array([3.0, -2.0]) * np.abs(values).min()
    expected = vectors @ ((vectors.T @ gradient) / np.abs(values))
    np.testing.assert_allclose(newton_move(hessian, gradient), expected, rtol=1e-13)


@pytest.mark.parametrize("curvature", [2.0, -2.0, 1e-20])
def test_newton_of_one_variable(curvature: float) -> None:
    move = newton_move(np.array([[curvature]]), np.array([3.0 * abs(curvature)]), damping=0.0)
    np.testing.assert_allclose(move, [3.0])


def test_newton_lands_on_the_minimum_of_a_bowl_in_one_step() -> None:
    rule: Any = OPTIMIZERS["newton"].rule()
    bowl = SLOPES["bowl"]
    point = rule.step(
        bowl.gradient(*bowl.start), bowl.start, lambda at: bowl.hessian(*at), bowl.value, 1
    )
    np.testing.assert_allclose(point, [0.0, 0.0], atol=1e-14)


@pytest.mark.parametrize(
    "matrix",
    [[[0.0]], [[0.0, 0.0], [0.0, 0.0]], [[2.0, 2.0], [2.0, 2.0]], [[1.0, 0], [0, 0]]],
    ids=str,
)
def test_a_singular_hessian_gives_a_bounded_step(matrix: list[list[float]]) -> None:
    for gradient in ([5.0, -3.0], [1e200, 1e-200], [0.0, 0.0], [0.0, 1e-3]):
        slope = np.array(gradient[: len(matrix)])
        move = newton_move(np.array(matrix), slope)
        assert np.all(np.abs(move) <= 1000 * (1 + 1e-15))
        if slope.any():
            assert move @ slope > 0


def test_on_a_valley_with_a_flat_floor_newton_moves_across_only() -> None:
    """(x + y)² has the curvatures 0 and 4; its gradient has nothing along the floor."""
    move = newton_move(np.array([[2.0, 2.0], [2.0, 2.0]]), np.array([2 * 0.7, 2 * 0.7]))
    np.testing.assert_allclose(move, [0.35, 0.35], rtol=1e-3)


def armijo(slope: str, point: Array, eta: float, c1: float, shrink: float) -> float | None:
    """The first of η, η·s, η·s², … that pays, by the definition."""
    objective = SLOPES[slope]
    gradient = np.array(objective.gradient(*point))
    t = eta
    for _ in range(60):
        found = objective.value(*(point - t * gradient))
        wanted = objective.value(*point) - c1 * t * (gradient @ gradient)
        if math.isfinite(found) and found <= wanted:
            return t
        t *= shrink
    return None


@pytest.mark.parametrize("slope", SLOPES)
@pytest.mark.parametrize(
    ("eta", "c1", "shrink"), [(1.0, 1e-4, 0.5), (1e100, 0.3, 1e-3), (8.0, 0.9, 0.7)]
)
def test_line_search_takes_the_first_step_that_pays(
    slope: str, eta: float, c1: float, shrink: float
) -> None:
    rule: Any = OPTIMIZERS["line_search"].rule(learning_rate=eta, c1=c1, shrink=shrink)
    objective = SLOPES[slope]
    with np.errstate(all="ignore"):
        for start in np.random.default_rng(3).uniform(-2, 2, (50, 2)):
            at = tuple(start.tolist())
            gradient = objective.gradient(*at)
            point = rule.step(gradient, at, lambda p: (), objective.value, 1)
            t = armijo(slope, start, eta, c1, shrink)
            assert t is not None
            np.testing.assert_allclose(point, start - t * np.array(gradient), rtol=1e-12)
            assert objective.value(*point) < objective.value(*at)


def test_line_search_counts_a_value_that_is_not_finite_as_failed() -> None:
    """A function that falls toward the origin but is undefined, or −inf, left of it."""
    for beyond in (math.nan, math.inf, -math.inf):
        rule: Any = OPTIMIZERS["line_search"].rule(learning_rate=4.0)

        def value(x: float, beyond: float = beyond) -> float:
            return x if x > 0 else beyond

        assert rule.step((1.0,), (3.0,), lambda at: (), value, 1) == (1.0,)


def test_line_search_stays_where_nothing_pays() -> None:
    calls = []

    def value(x: float) -> float:
        calls.append(x)
        return 0.0 if x == 3.0 else 1.0

    rule: Any = OPTIMIZERS["line_search"].rule()
    assert rule.step((1e3,), (3.0,), lambda at: (), value, 1) == (3.0,)
    assert len(calls) <= 61
    assert rule.step((0.0,), (3.0,), lambda at: (), value, 1) == (3.0,)


def test_line_search_stops_trying_once_every_point_has_paid() -> None:
    calls = []

    def value(x: float) -> float:
        calls.append(x)
        return x * x

    rule: Any = OPTIMIZERS["line_search"].rule(learning_rate=0.25)
    rule.step((2.0,), (1.0,), lambda at: (), value, 1)
    assert calls == [1.0, 0.5]
