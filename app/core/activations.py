"""Activation functions and their derivatives, sound over the whole range of float64.

Source: Deep Learning from Scratch, sections 3.2 and 5.4; GELU is Hendrycks and Gimpel 2016, x·Φ(x)
with the normal distribution itself and not the tanh that approximates it.

Every function takes an array of any shape and returns one of that shape in float64; NaN stays
NaN, in the derivative too. Where there is no derivative the left one is given, and NaN at the jump
of the step. Nothing warns and nothing overflows: the exponentials below have no positive argument.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LEAKY_SLOPE = 0.01
"""The slope of ``leaky_relu`` left of zero."""

_SQRT_HALF = math.sqrt(0.5)
_NORMAL_PEAK = 1 / math.sqrt(2 * math.pi)


@dataclass(frozen=True)
class Activation:
    """An activation function with all that a reader is told of it.

    ``value`` and ``derivative`` take an array and return one of the same shape; ``latex`` and
    ``derivative_latex`` are what they compute, as functions of x.
    """

    name: str
    title: dict[str, str]
    latex: str
    derivative_latex: str
    value: Callable[[ArrayLike], Array]
    derivative: Callable[[ArrayLike], Array]


def _elementwise(function: Callable[[Array], Any]) -> Callable[[ArrayLike], Array]:
    """Give ``function`` float64 whatever comes, silence where NaN or ±inf is met, and an array."""

    @wraps(function)
    def whole(x: ArrayLike) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(function(np.asarray(x, dtype=np.float64)), dtype=np.float64)

    return whole


def _where_number(x: Array, values: ArrayLike) -> Array:
    """``values`` where x is a number, NaN where it is not."""
    return np.where(np.isnan(x), np.nan, values)


@_elementwise
def identity(x: Array) -> Any:
    """The number itself."""
    return +x


@_elementwise
def identity_derivative(x: Array) -> Any:
    """One everywhere."""
    return _where_number(x, 1.0)


@_elementwise
def step(x: Array) -> Any:
    """1 right of zero; 0 at zero and left of it, as the book has it."""
    return _where_number(x, x > 0)


@_elementwise
def step_derivative(x: Array) -> Any:
    """0 but for the jump at zero, where there is neither a derivative nor a left one: NaN."""
    return np.where((x < 0) | (x > 0), 0.0, np.nan)


@_elementwise
def sigmoid(x: Array) -> Any:
    """1/(1 + exp(−x)), each half by the exponential that cannot overflow there."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1 + small)


@_elementwise
def sigmoid_derivative(x: Array) -> Any:
    """σ(x)(1 − σ(x)), written so that 1 − σ loses no digits far to the right."""
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


@_elementwise
def tanh(x: Array) -> Any:
    """The hyperbolic tangent."""
    return np.tanh(x)


@_elementwise
def tanh_derivative(x: Array) -> Any:
    """1 − tanh²(x), written so that it loses no digits far out on either side."""
    small = np.exp(-2 * np.abs(x))
    return 4 * small / (1 + small) ** 2


@_elementwise
def relu(x: Array) -> Any:
    """X where it is positive, else 0."""
    return np.where(x <= 0, 0.0, x)


@_elementwise
def relu_derivative(x: Array) -> Any:
    """1 right of zero, else 0; at zero the left derivative."""
    return _where_number(x, x > 0)


@_elementwise
def leaky_relu(x: Array) -> Any:
    """X where it is positive, else a hundredth of it."""
    return np.where(x > 0, x, LEAKY_SLOPE * x)


@_elementwise
def leaky_relu_derivative(x: Array) -> Any:
    """1 right of zero, else 0.01; at zero the left derivative."""
    return _where_number(x, np.where(x > 0, 1.0, LEAKY_SLOPE))


@_elementwise
def softplus(x: Array) -> Any:
    """log(1 + exp(x)), with the part that could overflow taken out of the logarithm."""
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


@_elementwise
def gelu(x: Array) -> Any:
    """X·Φ(x) with Φ from erfc, which keeps its digits in the far negative tail."""
    # erfc is 0 at −inf and the product would be NaN, where the limit is 0.
    return np.where(x == -np.inf, 0.0, 0.5 * x * _erfc(-x * _SQRT_HALF))


@_elementwise
def gelu_derivative(x: Array) -> Any:
    """Φ(x) + x·φ(x) with the normal density φ."""
    density = np.where(np.isinf(x), 0.0, x * (_NORMAL_PEAK * np.exp(-0.5 * x * x)))
    return 0.5 * _erfc(-x * _SQRT_HALF) + density


def _erfc(x: Array) -> Array:
    """The complementary error function, number by number: NumPy has none."""
    found = np.fromiter(map(math.erfc, x.ravel().tolist()), dtype=np.float64, count=x.size)
    return found.reshape(x.shape)


_ENTRIES = (
    Activation(
        "identity",
        {"en": "Identity", "ko": "항등 함수"},
        r"x",
        r"1",
        identity,
        identity_derivative,
    ),
    Activation(
        "step",
        {"en": "Step", "ko": "계단 함수"},
        r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
        r"0 \quad (x \ne 0)",
        step,
        step_derivative,
    ),
    Activation(
        "sigmoid",
        {"en": "Sigmoid", "ko": "시그모이드"},
        r"\sigma(x) = \frac{1}{1 + e^{-x}}",
        r"\sigma(x)\,(1 - \sigma(x))",
        sigmoid,
        sigmoid_derivative,
    ),
    Activation(
        "tanh",
        {"en": "Hyperbolic tangent", "ko": "쌍곡탄젠트"},
        r"\tanh x",
        r"1 - \tanh^2 x",
        tanh,
        tanh_derivative,
    ),
    Activation(
        "relu",
        {"en": "ReLU", "ko": "ReLU"},
        r"\max(0, x)",
        r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
        relu,
        relu_derivative,
    ),
    Activation(
        "leaky_relu",
        {"en": "Leaky ReLU", "ko": "Leaky ReLU"},
        r"\begin{cases} x & x > 0 \\ 0.01\,x & x \le 0 \end{cases}",
        r"\begin{cases} 1 & x > 0 \\ 0.01 & x \le 0 \end{cases}",
        leaky_relu,
        leaky_relu_derivative,
    ),
    Activation(
        "softplus",
        {"en": "Softplus", "ko": "소프트플러스"},
        r"\log(1 + e^{x})",
        r"\sigma(x) = \frac{1}{1 + e^{-x}}",
        softplus,
        sigmoid,
    ),
    Activation(
        "gelu",
        {"en": "GELU", "ko": "GELU"},
        r"x\,\Phi(x)",
        r"\Phi(x) + x\,\varphi(x)",
        gelu,
        gelu_derivative,
    ),
)

ACTIVATIONS: dict[str, Activation] = {entry.name: entry for entry in _ENTRIES}
"""The activation functions by name, in the order in which they are told."""
