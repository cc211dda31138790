"""Colours in any form that Plotly takes, and Plotly's colour scales."""

import colorsys
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from app.core.memory import remembered
from app.forms.still.arrays import Array, is_array, mapping, number, numbers, sound

Rgba = tuple[float, float, float, float]

CLEAR: Rgba = (0.0, 0.0, 0.0, 0.0)

# What Plotly.js gives to traces without a colour, in turn.
COLOURWAY = (
    "#1f77b4",
    "#ff7f0e",
    "#2ca02c",
    "#d62728",
    "#9467bd",
    "#8c564b",
    "#e377c2",
    "#7f7f7f",
    "#bcbd22",
    "#17becf",
)

_HEXADECIMAL = re.compile(r"^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$")
_FUNCTION = re.compile(r"^(rgb|hsl)a?\(([^()]*)\)$")


def _share(text: str, whole: float) -> float:
    """Return a CSS number, or percentage, as a share of `whole`."""
    if text.endswith("%"):
        return float(text[:-1]) / 100
    return float(text) / whole


@remembered("words")
def _parsed(text: str) -> Rgba | None:
    text = text.strip().lower()
    if text == "transparent":
        return CLEAR
    if found := _FUNCTION.match(text):
        parts = [part for part in re.split(r"[\s,/]+", found[2].strip()) if part]
        try:
            alpha = _share(parts[3], 1.0) if len(parts) > 3 else 1.0
            if found[1] == "rgb":
                red, green, blue = (_share(part, 255.0) for part in parts[:3])
            else:
                hue = float(parts[0].removesuffix("deg")) / 360
                saturation, lightness = (_share(part, 100.0) for part in parts[1:3])
                red, green, blue = colorsys.hls_to_rgb(hue % 1, lightness, saturation)
        except (ValueError, IndexError):
            return None
        red, green, blue, alpha = (min(max(part, 0.0), 1.0) for part in (red, green, blue, alpha))
        return (red, green, blue, alpha)
    if not text.startswith("#"):
        # Matplotlib takes long to import, and figures of this site name no colour.
        from matplotlib.colors import CSS4_COLORS

        text = str(CSS4_COLORS.get(text, "")).lower()
    return _digits(text.removeprefix("#"))


def _digits(text: str) -> Rgba | None:
    """Return the colour that hexadecimal digits give: one or two each, the fourth for opacity."""
    if not _HEXADECIMAL.match(text):
        return None
    each = len(text) // (3 if len(text) % 3 == 0 else 4)
    parts = [text[i : i + each] * (3 - each) for i in range(0, len(text), each)]
    red, green, blue, alpha = ([int(part, 16) / 255 for part in parts] + [1.0])[:4]
    return (red, green, blue, alpha)


def rgba(value: Any, default: Any = CLEAR, opacity: float = 1.0) -> Rgba:
    """Return a colour as four shares of 1; `default` (a colour too) where `value` is none."""
    found = _parsed(value) if isinstance(value, str) else None
    if found is None:
        found = default if isinstance(default, tuple) else (_parsed(str(default)) or CLEAR)
    return (found[0], found[1], found[2], found[3] * min(max(opacity, 0.0), 1.0))


def over(colour: Rgba, ground: Rgba) -> Rgba:
    """Return the opaque colour that `colour` makes when it is laid over `ground`."""
    red, green, blue = (
        top * colour[3] + below * (1 - colour[3])
        for top, below in zip(colour[:3], ground[:3], strict=True)
    )
    return (red, green, blue, 1.0)


class Scale:
    """A colour scale: rising positions from 0 to 1 and the colours there, linear in between."""

    def __init__(self, positions: Array, colours: Array) -> None:
        self.positions = positions
        self.colours = colours

    def at(self, shares: Array) -> Array:
        """Return the colours (n, 4) at shares (n,) of the scale; NaN is clear."""
        shares = np.asarray(shares, dtype=np.float64)
        known = np.where(np.isnan(shares), 0.0, shares)
        found = np.stack(
            [np.interp(known, self.positions, self.colours[:, part]) for part in range(4)],
            axis=-1,
        )
        found[np.isnan(shares)] = 0.0
        return found

    def stretched(self, low: float, high: float) -> "Scale":
        """Return the scale with its positions from `low` to `high`."""
        return Scale(low + self.positions * (high - low), self.colours)


