"""The ticks of a logarithmic axis: few, round, and never on top of each other."""

import math
from typing import Any

from app.lessons.numbers import digits, rounded

#: Over fewer decades than this, powers of ten alone are too few.
_NARROW = 2.4
_STEPS = (1, 2, 5)


def decades(low: float, high: float) -> dict[str, Any]:
    """The part of a log axis that sets its ticks; its ends are exponents of ten.

    Powers of ten over many decades; 1, 2, 5 over a few; round values within one.
    """
    if high - low >= _NARROW:
        return {"dtick": max(1, math.ceil((high - low) / 6)), "exponentformat": "power"}
    powers = range(math.floor(low), math.ceil(high) + 1)
    ticks = [float(f"{step}e{power}") for power in powers for step in _STEPS]
    ticks = [tick for tick in ticks if low <= math.log10(tick) <= high]
    if len(ticks) < 2:
        places = (low + share * (high - low) for share in (0.1, 0.5, 0.9))
        ticks = sorted({rounded(10.0**place) for place in places})
    return {"tickvals": ticks, "ticktext": [digits(tick) for tick in ticks]}
