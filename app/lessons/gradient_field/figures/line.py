"""For one variable: the curve with the arrows along its axis, and the arrow that is told."""

import math
from typing import Any

from app.catalogue.languages import say
from app.lessons.contours import quiver
from app.lessons.descent.experiment import DescentExperiment
from app.lessons.descent.figures.map import draw_map
from app.lessons.gradient_field.arrows import arrow, lattice
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure

_LESSON = "gradient-field"


def draw_line(experiment: GradientFieldExperiment, lang: str, theme: str) -> Figure:
    """The curve of a function of one variable, with the place and its arrow on it."""
    palette = PALETTES[theme]
    told = arrow(experiment)
    figure = draw_map(
        DescentExperiment(
            f=experiment.f,
            domain=experiment.domain,
            arrows=experiment.arrows,
            lengths=experiment.lengths,
        ),
        lang,
        theme,
    )
    width = experiment.scene.domain[1] - experiment.scene.domain[0]
    around = lattice(experiment)
    ground, name = len(figure["data"]), say(lang, f"{_LESSON}.drawn.here")
    if math.isfinite(told.value) and abs(told.value) < 1e300:
        if math.isfinite(told.length) and around.longest > 0 and told.length > 0:
            share = 1.0 if experiment.lengths == "equal" else told.length / around.longest
            reach = math.copysign(0.16 * width * min(share, 1.5), told.vector[0])
            if abs(reach) > 0.002 * width:
                at, along = ([told.point[0]], [told.value]), ([reach], [0.0])
                figure["data"].append(_line_arrow(name, at, along, palette))
        figure["data"].append(
            {**_line_place(palette, lang), "x": [told.point[0]], "y": [told.value]}
        )
    figure["layout"]["meta"] = {
        "pick": {"x": "point"},
        "live": {
            "figure": "field",
            "sign": experiment.sign,
            "equal": experiment.lengths == "equal",
            "ground": ground,
            "width": width,
            "parts": {
                "arrow": _line_arrow(name, ([], []), ([], []), palette),
                "place": _line_place(palette, lang),
            },
        },
    }
    return figure


def _line_arrow(name: str, at: Any, along: Any, palette: Palette) -> dict[str, Any]:
    """The arrow along the axis, for one variable."""
    return quiver(name, at, along, palette.run, 3.2 * palette.weight**0.5)


def _line_place(palette: Palette, lang: str) -> dict[str, Any]:
    """The place on the curve, without its coordinates."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, f"{_LESSON}.drawn.place"),
        "marker": {
            "size": 13 * palette.scale,
            "color": palette.ground,
            "line": {"color": palette.run, "width": 2.6 * palette.weight},
        },
        "hovertemplate": "x %{x:.5~g}<br>f %{y:.5~g}<extra></extra>",
    }
