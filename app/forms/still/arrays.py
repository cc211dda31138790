"""Reads the arrays of a Plotly figure: lists, NumPy arrays, typed arrays, numbers as words."""

import base64
import binascii
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Data beyond this, and spans below its inverse, are drawn as if they lay there.
_FAR = 4e307

# Plotly's names for the element types of a typed array, and NumPy's.
_TYPES = {
    "f8": "<f8",
    "f4": "<f4",
    "i4": "<i4",
    "u4": "<u4",
    "i2": "<i2",
    "u2": "<u2",
    "i1": "i1",
    "u1": "u1",
    "u1c": "u1",
    "float64": "<f8",
    "float32": "<f4",
    "int32": "<i4",
    "uint32": "<u4",
    "int16": "<i2",
    "uint16": "<u2",
    "int8": "i1",
    "uint8": "u1",
    "uint8c": "u1",
}


def mapping(value: Any) -> Mapping[str, Any]:
    """Return the value if it is a mapping, else an empty one, so that look-ups cannot fail."""
    return value if isinstance(value, Mapping) else {}


def number(value: Any, default: float = math.nan) -> float:
    """Return one number; `default` where there is none (booleans are none)."""
    if isinstance(value, bool | np.bool_) or value is None:
        return default
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return default


def is_array(value: Any) -> bool:
    """Tell whether the value holds many values: a list, an array, or a typed array."""
    return isinstance(value, list | tuple | np.ndarray) or (
        isinstance(value, Mapping) and "bdata" in value
    )


def _typed(value: Mapping[str, Any]) -> NDArray[Any]:
    """Return the array of Plotly's `{"dtype", "bdata", "shape"}`; empty where it is broken."""
    data = value.get("bdata")
    try:
        raw = base64.b64decode(data) if isinstance(data, str) else bytes(data or b"")
        array = np.frombuffer(raw, dtype=_TYPES[str(value.get("dtype"))])
        shape = value.get("shape")
        if shape is None:
            return array
        parts = shape.split(",") if isinstance(shape, str) else np.atleast_1d(shape)
        return array.reshape([int(part) for part in parts])
    except (KeyError, ValueError, TypeError, binascii.Error):
        return np.empty(0)


def values(value: Any) -> NDArray[Any]:
    """Return the value as an array of whatever it holds; a scalar becomes one element."""
    if isinstance(value, Mapping):
        return _typed(value)
    if isinstance(value, np.ndarray):
        return value
    if value is None:
        return np.empty(0)
    try:
        return np.atleast_1d(np.asarray(value))
    except ValueError:  # ragged lists
        return np.array(list(value), dtype=object)


def numbers(value: Any) -> Array:
    """Return the value as float64 of the same shape; what is no number becomes NaN.

    "NaN", "Infinity" and "-Infinity" are read as numbers, as the site's JSON writes them. Ragged
    rows are padded with NaN.
    """
    array = values(value)
    if array.dtype.kind in "fiub":
        return np.asarray(array, dtype=np.float64)
    if array.ndim == 1 and any(is_array(row) for row in array):
        rows = [numbers(row).ravel() for row in array]
        padded = np.full((len(rows), max(len(row) for row in rows)), np.nan)
        for i, row in enumerate(rows):
            padded[i, : len(row)] = row
        return padded
    flat = [number(item) for item in array.ravel().tolist()]
    return np.array(flat, dtype=np.float64).reshape(array.shape)


def line(value: Any) -> Array:
    """Return `numbers` as one dimension."""
    return numbers(value).ravel()


def is_words(value: Any) -> bool:
    """Tell whether an array names categories: it holds text that is no number."""
    if not is_array(value) or isinstance(value, Mapping):
        return False
    array = values(value)
    if array.dtype.kind in "fiub":
        return False
    items = [item for item in array.ravel().tolist() if isinstance(item, str)]
    return any(math.isnan(number(item)) and item.lower() not in ("nan", "") for item in items)


def spread(value: Any, count: int, default: float) -> Array:
    """Return `count` numbers: an array's own (the rest are `default`), or one number for all."""
    if not is_array(value):
        return np.full(count, number(value, default))
    array = line(value)[:count]
    array = np.where(np.isfinite(array), array, default)
    return np.concatenate([array, np.full(count - len(array), default)])


def texts(value: Any, count: int) -> list[str]:
    """Return `count` texts: an array's own (the rest are empty), or one text for all."""
    if value is None:
        return [""] * count
    if not is_array(value):
        return [str(value)] * count
    items = ["" if item is None else str(item) for item in values(value).ravel().tolist()]
    return (items + [""] * count)[:count]


def sound(low: float, high: float) -> tuple[float, float]:
    """Return ends that a drawing can divide by: in reach of floats, and visibly apart."""
    low, high = max(low, -_FAR), min(high, _FAR)
    if high - low > max(1e-9 * max(abs(low), abs(high)), 1 / _FAR):
        return low, high
    room = max(1e-6 * max(abs(low), abs(high)), 1.0)
    return (low + high) / 2 - room, (low + high) / 2 + room
