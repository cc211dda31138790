"""The map: contour lines, arrows and minima of a function; for one variable, its curve."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.contours import equal_axes, filled, quiver
from app.lessons.descent.experiment import DescentExperiment
from app.lessons.descent.shown import shown
from app.lessons.palette import PALETTES, Palette
from app.lessons.relief import relief
from app.lessons.scene import Domain, Scene
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

#: Grid points across the map and arrows across it.
_COLUMNS, _ARROWS = 181, 21


def draw_map(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """The map alone: what does not move when only the learning rate does."""
    scene, palette = experiment.scene, PALETTES[theme]
    if scene.objective.dimension == 1:
        return _curve(experiment, scene, palette, lang)
    window = shown(scene.domain)
    data = [_contour(scene, window, palette)]
    arrows = _arrows(experiment, scene, window, palette, lang)
    if arrows:
        data.append(arrows)
    data.append(_minima(scene, palette, lang))
    return {"data": data, "layout": layout(palette, window, experiment.axes == "none")}


def layout(palette: Palette, window: Domain, bare: bool) -> dict[str, Any]:
    """The layout of a map: equal scales on both axes, so that arrows keep their directions."""
    return frame(
        palette, **_margins(bare), **equal_axes(palette, ("x", "y"), window, visible=not bare)
    )


def _margins(bare: bool) -> dict[str, Any]:
    """No margin around a map without axes; the house's own around one with them."""
    return {"margin": {"l": 0, "r": 0, "t": 0, "b": 0}} if bare else {}


def _contour(scene: Scene, window: Domain, palette: Palette) -> dict[str, Any]:
    width, height = window[1] - window[0], window[3] - window[2]
    rows = max(41, round(_COLUMNS * height / width))
    x, y = np.linspace(window[0], window[1], _COLUMNS), np.linspace(window[2], window[3], rows)
    value = scene.objective.value_on(x, y)
    shape = relief(value)
    return filled(
        (x, y),
        shape.height,
        shape.size,
        shape.top,
        palette,
        customdata=typed(value, single=bool(np.nanmax(np.abs(value), initial=0) < 1e38)),
        hovertemplate="x %{x:.4~g}<br>y %{y:.4~g}<br>f %{customdata:.5~g}<extra></extra>",
        connectgaps=False,
    )


def _arrows(
    experiment: DescentExperiment, scene: Scene, window: Domain, palette: Palette, lang: str
) -> dict[str, Any] | None:
    """Arrows on an even lattice, in data coordinates, which on equal scales are true angles."""
    if experiment.arrows == "none":
        return None
    pitch = (window[1] - window[0]) / _ARROWS
    rows = max(3, round((window[3] - window[2]) / pitch))
    x = window[0] + pitch * (np.arange(_ARROWS) + 0.5)
    y = window[2] + (window[3] - window[2]) * (np.arange(rows) + 0.5) / rows
    sign = -1.0 if experiment.arrows == "downhill" else 1.0
    u, v = sign * scene.objective.gradient_on(x, y)
    with np.errstate(all="ignore"):
        length = np.hypot(u, v)
        longest = float(np.nanmax(np.where(np.isfinite(length), length, np.nan), initial=0.0))
        unit = length if experiment.lengths == "equal" else np.full_like(length, longest)
        reach = 0.78 * pitch * (0.62 if experiment.lengths == "equal" else 1.0)
        u, v = reach * u / unit, reach * v / unit
    keep = np.isfinite(u) & np.isfinite(v) & (np.hypot(u, v) > 0.02 * pitch)
    gx, gy = np.meshgrid(x, y)
    name = say(lang, f"figure.arrows.{experiment.arrows}")
    tails, vectors = (gx[keep], gy[keep]), (u[keep], v[keep])
    return quiver(name, tails, vectors, palette.arrow, 1.1 * palette.weight, "center")


