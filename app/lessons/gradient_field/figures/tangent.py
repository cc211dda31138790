"""For one variable: the curve near the place, its tangent, and the way along the axis."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import heading
from app.lessons.descent.figures.map import value_range
from app.lessons.gradient_field.arrows import arrow
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.gradient_field.figures.close_up import (
    ARROW,
    along,
    margin,
    place_mark,
    pointing,
    shaft,
    stroke,
)
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, gaps
from app.lessons.typed import typed

_LESSON = "gradient-field"
#: Beyond this no picture can show anything.
_MOST = 1e300


def draw_tangent(experiment: GradientFieldExperiment, lang: str, theme: str) -> Figure:
    """The close-up of a function of one variable."""
    palette, told = PALETTES[theme], arrow(experiment)
    parts = _parts(palette, lang)
    x0, ends = told.point[0], experiment.scene.domain
    half = max(0.15 * (ends[1] - ends[0]), 1e-6 * abs(x0))
    x = np.linspace(x0 - half, x0 + half, 121)
    value = experiment.scene.objective.value_on(x)
    low, high = value_range(value)
    curve = np.where(np.abs(value) < _MOST, value, np.nan)
    data: list[dict[str, Any]] = [{**parts["curve"], "x": typed(x), "y": gaps(curve)}]
    words = []
    if math.isfinite(told.value) and math.isfinite(told.length):
        sides = np.array([x0 - half, x0 + half])
        with np.errstate(all="ignore"):
            line = told.value + told.gradient[0] * (sides - x0)
        if (np.abs(line) < _MOST).all():
            data.append(along(parts["tangent"], np.stack([sides, line])))
        at = np.array([x0, told.value])
        if told.length > 0 and abs(told.value) < _MOST:
            reach = math.copysign(ARROW * half, told.vector[0])
            data.append(pointing(parts["arrow"], at, np.array([reach, 0.0])))
        if abs(told.value) < _MOST:
            data.append({**parts["place"], "x": [at[0]], "y": [at[1]]})
        text = say(lang, f"{_LESSON}.drawn.length", length=digits(told.length))
        words = [{**parts["heads"][0], "text": f"→ {text}"}, parts["heads"][1]]
    live = {"figure": "arrow-here", "window": ends, "parts": parts}
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette),
            xaxis=axis(palette, "x", (x0 - half, x0 + half), nticks=5),
            yaxis=axis(palette, "f(x)", (low, high), nticks=5),
            annotations=words,
            meta={"live": live},
        ),
    }


def _parts(palette: Palette, lang: str) -> dict[str, Any]:
    """The traces and words without their coordinates."""
    name = say(lang, f"{_LESSON}.drawn.tangent")
    dashed = {"color": palette.blue, "width": 1.8 * palette.weight, "dash": "dash"}
    return {
        "curve": stroke("f", {"color": palette.curve, "width": 2.4 * palette.weight}),
        "tangent": stroke(name, dashed),
        "arrow": shaft(palette, lang),
        "place": place_mark(palette, lang),
        "heads": [
            heading(palette, 0, "", palette.run),
            heading(palette, 1, f"╌ {name}", palette.blue),
        ],
    }
