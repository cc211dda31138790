"""What a link to the lesson may hold, and what it asks for: one difference, and all of them."""

import math
from collections.abc import Iterable
from typing import Annotated, Any, Literal, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.catalogue.lookup import Found, find
from app.core.differences import METHODS
from app.core.expression import ExpressionError
from app.core.memory import remembered
from app.core.objective import Objective
from app.lessons.board import BoardQuery
from app.lessons.queries import DifferenceStep, Function, numbers
from app.lessons.reading import Fault, expression_fault
from app.lessons.scene import own_domain

Array = NDArray[np.float64]

#: The book's function and the step that it recommends.
BOOK, BOOK_STEP = "0.01*x**2 + 0.1*x", 1e-4
#: The least step that the picture of the errors shows, and how many steps in a decade.
LEAST, PER_DECADE = 1e-16, 8
#: A gradient with so small a relative error counts as right: what float32 could hold anyway.
ENOUGH = 1e-7
#: Coordinates by hand stay below this, so that their squares stay whole numbers.
_MOST = 1e6
EPSILON = float(np.finfo(np.float64).eps)


class NumericalGradientExperiment(BoardQuery):
    """Every key that the page and its figures understand."""

    f: Annotated[
        Function, Field(description="A function of x: a catalogue name or an expression.")
    ] = BOOK
    x: Annotated[float, Field(ge=-1e150, le=1e150, description="Where the gradient is taken.")] = (
        5.0
    )
    h: DifferenceStep = 5.0
    method: Annotated[
        Literal["central", "forward", "backward"],
        Field(description="Both sides of x, only the side ahead of it, or only the one behind."),
    ] = "forward"
    point: Annotated[
        tuple[float, ...],
        numbers(2, example="3,4"),
        Field(
            description="Where x0² + x1² is differentiated by hand, within ±1e6.",
            json_schema_extra={"type": "string", "examples": ["3,4"]},
        ),
    ] = (3.0, 4.0)

    @property
    def found(self) -> Found:
        """The objective, and its entry if the catalogue knows it."""
        return find(self.f)

    def faults(self) -> Iterable[Fault]:
        if any(abs(part) > _MOST for part in self.point):
            yield Fault("point", "numerical-gradient.fault.far", {})
        try:
            found = find(self.f)
        except ExpressionError as error:
            yield expression_fault("f", error)
            return
        if found.objective.dimension != 1:
            yield Fault("f", "numerical-gradient.fault.variables", {})


class Difference(NamedTuple):
    """A gradient by one step: the two places, their values, the quotient and its error.

    ``kept`` tells which of the two steps survived the rounding of x ± h.
    """

    places: tuple[float, float]
    values: tuple[float, float]
    width: float
    value: float
    exact: float
    error: float
    kept: tuple[bool, bool]

    @property
    def swallowed(self) -> bool:
        """Whether both places are x itself."""
        return not any(self.kept)

    @property
    def digits(self) -> int:
        """How many significant digits of the gradient are right, 0 to 16."""
        if not math.isfinite(self.error) or self.exact == 0:
            return 0
        share = self.error / abs(self.exact)
        if share >= 1:  # the share of a hardly visible gradient may be infinite
            return 0
        return 16 if share == 0 else min(16, math.floor(-math.log10(share)))


def difference(objective: Objective, x: float, h: float, method: str) -> Difference:
    """The gradient at ``x`` by one difference."""
    ahead, behind = x + h, x - h
    places = {"central": (ahead, behind), "forward": (ahead, x), "backward": (x, behind)}[method]
    both = objective.value(np.array([places]))
    value = float(METHODS[method](objective, np.array([x]), h)[0])
    exact = float(objective.exact(np.array([x]))[0])
    return Difference(
        places=places,
        values=(float(both[0]), float(both[1])),
        width=2 * h if method == "central" else h,
        value=value,
        exact=exact,
        error=abs(value - exact),
        kept=(places[0] != x, places[1] != x),
    )


class Law(NamedTuple):
    """What theory says of a method: error ≈ truncation·h^order + rounding/h.

    A truncation of 0 means one of a higher order here; ``free`` tells that there is none at all,
    wherever x lies: on a straight line, or for the central difference on a parabola.
    """

    order: int
    truncation: float
    rounding: float
    free: bool

    @property
    def best(self) -> float | None:
        """The step where both together are least; None where only one of them exists."""
        if not (self.truncation > 0 and self.rounding > 0):
            return None
        with np.errstate(all="ignore"):
            ratio = float(np.divide(self.rounding, self.order * self.truncation))
        return ratio ** (1 / (self.order + 1)) if math.isfinite(ratio) and ratio > 0 else None


class Errors(NamedTuple):
    """The errors of every method at every step of the picture.

    ``error`` maps a method to an array beside ``steps`` (NaN where there is none); ``best`` to
    the step in whose neighbourhood, half a decade to each side, the worst error is least, with
    that worst error; ``floor`` stands in for an error of exactly 0 and ``top`` ends the axis.
    """

    steps: Array
    error: dict[str, Array]
    best: dict[str, tuple[float, float] | None]
    laws: dict[str, Law]
    exact: float
    floor: float
    top: float


def window(found: Found, x: float) -> tuple[float, float]:
    """The stretch of the x axis that is drawn: the function's own if x lies well inside it."""
    low, high = own_domain(found)
    margin = 0.1 * (high - low)
    if low + margin <= x <= high - margin:
        return low, high
    half = max((high - low) / 2, 1e-3 * abs(x))
    return x - half, x + half


