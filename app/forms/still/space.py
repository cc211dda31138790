"""The space of a Plotly scene: its three axes, the box they span, and the camera."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.forms.still.arrays import Array, is_array, line, mapping, number, numbers, sound
from app.forms.still.scales import Axis
from app.forms.still.sheet import Box

_FIELD = math.tan(math.pi / 8)  # half of the camera's 45°


def _vector(value: Any, default: tuple[float, float, float]) -> Array:
    given = mapping(value)
    return np.array(
        [number(given.get(key), part) for key, part in zip("xyz", default, strict=True)]
    )


class Camera:
    """Takes points of a box around the origin to px and a distance from the eye."""

    def __init__(self, scene: Mapping[str, Any], box: Box) -> None:
        given = mapping(scene.get("camera"))
        centre = _vector(given.get("center"), (0, 0, 0))
        self.eye = _vector(given.get("eye"), (1.25, 1.25, 1.25))
        sight = centre - self.eye
        self.reach = float(np.linalg.norm(sight)) or 1.0
        self.sight = sight / self.reach
        up = _vector(given.get("up"), (0, 0, 1))
        right = np.cross(self.sight, up)
        if np.linalg.norm(right) < 1e-9:
            right = np.cross(self.sight, np.array([0.0, 1.0, 0.0]))
        self.right = right / np.linalg.norm(right)
        self.up = np.cross(self.right, self.sight)
        self.flat = mapping(given.get("projection")).get("type") == "orthographic"
        self.box = box

    def see(self, points: Array) -> tuple[Array, Array]:
        """Return px (…, 2) and distances (…) of points (…, 3)."""
        away = points - self.eye
        depth = away @ self.sight
        scale = self.box.height / 2 / _FIELD
        divisor = np.full_like(depth, self.reach) if self.flat else np.maximum(depth, 1e-3)
        x = (self.box.left + self.box.right) / 2 + away @ self.right / divisor * scale
        y = (self.box.top + self.box.bottom) / 2 - away @ self.up / divisor * scale
        return np.stack([x, y], axis=-1), depth


class Space:
    """The three axes of a scene and the box that they span."""

    def __init__(self, scene: Mapping[str, Any], traces: Sequence[Mapping[str, Any]]) -> None:
        self.axes: list[Axis] = []
        spans = []
        for letter in "xyz":
            axis = Axis("xaxis", mapping(scene.get(letter + "axis")), -0.5, 0.5)
            axis.name = letter + "axis"
            data = [axis.linear(grid(trace, letter).ravel()) for trace in traces]
            known = [part[np.isfinite(part)] for part in data]
            joined = np.concatenate(known) if known else np.empty(0)
            axis.low, axis.high = (-1.0, 1.0)
            if joined.size:
                axis.low, axis.high = float(joined.min()), float(joined.max())
                axis.low, axis.high = sound(axis.low, axis.high)
                margin = (axis.high - axis.low) / 32
                axis.low, axis.high = axis.low - margin, axis.high + margin
            given = axis.spec.get("range")
            if is_array(given):
                ends = line(given)
                if len(ends) == 2:
                    axis.low = float(ends[0]) if math.isfinite(ends[0]) else axis.low
                    axis.high = float(ends[1]) if math.isfinite(ends[1]) else axis.high
            if not axis.low > axis.high:
                axis.low, axis.high = sound(axis.low, axis.high)
            self.axes.append(axis)
            spans.append(abs(axis.high - axis.low))
        self.sides = _sides(scene, np.array(spans))

    def put(self, columns: Sequence[Array]) -> Array:
        """Return data (x, y, z), each of one shape, as points (…, 3) of the box."""
        parts = []
        for axis, column, side in zip(self.axes, columns, self.sides, strict=True):
            linear = axis.linear(column.ravel()).reshape(column.shape)
            parts.append(((linear - axis.low) / (axis.high - axis.low) - 0.5) * side)
        return np.stack(parts, axis=-1)


def _sides(scene: Mapping[str, Any], spans: Array) -> Array:
    """Return the sides of the box, by the scene's `aspectmode`."""
    mode = scene.get("aspectmode") or ("manual" if "aspectratio" in scene else "auto")
    if mode == "manual":
        return _vector(scene.get("aspectratio"), (1, 1, 1))
    if mode == "data" or (mode == "auto" and spans.max() / spans.min() <= 4):
        return np.asarray(spans / np.prod(spans) ** (1 / 3))
    return np.ones(3)


def grid(trace: Mapping[str, Any], letter: str) -> Array:
    """Return x, y or z of a trace; those of a surface as a grid like its z."""
    data = numbers(trace.get(letter))
    if trace.get("type") != "surface" or letter == "z":
        return data
    z = numbers(trace.get("z"))
    if z.ndim != 2 or data.shape == z.shape:
        return data
    if not data.size:
        data = np.arange(z.shape[letter == "x"], dtype=np.float64)
    column = data.ravel()
    if letter == "x" and len(column) == z.shape[1]:
        return np.broadcast_to(column[None, :], z.shape)
    if letter == "y" and len(column) == z.shape[0]:
        return np.broadcast_to(column[:, None], z.shape)
    return np.empty(0)


def points(trace: Mapping[str, Any], space: Space) -> Array:
    """Return the points (n, 3) of a scatter3d trace."""
    columns = [numbers(trace.get(letter)).ravel() for letter in "xyz"]
    count = min(len(column) for column in columns)
    return space.put([column[:count] for column in columns])
