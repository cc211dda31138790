"""Activations: the book's numbers, mpmath's in every corner of the floats, and no warning ever."""

import math

import mpmath
import numpy as np
import pytest
import scipy.special

from app.core.activations import ACTIVATIONS, LEAKY_SLOPE

mpmath.mp.dps = 60

REFERENCES = {
    "identity": lambda x: x,
    "step": lambda x: mpmath.mpf(x > 0),
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "tanh": mpmath.tanh,
    "relu": lambda x: max(x, mpmath.mpf(0)),
    "leaky_relu": lambda x: x if x > 0 else mpmath.mpf(LEAKY_SLOPE) * x,
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "gelu": lambda x: x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2,
}
DERIVATIVES = {
    "identity": lambda x: mpmath.mpf(1),
    "step": lambda x: mpmath.mpf(0),
    "sigmoid": lambda x: mpmath.exp(-x) / (1 + mpmath.exp(-x)) ** 2,
    "tanh": lambda x: mpmath.sech(x) ** 2,
    "relu": lambda x: mpmath.mpf(x > 0),
    "leaky_relu": lambda x: mpmath.mpf(1) if x > 0 else mpmath.mpf(LEAKY_SLOPE),
    "softplus": lambda x: 1 / (1 + mpmath.exp(-x)),
    "gelu": lambda x: (
        mpmath.erfc(-x / mpmath.sqrt(2)) / 2
        + x * mpmath.exp(-(x**2) / 2) / mpmath.sqrt(2 * mpmath.pi)
    ),
}
SPREAD = [
    *(sign * size for sign in (-1, 1) for size in (1e-300, 1e-9, 0.3, 1, 2.5, 7, 20, 36.9, 300)),
    *np.random.default_rng(3).normal(scale=8, size=40).tolist(),
]


def test_every_entry_has_its_name_and_a_reference() -> None:
    assert set(ACTIVATIONS) == set(REFERENCES) == set(DERIVATIVES)
    for name, entry in ACTIVATIONS.items():
        assert entry.name == name
        assert set(entry.title) == {"en", "ko"} and all(entry.title.values())


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_values_and_derivatives_are_those_of_mpmath(name: str) -> None:
    entry = ACTIVATIONS[name]
    for found, exact in (
        (entry.value(SPREAD), REFERENCES[name]),
        (entry.derivative(SPREAD), DERIVATIVES[name]),
    ):
        wanted = [float(exact(mpmath.mpf(x))) for x in SPREAD]
        # The rounding of x/√2 and of x²/2 costs the tail of gelu a factor of x².
        np.testing.assert_allclose(found, wanted, rtol=4e-13, atol=5e-324)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_derivative_is_that_of_the_value(name: str) -> None:
    entry = ACTIVATIONS[name]
    x = np.array([-4.0, -0.7518, -0.1, 0.2, 1.0, 3.0])
    slope = (entry.value(x + 1e-6) - entry.value(x - 1e-6)) / 2e-6
    np.testing.assert_allclose(entry.derivative(x), slope, atol=1e-9)


def test_the_numbers_of_chapter_three() -> None:
    sigmoid = ACTIVATIONS["sigmoid"].value
    np.testing.assert_allclose(sigmoid([-1, 1, 2]), [0.26894142, 0.73105858, 0.88079708], atol=5e-9)
    assert sigmoid(0) == 0.5
    assert ACTIVATIONS["step"].value([-1, 0, 1]).tolist() == [0, 0, 1]


def test_sigmoid_is_scipys() -> None:
    x = np.linspace(-800, 800, 4001)
    found = ACTIVATIONS["sigmoid"].value(x)
    # SciPy's is 0 where the value is subnormal.
    np.testing.assert_allclose(found, scipy.special.expit(x), rtol=1e-15, atol=1e-307)


AT_THE_ENDS = {
    # value at −inf, +inf; derivative at −inf, +inf
    "identity": (-math.inf, math.inf, 1, 1),
    "step": (0, 1, 0, 0),
    "sigmoid": (0, 1, 0, 0),
    "tanh": (-1, 1, 0, 0),
    "relu": (0, math.inf, 0, 1),
    "leaky_relu": (-math.inf, math.inf, LEAKY_SLOPE, 1),
    "softplus": (0, math.inf, 0, 1),
    "gelu": (0, math.inf, 0, 1),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_ends_of_the_floats_are_the_limits(name: str) -> None:
    entry = ACTIVATIONS[name]
    ends = [-math.inf, math.inf]
    with np.errstate(all="raise"):
        found = (*entry.value(ends).tolist(), *entry.derivative(ends).tolist())
        assert found == AT_THE_ENDS[name]
        for x in (-1e308, -1000.0, 1000.0, 1e308):
            assert np.isfinite(entry.value(x)) and np.isfinite(entry.derivative(x))
        assert entry.value([5e-324, -5e-324]).shape == (2,)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_nan_stays_nan(name: str) -> None:
    entry = ACTIVATIONS[name]
    with np.errstate(all="raise"):
        for found in (entry.value([math.nan, 1]), entry.derivative([math.nan, 1])):
            assert math.isnan(found[0]) and not math.isnan(found[1])


def test_where_there_is_no_derivative_the_left_one_is_given() -> None:
    for zero in (0.0, -0.0):
        assert ACTIVATIONS["relu"].derivative(zero) == 0
        assert ACTIVATIONS["leaky_relu"].derivative(zero) == 0.01
        assert math.isnan(ACTIVATIONS["step"].derivative(zero))
    assert ACTIVATIONS["step"].derivative([-5e-324, 5e-324]).tolist() == [0, 0]


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 1, 3), (2, 0, 2)])
def test_the_shape_is_kept_and_the_argument_untouched(name: str, shape: tuple[int, ...]) -> None:
    x = np.full(shape, -2.0)
    before = x.copy()
    for found in (ACTIVATIONS[name].value(x), ACTIVATIONS[name].derivative(x)):
        assert type(found) is np.ndarray
        assert found.shape == shape
        assert found.dtype == np.float64
        assert not np.shares_memory(found, x)
    np.testing.assert_array_equal(x, before)


def test_integers_are_read_as_floats() -> None:
    x = np.array([[-1, 0, 2]])
    for entry in ACTIVATIONS.values():
        np.testing.assert_array_equal(entry.value(x), entry.value(x.astype(float)))
