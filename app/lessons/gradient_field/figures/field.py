"""The field: contour lines, an arrow on each place of a lattice, and the arrow that is told."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.contours import filled, quiver
from app.lessons.descent.figures.map import layout
from app.lessons.gradient_field.arrows import Arrow, Lattice, arrow, lattice, window
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.gradient_field.figures.close_up import pointing
from app.lessons.gradient_field.figures.line import draw_line
from app.lessons.gradient_field.figures.place_parts import place_parts
from app.lessons.numbers import degrees, digits, place
from app.lessons.palette import PALETTES, Palette
from app.lessons.relief import relief
from app.lessons.style import Figure
from app.lessons.typed import typed

_LESSON = "gradient-field"
#: Cells of the map along x: few, since the figure travels whenever the place moves.
_COLUMNS = 97
#: The longest arrow, and every arrow of equal ones, in units of the lattice's pitch.
_LONGEST, _EQUAL = 0.9, 0.55
_NO_INK = "rgba(0,0,0,0)"


def draw(experiment: GradientFieldExperiment, lang: str, theme: str) -> Figure:
    """The map with its arrows; for one variable, the curve with the arrows along its axis."""
    palette = PALETTES[theme]
    if experiment.scene.objective.dimension == 1:
        return draw_line(experiment, lang, theme)
    ends = window(experiment)
    around, told = lattice(experiment), arrow(experiment)
    figure: Figure = {
        "data": [
            _contour(experiment, ends, palette),
            _arrows(experiment, around, palette, lang),
            _minima(experiment, palette, lang),
            *_told(experiment, told, around, palette, lang),
            _hover(experiment, around, lang),
        ],
        "layout": layout(palette, ends, bare=False),
    }
    figure["layout"]["meta"] = {
        "pick": {"xy": "point"},
        "live": {
            "figure": "field",
            "sign": experiment.sign,
            "equal": experiment.lengths == "equal",
            "parts": place_parts(palette, lang),
        },
    }
    return figure


def _contour(
    experiment: GradientFieldExperiment, ends: tuple[float, ...], palette: Palette
) -> dict[str, Any]:
    rows = max(25, round(_COLUMNS * (ends[3] - ends[2]) / (ends[1] - ends[0])))
    x, y = np.linspace(ends[0], ends[1], _COLUMNS), np.linspace(ends[2], ends[3], rows)
    shape = relief(experiment.scene.objective.value_on(x, y))
    return filled(
        (x, y),
        shape.height,
        shape.size,
        shape.top,
        palette,
        smoothing=0.8,
        connectgaps=False,
    )


def _scaled(experiment: GradientFieldExperiment, around: Lattice, vectors: Any) -> Any:
    """Vectors (2, n) as they are drawn, in the unit of the map."""
    with np.errstate(all="ignore"):
        # Two divisions: the square of a length may leave the floats, the quotient does not.
        unit = vectors / np.hypot(vectors[0], vectors[1])
        if experiment.lengths == "equal":
            return _EQUAL * around.pitch * unit
        return _LONGEST * around.pitch * vectors / around.longest


def _arrows(
    experiment: GradientFieldExperiment, around: Lattice, palette: Palette, lang: str
) -> dict[str, Any]:
    drawn = _scaled(experiment, around, around.vectors)
    keep = np.isfinite(drawn).all(axis=0) & (np.hypot(drawn[0], drawn[1]) > 0.02 * around.pitch)
    name = say(lang, f"{_LESSON}.option.arrows.{experiment.arrows}")
    return quiver(
        name,
        around.places[:, keep],
        drawn[:, keep],
        palette.arrow,
        1.2 * palette.weight,
        "center",
    )


def _minima(experiment: GradientFieldExperiment, palette: Palette, lang: str) -> dict[str, Any]:
    """A white cross at each minimum that angles are measured to."""
    places = [row[:-1] for row in experiment.scene.minima]
    told = arrow(experiment).goal
    if not places and told is not None:
        places = [told]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, f"{_LESSON}.drawn.minimum"),
        "x": [at[0] for at in places],
        "y": [at[1] for at in places],
        "marker": {
            "symbol": "cross-thin",
            "size": 14 * palette.scale,
            "color": "#ffffff",
            "line": {"width": 2.4 * palette.weight, "color": "#ffffff"},
        },
        "hovertemplate": say(lang, f"{_LESSON}.drawn.minimum")
        + " (%{x:.5~g}, %{y:.5~g})<extra></extra>",
        "showlegend": False,
    }


def _told(
    experiment: GradientFieldExperiment,
    told: Arrow,
    around: Lattice,
    palette: Palette,
    lang: str,
) -> list[dict[str, Any]]:
    """The place, its arrow at twice the others' size, and the way to the minimum, dashed."""
    parts = place_parts(palette, lang)
    traces: list[dict[str, Any]] = []
    at = np.array(told.point)
    drawn = 2.4 * _scaled(experiment, around, np.array(told.vector)[:, None])
    if told.goal is not None and math.isfinite(told.angle):
        # Where arrow and way are one line, the way begins at the arrow's tip.
        begin = at + drawn[:, 0] if told.angle < 2 and np.isfinite(drawn).all() else at
        ends = {"x": [float(begin[0]), told.goal[0]], "y": [float(begin[1]), told.goal[1]]}
        traces += [{**each, **ends} for each in parts["way"]]
    long = float(np.hypot(drawn[0], drawn[1])[0])
    if math.isfinite(told.length) and long > 0.02 * around.pitch:
        tip = at + drawn[:, 0]
        ends = {"x": [float(at[0]), float(tip[0])], "y": [float(at[1]), float(tip[1])]}
        traces.append({**parts["halo"], **ends})
        traces.append(pointing(parts["arrow"], at, drawn[:, 0]))
    traces.append({**parts["place"], "x": [at[0]], "y": [at[1]]})
    return traces


def _hover(experiment: GradientFieldExperiment, around: Lattice, lang: str) -> dict[str, Any]:
    """What each arrow says when a hand is over it: vector, length, angle to the minimum."""
    goal = np.isfinite(around.missed).any()
    turned = around.missed if experiment.sign < 0 else 180.0 - around.missed
    rows = []
    for u, v, length, turn in zip(
        *around.vectors.tolist(), around.lengths.tolist(), turned.tolist(), strict=True
    ):
        words = say(
            lang,
            f"{_LESSON}.hover.{'arrow' if goal else 'alone'}",
            vector=place((u, v)),
            length=digits(length),
            angle=degrees(turn),
        )
        rows.append(words)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, f"{_LESSON}.drawn.arrows"),
        "x": typed(around.places[0]),
        "y": typed(around.places[1]),
        "text": rows,
        "marker": {"size": 16, "color": _NO_INK},
        "hovertemplate": "(%{x:.3~g}, %{y:.3~g})<br>%{text}<extra></extra>",
        "showlegend": False,
    }


def describe(experiment: GradientFieldExperiment, lang: str) -> str:
    """The picture in words."""
    told = arrow(experiment)
    return say(
        lang,
        f"{_LESSON}.alt.field",
        f=experiment.scene.text,
        way=say(lang, f"{_LESSON}.option.arrows.{experiment.arrows}"),
        point=place(told.point),
        vector=place(told.vector),
        length=digits(told.length),
    )
