"""Objectives for the tests of update rules: value, gradient and Hessian written out by hand.

Only + − · /, so that floats and arrays agree to the last bit; no import from the site, so that
``make_reference.py`` can use them where the site is not installed.
"""

from typing import Any


class Bowl:
    """x²/20 + y²."""

    start = (-7.0, 2.0)

    @staticmethod
    def value(x: Any, y: Any) -> Any:
        return x * x / 20 + y * y

    @staticmethod
    def gradient(x: Any, y: Any) -> Any:
        return x / 10, 2 * y

    @staticmethod
    def hessian(x: Any, y: Any) -> Any:
        return (0.1 + 0 * x, 0 * x), (0 * x, 2.0 + 0 * x)


class Rosenbrock:
    """(1 − x)² + 100 (y − x²)²."""

    start = (-1.2, 1.0)

    @staticmethod
    def value(x: Any, y: Any) -> Any:
        a, b = 1 - x, y - x * x
        return a * a + 100 * (b * b)

    @staticmethod
    def gradient(x: Any, y: Any) -> Any:
        b = y - x * x
        return -2 * (1 - x) - 400 * x * b, 200 * b

    @staticmethod
    def hessian(x: Any, y: Any) -> Any:
        cross = -400 * x
        return (2 - 400 * (y - x * x) + 800 * x * x, cross), (cross, 200.0 + 0 * x)


class TwoWells:
    """(x² − 1)²/4 + xy/2 + y²/2: smooth, with a saddle at the origin between two minima."""

    start = (0.4, 1.5)

    @staticmethod
    def value(x: Any, y: Any) -> Any:
        a = x * x - 1
        return a * a / 4 + x * y / 2 + y * y / 2

    @staticmethod
    def gradient(x: Any, y: Any) -> Any:
        return x * x * x - x + y / 2, y + x / 2

    @staticmethod
    def hessian(x: Any, y: Any) -> Any:
        return (3 * x * x - 1, 0.5 + 0 * x), (0.5 + 0 * x, 1.0 + 0 * x)


SLOPES: dict[str, Any] = {"bowl": Bowl, "rosenbrock": Rosenbrock, "two_wells": TwoWells}
