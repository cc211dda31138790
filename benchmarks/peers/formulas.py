"""The functions and rules of the measures as a textbook writes them, apart from the app.

A formula takes its functions from a module, so that the same lines compute with NumPy, PyTorch,
JAX or mpmath. The gradients are by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def rosenbrock(x: Any, y: Any, m: Any) -> Any:
    """(1 − x)² + 100 (y − x²)²."""
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def ackley(x: Any, y: Any, m: Any) -> Any:
    """Ackley's function of two variables."""
    wide = -20 * m.exp(-0.2 * m.sqrt((x**2 + y**2) / 2))
    waves = m.exp((m.cos(2 * m.pi * x) + m.cos(2 * m.pi * y)) / 2)
    return wide - waves + m.e + 20


def rosenbrock_gradient(p: Array) -> Array:
    """The gradient at p = (x, y)."""
    x, y = p
    return np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])


def ackley_gradient(p: Array) -> Array:
    """The gradient at p = (x, y), away from the origin."""
    r = np.sqrt((p**2).sum() / 2)
    waves = np.exp(np.cos(2 * np.pi * p).sum() / 2)
    gradient: Array = 2 * np.exp(-0.2 * r) * p / r + np.pi * waves * np.sin(2 * np.pi * p)
    return gradient


@dataclass(frozen=True)
class Formula:
    """A function of the measures: its name in the catalogue, its formula and its gradient."""

    name: str
    title: str
    value: Callable[[Any, Any, Any], Any]
    gradient: Callable[[Array], Array]


FORMULAS = (
    Formula("rosenbrock", "Rosenbrock", rosenbrock, rosenbrock_gradient),
    Formula("ackley", "Ackley", ackley, ackley_gradient),
)


class GradientDescent:
    """x ← x − η g."""

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = learning_rate

    def update(self, x: Array, g: Array) -> Array:
        """The next place."""
        return x - self.learning_rate * g


class Momentum:
    """v ← β v + g, x ← x − η v."""

    def __init__(self, learning_rate: float, beta: float = 0.9) -> None:
        self.learning_rate, self.beta = learning_rate, beta
        self.v: Array | None = None

    def update(self, x: Array, g: Array) -> Array:
        """The next place."""
        self.v = g if self.v is None else self.beta * self.v + g
        return x - self.learning_rate * self.v


class Adam:
    """Kingma and Ba's algorithm 1."""

    def __init__(self, learning_rate: float, beta1: float = 0.9, beta2: float = 0.999) -> None:
        self.learning_rate, self.beta1, self.beta2 = learning_rate, beta1, beta2
        self.m: Array | float = 0.0
        self.v: Array | float = 0.0
        self.k = 0

    def update(self, x: Array, g: Array) -> Array:
        """The next place."""
        self.k += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g * g
        m_hat = self.m / (1 - self.beta1**self.k)
        v_hat = self.v / (1 - self.beta2**self.k)
        return x - self.learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)


TEXTBOOK: dict[str, Callable[[float], Any]] = {
    "gradient_descent": GradientDescent,
    "momentum": Momentum,
    "adam": Adam,
}


def textbook_loop(
    formula: Formula, rule: Any, start: tuple[float, ...], steps: int
) -> tuple[Array, Array]:
    """The points and values of a run on vectors of two numbers, everything kept."""
    x = np.array(start)
    points, values = [x], [formula.value(x[0], x[1], np)]
    for _ in range(steps):
        x = rule.update(x, formula.gradient(x))
        points.append(x)
        values.append(formula.value(x[0], x[1], np))
    return np.array(points), np.array(values)