def reach(found: Found) -> float:
    """The largest step under the hand: one that the picture still shows."""
    low, high = own_domain(found)
    return 10.0 if high - low >= 30 else 1.0


@remembered("results")
def errors(f: str, x: float) -> Errors:
    """All errors of the function ``f`` at ``x``."""
    found = find(f)
    objective = found.objective
    exact = float(objective.exact(np.array([x]))[0])
    top = round(math.log10(reach(found)))
    count = (top - round(math.log10(LEAST))) * PER_DECADE
    steps = np.array([_step(top - k / PER_DECADE) for k in range(count + 1)])
    error = {}
    for name, method in METHODS.items():
        # The differences take one step for all points; here each point has its own.
        values = cast(Any, method)(objective, np.full((1, steps.size), x), steps)[0]
        with np.errstate(invalid="ignore"):
            error[name] = np.where(np.isfinite(values), np.abs(values - exact), np.nan)
    seen = np.concatenate([list(row) for row in error.values()])
    seen = seen[np.isfinite(seen) & (seen > 0)]
    least = float(seen.min()) if seen.size else EPSILON
    if math.isfinite(exact) and exact != 0:
        # The product is 0 where the gradient is hardly a float itself.
        least = min(least, EPSILON * abs(exact) or least)
    most = float(seen.max()) if seen.size else 1.0
    return Errors(
        steps=steps,
        error=error,
        best={name: _calmest(steps, row) for name, row in error.items()},
        laws=_laws(objective, x, exact, window(found, x)),
        exact=exact,
        floor=_decade(math.log10(least), -1),
        top=_decade(math.log10(most), 1),
    )


def _step(power: float) -> float:
    """A power of ten; whole ones as a person writes them."""
    return float(f"1e{int(power)}") if power == int(power) else float(10.0**power)


def _decade(power: float, by: int) -> float:
    """The power of ten next to 10**power, below or above, and a finite positive number."""
    whole = math.floor(power) + (0 if by < 0 else 1)
    return float(f"1e{min(max(whole + (-1 if by < 0 else 0), -307), 307)}")


def _calmest(steps: Array, error: Array) -> tuple[float, float] | None:
    half = PER_DECADE // 2
    padded = np.pad(np.where(np.isfinite(error), error, np.inf), half, mode="edge")
    worst = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1).max(axis=1)
    index = int(np.argmin(worst))
    return (float(steps[index]), float(worst[index])) if np.isfinite(worst[index]) else None


def _laws(
    objective: Objective, x: float, exact: float, ends: tuple[float, float]
) -> dict[str, Law]:
    here = np.array([x])
    second = abs(float(objective.hessian(here)[0, 0]))
    third = _third(objective, x, second)
    with np.errstate(all="ignore"):
        bends = objective.hessian(np.linspace(*ends, 17)[None, :])[0, 0]
        straight = bool((np.abs(bends) == 0).all())
        parabolic = bool(np.ptp(bends) <= 1e-12 * np.abs(bends).max())
        value = abs(float(objective.value(here)))
        # Two roundings of f, of half an ulp each, and that of x + h times the slope.
        rounding = EPSILON * (value + abs(x * exact) / 2)
        two_sided = EPSILON * (value + abs(x * exact)) / 2
    one_sided = Law(1, _finite(second / 2), _finite(rounding), straight)
    return {
        "forward": one_sided,
        "backward": one_sided,
        "central": Law(2, _finite(third / 6), _finite(two_sided), parabolic),
    }


def _third(objective: Objective, x: float, second: float) -> float:
    """The size of the third derivative, from exact second ones; NaN where it cannot be had."""
    # Where f ends close by, as the logarithm does, the distance goes with x.
    for scale in (max(1.0, abs(x)), abs(x)):
        apart = EPSILON ** (1 / 3) * scale
        with np.errstate(all="ignore"):
            bends = objective.hessian(np.array([[x + apart, x - apart]]))[0, 0]
            third = float(np.abs(bends[0] - bends[1]) / (2 * apart))
        if math.isfinite(third):
            return 0.0 if third <= 1e-9 * second else third
    return math.nan


def _finite(value: float) -> float:
    return value if math.isfinite(value) else 0.0


class State(NamedTuple):
    """An experiment with its difference, and in one word what is the case."""

    made: Difference
    value: float
    kind: str


@remembered("results", lambda _: 2_000)
def state(experiment: NumericalGradientExperiment) -> State:
    """The difference that an experiment asks for, and its case.

    undefined, corner, outside (a value is missing), swallowed, level (the values are equal),
    exact, right, large, small.
    """
    objective = experiment.found.objective
    made = difference(objective, experiment.x, experiment.h, experiment.method)
    value = objective.value_at(experiment.x)
    return State(made, value, _kind(experiment, made, value))


def _kind(experiment: NumericalGradientExperiment, made: Difference, value: float) -> str:
    if not math.isfinite(value):
        return "undefined"
    if not math.isfinite(made.exact):
        return "corner"
    if not math.isfinite(made.value):
        return "outside"
    if made.swallowed:
        return "swallowed"
    if made.error == 0:
        return "exact"
    measured = errors(experiment.f, experiment.x)
    best = measured.best[experiment.method]
    scale = abs(made.exact) or 2 * measured.laws["forward"].truncation or 1.0
    near = made.error <= max(ENOUGH * scale, 10 * best[1] if best else 0.0)
    if near and (made.digits > 0 or made.exact == 0):
        return "right"
    if best is None or experiment.h > best[0]:
        return "large"
    return "level" if made.value == 0 else "small"
