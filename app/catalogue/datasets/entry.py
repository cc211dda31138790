"""What a data set is: a table of numbers, where it comes from, and the regression asked of it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Text = dict[str, str]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Column:
    """A measured quantity: its words, a short form for axes, and its unit as written."""

    title: Text
    short: Text
    unit: Text


@dataclass(frozen=True)
class Dataset:
    """A table of N rows beside this file, and which column is to be predicted from which.

    ``columns`` describes the numeric columns by their names in the table; ``target`` is predicted
    from the two ``features``, or from the first ``feature`` alone. ``source`` says who measured,
    ``licence`` under what it was had.
    """

    name: str
    title: Text
    columns: Mapping[str, Column]
    feature: str
    features: tuple[str, str]
    target: str
    source: str
    licence: str

    @cached_property
    def table(self) -> dict[str, Array]:
        """Every numeric column as an array (N,), in the order of the file."""
        path = _FOLDER / f"{self.name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file))
        return {name: np.array([float(row[name]) for row in read]) for name in self.columns}

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.table[self.target])

    def matrix(self, *names: str) -> Array:
        """The named columns side by side, (N, len(names))."""
        return np.stack([self.table[name] for name in names], axis=1)
