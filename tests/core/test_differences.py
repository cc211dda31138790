"""Finite differences: the book's numbers, their order, and the integer trap."""

import numpy as np
import pytest

from app.core.differences import METHODS, backward, central, forward
from app.core.objective import objective


def test_the_books_derivatives() -> None:
    """0.01x² + 0.1x at 5 and 10, h = 1e-4, to every printed digit (chapter 4)."""
    curve = objective("0.01*x**2 + 0.1*x")
    slopes = central(curve, np.array([[5.0, 10.0]]), 1e-4)
    assert slopes.tolist() == [[0.1999999999990898, 0.2999999999986347]]


@pytest.mark.parametrize(
    ("point", "gradient"), [((3.0, 4.0), (6, 8)), ((0.0, 2.0), (0, 4)), ((3.0, 0.0), (6, 0))]
)
def test_the_books_gradients(point: tuple[float, float], gradient: tuple[int, int]) -> None:
    bowl = objective("x**2 + y**2")
    assert central(bowl, np.array(point), 1e-4).round(8).tolist() == list(gradient)


def test_integers_are_not_truncated() -> None:
    bowl = objective("x**2 + y**2")
    assert central(bowl, np.array([3, 4]), 1e-4).round(8).tolist() == [6, 8]


def test_the_order_of_each_method() -> None:
    """A tenth of h: a hundredth of the central error, a tenth of the one-sided ones."""
    curve = objective("sin(x)")
    exact = np.cos(1.0)
    for method, ratio in ((central, 100), (forward, 10), (backward, 10)):
        errors = [abs(method(curve, np.array([1.0]), h)[0] - exact) for h in (1e-2, 1e-3)]
        assert errors[0] / errors[1] == pytest.approx(ratio, rel=0.02)


@pytest.mark.parametrize("name", METHODS)
def test_whole_grids_at_once(name: str) -> None:
    bowl = objective("x**2/20 + y**2")
    grid = np.stack(np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1, 1, 4)))
    slopes = METHODS[name](bowl, grid, 1e-4)
    assert slopes.shape == (2, 4, 5)
    one = METHODS[name](bowl, grid[:, 2, 3], 1e-4)
    assert slopes[:, 2, 3].tolist() == one.tolist()
