"""The axes of a still: from a figure's numbers to px, as Plotly places them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from app.forms.still.arrays import (
    Array,
    is_array,
    is_words,
    line,
    mapping,
    number,
    sound,
    spread,
    values,
)
from app.forms.still.box import Box

_TIGHT = ("contour", "heatmap")
_PADDING = 0.05  # of an axis' length, beyond points whose axis has no range


class Extent(NamedTuple):
    """What one trace wants an axis to show: in the axis' own numbers, and px beyond them."""

    low: float
    high: float
    padded: bool
    extra: float
    with_zero: bool


class Axis:
    """One axis: `low` to `high` (exponents of ten on a log axis) from `start` to `end` in px."""

    def __init__(self, name: str, spec: Mapping[str, Any], start: float, end: float) -> None:
        self.name = name
        self.letter = name[0]
        self.spec = spec
        self.start = start
        self.end = end
        self.kind = str(spec.get("type") or "linear")
        self.categories: list[str] = []
        self.low = 0.0
        self.high = 1.0
        self.ticks = str(spec.get("ticks") or "")  # outside, inside, or none

    @property
    def length(self) -> float:
        """The length in px."""
        return abs(self.end - self.start)

    @property
    def per_unit(self) -> float:
        """The px per unit, with its sign: negative where the axis runs up or leftwards."""
        return (self.end - self.start) / (self.high - self.low)

    @property
    def centre(self) -> float:
        """The middle of the axis in px."""
        return (self.start + self.end) / 2

    def linear(self, data: Any) -> Array:
        """Return data as numbers along the axis: logarithms on a log axis, else themselves."""
        if self.categories and is_words(data):
            places = {name: i for i, name in enumerate(self.categories)}
            items = [str(item) for item in values(data).ravel().tolist()]
            return np.array([places.get(item, math.nan) for item in items])
        numbers = line(data)
        if self.kind == "log":
            positive = np.where(numbers > 0, numbers, np.nan)
            return np.asarray(np.log10(positive))
        return numbers

    def px(self, data: Any) -> Array:
        """Return data (n,) as px; NaN where it has no place on the axis."""
        return self.start + (self.linear(data) - self.low) * self.per_unit

    def place(self, value: Any) -> float:
        """Return one value as px, as a shape or an annotation gives it."""
        if isinstance(value, str) and value in self.categories:
            return self.start + (self.categories.index(value) - self.low) * self.per_unit
        found = self.px([number(value)])
        return float(found[0])


def axis_name(reference: Any, letter: str) -> str:
    """Return the layout's name of a trace's axis: "x2" is xaxis2."""
    text = str(reference or letter)
    return f"{letter}axis{text[1:]}" if text.startswith(letter) else f"{letter}axis"


def _domain(spec: Mapping[str, Any]) -> tuple[float, float]:
    given = spec.get("domain")
    if is_array(given):
        parts = line(given)
        if len(parts) == 2 and np.all(np.isfinite(parts)) and parts[1] > parts[0]:
            return float(parts[0]), float(parts[1])
    return 0.0, 1.0


def build(
    layout: Mapping[str, Any], traces: Sequence[Mapping[str, Any]], plot: Box
) -> dict[str, Axis]:
    """Return the axes by their names in the layout, ranges and equal aspect settled."""
    names = {
        axis_name(trace.get(letter + "axis"), letter) for trace in traces for letter in "xy"
    } | {"xaxis", "yaxis"}
    names |= {name for name in layout if name[:5] in ("xaxis", "yaxis") and name[5:].isdecimal()}
    axes: dict[str, Axis] = {}
    for name in sorted(names):
        spec = mapping(layout.get(name))
        overlaid = axis_name(spec.get("overlaying"), name[0])
        base = mapping(layout.get(overlaid)) if spec.get("overlaying") else spec
        low, high = _domain(spec if "domain" in spec else base)
        if name[0] == "x":
            ends = plot.left + low * plot.width, plot.left + high * plot.width
        else:
            ends = plot.bottom - low * plot.height, plot.bottom - high * plot.height
        axes[name] = Axis(name, spec, *ends)
    for axis in axes.values():
        mine = [
            trace
            for trace in traces
            if axis_name(trace.get(axis.letter + "axis"), axis.letter) == axis.name
        ]
        _sort_categories(axis, mine)
        _set_range(axis, mine)
        # Plotly sets ticks outside where the grid is hidden under a map, or they are styled.
        styled = any(key in axis.spec for key in ("ticklen", "tickwidth", "tickcolor"))
        mapped = any(trace.get("type") in _TIGHT for trace in mine)
        if "ticks" not in axis.spec and (styled or mapped):
            axis.ticks = "outside"
    for axis in axes.values():
        _match(axis, axes)
    for axis in axes.values():
        _keep_aspect(axis, axes)
    return axes


