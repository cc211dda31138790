"""Arrays as Plotly's typed arrays: base64 instead of digits, a tenth of the time and size."""

from binascii import b2a_base64
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def typed(values: ArrayLike, single: bool = False) -> dict[str, Any]:
    """An array of numbers for a figure; ``single`` precision where only pixels hang on it."""
    array = np.ascontiguousarray(values, dtype="<f4" if single else "<f8")
    packed: dict[str, Any] = {
        "dtype": "f4" if single else "f8",
        "bdata": b2a_base64(array.data, newline=False).decode("ascii"),
    }
    if array.ndim > 1:
        packed["shape"] = ", ".join(map(str, array.shape))
    return packed
