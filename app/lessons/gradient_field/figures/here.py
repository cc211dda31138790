"""The arrow at the place, near by: its right angle on the level line, its angle to the minimum."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.contours import equal_axes
from app.lessons.gradient_field.arrows import Arrow, arrow, window
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.gradient_field.figures.close_up import ARROW, along, margin, pointing
from app.lessons.gradient_field.figures.here_parts import here_parts
from app.lessons.gradient_field.figures.tangent import draw_tangent
from app.lessons.numbers import degrees, digits, place
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, frame
from app.lessons.typed import typed

Array = NDArray[np.float64]

_LESSON = "gradient-field"
_CELLS = 41
#: Width over height of the picture within its axes.
WIDE = 1.6
#: Parts of the picture's half side: way to the minimum, corner of the right angle, arc.
_WAY, _CORNER, _ARC = 1.3, 0.14, 0.42
_POINTING = ("circles", "straight", "miss", "away", "unknown")


def draw(experiment: GradientFieldExperiment, lang: str, theme: str) -> Figure:
    """The arrow, the level line it stands on, and the way to the minimum, at true angles."""
    told = arrow(experiment)
    if len(told.point) == 1:
        return draw_tangent(experiment, lang, theme)
    palette, ends = PALETTES[theme], window(experiment)
    parts = here_parts(palette, lang)
    at = np.array(told.point)
    half = max(0.16 * (ends[3] - ends[2]), 1e-6 * float(np.abs(at).max()))
    data: list[dict[str, Any]] = []
    words = [{**parts["heads"][0], "text": _heading(told, lang)}]
    if math.isfinite(told.value):
        data += _level(experiment, told, half, parts)
        alone = told.kind in ("corner", "minimum", "saddle", "inflection", "maximum", "plateau")
        name = say(lang, f"{_LESSON}.{'mark' if alone else 'drawn'}.level")
        words.append({**parts["heads"][1], "text": f"━ {name}"})
    if told.kind in _POINTING:
        way = np.array(told.vector) / told.length
        data += _angles(told, at, way, half, parts)
        data.append(pointing(parts["arrow"], at, ARROW * half * way))
        if math.isfinite(told.angle):
            words.append(_degrees(told, at, way, half, parts))
    data.append({**parts["place"], "x": [at[0]], "y": [at[1]]})
    seen = (at[0] - WIDE * half, at[0] + WIDE * half, at[1] - half, at[1] + half)
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette),
            **equal_axes(palette, ("x", "y"), seen, nticks=5),
            annotations=words,
            meta={"live": {"figure": "arrow-here", "window": ends, "parts": parts}},
        ),
    }


def _heading(told: Arrow, lang: str) -> str:
    """What the arrow is, or why there is none."""
    if told.kind not in _POINTING:
        return say(lang, f"{_LESSON}.drawn.none.{told.kind}")
    return f"→ {say(lang, f'{_LESSON}.drawn.length', length=digits(told.length))}"


def _level(
    experiment: GradientFieldExperiment, told: Arrow, half: float, parts: dict[str, Any]
) -> list[dict[str, Any]]:
    """The line of all places near by whose value is that of the place."""
    reach = np.linspace(-1.02 * half, 1.02 * half, _CELLS)
    x, y = told.point[0] + WIDE * reach, told.point[1] + reach
    value = experiment.scene.objective.value_on(x, y) - told.value
    with np.errstate(all="ignore"):
        # In single precision the differences must not all be one number.
        size = float(np.nanmax(np.abs(np.where(np.isfinite(value), value, np.nan)), initial=0.0))
        height = np.where(np.isfinite(value), value, np.nan) / (size or 1.0)
    if not size > 0:
        return []
    grid = {"x": typed(x), "y": typed(y), "z": typed(height, single=True)}
    return [{**each, **grid} for each in parts["level"]]


def _angles(
    told: Arrow, at: Array, way: Array, half: float, parts: dict[str, Any]
) -> list[dict[str, Any]]:
    """The corner of the right angle, the way to the minimum and the arc between both."""
    side = np.array([-way[1], way[0]])
    corner = np.stack([at + _CORNER * half * part for part in (side, side + way, way)], axis=1)
    data = [along(parts["corner"], corner)]
    if told.goal is None or not math.isfinite(told.angle):
        return data
    gap = np.array(told.goal) - at
    distance = float(np.hypot(*gap))
    straight = gap / distance
    end = min(_WAY * half, distance)
    data.append(along(parts["way"], np.stack([at, at + end * straight], axis=1)))
    turns = _turn(way, straight) * np.linspace(0.0, 1.0, 33)
    c, s = np.cos(turns), np.sin(turns)
    arc = at[:, None] + _ARC * half * np.stack([way[0] * c - way[1] * s, way[0] * s + way[1] * c])
    if told.angle > 1:
        data.append({**along(parts["arc"], arc), "name": degrees(told.angle)})
    if end == distance:
        data.append({**parts["goal"], "x": [told.goal[0]], "y": [told.goal[1]]})
    return data


def _turn(a: Array, b: Array) -> float:
    """The signed angle in radians from one unit vector to another."""
    return math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])


def _degrees(
    told: Arrow, at: Array, way: Array, half: float, parts: dict[str, Any]
) -> dict[str, Any]:
    """The angle in degrees, in the middle of its arc."""
    gap = np.array(told.goal) - at
    turn = _turn(way, gap / np.hypot(*gap)) / 2
    c, s = math.cos(turn), math.sin(turn)
    # Between the arrow and the way if there is room, else beyond the arrow's tip.
    share = 0.66 if told.angle > 30 else 0.98
    middle = at + share * half * np.array([way[0] * c - way[1] * s, way[0] * s + way[1] * c])
    text = f"<b>{degrees(told.angle)}</b>"
    return {**parts["degrees"], "text": text, "x": float(middle[0]), "y": float(middle[1])}


def describe(experiment: GradientFieldExperiment, lang: str) -> str:
    """The picture in words."""
    told = arrow(experiment)
    key = "here" if math.isfinite(told.angle) else "here_alone"
    return say(
        lang,
        f"{_LESSON}.alt.{key}",
        point=place(told.point),
        vector=place(told.vector),
        angle=degrees(told.angle),
    )
