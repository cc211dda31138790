"""How the gradients of many batches scatter, and the law of it."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.catalogue.datasets.entry import Dataset
from app.core.datasets import Sampling, draws
from app.core.least_squares import expected_spread
from app.core.memory import remembered
from app.lessons.mini_batch.experiment import MiniBatchQuery, loss_of

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """Many batches of one size: their gradients, and the standard deviations these should have.

    ``gradients`` (count, 2); ``expected`` (2,) by the exact law.
    """

    gradients: Array
    true: Array
    expected: Array

    @property
    def measured_error(self) -> float:
        """The root of the mean squared length of the error."""
        return float(np.sqrt(((self.gradients - self.true) ** 2).sum(axis=1).mean()))

    @property
    def expected_error(self) -> float:
        """What the law gives for it."""
        return math.hypot(*self.expected)


@remembered("results")
def _spread(
    data: str,
    batch_size: int,
    seed: int,
    sampling: Sampling,
    start: tuple[float, ...],
    count: int,
) -> Spread:
    loss = loss_of(data)
    each = loss.row_gradients(start)
    true = each.mean(axis=0)
    rows = draws(loss.size, batch_size, count, seed, sampling)
    gradients = np.stack([each[:, axis][rows].mean(axis=1) for axis in (0, 1)], axis=1)
    deviations = np.sqrt(((each - true) ** 2).mean(axis=0))
    expected = [expected_spread(float(d), loss.size, batch_size, sampling) for d in deviations]
    return Spread(gradients, true, np.array(expected))


def spread_of(query: MiniBatchQuery, batch_size: int | None = None) -> Spread:
    """Many batches of the query's size, or of another."""
    size = query.batch_size if batch_size is None else batch_size
    return _spread(query.data, size, query.seed, query.sampling, query.start, query.draws)


def half_size(query: MiniBatchQuery) -> int:
    """The rows that a batch needs so that the law gives at most half the query's error."""
    size, rows = query.dataset.size, query.batch_size
    if query.sampling == "with_replacement":
        return 4 * rows
    # (N − B′)/B′ = (N − B)/(4B), solved for B′.
    return -(-4 * rows * size // (size + 3 * rows))


@dataclass(frozen=True)
class Law:
    """The error of the estimate against the batch size, with the line c/√B fitted to it.

    ``slope`` is that of a free straight line in log-log through the same ``fitted`` sizes: those
    of at most a tenth of the data, where drawing without replacement hardly matters.
    """

    sizes: Array
    measured: Array
    expected: Array
    fitted: NDArray[np.bool_]
    constant: float
    slope: float


def sizes_of(entry: Dataset) -> list[int]:
    """The batch sizes that are measured: powers of two, and all the data."""
    return [2**k for k in range(entry.size.bit_length()) if 2**k < entry.size] + [entry.size]


def law_of(query: MiniBatchQuery) -> Law:
    """The error at many batch sizes."""
    entry = query.dataset
    sizes = sizes_of(entry)
    spreads = [spread_of(query, size) for size in sizes]
    measured = np.array([spread.measured_error for spread in spreads])
    expected = np.array([spread.expected_error for spread in spreads])
    widths = np.array(sizes, dtype=float)
    fitted = (widths <= entry.size / 10) & (measured > 0)
    if not fitted.any():
        return Law(widths, measured, expected, fitted, 0.0, math.nan)
    across, up = np.log(widths[fitted]), np.log(measured[fitted])
    constant = float(np.exp((up + across / 2).mean()))
    return Law(widths, measured, expected, fitted, constant, float(np.polyfit(across, up, 1)[0]))
