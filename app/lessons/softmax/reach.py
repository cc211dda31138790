"""How far the sliders of the softmax page reach, which hangs on the scores and on the floats."""

import math
import sys

from app.lessons.controls import Slider
from app.lessons.softmax.experiment import SoftmaxExperiment, worked


def shift_window(experiment: SoftmaxExperiment) -> tuple[float, float]:
    """The constants within reach: all that survive, room on both sides, and 0 if it is not far."""
    made = worked(experiment)
    low, high = made.range
    span = high - low
    largest = experiment.largest
    if not span > 1e-6 * abs(largest):  # also where no constant survives
        return tidy(largest - max(abs(largest) / 2, 1e-6), largest + max(abs(largest) / 2, 1e-6))
    start, end = low - span / 5, high + span / 5
    if abs(largest) < 10 * span:
        # A little beyond 0, so that its mark stands clear of the slider's end.
        start, end = min(start, -end / 16), max(end, -start / 16)
    return tidy(start, end)


def shift_slider(experiment: SoftmaxExperiment) -> Slider:
    """The slider of C: by whole numbers where that is fine enough and not too fine."""
    start, end = shift_window(experiment)
    return Slider(start, end, step=1 if 200 <= end - start <= 5000 else None)


def score_window(scores: tuple[float, ...]) -> tuple[float, float]:
    """Where a score may be drawn to by hand: around all of them, at round numbers."""
    low, high = min(scores), max(scores)
    return tidy(low - max(5.0, (high - low) / 2), high + max(5.0, (high - low) / 2))


def tidy(low: float, high: float) -> tuple[float, float]:
    """A little wider, with round ends, and never outside the floats."""
    far = sys.float_info.max if math.isfinite(high - low) else sys.float_info.max / 2
    low, high = max(low, -far), min(high, far)
    if not low < high:
        return (low - abs(low) / 2 - 1, low) if low > 0 else (low, low + abs(low) / 2 + 1)
    unit = 10.0 ** math.floor(math.log10((high - low) / 3))
    first, last = math.floor(low / unit) * unit, math.ceil(high / unit) * unit
    return (first, last) if math.isfinite(last - first) else (low, high)
