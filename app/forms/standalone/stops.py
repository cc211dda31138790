"""The values that the knob of a file can stand on: computed beforehand, one frame for each."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from app.lessons.numbers import plain

#: Stops of a fine slider, and a decade's worth of whole numbers, as the page's sliders have them.
_FINE, _COARSE = 400, 17

Number = TypeVar("Number", int, float)


def turned(controls: Sequence[Mapping[str, Any]], absent: Iterable[str]) -> list[dict[str, Any]]:
    """The controls that frames can be computed for, the one that matters most first."""
    hidden = set(absent)
    fit = [
        dict(control)
        for control in controls
        if control["key"] not in hidden
        and (
            (control["kind"] == "number" and control["slider"])
            or (control["kind"] == "choice" and control["options"])
        )
    ]
    return sorted(fit, key=lambda control: (not control["big"], not control["slider"]))


def stops(control: Mapping[str, Any], present: str, most: int) -> list[str]:
    """The values of a control, as a link spells them, in order: at most about ``most``.

    The present value and the marks of its slider are among them, whatever else is.
    """
    if control["kind"] == "choice":
        return [option["value"] for option in control["options"]]
    along = track(**{key: control["slider"][key] for key in ("low", "high", "scale", "step")})
    low, high = along[0], along[-1]
    kept = {float(mark["value"]) for mark in control["marks"] if low <= mark["value"] <= high}
    try:
        now = float(present)
    except ValueError:  # An empty field: a default that is no number.
        now = math.nan
    if math.isfinite(now):
        kept.add(now)
    spread = {value for value in spaced(along, most) if not _crowds(value, kept, along)}
    return [present if value == now else plain(value) for value in sorted(kept | spread)]


def spaced(values: Sequence[Number], most: int) -> list[Number]:
    """At most so many of the values, evenly spaced, the first and the last among them."""
    if len(values) <= most:
        return list(values)
    last = len(values) - 1
    return [values[round(k * last / (most - 1))] for k in range(most)] if most > 1 else []


def track(low: float, high: float, scale: str, step: float | None) -> list[float]:
    """The values that the page's own slider can stand on, from low to high."""
    if scale == "linear":
        width = step or 10.0 ** math.floor(math.log10((high - low) / 100))
        decimals = max(0, -math.floor(math.log10(width) + 1e-9)) + 1
        count = round((high - low) / width)
        return [round(low + k * width, min(20, decimals)) + 0.0 for k in range(count + 1)]
    count = math.ceil(_COARSE * math.log10(high / low)) if step else _FINE
    found: list[float] = []
    for k in range(count + 1):
        value = low * (high / low) ** (k / count)
        tidy = round(value / step) * step if step else float(f"{value:.3g}")
        if tidy > 0 and tidy not in found[-1:]:
            found.append(tidy)
    return found


def _crowds(value: float, kept: Iterable[float], along: Sequence[float]) -> bool:
    """Whether a value can hardly be told from one that must be there."""
    width = 0.0 if along[0] > 0 else 1e-4 * (along[-1] - along[0])
    return any(math.isclose(value, each, rel_tol=1e-3, abs_tol=width) for each in kept)
