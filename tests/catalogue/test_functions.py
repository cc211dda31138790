"""Each catalogue function holds what its entry says, by derivatives that are not the app's.

SymPy reads the formulas here, which are ours; the app itself never hands it a text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product

import mpmath
import numpy as np
import pytest
import sympy
from numpy.typing import NDArray
from scipy.optimize import minimize

from app.catalogue.functions import FUNCTIONS, FunctionEntry
from app.core.objective import objective

LANGUAGES = {"en", "ko"}
EXACT = 1e-9
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Reference:
    """The same formula through SymPy: for arrays, and for 50 digits."""

    value: Callable[..., Array]
    gradient: Callable[..., list[Array]]
    hessian: Callable[..., list[list[Array]]]
    precise: Callable[..., mpmath.mpf]
    precise_gradient: Callable[..., list[mpmath.mpf]]
    precise_hessian: Callable[..., list[list[mpmath.mpf]]]


@cache
def reference(name: str) -> Reference:
    entry = FUNCTIONS[name]
    x, y = sympy.symbols("x y", real=True)
    names = {"x": x, "y": y, "e": sympy.E, "abs": sympy.Abs, "minimum": sympy.Min}
    formula = sympy.sympify(entry.expression, locals=names, rational=True)
    # Kinks as cases, so that neither a step nor a delta function comes out of a derivative.
    formula = formula.replace(sympy.Min, lambda a, b: sympy.Piecewise((a, a <= b), (b, True)))
    formula = formula.replace(sympy.Abs, lambda a: sympy.Piecewise((a, a > 0), (-a, True)))
    variables = (x, y)[: len(entry.start)]
    gradient = [sympy.diff(formula, v) for v in variables]
    hessian = [[sympy.diff(g, v) for v in variables] for g in gradient]
    return Reference(
        value=sympy.lambdify(variables, formula, "numpy"),
        gradient=sympy.lambdify(variables, gradient, "numpy"),
        hessian=sympy.lambdify(variables, hessian, "numpy"),
        precise=sympy.lambdify(variables, formula, "mpmath"),
        precise_gradient=sympy.lambdify(variables, gradient, "mpmath"),
        precise_hessian=sympy.lambdify(variables, hessian, "mpmath"),
    )


def bounds(entry: FunctionEntry) -> list[tuple[float, float]]:
    return list(zip(entry.domain[::2], entry.domain[1::2], strict=True))


def anywhere(entry: FunctionEntry, count: int) -> Array:
    """Points strewn over the domain, one a row, the same at every run."""
    low, high = np.array(entry.domain[::2]), np.array(entry.domain[1::2])
    return np.random.default_rng(7).uniform(low, high, (count, len(low)))


def is_kink(name: str, point: tuple[float, ...]) -> bool:
    """Whether the slope along x jumps at the point, told by secants of length 1e-20."""
    f, h = reference(name).precise, mpmath.mpf(10) ** -20
    with mpmath.workdps(50):
        x, *rest = map(mpmath.mpf, point)
        right = (f(x + h, *rest) - f(x, *rest)) / h
        left = (f(x, *rest) - f(x - h, *rest)) / h
        return bool(abs(right - left) > 1e-6)


def newton(ref: Reference, point: tuple[float, ...]) -> mpmath.matrix:
    """The stationary place near the point, to the digits that mpmath works with."""
    place = mpmath.matrix(point)
    for _ in range(8):
        slope = mpmath.matrix(ref.precise_gradient(*place))
        place -= mpmath.lu_solve(mpmath.matrix(ref.precise_hessian(*place)), slope)
    return place


MINIMA = [
    pytest.param(entry.name, row[:-1], row[-1], id=f"{entry.name}{row[:-1]}")
    for entry in FUNCTIONS.values()
    for row in entry.minima
]
every_function = pytest.mark.parametrize("name", FUNCTIONS)
every_minimum = pytest.mark.parametrize(("name", "point", "value"), MINIMA)


def test_the_catalogue_opens_with_the_bowl_of_the_book() -> None:
    assert len(FUNCTIONS) >= 24
    assert next(iter(FUNCTIONS)) == "bowl"


@every_function
def test_an_entry_is_complete(name: str) -> None:
    entry = FUNCTIONS[name]
    assert entry.name == name and re.fullmatch(r"[a-z][a-z0-9_]*", name)
    for texts in (entry.title, entry.note):
        assert set(texts) == LANGUAGES and all(
            text == text.strip() != "" for text in texts.values()
        )
    assert entry.note["en"].endswith(".") and entry.note["ko"].endswith("니다.")
    assert re.search("[가-힣]", entry.title["ko"]) and entry.title["en"].isprintable()
    assert entry.source
    assert len(entry.expression) <= 500


def test_names_and_titles_are_told_apart() -> None:
    for language in LANGUAGES:
        assert len({entry.title[language] for entry in FUNCTIONS.values()}) == len(FUNCTIONS)


@every_function
def test_the_domain_is_a_good_picture_and_holds_start_and_minima(name: str) -> None:
    entry = FUNCTIONS[name]
    sides = bounds(entry)
    assert len(sides) == len(entry.start) == len(objective(entry.expression).variables)
    for point in (entry.start, *(row[:-1] for row in entry.minima)):
        assert all(low < c < high for c, (low, high) in zip(point, sides, strict=True))
    if len(sides) == 2:
        (left, right), (bottom, top) = sides
        assert 1.0 <= (right - left) / (top - bottom) <= 2.2


@every_minimum
def test_a_minimum_is_where_polishing_ends(
    name: str, point: tuple[float, ...], value: float
) -> None:
    ref = reference(name)
    with mpmath.workdps(50):
        if is_kink(name, point):
            polished = mpmath.matrix(point)
            around = [
                [c + r * d for c, d in zip(point, way, strict=True)]
                for r in (mpmath.mpf("1e-10"), mpmath.mpf("1e-9"), mpmath.mpf("1e-6"))
                for way in product((-1, -0.5, 0, 0.5, 1), repeat=len(point))
                if any(way)
            ]
            assert all(ref.precise(*near) > ref.precise(*polished) for near in around)
        else:
            polished = newton(ref, point)
            assert mpmath.norm(mpmath.matrix(ref.precise_gradient(*polished))) < 1e-40
        assert all(abs(p - c) < EXACT for p, c in zip(polished, point, strict=True))
        assert abs(ref.precise(*polished) - value) < EXACT


@every_minimum
def test_a_minimum_curves_upward_all_round(
    name: str, point: tuple[float, ...], value: float
) -> None:
    if not is_kink(name, point):
        curvature = np.array(reference(name).hessian(*point), dtype=float)
        assert np.linalg.eigvalsh(curvature)[0] > 1e-3


@pytest.mark.parametrize("name", [name for name, entry in FUNCTIONS.items() if entry.minima])
def test_nothing_in_the_domain_is_lower_and_no_global_minimum_is_missing(name: str) -> None:
    entry, f = FUNCTIONS[name], reference(name).value
    sides = bounds(entry)
    lowest = entry.minima[0][-1]
    assert list(entry.minima) == sorted(entry.minima, key=lambda row: row[-1])

    # Off the round numbers, so that the grid owes nothing to symmetric places.
    axes = [np.linspace(low, high, 20_011 if len(sides) == 1 else 601) for low, high in sides]
    grid = np.meshgrid(*axes, indexing="ij")
    values = f(*grid) + np.zeros_like(grid[0])
    places = np.stack([axis.ravel() for axis in grid], axis=1)
    assert values.min() >= lowest - EXACT

    hollow = np.ones_like(values, dtype=bool)
    for axis in range(values.ndim):
        for shift in (-1, 1):
            beside = np.roll(values, shift, axis)
            edge = 0 if shift == 1 else -1
            np.moveaxis(beside, axis, 0)[edge] = np.inf
            hollow &= values <= beside
    candidates = places[np.flatnonzero(hollow)]
    candidates = candidates[np.argsort(f(*candidates.T))][:25]
    scattered = anywhere(entry, 10)

    for place in (*candidates, *scattered):
        found = minimize(
            lambda c: float(f(*c)), place, bounds=sides, method="L-BFGS-B", options={"ftol": 1e-15}
        )
        assert found.fun >= lowest - EXACT
        if found.fun < lowest + 1e-8:
            known = np.array([row[:-1] for row in entry.minima if row[-1] < lowest + 1e-8])
            assert np.linalg.norm(known - found.x, axis=1).min() < 1e-3


@pytest.mark.parametrize("name", [name for name, entry in FUNCTIONS.items() if not entry.minima])
def test_a_function_without_minima_falls_out_of_its_domain(name: str) -> None:
    entry, ref = FUNCTIONS[name], reference(name)
    rim = [np.linspace(low, high, 201) for low, high in bounds(entry)]
    values = ref.value(*np.meshgrid(*rim, indexing="ij"))
    inside = values[1:-1, 1:-1]
    assert values.min() < inside.min()
    assert np.allclose(ref.gradient(0.0, 0.0), 0.0)


@every_minimum
def test_the_objective_knows_the_minimum(name: str, point: tuple[float, ...], value: float) -> None:
    f = objective(FUNCTIONS[name].expression)
    assert abs(f.value_at(*point) - value) < EXACT
    slope = float(np.linalg.norm(f.gradient_at(*point)))
    # At a kink the smallest subgradient is 0; else a place rounded to a double leaves a slope
    # of about its rounding error times the curvature.
    curvature = 0.0 if is_kink(name, point) else float(np.linalg.norm(f.hessian_at(*point)))
    assert slope <= 1e-14 * curvature
    assert np.isnan(f.exact(point)).all() == is_kink(name, point)


@every_function
def test_the_objective_differentiates_as_sympy_does(name: str) -> None:
    entry, ref = FUNCTIONS[name], reference(name)
    f = objective(entry.expression)
    points = anywhere(entry, 200).T
    value = ref.value(*points) + np.zeros(points.shape[1])
    gradient = np.array([g + np.zeros_like(value) for g in ref.gradient(*points)])
    hessian = np.array([[h + np.zeros_like(value) for h in row] for row in ref.hessian(*points)])
    for ours, theirs in (
        (f.value(points), value),
        (f.gradient(points), gradient),
        (f.exact(points), gradient),
        (f.hessian(points), hessian),
    ):
        scale = max(1.0, float(np.abs(theirs).max()))
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-13 * scale)
