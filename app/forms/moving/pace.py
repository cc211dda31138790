"""When an animation shows which step: the first ones one by one, later ones faster and faster."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

#: How long a whole animation takes where its address does not say, in seconds.
SECONDS = 6.0
#: The last picture is held so long, and the first a little; a short animation holds it less.
HOLD, REST = 1.6, 0.5
_HELD = 1.5
#: Steps a second at the beginning: slow enough to follow each.
_FIRST = 4.0
#: The shortest time in which anything moves.
_LEAST = 0.9
#: Pictures a second.
RATE = 20
#: Hundredths of a second; what stands for less is shown for a tenth by many players.
_SHORTEST = 2


class Shot(NamedTuple):
    """One picture: the clock's time in steps, and how long it stands, in hundredths of a second."""

    time: float
    hundredths: int


def shots(
    steps: int, frames: int | None = None, seconds: float | None = None, rate: int = RATE
) -> list[Shot]:
    """Return the pictures of a run of ``steps`` ≥ 1 steps, from its start to its end, in order.

    The first steps pass one by one; the speed then grows like a geometric sequence, so that sixty
    steps and twenty thousand take the same time, and a run of three is over sooner. ``frames`` is
    the number of pictures (by default ``rate`` a second), ``seconds`` the length of all, which
    grows where a picture would stand for less than players allow.
    """
    whole = seconds or min(SECONDS, HOLD + REST + _LEAST + steps / _FIRST)
    moving = max(whole - HOLD - REST, whole / 4)
    hold = max(_HELD, whole - moving - REST)
    count = frames or max(2, round(moving * rate) + 1)
    shares = np.linspace(0, 1, count)
    times = [0.0, *(_time(float(u), steps, moving) for u in shares[1:-1]), float(steps)]
    # Whole hundredths, rounded so that no error adds up.
    marks = [round(100 * moving * u) for u in shares]
    lengths = [max(_SHORTEST, after - before) for before, after in pairwise(marks)]
    lengths[0] += max(0, round(100 * (whole - moving - hold)))
    return [Shot(*pair) for pair in zip(times, [*lengths, round(100 * hold)], strict=True)]


def at_rate(plan: Sequence[Shot], rate: int) -> list[Shot]:
    """Return as many shots a second as ``rate``, each showing what the plan shows at its middle."""
    ends = np.cumsum([shot.hundredths for shot in plan])
    count = round(int(ends[-1]) * rate / 100)
    found = np.searchsorted(ends, (np.arange(count) + 0.5) * 100 / rate, side="right")
    return [Shot(plan[min(int(i), len(plan) - 1)].time, round(100 / rate)) for i in found]


def _time(share: float, steps: int, seconds: float) -> float:
    """Return the clock's time after a share of the moving part: A(eᵏᵘ − 1), or straight on."""
    first = _FIRST * seconds
    if steps <= first:
        return steps * share
    k = _growth(first / steps)
    return steps * math.expm1(k * share) / math.expm1(k)


def _growth(slowness: float) -> float:
    """Return the k > 0 with k / (eᵏ − 1) = ``slowness`` < 1, by bisection."""
    low, high = 0.0, 60.0
    for _ in range(60):
        k = (low + high) / 2
        if k / math.expm1(k) > slowness:
            low = k
        else:
            high = k
    return high
