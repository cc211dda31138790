"""One rule, several programs: floats, arrays step by step, arrays in place, to the last bit."""

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import walk
from app.core.objective import objective
from app.core.population import march, stepped
from tests.core.kernel.drawing import settings_of
from tests.core.kernel.expressions import OWN

PLACES = {entry.expression: entry.start for entry in FUNCTIONS.values()} | OWN
STEPS = 25


def by_floats(text: str, rule: Any, starts: Any) -> Any:
    """The runs one by one, shape (STEPS + 1, d, K); NaN after a step out of the floats."""
    found = np.full((STEPS + 1, *starts.shape), np.nan)
    for run, start in enumerate(starts.T.tolist()):
        path = walk(objective(text), rule, start, STEPS).path
        found[: len(path), :, run] = path
    return found


def recorded(starts: Any, runs: Iterator[Any]) -> Any:
    """The starts and what follows, shape (STEPS + 1, d, K)."""
    return np.array([starts, *(points.copy() for points in runs)])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_floats_and_arrays_agree_to_the_last_bit(name: str) -> None:
    dice = random.Random(7)
    for text, usual in PLACES.items():
        rule = OPTIMIZERS[name].rule(**settings_of(OPTIMIZERS[name], dice))
        starts = np.array([usual, [x + dice.uniform(-1, 1) for x in usual]]).T
        made = objective(text)
        in_place = recorded(starts, march(made, rule, starts, STEPS))
        arrays = recorded(starts, stepped(made, rule, starts, STEPS))
        of = f"{text} {rule.origin.settings}"  # type: ignore[union-attr]
        assert np.array_equal(in_place, arrays, equal_nan=True), of
        if made.algebraic:
            floats = by_floats(text, rule, starts)
            # A run that has left the floats goes on as infinities and NaN on arrays.
            kept = np.isfinite(floats).all(axis=1, keepdims=True)
            assert np.array_equal(np.where(kept, arrays, 0.0), np.where(kept, floats, 0.0)), of
            gone = ~kept & np.isfinite(arrays).all(axis=1, keepdims=True)
            assert not gone.any(), of
