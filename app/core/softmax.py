"""Softmax, step by step as the textbook writes it, so that one can watch it overflow.

Source: Deep Learning from Scratch, section 3.5. Subtracting any constant C from all scores leaves
the result as it is on paper; in floats it decides whether there is a result at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

Floats = NDArray[Any]
Axis = int | tuple[int, ...] | None

#: Arrays of fewer numbers than this are done in one go.
_MANY = 400
#: Up to so many classes, a table of scores is done class by class.
_FEW = 40
#: Up to so many, NumPy adds a row without halving it.
_SHORT = 128
#: So many numbers are done at once: 80 kB, which the processor's cache holds.
_BLOCK = 10_000


@dataclass(frozen=True, eq=False)
class Softmax:
    """Everything that a softmax computes on its way.

    ``shifted`` is (x − C)/temperature, ``exponentials`` its exponential, ``sum`` their sum with
    the reduced axes kept as length one, ``y`` the quotient or its logarithm. ``overflow`` tells
    whether an exponential or a sum came out infinite.
    """

    y: Floats
    sum: Floats
    shifted: Floats
    exponentials: Floats
    overflow: bool


def softmax(
    x: ArrayLike,
    axis: Axis = -1,
    temperature: float = 1.0,
    shift: Literal["max", "none"] | float = "max",
    log: bool = False,
    dtype: DTypeLike = np.float64,
) -> Softmax:
    """The softmax of ``x`` over ``axis``: an axis, several, or None for all; in ``dtype``.

    ``shift`` is the constant C that is subtracted first: the largest score, none, or a number.
    With ``log``, ``y`` is the log-softmax, shifted − log(sum). NaN and ±inf are data: the scores
    of a slice that holds NaN or +inf, or nothing but −inf, become NaN. Raises ``ValueError`` if
    the temperature is no positive finite number of ``dtype``, NumPy's ``AxisError`` (a
    ``ValueError``) for an axis that is not there or is named twice, ``ValueError`` for an empty x.
    """
    kind = np.dtype(dtype).type
    with np.errstate(all="ignore"):
        scores = np.asarray(x, dtype=kind)
        heat = np.asarray(temperature, dtype=kind)
        if not (heat > 0 and np.isfinite(heat)):
            raise ValueError(f"temperature must be positive and finite in {np.dtype(dtype)}")
        if shift == "max":
            constant = scores.max(axis=axis, keepdims=True)
        else:
            constant = np.asarray(0 if shift == "none" else shift, dtype=kind)
        shifted = np.asarray(scores - constant)
        if heat != 1:
            shifted = _heated(scores, constant, shifted, heat)
        exponentials = np.asarray(np.exp(shifted))
        total = np.asarray(exponentials.sum(axis=axis, keepdims=True, dtype=kind))
        if not log:
            y = exponentials / total
        elif shift == "max":
            y = shifted - _log_sum(shifted, exponentials, axis)
        else:
            y = shifted - np.log(total)
    # With the largest score subtracted no exponential is above 1; otherwise an infinite one makes
    # its sum infinite or NaN.
    overflow = shift != "max" and not np.isfinite(total).all() and _overflows(exponentials, total)
    return Softmax(np.asarray(y), total, shifted, exponentials, overflow)


def shares(x: ArrayLike, axis: Axis = -1, dtype: DTypeLike = np.float64) -> Floats:
    """The ``y`` of :func:`softmax` alone, with the largest score subtracted, and sooner.

    In tables of many rows the exponentials are added up in another order than in ``softmax``:
    there the last place may differ. NaN, ±inf and errors as in ``softmax``.
    """
    scores = np.asarray(x, dtype=dtype)
    y = np.empty(scores.shape, dtype=scores.dtype)
    if axis != -1 or scores.ndim != 2 or scores.size < _MANY:
        _divide_up(scores, y, axis)
        return y
    rows, classes = scores.shape
    divide_up = _divide_up_by_class if classes <= _FEW else _divide_up
    height = max(1, _BLOCK // classes)
    for first in range(0, rows, height):
        divide_up(scores[first : first + height], y[first : first + height], -1)
    return y


def _divide_up_by_class(scores: Floats, y: Floats, axis: Axis) -> None:
    """The same for a table of few classes: each operation runs along the rows without a stop."""
    part = np.array(scores.T, order="C")
    _divide_up(part, part, 0)
    np.copyto(y, part.T)


def _divide_up(scores: Floats, y: Floats, axis: Axis) -> None:
    """The softmax of ``scores`` over ``axis`` into ``y``, which may be the same array."""
    with np.errstate(all="ignore"):
        np.subtract(scores, np.maximum.reduce(scores, axis=axis, keepdims=True), y)
        np.exp(y, y)
        if axis == -1 and y.ndim == 2 and _FEW < y.shape[1] <= _SHORT:
            # Up to here both add in eight sums side by side, and this one sets out sooner.
            total = np.einsum("ij->i", y)[:, None]
        else:
            total = np.add.reduce(y, axis=axis, keepdims=True)
        np.divide(y, total, y)


def _overflows(exponentials: Floats, total: Floats) -> bool:
    return bool(np.isposinf(exponentials).any() or np.isposinf(total).any())


def _heated(scores: Floats, constant: Floats, difference: Floats, heat: Floats) -> Floats:
    """(scores − constant)/heat, right even where the difference alone leaves the floats."""
    shifted = np.asarray(difference / heat)
    # A quotient may leave them too, by a tiny temperature: that one is infinite rightly.
    left = np.isinf(difference) & np.isfinite(scores) & np.isfinite(constant)
    if left.any():
        shifted = np.where(left, scores / heat - constant / heat, shifted)
    return shifted


def _log_sum(shifted: Floats, exponentials: Floats, axis: Axis) -> Floats:
    """The logarithm of the sum where the largest exponentials are 1, m of them.

    log(m + rest) = log m + log1p(rest/m) keeps the digits of a rest far below 1, on which the
    loss of a confident right answer rests.
    """
    # A slice whose largest is NaN has none of them, and 0/0 makes it NaN as it should be.
    largest = shifted == 0
    m = largest.sum(axis=axis, keepdims=True, dtype=shifted.dtype)
    rest = np.where(largest, 0, exponentials).sum(axis=axis, keepdims=True, dtype=shifted.dtype)
    return np.asarray(np.log(m) + np.log1p(rest / m))


def surviving(
    x: ArrayLike, temperature: float = 1.0, dtype: DTypeLike = np.float64
) -> tuple[float, float]:
    """The lowest and the highest constant C with which the softmax of the scores ``x`` is finite.

    Both ends survive, the next float of ``dtype`` beyond either does not: below, an exponential
    overflows (NaN in y) or only the sum of them all does (zeros in y, as wrong); above, all
    exponentials underflow and the sum is 0. Found by bisection over the floats with the
    computation itself, hence exact. All of ``x`` is one set of scores. (NaN, NaN) where no C
    survives: NaN or +inf among the scores, or only −inf. Raises as ``softmax`` does.
    """

    def survives(constant: float) -> bool:
        total = float(softmax(x, None, temperature, constant, dtype=dtype).sum.item())
        return 0 < total < np.inf

    return _range(survives, x, dtype)


def faithful(
    x: ArrayLike, temperature: float = 1.0, dtype: DTypeLike = np.float64
) -> tuple[float, float]:
    """The range of constants C that neither overflow nor lose digits to underflow.

    As ``surviving``, but every exponential that is a normal float when the largest score is
    subtracted must be one here too. Past the upper end the small ones turn subnormal and then 0:
    the answer is still finite, yet no longer as exact as it could be.
    """
    tiny = np.finfo(np.dtype(dtype).type).tiny
    best = softmax(x, None, temperature, dtype=dtype)
    normal = best.exponentials >= tiny

    def keeps(constant: float) -> bool:
        found = softmax(x, None, temperature, constant, dtype=dtype)
        kept = bool((found.exponentials[normal] >= tiny).all())
        return kept and float(found.sum.item()) < np.inf

    return _range(keeps, x, dtype)


def _range(good: Callable[[float], bool], x: ArrayLike, dtype: DTypeLike) -> tuple[float, float]:
    """The ends of the interval of floats around the largest score on which ``good`` holds."""
    kind = np.dtype(dtype).type
    with np.errstate(all="ignore"):
        middle = float(np.asarray(x, dtype=kind).max())
    if not np.isfinite(middle) or not good(middle):
        return float("nan"), float("nan")
    return _last(good, middle, -np.inf, kind), _last(good, middle, np.inf, kind)


def _last(good: Callable[[float], bool], start: float, end: float, kind: Any) -> float:
    """The last float from ``start`` towards ``end`` (infinite, not good) for which ``good`` holds.

    Halves the number of floats between the two, so it takes as many steps as a float has bits.
    """
    inside, outside = _rank(start, kind), _rank(end, kind)
    while abs(outside - inside) > 1:
        between = (inside + outside) // 2
        if good(_float(between, kind)):
            inside = between
        else:
            outside = between
    return _float(inside, kind)


def _rank(value: float, kind: Any) -> int:
    """The place of a float among all floats of its kind: neighbours differ by one, ±0 are 0."""
    bits = np.array(abs(value), dtype=kind).view(f"i{np.dtype(kind).itemsize}").item()
    return -int(bits) if value < 0 else int(bits)


def _float(rank: int, kind: Any) -> float:
    """The float at a place; the inverse of ``_rank``."""
    bits = np.array(abs(rank), dtype=f"i{np.dtype(kind).itemsize}")
    value = float(bits.view(kind).item())
    return -value if rank < 0 else value
