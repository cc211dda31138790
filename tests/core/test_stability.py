"""Eigenvalues and the rates that they allow, against LAPACK and known curvatures."""

import math

import numpy as np
import pytest

from app.core.objective import objective
from app.core.stability import eigenvalues, stability


def test_against_lapack() -> None:
    generator = np.random.default_rng(3)
    halves = generator.normal(size=(2, 2, 500)) * 10.0 ** generator.integers(-8, 8, 500)
    matrices = halves + halves.swapaxes(0, 1)
    found = eigenvalues(matrices)
    exact = np.linalg.eigvalsh(np.moveaxis(matrices, -1, 0)).T
    scale = np.abs(exact).max(axis=0)
    assert (np.abs(found - exact) <= 1e-13 * scale).all()


def test_a_small_eigenvalue_keeps_its_digits() -> None:
    """diag(1e16, 1) turned a little: the trace alone would lose the small one."""
    low, high = eigenvalues(np.array([[1e16, 1e8 / 2], [1e8 / 2, 2.0]]))
    assert high == pytest.approx(1e16) and low == pytest.approx(1.75, rel=1e-12)


def test_the_books_valley() -> None:
    """x²/20 + y²: curvatures 0.1 and 2, edge 1, best 2/2.1, condition number 20 (chapter 6)."""
    found = stability(objective("x**2/20 + y**2").hessian(np.array([-7.0, 2.0])))
    assert found.eigenvalues == pytest.approx((0.1, 2.0), rel=1e-15)
    assert found.condition_number == pytest.approx(20)
    assert found.largest_stable_learning_rate == 1.0
    assert found.best_learning_rate == pytest.approx(2 / 2.1)


def test_rosenbrock() -> None:
    made = objective("(1-x)**2 + 100*(y-x**2)**2")
    found = stability(made.hessian(np.array([1.0, 1.0])))
    assert found.eigenvalues == pytest.approx((0.39936, 1001.60), rel=1e-5)
    assert found.largest_stable_learning_rate == pytest.approx(0.0019968, rel=1e-5)
    assert made.gradient_at(-1.0, -1.0) == (-804.0, -400.0)


@pytest.mark.parametrize(
    ("text", "edge", "best"),
    [
        ("x**2 - y**2", 1.0, None),
        ("-x**2 - y**2", None, None),
        ("3", None, None),
        ("x**2", 1.0, 0.5),
        ("abs(x)", None, None),
    ],
)
def test_none_where_a_rate_has_no_meaning(
    text: str, edge: float | None, best: float | None
) -> None:
    made = objective(text)
    found = stability(made.hessian(np.zeros(made.dimension)))
    assert found.largest_stable_learning_rate == edge
    assert found.best_learning_rate == best
    assert all(not math.isinf(v) for v in found.eigenvalues)
