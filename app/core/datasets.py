"""Data before learning: normalised, split into two parts, and cut into mini-batches.

Variances divide by N, as the losses here do, so that standardised columns make a Hessian with
ones on its diagonal. Sources: Goodfellow, Bengio and Courville, Deep Learning, section 8.1.3;
Kessy, Lewin and Strimmer 2018, Optimal whitening and decorrelation (PCA and ZCA whitening).
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.intp]
Kind = Literal["raw", "centred", "standardised", "whitened"]
Whitening = Literal["zca", "pca"]
Sampling = Literal["without_replacement", "with_replacement"]

KINDS: tuple[Kind, ...] = ("raw", "centred", "standardised", "whitened")
#: An eigenvalue below this share of the largest is rounding: there is no spread along it.
_NO_SPREAD = 1e-12


class Normalisation(NamedTuple):
    """An affine map of rows, z = (x − shift)·matrixᵀ, whose numbers come from one set of rows."""

    shift: Array
    matrix: Array

    def apply(self, x: Array) -> Array:
        """Rows (N, d) to rows (N, d); nothing is learnt from these."""
        z: Array = (x - self.shift) @ self.matrix.T
        return z


def normalisation(x: Array, kind: Kind, whitening: Whitening = "zca") -> Normalisation:
    """What rows x (N, d), N ≥ 1, say of how to normalise rows like them.

    ``centred`` subtracts the means; ``standardised`` also divides by the standard deviations;
    ``whitened`` makes the covariance the identity: by C^(−1/2), which turns the cloud as little
    as can be (``zca``), or by Λ^(−1/2)Vᵀ, whose axes are the principal ones, the longest first
    (``pca``). A direction without any spread is centred and not stretched.
    """
    count = x.shape[1]
    if kind == "raw":
        return Normalisation(np.zeros(count), np.eye(count))
    # Each column in one piece: then NumPy sums it just as it sums a list of its own.
    columns = np.ascontiguousarray(x.T)
    mean = columns.mean(axis=1)
    if kind == "centred":
        return Normalisation(mean, np.eye(count))
    if kind == "standardised":
        deviation = columns.std(axis=1)
        flat = deviation <= _NO_SPREAD * np.abs(mean)
        return Normalisation(mean, np.diag(1 / np.where(flat, 1.0, deviation)))
    values, vectors = np.linalg.eigh(covariance(x))
    flat = values <= _NO_SPREAD * max(float(values[-1]), 0.0)
    stretch = 1 / np.sqrt(np.where(flat, 1.0, values))
    if whitening == "zca":
        return Normalisation(mean, (vectors * stretch) @ vectors.T)
    # An eigenvector's sign is free; its largest coordinate is made positive.
    largest = vectors[np.abs(vectors).argmax(axis=0), np.arange(count)]
    principal = (vectors * np.where(largest < 0, -1.0, 1.0) * stretch).T[::-1]
    return Normalisation(mean, np.ascontiguousarray(principal))


def covariance(x: Array) -> Array:
    """The covariance matrix (d, d) of rows (N, d), divided by N."""
    centred = x - x.mean(axis=0)
    matrix: Array = centred.T @ centred / len(x)
    return matrix


def split(size: int, held_back: int, seed: int) -> tuple[Indices, Indices]:
    """The rows to learn from and the ``held_back`` rows to be tested on, by seed, in file order.

    Raises ``ValueError`` where either part would be empty.
    """
    if not 0 < held_back < size:
        raise ValueError(f"held_back must be from 1 to {size - 1}")
    order = np.random.default_rng(seed).permutation(size)
    return np.sort(order[held_back:]), np.sort(order[:held_back])


def draw(size: int, batch_size: int, seed: int, sampling: Sampling) -> Indices:
    """The rows of the first batch of a seed; a larger batch begins with the smaller one's rows.

    Raises ``ValueError`` unless 1 ≤ batch_size ≤ size.
    """
    _check(size, batch_size)
    generator = np.random.default_rng(seed)
    if sampling == "with_replacement":
        return generator.integers(0, size, size)[:batch_size]
    return generator.permutation(size)[:batch_size]


def draws(size: int, batch_size: int, count: int, seed: int, sampling: Sampling) -> Indices:
    """The rows of ``count`` batches drawn apart from each other, shape (count, batch_size)."""
    _check(size, batch_size)
    generator = np.random.default_rng([seed, batch_size])
    if sampling == "with_replacement":
        return generator.integers(0, size, (count, batch_size))
    rows = np.broadcast_to(np.arange(size), (count, size))
    return generator.permuted(rows, axis=1)[:, :batch_size]


def minibatches(size: int, batch_size: int, seed: int, sampling: Sampling) -> Iterator[Indices]:
    """The rows of one batch after another, without end; the first is that of :func:`draw`.

    Without replacement the rows are shuffled anew for each epoch and dealt out in order, so
    that an epoch sees each row once; its last batch is short where ``batch_size`` does not
    divide ``size``. With replacement each batch is drawn from all rows.
    """
    _check(size, batch_size)
    generator = np.random.default_rng(seed)
    while True:
        if sampling == "with_replacement":
            epoch = generator.integers(0, size, size)
            whole = size - size % batch_size
        else:
            epoch, whole = generator.permutation(size), size
        for start in range(0, whole, batch_size):
            yield epoch[start : start + batch_size]


def _check(size: int, batch_size: int) -> None:
    if not 1 <= batch_size <= size:
        raise ValueError(f"batch_size must be from 1 to {size}")
