"""Which minimum each start runs to, one colour a minimum."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.catalogue.lookup import find
from app.catalogue.optimizers import OPTIMIZERS
from app.core.basins import DIVERGED, Basins, basins
from app.core.memory import remembered
from app.core.population import MAX_UPDATES
from app.lessons.contours import equal_axes
from app.lessons.descent.experiment import DescentExperiment, run_of
from app.lessons.descent.shown import shown
from app.lessons.palette import PALETTES, Palette
from app.lessons.scene import Domain, scene
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

#: Pale enough for marks upon them, far enough apart for colour-blind eyes.
_BASIN = ("#8cc5e3", "#f2c14e", "#8fd0b0", "#e2a3c7", "#c9b7e8", "#e8a07a", "#b5cf6b", "#9fb4c7")


def draw_basins(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """Which minimum each start runs to, one colour a minimum."""
    run, palette = run_of(experiment), PALETTES[theme]
    place = run.scene
    window = shown(place.domain)
    flat = place.objective.dimension == 1
    counts = (401,) if flat else (round(experiment.n * 1.2), experiment.n)
    axes = _grid(window, counts)
    # A map of many starts takes fewer steps than one run may; the figure says how many.
    steps = min(experiment.steps, MAX_UPDATES // int(np.prod(counts)))
    result = _mapped(
        place.text,
        place.domain,
        experiment.optimizer,
        tuple(sorted(experiment.own_settings().items())),
        run.rate,
        window,
        counts,
        steps,
    )
    labels = result.labels[None, :] if flat else result.labels
    colours = basin_colours(len(result.minima), palette)
    count = len(colours)
    scale: list[list[object]] = []
    for index, colour in enumerate(colours):
        scale += [[index / count, colour], [(index + 1) / count, colour]]
    return {
        "data": [
            {
                "type": "heatmap",
                "name": say(lang, "figure.basins"),
                "x": typed(axes[0]),
                "y": [0] if flat else typed(axes[1]),
                "z": typed(labels, single=True),
                "zmin": DIVERGED - 0.5,
                "zmax": DIVERGED + count - 0.5,
                "colorscale": scale,
                "showscale": False,
                # Not "skip": a click on a colour must still be heard.
                "hoverinfo": "none",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "figure.minima"),
                "x": [float(row[0]) for row in result.minima],
                "y": [0.0 if flat else float(row[1]) for row in result.minima],
                "marker": {
                    "symbol": "cross-thin",
                    "size": 12 * palette.scale,
                    "color": palette.ink,
                    "line": {"width": 2 * palette.weight, "color": palette.ink},
                },
                "customdata": [float(row[-1]) for row in result.minima],
                "hovertemplate": "(%{x:.5~g}, %{y:.5~g})<br>f %{customdata:.5~g}<extra></extra>",
            },
        ],
        "layout": frame(
            palette,
            annotations=[
                {
                    "text": say(lang, "figure.after", steps=steps),
                    "x": 1,
                    "y": 1,
                    "xref": "paper",
                    "yref": "paper",
                    "xanchor": "right",
                    "yanchor": "top",
                    "showarrow": False,
                    "bgcolor": palette.ground,
                    "font": {"color": palette.quiet, "size": 12 * palette.scale},
                }
            ],
            **_axes(palette, window, flat),
        ),
    }


def _grid(window: Domain, counts: tuple[int, ...]) -> tuple[NDArray[np.float64], ...]:
    """The starts along each side of the window, ends included."""
    sides = zip(window[0::2], window[1::2], counts, strict=True)
    return tuple(np.linspace(low, high, count) for low, high, count in sides)


@remembered("results")
def _mapped(
    f: str,
    domain: Domain,
    optimizer: str,
    settings: tuple[tuple[str, Any], ...],
    rate: float,
    window: Domain,
    counts: tuple[int, ...],
    steps: int,
) -> Basins:
    """Where the starts of the map lead, once for all themes."""
    place = scene(find(f), domain)
    rule = OPTIMIZERS[optimizer].rule(learning_rate=rate, **dict(settings))
    return basins(
        place.objective,
        rule,
        _grid(window, counts),
        steps,
        domain=place.domain,
        minima=place.minima,
    )


def _axes(palette: Palette, window: tuple[float, ...], flat: bool) -> dict[str, Any]:
    """The axes of the map; of one variable there is one row, which has no scale."""
    if not flat:
        return equal_axes(palette, ("x", "y"), window)
    return {
        "xaxis": axis(palette, "x", (window[0], window[1]), constrain="domain"),
        "yaxis": axis(palette, "", (-0.5, 0.5), showticklabels=False),
    }


def basin_colours(minima: int, palette: Palette) -> list[str]:
    """Colours of diverged, of none reached, and of each minimum in turn."""
    return [palette.ink, palette.rule] + [_BASIN[i % len(_BASIN)] for i in range(minima)]
