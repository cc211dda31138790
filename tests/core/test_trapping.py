"""Runs that are dropped early: every label as if they had been run to the end."""

from typing import Any

import mpmath
import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.basins import basins, labelled
from app.core.cells import Cells
from app.core.kernel.enclosure import enclose
from app.core.objective import objective
from app.core.settling import ends
from app.core.trapping import Traps, traps

SMOOTH = [n for n, f in FUNCTIONS.items() if not objective(f.expression).algebraic]
DESCENT = OPTIMIZERS["gradient_descent"].rule


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize(("factor", "steps"), [(1.0, 120), (0.3, 60), (2.5, 120)])
def test_every_label_as_by_running_to_the_end(name: str, factor: float, steps: int) -> None:
    entry = FUNCTIONS[name]
    made = objective(entry.expression)
    side = 60 if made.dimension == 2 else 3_600
    axes = tuple(
        np.linspace(a, b, side) for a, b in zip(entry.domain[0::2], entry.domain[1::2], strict=True)
    )
    rule = DESCENT(learning_rate=factor * entry.learning_rate)
    found = basins(made, rule, axes, steps, domain=entry.domain, minima=entry.minima)
    starts = np.stack([grid.ravel() for grid in np.meshgrid(*axes)])
    whole = ends(made, rule, starts, steps)
    labels, table = labelled(made, starts, whole, entry.domain, entry.minima)
    np.testing.assert_array_equal(found.labels.ravel(), labels)
    np.testing.assert_allclose(found.minima, table, rtol=1e-12, atol=1e-12)


def test_a_trap_is_found_and_holds() -> None:
    entry = FUNCTIONS["rastrigin"]
    made = objective(entry.expression)
    caught_by = Traps(made, entry.learning_rate, np.array([10.24, 10.24]))
    points = np.random.default_rng(0).uniform(-0.04, 0.04, (2, 50)) + 0.995
    index = caught_by.caught(points, 300)
    assert (index >= 0).all() and len(caught_by.places) == 1
    rule = DESCENT(learning_rate=entry.learning_rate)
    np.testing.assert_allclose(
        ends(made, rule, points, 300).points, np.repeat(caught_by.places.T, 50, axis=1), rtol=1e-9
    )
    assert (caught_by.caught(points, 1) == -1).all(), "with one update left nothing is certain"


def test_no_trap_where_the_rate_is_too_large() -> None:
    made = objective("exp(x**2/2)")
    for rate, caught in ((0.5, True), (1.9, True), (2.1, False)):
        found = Traps(made, rate, np.array([4.0])).caught(np.linspace(-0.01, 0.01, 9)[None], 9_000)
        assert (found >= 0).all() == caught, rate


@pytest.mark.parametrize("name", ["momentum", "adam", "newton"])
def test_only_plain_descent_has_traps(name: str) -> None:
    made = objective("exp(x**2)")
    assert traps(made, OPTIMIZERS[name].rule(learning_rate=0.1), np.array([2.0])) is None
    assert traps(made, DESCENT(learning_rate=np.array([0.1])), np.array([2.0])) is None
    assert traps(objective("x**2"), DESCENT(learning_rate=0.1), np.array([2.0])) is None
    assert traps(made, DESCENT(learning_rate=0.1), np.array([2.0])) is not None


@pytest.mark.parametrize("name", [n for n, f in FUNCTIONS.items() if len(f.domain) == 4])
def test_enclosures_hold_every_value(name: str) -> None:
    """Values, slopes and curvatures at random points of random boxes, large and small."""
    programs = objective(FUNCTIONS[name].expression).expression.programs
    random = np.random.default_rng(7)
    low = random.uniform(-5, 5, (2, 200))
    high = low + 10.0 ** random.uniform(-4, 1, (2, 200))
    roots = [programs.root, *programs.partials, *programs.curvatures]
    boxes: dict[str, Any] = {v: (low[i], high[i]) for i, v in enumerate(programs.variables)}
    bounds = enclose(programs.tape, roots, boxes)
    for _ in range(20):
        at = low + (high - low) * random.random((2, 200))
        with np.errstate(all="ignore"):
            values = [
                *programs.value_arrays(*at),
                *programs.gradient_arrays(*at),
                *programs.hessian_arrays(*at),
            ]
        for value, (least, most) in zip(values, bounds, strict=True):
            slack = 1e-12 * (1 + np.abs(value))
            held = (least - slack <= value) & (value <= most + slack)
            assert (held | np.isnan(value)).all()


def test_enclosures_against_interval_arithmetic_of_many_digits() -> None:
    programs = objective("exp(sin(x)*y) + x**3/(y**2 + 1) - cos(3*x)").expression.programs
    for a, b, c, d in ((-1.0, 2.0, 0.5, 0.75), (0.1, 0.2, -3.0, -2.0), (-4.0, 9.0, -1.0, 1.0)):
        (low,), (high,) = enclose(
            programs.tape,
            [programs.root],
            {"x": (np.array([a]), np.array([b])), "y": (np.array([c]), np.array([d]))},
        )[0]
        x, y = mpmath.iv.mpf([a, b]), mpmath.iv.mpf([c, d])
        exact = mpmath.iv.exp(mpmath.iv.sin(x) * y) + x**3 / (y**2 + 1) - mpmath.iv.cos(3 * x)
        assert low == pytest.approx(float(exact.a), rel=1e-12)
        assert high == pytest.approx(float(exact.b), rel=1e-12)


@pytest.mark.parametrize("spread", [1.0, 1e9])
def test_cells_find_what_a_search_finds(spread: float) -> None:
    """With a table of cells and, where they lie too far apart, without."""
    random = np.random.default_rng(4)
    points = random.uniform(-1, 1, (2, 3000))
    points[0, 0] = spread
    sides = np.array([0.05, 0.02])
    places = random.uniform(-1, 1, (80, 2))
    cells = Cells(points, sides)
    assert (cells.table is None) == (spread > 1)
    apart = np.abs((points.T[:, None] - places[None]) / sides).max(axis=2)
    nearest = np.where(apart.min(axis=1) <= 1, apart.argmin(axis=1), -1)
    np.testing.assert_array_equal(cells.nearest(places), nearest)
    _, first, counts = np.unique(
        np.round(points / sides[:, None]), axis=1, return_index=True, return_counts=True
    )
    np.testing.assert_array_equal(cells.first_and_counts(), (first, counts))
    assert (cells.nearest(np.empty((0, 2))) == -1).all()
