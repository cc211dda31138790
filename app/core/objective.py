"""An objective: from one expression its value, exact gradient, Hessian and formula."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.core.expression import Expression, parse
from app.core.formula import latex, size
from app.core.ieee import NAN
from app.core.kernel.sheets import Sheet, at_points, grid_sheet, on_grid, points_sheet
from app.core.memory import remembered

Array = NDArray[np.float64]

#: A derivative with more operations than this is too long to read beside its digits.
_READABLE = 40
#: From so many points on, arrays that are reused pay.
_MANY = 2_000
_ALGEBRAIC = frozenset(
    "constant variable add subtract multiply divide negate whole_power sqrt "
    "abs maximum minimum".split()
)


class Objective:
    """A function of one or two variables that can be descended.

    Arrays of coordinates have the coordinate as their first axis, shape ``(dimension, …)``, so
    one call takes a point, a path or ten thousand starts. The ``…_at`` forms take and give
    Python floats and never raise; the ``…_on`` forms take one axis per variable and give grids
    whose last index runs along x.
    """

    def __init__(self, expression: Expression) -> None:
        self.expression = expression
        self.variables = expression.variables
        self.dimension = len(expression.variables)

    @cached_property
    def algebraic(self) -> bool:
        """Whether only + − · /, powers and roots occur: then floats and arrays agree to the bit.

        NumPy's own exp, sin and their like may differ from the C library's in the last place.
        """
        programs = self.expression.programs
        nodes = (programs.tape.nodes[i] for i in programs.tape.needed([programs.root]))
        return all(node.operation in _ALGEBRAIC for node in nodes)

    @cached_property
    def latex(self) -> str:
        """The right-hand side of the formula in LaTeX."""
        return latex(self.expression.programs.tape, self.expression.programs.root)

    @cached_property
    def partials_latex(self) -> tuple[str, ...] | None:
        """The partial derivatives in LaTeX, or None where they are too long to read."""
        programs = self.expression.programs
        if any(size(programs.tape, node) > _READABLE for node in programs.partials):
            return None
        return tuple(latex(programs.tape, node) for node in programs.partials)

    def value(self, coordinates: ArrayLike) -> Array:
        """F at ``coordinates`` of shape (d, …): an array of shape (…)."""
        inputs = self._inputs(coordinates)
        if inputs[0].size >= _MANY:
            values: Array = self._at_points(self._value_points, coordinates)[0]
            return values
        return self._scalar(inputs, inputs[0].shape)

    def gradient(self, coordinates: ArrayLike) -> Array:
        """The exact gradient, shape (d, …); at a kink the subgradient of smallest size."""
        inputs = self._inputs(coordinates)
        if inputs[0].size >= _MANY:
            return self._at_points(self._gradient_points, coordinates)
        return self._stack(self.expression.programs.gradient_arrays, inputs, inputs[0].shape)

    def exact(self, coordinates: ArrayLike) -> Array:
        """The gradient where it exists, shape (d, …), and NaN where a partial does not.

        A partial derivative exists at a kink only if both sides have the same slope. An infinite
        slope at a finite value (√x at 0) and any slope at a pole (1/x at 0) count as none.
        """
        inputs = self._inputs(coordinates)
        shape = inputs[0].shape
        upper, lower = (
            self._stack(side, inputs, shape) for side in self.expression.programs.gradient_sides
        )
        agree = np.isclose(upper, lower, rtol=1e-12, atol=0.0)
        slopes = np.where(agree, upper, NAN)
        value = self.value(coordinates)
        vertical = np.isinf(slopes) & (np.isfinite(value) | self._pole(inputs, value))
        return np.where(vertical, NAN, slopes)

    def hessian(self, coordinates: ArrayLike) -> Array:
        """The matrix of second derivatives, shape (d, d, …); NaN where it does not exist."""
        inputs = self._inputs(coordinates)
        upper = self._stack(self.expression.programs.hessian_arrays, inputs, inputs[0].shape)
        rows = np.array([[0]] if self.dimension == 1 else [[0, 1], [1, 2]])
        matrix: Array = upper[rows]
        return matrix

    def derivatives(self, points: Array) -> tuple[Array, Array]:
        """Gradient (d, K) and the Hessian's upper triangle by rows of points (d, K), at once."""
        both = at_points(self._derivative_points, points)
        return both[: self.dimension], both[self.dimension :]

    @cached_property
    def value_at(self) -> Callable[..., float]:
        """F at a point given as floats, one argument a coordinate."""
        return self.expression.programs.value_floats

    @cached_property
    def gradient_at(self) -> Callable[..., tuple[float, ...]]:
        """The exact gradient at a point given as floats; at a kink the smallest subgradient."""
        return self.expression.programs.gradient_floats

    def hessian_at(self, *point: float) -> tuple[tuple[float, ...], ...]:
        """The Hessian at a point given as floats, by rows."""
        upper = self.expression.programs.hessian_floats(*point)
        if self.dimension == 1:
            return ((upper[0],),)
        return ((upper[0], upper[1]), (upper[1], upper[2]))

    def value_on(self, *axes: ArrayLike) -> Array:
        """F on the grid of the axes: ``value[i, j]`` is f(x[j], y[i]); one axis gives a list."""
        lines = self._lines(axes)
        if self.dimension == 1:
            return self.value(lines[0][None])
        values: Array = on_grid(self._value_grid, *lines)[0]
        return values

    def gradient_on(self, *axes: ArrayLike) -> Array:
        """The exact gradient on the grid of the axes, shape (d, ny, nx) or (1, nx)."""
        lines = self._lines(axes)
        if self.dimension == 1:
            return self.gradient(lines[0][None])
        return on_grid(self._gradient_grid, *lines)

    @cached_property
    def _value_points(self) -> Sheet:
        programs = self.expression.programs
        return points_sheet(programs.tape, [programs.root], self.variables)

    @cached_property
    def _gradient_points(self) -> Sheet:
        programs = self.expression.programs
        return points_sheet(programs.tape, programs.partials, self.variables)

    @cached_property
    def _derivative_points(self) -> Sheet:
        programs = self.expression.programs
        roots = [*programs.partials, *programs.curvatures]
        return points_sheet(programs.tape, roots, self.variables)

    @cached_property
    def _value_grid(self) -> Sheet:
        programs = self.expression.programs
        return grid_sheet(programs.tape, [programs.root], self.variables)

    @cached_property
    def _gradient_grid(self) -> Sheet:
        programs = self.expression.programs
        return grid_sheet(programs.tape, programs.partials, self.variables)

    @staticmethod
    def _at_points(sheet: Sheet, coordinates: ArrayLike) -> Array:
        array = np.asarray(coordinates, dtype=np.float64)
        return at_points(sheet, array.reshape(len(array), -1)).reshape(-1, *array.shape[1:])

    def _scalar(self, inputs: tuple[Array, ...], shape: tuple[int, ...]) -> Array:
        values: Array = self._stack(self.expression.programs.value_arrays, inputs, shape)[0]
        return values

    def _inputs(self, coordinates: ArrayLike) -> tuple[Array, ...]:
        array = np.asarray(coordinates, dtype=np.float64)
        if array.ndim == 0 or array.shape[0] != self.dimension:
            raise ValueError(f"the first axis must have length {self.dimension}")
        return tuple(array)

    def _lines(self, axes: Sequence[ArrayLike]) -> list[Array]:
        lines = [np.asarray(axis, dtype=np.float64) for axis in axes]
        if len(lines) != self.dimension:
            raise ValueError(f"{self.dimension} axes are needed")
        return lines

    @staticmethod
    def _stack(program: object, inputs: tuple[Array, ...], shape: tuple[int, ...]) -> Array:
        """Run a program; what depends on one variable alone is spread to the full shape."""
        with np.errstate(all="ignore"):
            outputs = program(*inputs)  # type: ignore[operator]
        result = np.empty((len(outputs), *shape))
        for row, output in enumerate(outputs):
            result[row, ...] = output
        return result

    def _pole(self, inputs: tuple[Array, ...], value: Array) -> NDArray[np.bool_]:
        """Where an infinite value is a pole, with finite values beside it, and no overflow."""
        infinite: NDArray[np.bool_] = np.isinf(value)
        if not infinite.any():
            return infinite
        with np.errstate(all="ignore"):
            beside = [a + 1e-6 * (1.0 + np.abs(a)) for a in inputs]
        return infinite & np.isfinite(self.value(np.stack(beside)))


@remembered("functions", lambda made: 24_000 + 1_500 * len(made.expression.text))
def _made(expression: Expression) -> Objective:
    return Objective(expression)


def objective(text: str) -> Objective:
    """The objective of an expression's text, made once for all spellings of it.

    Raises :class:`app.core.expression.ExpressionError`.
    """
    return _made(parse(text))