def _sort_categories(axis: Axis, traces: Iterable[Mapping[str, Any]]) -> None:
    if axis.kind not in ("linear", "category", "-"):
        return
    given = axis.spec.get("categoryarray")
    if is_array(given):
        axis.categories = [str(item) for item in values(given).ravel().tolist()]
    for trace in traces:
        if is_words(trace.get(axis.letter)):
            for item in values(trace[axis.letter]).ravel().tolist():
                if str(item) not in axis.categories:
                    axis.categories.append(str(item))
    if axis.categories:
        axis.kind = "category"


def _grown(data: Array, edges: bool) -> Array:
    """Return cell centres, or with `edges` the outer edges of their cells too."""
    finite = data[np.isfinite(data)]
    if not edges or len(finite) < 2:
        return np.concatenate([finite - 0.5, finite + 0.5]) if edges else finite
    first, last = (finite[1] - finite[0]) / 2, (finite[-1] - finite[-2]) / 2
    return np.concatenate([finite, [finite[0] - first, finite[-1] + last]])


def _extents(axis: Axis, trace: Mapping[str, Any]) -> list[Extent]:
    """Return what one trace wants this axis to show; nothing where it has nothing to show."""
    kind = str(trace.get("type") or "scatter")
    letter = axis.letter
    extra, zero, padded = 0.0, False, kind not in _TIGHT
    if kind in _TIGHT:
        data = axis.linear(coordinates(trace, letter))
        data = _grown(data, kind == "heatmap")
    elif kind == "bar":
        along = "y" if trace.get("orientation") == "h" else "x"
        data = axis.linear(coordinates(trace, letter))
        if letter == along:
            data, padded = _grown(data, True), False
        else:
            zero = True
    else:
        data = axis.linear(coordinates(trace, letter))
        mode = str(trace.get("mode") or "lines+markers")
        marker = mapping(trace.get("marker"))
        if "markers" in mode and kind != "quiver":
            sizes = np.maximum(spread(marker.get("size"), len(data), 6.0) / 1.6, 3.0)
            if is_array(marker.get("size")):
                # Each point has a pad of its own.
                return [
                    Extent(at, at, True, size, False)
                    for at, size in zip(data.tolist(), sizes.tolist(), strict=True)
                    if math.isfinite(at)
                ]
            extra = float(sizes[0]) if len(sizes) else 0.0
        elif letter == "x" and "text" not in mode:
            padded = False
        zero = letter == "y" and trace.get("fill") == "tozeroy"
    data = data[np.isfinite(data)]
    if not data.size:
        return []
    return [Extent(float(data.min()), float(data.max()), padded, extra, zero)]


def coordinates(trace: Mapping[str, Any], letter: str) -> Any:
    """Return a trace's x or y; counted from x0 by dx where it has none, as Plotly does."""
    if is_array(trace.get(letter)):
        return trace[letter]
    other = trace.get("z") if trace.get("type") in _TIGHT else trace.get("yx"[letter == "y"])
    if not is_array(other):
        return []
    shape = values(other).shape
    if trace.get("type") in _TIGHT:
        count = shape[-1] if letter == "x" else shape[0]
    else:
        count = shape[0]
    return number(trace.get(letter + "0"), 0.0) + number(trace.get("d" + letter), 1.0) * np.arange(
        count
    )