# The scale that Plotly.js takes where a figure names none.
_RED_BLUE = [
    [0.0, "rgb(5,10,172)"],
    [0.35, "rgb(106,137,247)"],
    [0.5, "rgb(190,190,190)"],
    [0.6, "rgb(220,170,132)"],
    [0.7, "rgb(230,145,90)"],
    [1.0, "rgb(178,10,28)"],
]


def _listed(stops: Any) -> Scale | None:
    """Return the scale of `[[position, colour], …]` or `[colour, …]`."""
    if not is_array(stops) or len(stops) < 2:
        return None
    pairs: list[tuple[float, Rgba]] = []
    for i, stop in enumerate(stops):
        if isinstance(stop, Sequence) and not isinstance(stop, str) and len(stop) == 2:
            pairs.append((number(stop[0]), rgba(stop[1])))
        else:
            pairs.append((i / (len(stops) - 1), rgba(stop)))
    positions = np.array([position for position, _ in pairs])
    if not np.all(np.isfinite(positions)):
        return None
    return Scale(np.maximum.accumulate(positions), np.array([colour for _, colour in pairs]))


def scale(value: Any, reverse: bool = False) -> Scale:
    """Return the scale that Plotly's `colorscale` gives: a list of stops, or a name."""
    found = _listed(value)
    if found is None and isinstance(value, str):
        from matplotlib import colormaps

        name = value.removesuffix("_r").lower()
        known = {entry.lower(): entry for entry in list(colormaps)}
        if name in known:
            positions = np.linspace(0, 1, 33)
            found = Scale(positions, np.asarray(colormaps[known[name]](positions)))
            reverse = reverse != value.endswith("_r")
    if found is None:
        found = _listed(_RED_BLUE)
        assert found is not None
    if reverse:
        found = Scale(1 - found.positions[::-1], found.colours[::-1])
    return found


def limits(holder: Any, letter: str, data: Array) -> tuple[float, float]:
    """Return the ends of a colour scale: `zmin`/`zmax` (or `cmin`/`cmax`), else the data's."""
    given = mapping(holder)
    finite = data[np.isfinite(data)]
    low = number(given.get(letter + "min"), float(finite.min()) if finite.size else 0.0)
    high = number(given.get(letter + "max"), float(finite.max()) if finite.size else 1.0)
    middle = number(given.get(letter + "mid"))
    if np.isfinite(middle):
        reach = max(high - middle, middle - low)
        low, high = middle - reach, middle + reach
    return sound(low, high)


def many(value: Any, count: int, default: Any, holder: Any, opacity: float = 1.0) -> Array:
    """Return `count` colours (count, 4): one for all, one each, or numbers through a scale.

    `holder` is the dict that carries the scale (`colorscale`, `cmin`, `cmax`).
    """
    if not is_array(value):
        return np.tile(np.array(rgba(value, default, opacity)), (count, 1))
    if isinstance(value, list | tuple) and any(isinstance(item, str) for item in value):
        colours = [rgba(item, default, opacity) for item in value][:count]
        colours += [rgba(None, default, opacity)] * (count - len(colours))
        return np.array(colours).reshape(-1, 4)
    data = numbers(value).ravel()[:count]
    data = np.concatenate([data, np.full(count - len(data), np.nan)])
    given = mapping(holder)
    low, high = limits(given, "c", data)
    found = scale(given.get("colorscale"), bool(given.get("reversescale")))
    colours_at = found.at((data - low) / (high - low))
    colours_at[:, 3] *= opacity
    return colours_at
