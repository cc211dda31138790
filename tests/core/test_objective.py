"""Value, gradient, Hessian and formula of an expression, against SymPy and mpmath."""

import math
from functools import partial

import mpmath
import numpy as np
import pytest
import sympy

from app.core.objective import objective
from tests.core.references import FUNCTIONS, sympify

X, Y = sympy.symbols("x y", real=True)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_derivatives_are_exact(text: str) -> None:
    """At seeded points every partial, first and second, is SymPy's to fifty digits rounded."""
    made = objective(text)
    symbols = [X, Y][: made.dimension]
    expression = sympify(text)
    generator = np.random.default_rng(7)
    for _ in range(8):
        point = generator.uniform(0.15, 0.9, made.dimension)
        place = dict(zip(symbols, map(sympy.Float, map(float, point)), strict=True))

        def reference(
            derivative: sympy.Expr, place: dict[sympy.Symbol, sympy.Float] = place
        ) -> float:
            return float(derivative.evalf(50, subs=place))

        scale = max(1.0, abs(reference(expression)))
        assert made.value_at(*point) == pytest.approx(reference(expression), rel=1e-13, abs=1e-14)
        gradient = made.gradient_at(*point)
        hessian = made.hessian_at(*point)
        for i, symbol in enumerate(symbols):
            exact = reference(expression.diff(symbol))
            assert gradient[i] == pytest.approx(exact, rel=1e-12, abs=1e-13 * scale)
            for j, other in enumerate(symbols):
                exact = reference(expression.diff(symbol, other))
                assert hessian[i][j] == pytest.approx(exact, rel=1e-11, abs=1e-12 * scale)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_floats_arrays_and_grids_agree(text: str) -> None:
    made = objective(text)
    axes = [np.linspace(-0.8, 1.1, 7), np.linspace(-0.9, 0.7, 5)][: made.dimension]
    grids = np.meshgrid(*axes, indexing="xy")
    coordinates = np.stack(grids)
    value, gradient = made.value_on(*axes), made.gradient_on(*axes)
    np.testing.assert_array_equal(value, made.value(coordinates))
    np.testing.assert_array_equal(gradient, made.gradient(coordinates))
    flat = coordinates.reshape(made.dimension, -1)
    for index, point in enumerate(flat.T.tolist()):
        # NumPy's own exp, sin and cos may differ from the C library's in the last place.
        close = partial(np.testing.assert_allclose, rtol=1e-13, atol=1e-13)
        close(value.ravel()[index], made.value_at(*point))
        here = gradient.reshape(made.dimension, -1)[:, index]
        close(here, made.gradient_at(*point))
        bend = made.hessian(np.array(point))
        np.testing.assert_allclose(bend, made.hessian_at(*point), rtol=1e-12, atol=1e-12)


def test_the_order_of_arithmetic_is_kept() -> None:
    """(x + 1e16) − 1e16 is not simplified to x: the value is that of the text as written."""
    assert objective("(x + 1e16) - 1e16").value_at(1.0) == (1.0 + 1e16) - 1e16


def test_a_large_power_is_exact_to_rounding() -> None:
    with mpmath.workdps(40):
        exact = mpmath.mpf("1.1") ** 100
        base = mpmath.mpf(1.1) ** 100
    assert objective("x**100").value_at(1.1) == pytest.approx(float(base), rel=1e-14)
    assert float(exact) == pytest.approx(float(base), rel=1e-13)


