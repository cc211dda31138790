"""The features as the model sees them, and the ellipse that gives the loss its curvature."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.preprocessing.experiment import Prepared, PreprocessingQuery, prepared_of
from app.lessons.preprocessing.figures.window import around, equal
from app.lessons.style import Figure, frame
from app.lessons.typed import typed

#: The blue-green of the water that stands out from the ground of each theme.
_WATER = {"light": "#3d7f95", "dark": "#7fb3b5", "projector": "#1d4e6b"}


def ellipse(each: Prepared) -> NDArray[np.float64]:
    """The ellipse zᵀH⁻¹z = 1 about the origin, (n, 2): its half axes are the roots of H's λ."""
    values, vectors = np.linalg.eigh(each.loss.curvature)
    turn = np.linspace(0, 2 * np.pi, 73)
    circle = np.stack([np.cos(turn), np.sin(turn)])
    return np.asarray((vectors @ (np.sqrt(values)[:, None] * circle)).T)


def names(query: PreprocessingQuery, lang: str) -> tuple[str, str]:
    """What stands at the axes of the features."""
    entry = query.dataset
    first, second = (entry.columns[name] for name in entry.features)
    if query.normalisation in ("raw", "centred"):
        return tuple(f"{c.short[lang]} ({c.unit[lang]})" for c in (first, second))  # type: ignore[return-value]
    if query.normalisation == "standardised":
        return tuple(f"{c.short[lang]} (σ)" for c in (first, second))  # type: ignore[return-value]
    return "z₁", "z₂"


def draw_data(query: PreprocessingQuery, lang: str, theme: str) -> Figure:
    """Both parts of the data on equal scales, the origin, and the ellipse of the curvature."""
    each, palette = prepared_of(query), PALETTES[theme]
    by = each.fitted if query.statistics == "train" else each.own
    test = by.apply(each.x[each.test])
    ring = ellipse(each)
    window = around(np.concatenate([each.rows, test, ring]), 0.08)
    title = equal(palette, *names(query, lang), window)
    data: list[dict[str, Any]] = [
        _points(say(lang, "preprocessing.part.train"), each.rows, False, _WATER[theme], palette),
        _points(say(lang, "preprocessing.part.test"), test, True, palette.quiet, palette),
        {
            "type": "scatter",
            "mode": "lines",
            "name": say(lang, "preprocessing.ellipse"),
            "x": typed(ring[:, 0], single=True),
            "y": typed(ring[:, 1], single=True),
            "line": {"color": palette.run, "width": 2.4 * palette.weight},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": say(lang, "preprocessing.origin"),
            "x": [0],
            "y": [0],
            "marker": {
                "symbol": "cross-thin",
                "size": 14 * palette.scale,
                "color": palette.ink,
                "line": {"width": 2 * palette.weight, "color": palette.ink},
            },
            "hoverinfo": "skip",
            "showlegend": False,
        },
    ]
    words = (
        (f"● {say(lang, 'preprocessing.part.train')}", _WATER[theme]),
        (f"○ {say(lang, 'preprocessing.part.test')}", palette.quiet),
        (f"── {say(lang, 'preprocessing.ellipse')}", palette.run),
    )
    notes = [
        {
            "text": text,
            "x": 1,
            "y": 1,
            "xref": "x domain",
            "yref": "y domain",
            "xanchor": "right",
            "yanchor": "top",
            "xshift": -3,
            "yshift": -round(row * 19 * palette.scale) - 2,
            "showarrow": False,
            "bgcolor": palette.ground,
            "borderpad": 1,
            "font": {"color": colour, "size": 12 * palette.scale},
        }
        for row, (text, colour) in enumerate(words)
    ]
    return {"data": data, "layout": frame(palette, annotations=notes, **title)}


def _points(
    name: str, points: NDArray[np.float64], held: bool, colour: str, palette: Palette
) -> dict[str, Any]:
    """One part of the data, the test part as rings."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": typed(points[:, 0], single=True),
        "y": typed(points[:, 1], single=True),
        "marker": {
            "symbol": "circle-open" if held else "circle",
            "size": (6 if held else 5) * palette.scale,
            "color": colour,
            "opacity": 1.0 if held else 0.75,
            "line": {"width": (1.2 if held else 0) * palette.weight, "color": colour},
        },
        "hovertemplate": name + " (%{x:.3~g}, %{y:.3~g})<extra></extra>",
        "showlegend": False,
    }


def describe_data(query: PreprocessingQuery, lang: str) -> str:
    """How far the cloud reaches along both axes of its ellipse."""
    each = prepared_of(query)
    least, most = each.stability.eigenvalues
    return say(
        lang,
        "preprocessing.alt.data",
        kind=say(lang, f"preprocessing.option.normalisation.{each.kind}"),
        train=len(each.train),
        test=len(each.test),
        long=digits(most**0.5),
        short=digits(least**0.5),
    )
