"""Softmax over the last axis, of tables from one row to ten thousand."""

from collections.abc import Iterator

import numpy as np

from app.core.softmax import shares
from benchmarks.measure import Row, against, agree, interleaved, peer

ORDER = 50
MEASURE = "softmax over the last axis"
SHAPES = (
    (1, 10),
    (10, 10),
    (100, 10),
    (1000, 10),
    (10_000, 10),
    (100, 100),
    (1000, 100),
    (1, 1000),
    (1000, 1000),
    (10_000, 1000),
)


def rows(quick: bool) -> Iterator[Row]:
    """Every shape against scipy.special.softmax."""
    scipy = peer("scipy.special")
    for shape in SHAPES:
        x = np.random.default_rng(0).normal(size=shape)
        goal = 2 if shape == (1000, 10) else 1
        works = [lambda x=x: shares(x)]
        if scipy is not None:
            works.append(lambda x=x: scipy.softmax(x, axis=-1))
            agree(works[0](), works[1](), 1e-14, f"softmax of {shape}")
        # Small tables are quick and the difference small, so many rounds; the largest takes 0.1 s.
        rounds = 5 if shape[0] * shape[1] > 1_000_000 else 11 if quick else 31
        times = [1e6 * each for each in interleaved(works, rounds, least=0.01)]
        case = f"{shape[0]:,} × {shape[1]:,}"
        yield against(
            MEASURE,
            case,
            times[0],
            times[1] if len(times) > 1 else None,
            "scipy.special.softmax",
            goal,
            unit="µs",
        )