@pytest.mark.parametrize(
    ("text", "point", "value"),
    [
        ("1/x", (0.0,), math.inf),
        ("-1/x", (0.0,), -math.inf),
        ("1/x", (-0.0,), -math.inf),
        ("x/x", (0.0,), math.nan),
        ("log(x)", (0.0,), -math.inf),
        ("log(x)", (-1.0,), math.nan),
        ("sqrt(x)", (-1.0,), math.nan),
        ("exp(x)", (1000.0,), math.inf),
        ("sin(x)", (math.inf,), math.nan),
        ("x**(1/3)", (-8.0,), math.nan),
        ("x**0.5", (4.0,), 2.0),
        ("x**-2", (2.0,), 0.25),
        ("x**0", (0.0,), 1.0),
        ("asin(x)", (2.0,), math.nan),
        ("acos(x)", (-1.0,), math.pi),
        ("sinh(x)", (-1000.0,), -math.inf),
        ("cosh(x)", (1000.0,), math.inf),
        ("tanh(x)", (1000.0,), 1.0),
        ("sigmoid(x)", (-1000.0,), 0.0),
        ("sigmoid(x)", (0.0,), 0.5),
        ("x**x", (0.0,), 1.0),
        ("maximum(x, y)", (math.nan, 1.0), math.nan),
        ("minimum(x, y)", (2.0, 1.0), 1.0),
        ("x*x", (1e200,), math.inf),
    ],
)
def test_floats_have_ieee_meaning(text: str, point: tuple[float, ...], value: float) -> None:
    made = objective(text)
    assert made.value_at(*point) == pytest.approx(value, nan_ok=True)
    assert float(made.value(np.array(point))) == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "point", "slope", "exact"),
    [
        ("abs(x)", (0.0,), (0.0,), (math.nan,)),
        ("abs(x)", (-3.0,), (-1.0,), (-1.0,)),
        ("abs(x)**2", (0.0,), (0.0,), (0.0,)),
        ("abs(x) + y**2", (0.0, 1.0), (0.0, 2.0), (math.nan, 2.0)),
        ("maximum(x, 0)", (0.0,), (0.0,), (math.nan,)),
        ("maximum(x, 2*x)", (0.0,), (1.0,), (math.nan,)),
        ("maximum(x, -x)", (0.0,), (0.0,), (math.nan,)),
        ("minimum(x, 3*x)", (0.0,), (1.0,), (math.nan,)),
        ("maximum(x, x)", (0.0,), (1.0,), (1.0,)),
        ("sqrt(x**2 + y**2)", (0.0, 0.0), (0.0, 0.0), (math.nan, math.nan)),
        ("sqrt(x)", (0.0,), (math.inf,), (math.nan,)),
        ("1/x", (0.0,), (-math.inf,), (math.nan,)),
        ("log(x)", (-1.0,), (math.nan,), (math.nan,)),
        ("exp(x)", (1000.0,), (math.inf,), (math.inf,)),
    ],
)
def test_where_there_is_no_derivative(
    text: str, point: tuple[float, ...], slope: tuple[float, ...], exact: tuple[float, ...]
) -> None:
    """The descent takes the smallest subgradient; the exact gradient there is NaN."""
    made = objective(text)
    assert made.gradient_at(*point) == pytest.approx(slope, nan_ok=True)
    assert made.gradient(np.array(point)).tolist() == pytest.approx(slope, nan_ok=True)
    assert made.exact(np.array(point)).tolist() == pytest.approx(exact, nan_ok=True)


def test_the_curvature_of_a_kink_is_unknown() -> None:
    assert math.isnan(objective("abs(x)").hessian_at(0.0)[0][0])
    assert objective("abs(x)").hessian_at(2.0) == ((0.0,),)
    assert math.isnan(objective("maximum(x, y)").hessian_at(1.0, 1.0)[0][0])


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x**2/20 + y**2", r"\frac{x^{2}}{20} + y^{2}"),
        ("(1-x)**2 + 100*(y-x**2)**2", r"\left(1 - x\right)^{2} + 100 \left(y - x^{2}\right)^{2}"),
        ("-x**2", r"-x^{2}"),
        ("(-x)**2", r"\left(-x\right)^{2}"),
        ("2*3*x", r"2 \cdot 3 x"),
        ("sin(x)**2", r"\sin^{2}\left(x\right)"),
        ("exp(-x**2)", r"e^{-x^{2}}"),
        ("sqrt(x**2 + 1)", r"\sqrt{x^{2} + 1}"),
        ("abs(x)*pi", r"\left|x\right| \pi"),
        ("1e-7*x", r"10^{-7} x"),
        ("x - (y - 1)", r"x - \left(y - 1\right)"),
    ],
)
def test_the_formula_reads_as_written(text: str, latex: str) -> None:
    assert objective(text).latex == latex


def test_partial_derivatives_are_typeset_in_their_simple_form() -> None:
    assert objective("x**2/20 + y**2").partials_latex == (r"\frac{x}{10}", "2 y")
    assert objective("maximum(x, 0)").partials_latex is None, "no notation says it"


def test_the_largest_expressions_are_compiled_too() -> None:
    made = objective("*".join(["sin(x+y)"] * 49))
    assert all(math.isfinite(v) for row in made.hessian_at(0.5, 0.4) for v in row)
