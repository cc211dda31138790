"""What the prose of ``batches`` says in numbers, and the questions for the hall.

None of it is a time: times are measured on the reader's own server and stand in the address.
"""

from functools import cache

from app.lessons.batches.network import (
    BYTES,
    LAYERS,
    MOST,
    WEIGHTS,
    compared,
    each_alone,
    network,
    way,
)
from app.lessons.lesson import Claim, Question

#: The book's own batch, and its training set.
_BATCH, _TRAINING = 100, 60_000
#: Below this two answers are called equal: they are of the order of 0.1.
_ROUNDING = 1e-12


@cache
def _agrees() -> bool:
    """Whether every batch size gives the answers of one picture at a time, to rounding."""
    sizes = (1, 2, 5, 10, 20, 50, _BATCH, 200, 500, MOST)
    found = [compared(0, size) for size in sizes]
    return all(each.difference < _ROUNDING and each.same_class for each in found)


def _first_product() -> tuple[int, int]:
    """The shape of the first product, as NumPy gives it."""
    made = network(0)
    rows, columns = (made.pictures[:_BATCH] @ made.weights[0]).shape
    return int(rows), int(columns)


def _holds_arithmetic() -> bool:
    counted = sum(w.size for w in network(0).weights)
    return counted == WEIGHTS and each_alone(0).shape == (MOST, LAYERS[-1])


def _megabytes(count: int) -> float:
    """What grows with the batch: the pictures and the results of each layer."""
    return sum(count * stage.columns for stage in way() if stage.rows is None) * BYTES / 1e6


def _holds_memory() -> bool:
    made = network(0)
    hidden = sum(LAYERS[1:]) * MOST * BYTES
    grown = _megabytes(2 * MOST) / _megabytes(MOST)
    return abs((made.pictures.nbytes + hidden) / 1e6 - _megabytes(MOST)) < 1e-9 and grown == 2


CLAIMS = (
    Claim("same", _agrees, lambda: {"most": f"{MOST:,}", "classes": LAYERS[-1]}),
    Claim(
        "arithmetic",
        _holds_arithmetic,
        lambda: {
            "weights": f"{WEIGHTS:,}",
            "batch": _BATCH,
            "products": f"{_BATCH * WEIGHTS:,}",
        },
    ),
    Claim(
        "shape",
        lambda: _first_product() == (_BATCH, LAYERS[1]),
        lambda: {
            "batch": _BATCH,
            "inputs": LAYERS[0],
            "hidden": LAYERS[1],
        },
    ),
    Claim(
        "memory",
        _holds_memory,
        lambda: {
            "small": f"{_megabytes(_BATCH):.2f}",
            "batch": _BATCH,
            "most": f"{MOST:,}",
            "large": f"{_megabytes(MOST):.2f}",
        },
    ),
)

QUESTIONS = (
    Question(
        "less_work",
        _holds_arithmetic,
        lambda: {
            "weights": f"{WEIGHTS:,}",
            "batch": _BATCH,
            "products": f"{_BATCH * WEIGHTS:,}",
        },
    ),
    Question(
        "shapes",
        lambda: (
            _first_product() == (_BATCH, LAYERS[1])
            and network(0).forward(network(0).pictures[0]).shape == (LAYERS[-1],)
        ),
        lambda: {
            "batch": _BATCH,
            "inputs": LAYERS[0],
            "hidden": LAYERS[1],
            "classes": LAYERS[-1],
        },
    ),
    Question(
        "all",
        lambda: _holds_memory() and 400 < _megabytes(_TRAINING) < 500,
        lambda: {
            "training": f"{_TRAINING:,}",
            "megabytes": f"{_megabytes(_TRAINING):.0f}",
            "batch": _BATCH,
            "updates": _TRAINING // _BATCH,
        },
    ),
)
