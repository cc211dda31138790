"""The loss of a linear model, against NumPy's polyfit, SciPy's derivative and closed forms."""

from itertools import combinations, repeat

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from app.catalogue.datasets import DATASETS
from app.core.datasets import minibatches
from app.core.descent import walk
from app.core.least_squares import (
    Batches,
    LeastSquares,
    Quadratic,
    expected_spread,
)
from app.core.optimizers.gradient_descent import gradient_descent
from app.core.optimizers.newton import newton
from app.core.optimizers.rule import Rule


def rule(rate: float) -> Rule:
    made = gradient_descent.rule(learning_rate=rate)
    assert isinstance(made, Rule)
    return made


@pytest.fixture
def loss() -> LeastSquares:
    tips = DATASETS["tips"].table
    bill = tips["total_bill"]
    return LeastSquares((bill, np.ones_like(bill)), tips["tip"])


def test_the_minimum_is_the_line_that_polyfit_finds(loss: LeastSquares) -> None:
    np.testing.assert_allclose(loss.minimum, np.polyfit(loss.columns[0], loss.y, 1), rtol=1e-9)
    assert loss.gradient_at(*loss.minimum) == pytest.approx([0, 0], abs=1e-11)
    residual = np.polyfit(loss.columns[0], loss.y, 1, full=True)[1][0]
    assert loss.least == pytest.approx(residual / (2 * 244), rel=1e-12)


def test_the_gradient_is_the_derivative_of_the_value(loss: LeastSquares) -> None:
    point = np.array([0.3, -1.2])
    numerical = approx_fprime(point, lambda w: loss.value_at(*w), 1e-6)
    np.testing.assert_allclose(loss.gradient_at(*point), numerical, rtol=1e-5)
    np.testing.assert_allclose(loss.gradient(point), loss.gradient_at(*point), rtol=1e-10)
    np.testing.assert_allclose(loss.row_gradients((0.3, -1.2)).mean(axis=0), numerical, rtol=1e-5)


def test_every_form_of_the_value_agrees(loss: LeastSquares) -> None:
    w, b = np.linspace(-1, 1, 5), np.linspace(-2, 3, 4)
    grid, slopes = loss.value_on(w, b), loss.gradient_on(w, b)
    assert grid.shape == (4, 5) and slopes.shape == (2, 4, 5)
    assert grid[2, 3] == pytest.approx(loss.value_at(w[3], b[2]), rel=1e-12)
    np.testing.assert_allclose(slopes[:, 2, 3], loss.gradient_at(w[3], b[2]), rtol=1e-10)
    np.testing.assert_allclose(loss.above_on(w, b) + loss.least, grid, rtol=1e-12)
    x = np.stack(loss.columns, axis=1)
    assert loss.hessian(np.zeros((2, 3))).shape == (2, 2, 3)
    np.testing.assert_allclose(loss.hessian(np.zeros(2)), x.T @ x / 244, rtol=1e-12)


def test_one_row_alone_has_a_straight_valley(loss: LeastSquares) -> None:
    one = loss.part(np.array([3]))
    values = np.linalg.eigvalsh(one.curvature)
    assert values[0] == pytest.approx(0, abs=1e-12) and values[1] > 1
    assert one.least == pytest.approx(0, abs=1e-20)
    along = np.array([1.0, -one.columns[0][0]])
    assert one.value_at(*(one.minimum + along)) == pytest.approx(0, abs=1e-18)


def test_all_rows_as_the_batch_make_the_descent_of_the_whole(loss: LeastSquares) -> None:
    batches = Batches(loss, repeat(np.arange(loss.size)))
    walked = walk(batches, rule(0.001), (0.0, 0.0), 20)
    smooth = walk(Quadratic(loss), rule(0.001), (0.0, 0.0), 20)
    np.testing.assert_allclose(walked.points, smooth.points, rtol=1e-9)
    w = np.zeros(2)
    for _ in range(20):
        w = w - 0.001 * np.array(loss.gradient_at(*w))
    np.testing.assert_allclose(walked.points[-1], w, rtol=1e-12)
    assert batches.seen == [244] * 21


def test_newton_s_method_is_at_the_minimum_after_one_step(loss: LeastSquares) -> None:
    walked = walk(loss, newton.rule(), (0.5, 1.0), 1)
    assert walked.points[-1] == pytest.approx(loss.minimum.tolist(), rel=1e-9)
    assert walk(Quadratic(loss), newton.rule(), (0.5, 1.0), 1).points[-1] == pytest.approx(
        loss.minimum.tolist(), rel=1e-9
    )


def test_the_stream_of_batches_gives_each_update_its_own_rows(loss: LeastSquares) -> None:
    rows = minibatches(loss.size, 10, 4, "without_replacement")
    walked = walk(Batches(loss, rows), rule(0.0005), (0.5, 1.0), 3)
    point = np.array([0.5, 1.0])
    again = minibatches(loss.size, 10, 4, "without_replacement")
    for k in range(3):
        part = next(again)
        x, y = np.stack(loss.columns, axis=1)[part], loss.y[part]
        point = point - 0.0005 * x.T @ (x @ point - y) / 10
        np.testing.assert_allclose(walked.points[k + 1], point, rtol=1e-12)


@pytest.mark.parametrize("share", [0.5, 1e-3])
def test_the_steps_counted_in_closed_form_are_those_of_the_run(
    loss: LeastSquares, share: float
) -> None:
    least, most = np.linalg.eigvalsh(loss.curvature)
    rate = 2 / float(least + most)
    start = (0.5, 1.0)
    counted = loss.steps_until(share, rate, start)
    assert counted is not None
    points = np.array(walk(Quadratic(loss), rule(rate), start, counted + 5).points)
    left = loss.above(points.T) / loss.above(np.array(start))
    assert int(np.argmax(left <= share * (1 + 1e-9))) == counted


def test_no_number_of_steps_is_enough_past_the_edge(loss: LeastSquares) -> None:
    edge = 2 / float(np.linalg.eigvalsh(loss.curvature)[-1])
    assert loss.steps_until(1e-3, 1.01 * edge, (0.0, 0.0)) is None
    assert loss.steps_until(1e-3, edge, (0.0, 0.0)) is None
    assert loss.steps_until(1e-3, 0.5 * edge, loss.minimum.tolist()) == 0


def test_the_law_is_exact_over_every_batch_of_a_small_population() -> None:
    values = np.array([1.0, 4.0, -2.0, 7.0, 0.5, 3.0])
    spread = float(values.std())
    for size in range(1, 7):
        means = [np.mean(values[list(rows)]) for rows in combinations(range(6), size)]
        exact = float(np.std(means))
        law = expected_spread(spread, 6, size, "without_replacement")
        assert law == pytest.approx(exact, abs=1e-12)
    grid = np.stack(np.meshgrid(values, values, values)).reshape(3, -1)
    law = expected_spread(spread, 6, 3, "with_replacement")
    assert law == pytest.approx(float(grid.mean(axis=0).std()), rel=1e-12)
    assert expected_spread(spread, 1, 1, "without_replacement") == spread
