"""Losses as what is left of them above the lowest value, and the log axis on which they stand."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.decades import decades
from app.lessons.palette import Palette
from app.lessons.style import axis

Array = NDArray[np.float64]

#: The room below and above the values, of what they span; they span half a decade at the least.
_ROOM, _SPAN = 0.06, 0.5


def above(values: Array, lowest: float) -> Array:
    """The values less the lowest, of any shape, NaN where a log axis has no place for them."""
    left = values - lowest
    return np.where(np.isfinite(left) & (left > 0), np.clip(left, 1e-30, 1e30), np.nan)


def vertical(left: Array, lowest: float, lang: str, palette: Palette) -> dict[str, Any]:
    """The log axis of what ``above`` gives, named after whether anything was taken off."""
    exponents = np.log10(left[np.isfinite(left)])
    low, high = (exponents.min(), exponents.max()) if exponents.size else (-1.0, 0.0)
    room = _ROOM * max(float(high - low), _SPAN)
    ends = float(low) - room, float(high) + room
    return axis(
        palette,
        say(lang, "learning-rate.axis.above" if lowest else "learning-rate.axis.loss"),
        ends,
        type="log",
        **decades(*ends),
        showgrid=True,
        gridcolor=palette.rule,
    )