def _minima(scene: Scene, palette: Palette, lang: str) -> dict[str, Any]:
    """A white cross at each known minimum."""
    rows = scene.minima
    places = [row[:-1] for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, "figure.minima"),
        "x": [place[0] for place in places],
        "y": [
            place[1] if len(place) > 1 else row[-1] for place, row in zip(places, rows, strict=True)
        ],
        "marker": {
            "symbol": "cross-thin",
            "size": 13 * palette.scale,
            "color": "#ffffff",
            "line": {"width": 2.2 * palette.weight, "color": "#ffffff"},
        },
        "customdata": [row[-1] for row in rows],
        "hovertemplate": say(lang, "figure.minimum")
        + " (%{x:.5~g}, %{y:.5~g})<br>f %{customdata:.5~g}<extra></extra>",
        "showlegend": False,
    }


def _curve(experiment: DescentExperiment, scene: Scene, palette: Palette, lang: str) -> Figure:
    """The graph of a function of one variable, with the way down along its axis."""
    x = _fine(scene)
    value = scene.objective.value_on(x)
    low, high = value_range(value)
    minima = _minima(scene, palette, lang)
    minima["marker"]["color"] = minima["marker"]["line"]["color"] = palette.best
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "f",
            "x": typed(x),
            "y": [v if np.isfinite(v) else None for v in value.tolist()],
            "line": {"color": palette.curve, "width": 2.4 * palette.weight},
            "hovertemplate": "x %{x:.4~g}<br>f %{y:.5~g}<extra></extra>",
            "connectgaps": False,
        }
    ]
    arrows = _line_of_arrows(experiment, scene, low, palette, lang)
    if arrows:
        data.append(arrows)
    return {
        "data": [*data, minima],
        "layout": frame(
            palette,
            **_margins(experiment.axes == "none"),
            xaxis=axis(
                palette,
                "x",
                (scene.domain[0], scene.domain[1]),
                visible=experiment.axes != "none",
            ),
            yaxis=axis(palette, "f(x)", (low, high), visible=experiment.axes != "none"),
        ),
    }


def _fine(scene: Scene) -> NDArray[np.float64]:
    """The places at which a curve is drawn."""
    return np.linspace(scene.domain[0], scene.domain[1], 601)


def value_range(value: NDArray[np.float64]) -> tuple[float, float]:
    """Ends of a value axis that show the curve with room below it, poles cut off."""
    # Beyond this no picture can show anything, and differences would leave the floats.
    finite = value[np.abs(value) < 1e300]
    if not finite.size:
        return -1.0, 1.0
    low, quarter, most, high = (float(q) for q in np.quantile(finite, [0, 0.25, 0.9, 1]))
    high = min(high, most + 4 * (most - quarter)) if most > quarter else high
    low = max(low, quarter - 20 * (most - quarter)) if most > quarter else low
    room = (high - low) or max(abs(high), 1.0)
    return low - 0.16 * room, high + 0.06 * room


def _line_of_arrows(
    experiment: DescentExperiment, scene: Scene, low: float, palette: Palette, lang: str
) -> dict[str, Any] | None:
    if experiment.arrows == "none":
        return None
    pitch = (scene.domain[1] - scene.domain[0]) / 25
    x = scene.domain[0] + pitch * (np.arange(25) + 0.5)
    sign = -1.0 if experiment.arrows == "downhill" else 1.0
    with np.errstate(all="ignore"):
        slope = sign * scene.objective.gradient_on(x)[0]
        longest = float(np.nanmax(np.abs(np.where(np.isfinite(slope), slope, np.nan)), initial=0.0))
        unit = np.abs(slope) if experiment.lengths == "equal" else longest
        u = 0.8 * pitch * slope / unit
    keep = np.isfinite(u) & (np.abs(u) > 0.02 * pitch)
    finite = scene.objective.value_on(_fine(scene))
    room = np.diff(value_range(finite))[0]
    name = say(lang, f"figure.arrows.{experiment.arrows}")
    count = int(keep.sum())
    tails = x[keep], np.full(count, low + 0.05 * room)
    vectors = u[keep], np.zeros(count)
    return quiver(name, tails, vectors, palette.arrow, 1.3 * palette.weight, "center")
