"""The loss surface in 3-D with the path on it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.descent.experiment import DescentExperiment, run_of
from app.lessons.descent.figures.descent import draw_descent
from app.lessons.descent.figures.path import run_name
from app.lessons.descent.shown import shown
from app.lessons.palette import PALETTES, Palette, colorscale
from app.lessons.relief import relief
from app.lessons.style import Figure, frame, gaps
from app.lessons.typed import typed

Array = NDArray[np.float64]


def draw_surface(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """The loss surface in 3-D with the path on it; one variable has only its curve."""
    run, palette = run_of(experiment), PALETTES[theme]
    if run.scene.objective.dimension == 1:
        return draw_descent(experiment, lang, theme)
    window = shown(run.scene.domain)
    x = np.linspace(window[0], window[1], 97)
    y = np.linspace(window[2], window[3], 65)
    value = run.scene.objective.value_on(x, y)
    shape = relief(value)
    points, values = run.trajectory.points, run.trajectory.values
    low, high = np.array(window[0::2]), np.array(window[1::2])
    inside = ((points >= low) & (points <= high)).all(axis=1) & np.isfinite(values)
    lift = 0.025 * float(np.nanmax(value, initial=0) - np.nanmin(value, initial=0))
    gap = np.where(inside, 0.0, np.nan)
    x_path, y_path, z_path = points[:, 0] + gap, points[:, 1] + gap, values + gap + lift
    ratio = (window[1] - window[0]) / (window[3] - window[2])
    scene_axis = {
        "color": palette.quiet,
        "gridcolor": palette.rule,
        "showbackground": False,
        "zeroline": False,
        "tickfont": {"size": 11 * palette.scale},
    }
    return {
        "data": [
            {
                "type": "surface",
                "name": "f",
                "x": typed(x),
                "y": typed(y),
                "z": typed(np.where(np.isfinite(value), value, np.nan)),
                "surfacecolor": typed(shape.height, single=True),
                "cmin": 0,
                "cmax": shape.top,
                "colorscale": colorscale(palette.bathymetry),
                "showscale": False,
                "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05, "roughness": 0.9},
                "hovertemplate": "x %{x:.4~g}<br>y %{y:.4~g}<br>f %{z:.5~g}<extra></extra>",
                "contours": {"z": {"show": False}},
            },
            *_path(run_name(run, lang), (x_path, y_path, z_path), palette, lang),
        ],
        "layout": frame(
            palette,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            scene={
                "xaxis": {**scene_axis, "title": {"text": "x"}, "range": list(window[:2])},
                "yaxis": {**scene_axis, "title": {"text": "y"}, "range": list(window[2:])},
                # Large letters would run into each other on the flattened axis.
                "zaxis": {
                    **scene_axis,
                    "title": {"text": "f"},
                    **({"nticks": 4} if palette.scale > 1 else {}),
                },
                "aspectmode": "manual",
                "aspectratio": {"x": 1.25, "y": 1.25 / ratio, "z": 0.42},
                "camera": {"eye": {"x": -0.38, "y": -0.9, "z": 1.42}},
                "bgcolor": palette.ground,
            },
            meta={
                "moves": [{"trace": 2, "along": 1, "until": True}, {"trace": 3, "along": 1}],
                "live": {"figure": "surface", "window": window, "lift": lift},
            },
        ),
    }


def _path(
    name: str, points: tuple[Array, Array, Array], palette: Palette, lang: str
) -> list[dict[str, Any]]:
    """The whole path, pale; over it the part up to the clock's step, and the step's marker."""
    shared = {"type": "scatter3d", "showlegend": False}
    along = {**shared, **{key: typed(part) for key, part in zip("xyz", points, strict=True)}}
    return [
        {
            **along,
            "mode": "lines",
            "name": "coming",
            "opacity": 0.4,
            # Thinner than what lies over it, which else would flicker through.
            "line": {"color": palette.run, "width": 3 * palette.weight},
            "hoverinfo": "skip",
        },
        {
            **along,
            "mode": "lines+markers",
            "name": name,
            "line": {"color": palette.run, "width": 5 * palette.weight},
            "marker": {"size": 2.6 * palette.scale, "color": palette.run},
            "hovertemplate": "x %{x:.4~g}<br>y %{y:.4~g}<br>f %{z:.5~g}<extra></extra>",
        },
        {
            **shared,
            **{key: gaps(part[-1:]) for key, part in zip("xyz", points, strict=True)},
            "mode": "markers",
            "name": say(lang, "motion.now"),
            "marker": {
                "size": 7 * palette.scale,
                "color": palette.run,
                "line": {"color": palette.ground, "width": 2 * palette.weight},
            },
            "hoverinfo": "skip",
        },
    ]
