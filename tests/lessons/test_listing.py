"""Objectives written out as lines of Python give the very digits of their own programs."""

import math
from typing import Any

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.core.objective import objective
from app.lessons.listing import gradient_lines, value_lines

OWN = [
    "x**7 - x**5*y**4",
    "maximum(x, y) - abs(x*y)",
    "sigmoid(x) + sin(x*y)/y",
    "3",
    "x - (y - x)",
]


@pytest.mark.parametrize("text", [*(e.expression for e in FUNCTIONS.values()), *OWN])
def test_the_lines_round_as_the_objective_does(text: str) -> None:
    made = objective(text)
    scope: dict[str, Any] = {"np": np, "math": math}
    exec("\n".join([*gradient_lines(made), *value_lines(made)]), scope)
    points = np.random.default_rng(5).uniform(-3, 3, (40, made.dimension)).tolist()
    for point in points:
        assert tuple(scope["gradient"](*point).tolist()) == made.gradient_at(*point)
        assert scope["value"](*point) == made.value_at(*point)
