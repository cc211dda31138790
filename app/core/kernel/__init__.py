"""From one expression, the programs that compute it.

This is the door: callers ask for :class:`Programs` and never see how a program came about. The
tape records the arithmetic, :mod:`derivative` differentiates it, :mod:`source` prints it for
Python floats and for NumPy arrays.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from threading import RLock
from typing import Any

from app.core.kernel.derivative import differentiate
from app.core.kernel.source import ARRAYS, FLOATS, LOWER_SIDE, UPPER_SIDE, program
from app.core.kernel.tape import Node, Tape

__all__ = ["Node", "Programs", "Tape"]

Program = Callable[..., Any]


class Programs:
    """The value, gradient and Hessian of one expression, each compiled when first asked for.

    Every program takes the variables in order. The value on floats is a number; each of the
    others returns a tuple: the value alone, the partial derivatives, or the upper triangle of
    the Hessian by rows.
    """

    def __init__(self, tape: Tape, root: int, variables: Sequence[str]) -> None:
        self.tape = tape
        self.root = root
        self.variables = tuple(variables)
        # Pages and figures share a function between threads; only one may write on its tape.
        self._writing = RLock()

    @cached_property
    def partials(self) -> tuple[int, ...]:
        """The nodes of the partial derivatives."""
        with self._writing:
            return tuple(differentiate(self.tape, self.root, name) for name in self.variables)

    @cached_property
    def curvatures(self) -> tuple[int, ...]:
        """The nodes of the Hessian's upper triangle, by rows."""
        with self._writing:
            return tuple(
                differentiate(self.tape, partial, name)
                for i, partial in enumerate(self.partials)
                for name in self.variables[i:]
            )

    @cached_property
    def value_floats(self) -> Program:
        """The value on Python floats."""
        return program(self.tape, self.root, self.variables, FLOATS)

    @cached_property
    def gradient_floats(self) -> Program:
        """The gradient on Python floats."""
        return program(self.tape, self.partials, self.variables, FLOATS)

    @cached_property
    def hessian_floats(self) -> Program:
        """The Hessian on Python floats."""
        return program(self.tape, self.curvatures, self.variables, FLOATS)

    @cached_property
    def value_arrays(self) -> Program:
        """The value on arrays that broadcast."""
        return program(self.tape, [self.root], self.variables, ARRAYS)

    @cached_property
    def gradient_arrays(self) -> Program:
        """The gradient on arrays that broadcast."""
        return program(self.tape, self.partials, self.variables, ARRAYS)

    @cached_property
    def hessian_arrays(self) -> Program:
        """The Hessian on arrays that broadcast."""
        return program(self.tape, self.curvatures, self.variables, ARRAYS)

    @cached_property
    def gradient_sides(self) -> tuple[Program, Program]:
        """The gradient with the slope of the upper and of the lower side at each kink."""
        return (
            program(self.tape, self.partials, self.variables, UPPER_SIDE),
            program(self.tape, self.partials, self.variables, LOWER_SIDE),
        )