def _set_range(axis: Axis, traces: Iterable[Mapping[str, Any]]) -> None:
    given = line(axis.spec["range"]) if is_array(axis.spec.get("range")) else np.empty(0)
    given = np.concatenate([given, np.full(max(0, 2 - len(given)), np.nan)])
    fixed_low, fixed_high = float(given[0]), float(given[1])
    if math.isfinite(fixed_low) and math.isfinite(fixed_high) and fixed_low != fixed_high:
        low, high = sound(min(fixed_low, fixed_high), max(fixed_low, fixed_high))
        axis.low, axis.high = (low, high) if fixed_low < fixed_high else (high, low)
        return
    extents = [extent for trace in traces for extent in _extents(axis, trace)]
    if not extents:
        axis.low, axis.high = (-1.0, 6.0) if axis.letter == "x" else (-1.0, 4.0)
        if axis.kind == "log":
            axis.low, axis.high = 0.0, 1.0
    else:
        axis.low, axis.high = _automatic(axis, extents)
    if math.isfinite(fixed_low):
        axis.low = fixed_low
    if math.isfinite(fixed_high):
        axis.high = fixed_high
    if not axis.low > axis.high:
        axis.low, axis.high = sound(axis.low, axis.high)
    if axis.spec.get("autorange") == "reversed":
        axis.low, axis.high = axis.high, axis.low


def _automatic(axis: Axis, extents: list[Extent]) -> tuple[float, float]:
    low = min(extent.low for extent in extents)
    high = max(extent.high for extent in extents)
    grounded = axis.kind == "linear" and (
        any(extent.with_zero for extent in extents) or axis.spec.get("rangemode") == "tozero"
    )
    if grounded:
        low, high = min(low, 0.0), max(high, 0.0)
    if grounded and low == high:
        return 0.0, 1.0
    if sound(low, high) != (low, high):
        return sound(low, high)
    # In px: what stands out over the data's ends, where the data would fill the axis alone.
    pads = [
        (extent, extent.extra + (_PADDING * axis.length if extent.padded else 0.0))
        for extent in extents
    ]
    span = high - low
    reach, below, above = axis.length, 0.0, 0.0
    for _ in range(3):  # the pads in px change the scale that they are measured in
        below = max(pad - (extent.low - low) / span * reach for extent, pad in pads)
        above = max(pad - (high - extent.high) / span * reach for extent, pad in pads)
        below, above = max(below, 0.0), max(above, 0.0)
        if grounded:
            below, above = (0.0 if low == 0 else below), (0.0 if high == 0 else above)
        reach = max(axis.length - below - above, axis.length * 0.1)
    return low - below / reach * span, high + above / reach * span


def _match(axis: Axis, axes: dict[str, Axis]) -> None:
    other = axis.spec.get("matches")
    if isinstance(other, str) and other:
        leader = axes.get(axis_name(other, other[0]))
        if leader is not None and leader is not axis:
            axis.low, axis.high, axis.kind = leader.low, leader.high, leader.kind


def _keep_aspect(axis: Axis, axes: dict[str, Axis]) -> None:
    """Give `axis` the scale of its anchor: a unit is as long on both, times `scaleratio`."""
    other = axis.spec.get("scaleanchor")
    if not isinstance(other, str) or not other:
        return
    anchor = axes.get(axis_name(other, other[0]))
    if anchor is None or anchor is axis or "log" in (axis.kind, anchor.kind):
        return
    ratio = number(axis.spec.get("scaleratio"), 1.0)
    if not ratio > 0:
        return
    mine, theirs = abs(axis.per_unit), abs(anchor.per_unit) * ratio
    if mine > theirs:
        _shrink(axis, theirs / mine)
    elif theirs > mine:
        _shrink(anchor, mine / theirs)


def _shrink(axis: Axis, factor: float) -> None:
    """Make a unit shorter by `factor`: on a shorter axis, or with more shown on the same one."""
    toward = axis.spec.get("constraintoward")
    share = {"left": 0.0, "bottom": 0.0, "right": 1.0, "top": 1.0}.get(str(toward), 0.5)
    if axis.spec.get("constrain") == "domain":
        length = axis.end - axis.start
        axis.start += length * (1 - factor) * share
        axis.end = axis.start + length * factor
    else:
        span = axis.high - axis.low
        fixed = axis.low + span * share
        axis.low = fixed - span / factor * share
        axis.high = axis.low + span / factor
