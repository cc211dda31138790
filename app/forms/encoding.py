"""Results as JSON bytes: float64 in full, and what is not finite as a word."""

import math

import numpy as np
import orjson

_OPTIONS = orjson.OPT_SERIALIZE_NUMPY


def encode(value: object) -> bytes:
    """Return ``value`` as JSON: dicts, lists, tuples, text, numbers, NumPy arrays, None.

    Numbers come out so that reading them gives the same float64. JSON has no word for a number
    that is not finite; it is written ``"NaN"``, ``"Infinity"`` or ``"-Infinity"``, which both
    ``Number()`` and ``float()`` read. Text that UTF-8 cannot hold (a lone surrogate) is written
    with backslashes. Raises ``TypeError`` for anything else.
    """
    try:
        fast = orjson.dumps(value, default=_converted, option=_OPTIONS)
    except orjson.JSONEncodeError:
        # Text that is not UTF-8, or something that cannot be encoded: told apart below.
        return orjson.dumps(_spelled(value), default=_converted, option=_OPTIONS)
    # orjson writes null for NaN and ±inf: without a null, or with None alone, it is right.
    if b"null" not in fast or _is_finite(value):
        return fast
    return orjson.dumps(_spelled(value), default=_converted, option=_OPTIONS)


def number(value: float) -> float | str:
    """Return a number as it goes into JSON: itself where finite, else its word."""
    if math.isfinite(value):
        return value
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def _converted(value: object) -> object:
    """Return what orjson can write of an array or a NumPy scalar that it cannot."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _is_finite(value: object) -> bool:
    """Return whether every number in ``value`` is finite."""
    kind = type(value)
    if kind is str or kind is int or value is None:  # what most of a page is
        return True
    if isinstance(value, float | np.floating):
        return math.isfinite(value)
    if isinstance(value, np.ndarray):
        return value.dtype.kind != "f" or bool(np.isfinite(value).all())
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    return True


def _spelled(value: object) -> object:
    """Return ``value`` with every number that is not finite spelled out."""
    kind = type(value)
    if kind is float:
        return number(value)  # type: ignore[arg-type]
    if kind is int or kind is bool or value is None:
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_spelled(key): _spelled(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_spelled(item) for item in value]
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "f" and not np.isfinite(value).all():
            return _spelled(value.tolist())
        return value
    if isinstance(value, np.floating):
        return number(float(value))
    return value
