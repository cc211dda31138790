"""Expressions in blocks through reused arrays: to the last bit what the plain program computes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalogue.functions import FUNCTIONS
from app.core.kernel.sheets import BLOCK, at_points, grid_sheet, on_grid, points_sheet
from app.core.objective import Objective, objective

Array = NDArray[np.float64]

#: Every operation of the language, kinks, powers of each kind and constant derivatives.
TEXTS = [
    "x",
    "3",
    "x*0 + y",
    "x**5*y**8 - x**3/y**2",
    "abs(x)*maximum(x, y)**2 + minimum(y, 3*x)",
    "sqrt(x**2 + y**2)",
    "log(x)*x**y + exp(-y)",
    "sin(x)*cos(y) + tan(x*y)",
    "asin(x) + acos(y) + atan(x - y)",
    "sinh(x) + cosh(y) - tanh(x*y)",
    "sigmoid(3*x - y)*sqrt(abs(y))",
    "maximum(abs(x), abs(y))*abs(x - y)",
    "2**x + x**0.3 + y**1.5",
    "1/(x - y) - 2/x",
]


def known() -> list[Objective]:
    return [objective(text) for text in [*(f.expression for f in FUNCTIONS.values()), *TEXTS]]


def same_bits(ours: Array, theirs: Array) -> None:
    """Equal to the last bit, the sign of zero too; a NaN is a NaN."""
    np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(np.signbit(ours) & (ours == 0), np.signbit(theirs) & (ours == 0))


def special(dimension: int) -> Array:
    """Points where something happens: zeros, ties, powers of ten, what is no number."""
    edges = [0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, 1e300, -1e155, np.inf, -np.inf, np.nan]
    return np.stack([axis.ravel() for axis in np.meshgrid(*[edges] * dimension)])


@pytest.mark.parametrize("count", [1, 300, BLOCK + 17])
def test_points(count: int) -> None:
    random = np.random.default_rng(count)
    for made in known():
        programs = made.expression.programs
        points = np.hstack(
            [special(made.dimension), 3 * random.standard_normal((made.dimension, count))]
        )
        for roots, plain in [
            ([programs.root], programs.value_arrays),
            (programs.partials, programs.gradient_arrays),
            (programs.curvatures, programs.hessian_arrays),
        ]:
            found = at_points(points_sheet(programs.tape, roots, made.variables), points)
            with np.errstate(all="ignore"):
                expected = plain(*points)
            for ours, theirs in zip(found, expected, strict=True):
                same_bits(ours, np.broadcast_to(theirs, ours.shape))


@pytest.mark.parametrize(("nx", "ny"), [(1, 1), (7, 300), (201, 201), (12_000, 3)])
def test_open_grids(nx: int, ny: int) -> None:
    x, y = np.linspace(-2, 2, nx), np.linspace(-1.5, 2, ny)
    for made in known():
        if made.dimension == 1:
            continue
        programs = made.expression.programs
        found = on_grid(grid_sheet(programs.tape, programs.partials, made.variables), x, y)
        with np.errstate(all="ignore"):
            expected = programs.gradient_arrays(x[None, :], y[:, None])
        for ours, theirs in zip(found, expected, strict=True):
            same_bits(ours, np.broadcast_to(theirs, ours.shape))


def test_the_door_gives_the_same_for_few_points_and_for_many() -> None:
    made = objective(FUNCTIONS["ackley"].expression)
    points = np.random.default_rng(3).standard_normal((2, 3, 1000))
    np.testing.assert_array_equal(made.value(points)[0], made.value(points[:, 0]))
    np.testing.assert_array_equal(made.gradient(points)[:, 2], made.gradient(points[:, 2]))
    assert made.value_on(np.array([]), np.array([1.0])).shape == (1, 0)
