"""The arrow at the place, near by: its right angle on the level line, its angle to the minimum."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import heading, word
from app.lessons.contours import equal_axes, quiver
from app.lessons.descent.figures.map import value_range
from app.lessons.gradient_field.arrows import Arrow, arrow, window
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.numbers import degrees, digits, place
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, gaps
from app.lessons.typed import typed

_LESSON = "gradient-field"
_CELLS = 41
#: Width over height of the picture within its axes.
WIDE = 1.6
#: Parts of the picture's half side: arrow, way to the minimum, corner of the right angle, arc.
_ARROW, _WAY, _CORNER, _ARC = 0.8, 1.3, 0.14, 0.42


def draw(experiment: GradientFieldExperiment, lang: str, theme: str) -> Figure:
    """The arrow, the level line it stands on, and the way to the minimum, at true angles."""
    palette = PALETTES[theme]
    told = arrow(experiment)
    if len(told.point) == 1:
        return _tangent(experiment, told, lang, theme)
    ends = window(experiment)
    at = np.array(told.point)
    half = max(0.16 * (ends[3] - ends[2]), 1e-6 * float(np.abs(at).max()))
    data: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    if math.isfinite(told.value):
        data += _level(experiment, told, half, palette.blue, palette, lang)
        alone = told.kind in ("corner", "minimum", "saddle", "inflection", "maximum", "plateau")
        name = say(lang, f"{_LESSON}.{'mark' if alone else 'drawn'}.level")
        words.append(heading(palette, 1, f"━ {name}", palette.blue))
    if told.kind in ("circles", "straight", "miss", "away", "unknown"):
        way = np.array(told.vector) / told.length
        data += _angles(told, at, way, half, palette, lang)
        data += _shaft(told, at, way, half, palette, lang)
        text = say(lang, f"{_LESSON}.drawn.length", length=digits(told.length))
        words.insert(0, heading(palette, 0, f"→ {text}", palette.run))
        if math.isfinite(told.angle):
            words.append(_degrees(told, at, way, half, palette))
    else:
        words.insert(
            0, heading(palette, 0, say(lang, f"{_LESSON}.drawn.none.{told.kind}"), palette.run)
        )
    data.append(_place(at, palette, lang))
    seen = (at[0] - WIDE * half, at[0] + WIDE * half, at[1] - half, at[1] + half)
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=_margin(palette),
            **equal_axes(palette, ("x", "y"), seen, nticks=5),
            annotations=words,
        ),
    }


def _margin(palette: Palette) -> dict[str, int]:
    """Room for the axes, and for two rows of words above."""
    left, top, bottom = (round(size * palette.scale) for size in (48, 46, 40))
    return {"l": left, "r": 14, "t": top, "b": bottom}


def _level(
    experiment: GradientFieldExperiment,
    told: Arrow,
    half: float,
    colour: str,
    palette: Palette,
    lang: str,
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
    return [
        {
            "type": "contour",
            "name": say(lang, f"{_LESSON}.drawn.level"),
            **grid,
            "showscale": False,
            "contours": {
                "coloring": "lines",
                "start": start,
                "end": -start,
                "size": 0.125,
                "showlines": True,
            },
            "colorscale": [[0, ink], [1, ink]],
            "line": {"width": width * palette.weight, "smoothing": 1.0},
            "hoverinfo": "skip",
            "zorder": -1,
        }
        for start, ink, width in ((-1.0, palette.rule, 1.0), (0.0, colour, 2.2))
    ]


def _angles(
    told: Arrow, at: Any, way: Any, half: float, palette: Palette, lang: str
) -> list[dict[str, Any]]:
    """The corner of the right angle, the way to the minimum and the arc between both."""
    side = np.array([-way[1], way[0]])
    corner = np.stack([at + _CORNER * half * part for part in (side, side + way, way)], axis=1)
    data = [_stroke("90°", corner, {"color": palette.ink, "width": 1.4 * palette.weight})]
    if told.goal is None or not math.isfinite(told.angle):
        return data
    gap = np.array(told.goal) - at
    distance = float(np.hypot(*gap))
    straight = gap / distance
    end = min(_WAY * half, distance)
    ink = {"color": palette.best, "width": 2 * palette.weight, "dash": "dash"}
    line = np.stack([at, at + end * straight], axis=1)
    data.append(_stroke(say(lang, f"{_LESSON}.drawn.way"), line, ink))
    turns = _turn(way, straight) * np.linspace(0.0, 1.0, 33)
    c, s = np.cos(turns), np.sin(turns)
    arc = at[:, None] + _ARC * half * np.stack([way[0] * c - way[1] * s, way[0] * s + way[1] * c])
    if told.angle > 1:
        ink = {"color": palette.ink, "width": 1.4 * palette.weight}
        data.append(_stroke(degrees(told.angle), arc, ink))
    if end == distance:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, f"{_LESSON}.drawn.minimum"),
                "x": [told.goal[0]],
                "y": [told.goal[1]],
                "marker": {
                    "symbol": "cross-thin",
                    "size": 14 * palette.scale,
                    "color": palette.best,
                    "line": {"width": 2.4 * palette.weight, "color": palette.best},
                },
                "hoverinfo": "skip",
            }
        )
    return data


def _turn(a: Any, b: Any) -> float:
    """The signed angle in radians from one unit vector to another."""
    return math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])


def _stroke(name: str, line: Any, ink: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(line[0]),
        "y": typed(line[1]),
        "line": ink,
        "hoverinfo": "skip",
    }


def _shaft(
    told: Arrow, at: Any, way: Any, half: float, palette: Palette, lang: str
) -> list[dict[str, Any]]:
    """The arrow; near by it has one length, its own being told in words."""
    ink = 3.4 * palette.weight**0.5
    name = say(lang, f"{_LESSON}.drawn.here")
    return [quiver(name, at[:, None], _ARROW * half * way[:, None], palette.run, ink)]


def _place(at: Any, palette: Palette, lang: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, f"{_LESSON}.drawn.place"),
        "x": [at[0]],
        "y": [at[1]],
        "marker": {
            "size": 12 * palette.scale,
            "color": palette.ground,
            "line": {"color": palette.run, "width": 2.4 * palette.weight},
        },
        "hoverinfo": "skip",
    }


def _degrees(told: Arrow, at: Any, way: Any, half: float, palette: Palette) -> dict[str, Any]:
    """The angle in degrees, in the middle of its arc."""
    gap = np.array(told.goal) - at
    turn = _turn(way, gap / np.hypot(*gap)) / 2
    c, s = math.cos(turn), math.sin(turn)
    # Between the arrow and the way if there is room, else beyond the arrow's tip.
    share = 0.66 if told.angle > 30 else 0.98
    middle = at + share * half * np.array([way[0] * c - way[1] * s, way[0] * s + way[1] * c])
    return word(
        palette,
        f"<b>{degrees(told.angle)}</b>",
        float(middle[0]),
        float(middle[1]),
        palette.run,
        bgcolor=palette.ground,
        font={"color": palette.run, "size": 15 * palette.scale},
    )


def _tangent(experiment: GradientFieldExperiment, told: Arrow, lang: str, theme: str) -> Figure:
    """For one variable: the curve near the place, its tangent, and the way along the axis."""
    palette = PALETTES[theme]
    x0, ends = told.point[0], experiment.scene.domain
    half = max(0.15 * (ends[1] - ends[0]), 1e-6 * abs(x0))
    x = np.linspace(x0 - half, x0 + half, 121)
    value = experiment.scene.objective.value_on(x)
    low, high = value_range(value)
    curve = np.where(np.abs(value) < 1e300, value, np.nan)
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "f",
            "x": typed(x),
            "y": gaps(curve),
            "line": {"color": palette.curve, "width": 2.4 * palette.weight},
            "hoverinfo": "skip",
        }
    ]
    words = []
    if math.isfinite(told.value) and math.isfinite(told.length):
        sides = np.array([x0 - half, x0 + half])
        with np.errstate(all="ignore"):
            line = told.value + told.gradient[0] * (sides - x0)
        ink = {"color": palette.blue, "width": 1.8 * palette.weight, "dash": "dash"}
        if (np.abs(line) < 1e300).all():
            data.append(
                _stroke(say(lang, f"{_LESSON}.drawn.tangent"), np.stack([sides, line]), ink)
            )
        if told.length > 0 and abs(told.value) < 1e300:
            long = math.copysign(_ARROW * half, told.vector[0])
            name, thick = say(lang, f"{_LESSON}.drawn.here"), 3.4 * palette.weight**0.5
            at, along = ([x0], [told.value]), ([long], [0.0])
            data.append(quiver(name, at, along, palette.run, thick))
        if abs(told.value) < 1e300:
            data.append(_place(np.array([x0, told.value]), palette, lang))
        text = say(lang, f"{_LESSON}.drawn.length", length=digits(told.length))
        words = [
            heading(palette, 0, f"→ {text}", palette.run),
            heading(palette, 1, f"╌ {say(lang, f'{_LESSON}.drawn.tangent')}", palette.blue),
        ]
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=_margin(palette),
            xaxis=axis(palette, "x", (x0 - half, x0 + half), nticks=5),
            yaxis=axis(palette, "f(x)", (low, high), nticks=5),
            annotations=words,
        ),
    }


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
