"""What a link to the lesson may hold, and the function, slope and network that it asks for."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, Field

from app.core.activations import ACTIVATIONS, LEAKY_SLOPE
from app.core.memory import remembered
from app.lessons.board import BoardQuery
from app.lessons.numbers import digits

Array = NDArray[np.float64]
Kind = Literal["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu"]
KINDS: tuple[Kind, ...] = (
    "identity",
    "step",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "softplus",
    "gelu",
)
#: The slopes left and right of 0 of those that have a corner there.
KINKS: dict[str, tuple[float, float]] = {"relu": (0.0, 1.0), "leaky_relu": (LEAKY_SLOPE, 1.0)}
#: How far the slider goes either way, and with it the pictures.
REACH = 6.0


class ActivationsExperiment(BoardQuery):
    """Every key that the page on activation functions and its figures understand."""

    kind: Annotated[Kind, Field(description="The activation function.")] = "sigmoid"
    # Minus zero is zero: one query, one answer.
    x: Annotated[
        float,
        Field(ge=-1e6, le=1e6, description="The input at which the function is looked at."),
        AfterValidator(lambda x: x + 0.0),
    ] = 2.0
    seed: Annotated[
        int, Field(ge=0, le=999, description="Which weights the small network has.")
    ] = 15


@dataclass(frozen=True)
class Place:
    """A function at one x: its value, and its slope or None where it has no derivative."""

    kind: Kind
    x: float
    y: float
    slope: float | None


@remembered("results")
def place(kind: Kind, x: float) -> Place:
    """The function ``kind`` at ``x``."""
    at = np.array([x])
    y = float(ACTIVATIONS[kind].value(at)[0])
    slope = float(ACTIVATIONS[kind].derivative(at)[0])
    # The API gives the slope on the left at a corner; a picture must say that there is none.
    undefined = math.isnan(slope) or (kind in KINKS and x == 0)
    return Place(kind, x, y, None if undefined else slope)


def written(y: float) -> str:
    """A value with four digits, with more where fewer would make a 1 of what is none."""
    for significant in (4, 7, 12):
        text = digits(y, significant)
        if abs(y) == 1 or text not in ("1", "−1"):
            return text
    return digits(y, 17)


def window(x: float) -> tuple[float, float]:
    """The stretch of x that the pictures show: the slider's, wider where x lies beyond it."""
    half = REACH if abs(x) <= REACH else 1.25 * abs(x)
    return (-half, half)


@dataclass(frozen=True)
class Net:
    """A network with one input, three hidden units and one output."""

    w1: tuple[float, ...]
    b1: tuple[float, ...]
    w2: tuple[float, ...]
    b2: float

    def inner(self, x: Array) -> Array:
        """What the hidden units receive, shape (units, n)."""
        return np.asarray(np.outer(self.w1, x) + np.array(self.b1)[:, None])

    def output(self, kind: Kind, x: Array) -> Array:
        """The network's answer at each x with ``kind`` in the hidden layer, shape (n,)."""
        hidden = ACTIVATIONS[kind].value(self.inner(x))
        return np.array(self.w2) @ hidden + self.b2

    @property
    def slope(self) -> float:
        """The one weight to which the network collapses without bends, W = W2 W1."""
        return float(np.array(self.w2) @ np.array(self.w1))

    @property
    def offset(self) -> float:
        """The one bias to which it collapses, b = W2 b1 + b2."""
        return float(np.array(self.w2) @ np.array(self.b1) + self.b2)


@remembered("results")
def net(seed: int) -> Net:
    """The small network of a seed: weights with one decimal, none of them close to 0."""
    rng = np.random.default_rng(seed)

    def weights() -> tuple[float, ...]:
        size = rng.integers(5, 21, 3) / 10
        return tuple((size * rng.choice([-1.0, 1.0], 3)).tolist())

    w1 = weights()
    # A unit bends where its input passes 0: somewhere on the slider, each in a third of its own.
    bends = np.array([-3.0, 0.0, 3.0]) + rng.integers(-10, 11, 3) / 10
    b1 = tuple((np.round(-np.array(w1) * bends, 1) + 0.0).tolist())
    return Net(w1, b1, weights(), float(rng.integers(-20, 21) / 10))
