"""The network that is timed: the book's 784 → 50 → 100 → 10, with random weights.

Source: Deep Learning from Scratch, section 3.6. Neither the time nor the comparison hangs on what
the weights and the pictures hold, so both are random numbers of float64.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.memory import remembered

Array = NDArray[np.float64]

LAYERS = (784, 50, 100, 10)
#: The most pictures at a time.
MOST = 1000
#: The numbers that a network reads for one picture, the biases aside.
WEIGHTS = sum(n * m for n, m in zip(LAYERS, LAYERS[1:], strict=False))
BYTES = 8
"""Of a float64."""


@dataclass(frozen=True, eq=False)
class Network:
    """Weights of shapes (784, 50), (50, 100), (100, 10) with their biases, and some pictures."""

    weights: Sequence[Array]
    biases: Sequence[Array]
    pictures: Array

    def forward(self, x: Array) -> Array:
        """The answers to one picture, (784,) → (10,), or to B of them, (B, 784) → (B, 10)."""
        for w, b in zip(self.weights[:-1], self.biases[:-1], strict=True):
            x = 1 / (1 + np.exp(-(x @ w + b)))
        scores = x @ self.weights[-1] + self.biases[-1]
        e = np.exp(scores - scores.max(axis=-1, keepdims=True))
        answer: Array = e / e.sum(axis=-1, keepdims=True)
        return answer

    def one_by_one(self, count: int) -> list[Array]:
        """The answers to the first pictures, each on its own."""
        return [self.forward(x) for x in self.pictures[:count]]


@remembered("results")
def network(seed: int) -> Network:
    """The network and the pictures of a seed."""
    rng = np.random.default_rng(seed)
    pairs = list(zip(LAYERS, LAYERS[1:], strict=False))
    weights = [rng.standard_normal((n, m)) for n, m in pairs]
    biases = [rng.standard_normal(m) for m in LAYERS[1:]]
    return Network(weights, biases, rng.standard_normal((MOST, LAYERS[0])))


@remembered("results")
def each_alone(seed: int) -> Array:
    """The answers to all pictures, each computed on its own, shape (1000, 10)."""
    return np.array(network(seed).one_by_one(MOST))


@dataclass(frozen=True)
class Compared:
    """What a batch answers beside what its pictures answer one by one."""

    difference: float
    same_class: bool
    classes: tuple[int, ...]
    """How many pictures of the batch fall into each class."""


@remembered("results")
def compared(seed: int, count: int) -> Compared:
    """The first pictures in one batch, against each of them alone."""
    made = network(seed)
    batch, alone = made.forward(made.pictures[:count]), each_alone(seed)[:count]
    chosen = batch.argmax(axis=-1)
    return Compared(
        difference=float(np.abs(batch - alone).max()),
        same_class=bool((chosen == alone.argmax(axis=-1)).all()),
        classes=tuple(np.bincount(chosen, minlength=LAYERS[-1]).tolist()),
    )


@dataclass(frozen=True)
class Stage:
    """One array on the way through the network; ``rows`` is None where it is the batch size."""

    name: str
    rows: int | None
    columns: int

    def shape(self, count: int) -> tuple[int, int]:
        """The shape for a batch of so many pictures."""
        return (count if self.rows is None else self.rows, self.columns)


def way() -> tuple[Stage, ...]:
    """Every array of a forward pass in order: X, W₁, A₁, W₂, A₂, W₃, Y."""
    raised = "₁₂₃"
    stages = [Stage("X", None, LAYERS[0])]
    for index, (n, m) in enumerate(zip(LAYERS, LAYERS[1:], strict=False)):
        last = index == len(LAYERS) - 2
        stages.append(Stage(f"W{raised[index]}", n, m))
        stages.append(Stage("Y" if last else f"A{raised[index]}", None, m))
    return tuple(stages)
