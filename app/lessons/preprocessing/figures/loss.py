"""The loss over the two weights with the path of gradient descent on it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.contours import filled
from app.lessons.numbers import digits, place
from app.lessons.palette import PALETTES, Palette
from app.lessons.preprocessing.experiment import (
    Prepared,
    PreprocessingQuery,
    left_of,
    path_of,
    prepared_of,
    rate_of,
)
from app.lessons.preprocessing.figures.window import SHAPE, Window, equal
from app.lessons.reach import near
from app.lessons.style import Figure, frame
from app.lessons.typed import typed

_COLUMNS, _LEVELS = 65, 12


def window_of(each: Prepared) -> Window:
    """The weights around the minimum, the origin well inside."""
    x, y = (float(v) for v in each.loss.minimum)
    half = 1.45 * max(abs(x) / SHAPE, abs(y))
    return x - half * SHAPE, x + half * SHAPE, y - half, y + half


def draw_loss(query: PreprocessingQuery, lang: str, theme: str) -> Figure:
    """Contours of the loss on equal scales, the minimum, and the path from w = 0."""
    each, palette = prepared_of(query), PALETTES[theme]
    window = window_of(each)
    path = path_of(query, each)
    points = near(path, each.loss.minimum, 30 * (window[1] - window[0]))
    # Leaps from wall to wall a pixel apart would be a blot in a thick line.
    many = each.condition > 20
    wide = (0.8 if many else 2.2) * palette.weight
    halo = {"color": palette.halo, "width": 0 if many else wide + 2.5}
    marker = {"size": 5 * palette.scale, "color": palette.run}
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": typed(points[:, 0], single=True),
        "y": typed(points[:, 1], single=True),
        "hoverinfo": "skip",
        "showlegend": False,
    }
    name = say(lang, "preprocessing.run", rate=digits(rate_of(query, each)))
    x, y = (float(v) for v in each.loss.minimum)
    end = float(points[-1, 0]), float(points[-1, 1])
    data: list[dict[str, Any]] = [
        _contour(each, window, palette),
        {**line, "name": "halo", "line": halo},
        {**line, "name": name, "line": {"color": palette.run, "width": wide}, "opacity": 0.4},
        {
            **line,
            "mode": "lines" if many else "lines+markers",
            "name": say(lang, "preprocessing.past"),
            "line": {"color": palette.run, "width": wide},
            "marker": marker,
            "opacity": 0.75 if many else 1.0,
        },
        _mark(say(lang, "preprocessing.minimum"), x, y, "cross-thin", 14, "#ffffff", palette),
        _mark(say(lang, "preprocessing.start"), 0.0, 0.0, "circle-open", 14, palette.run, palette),
        _mark(name, *end, "circle", 12, palette.run, palette),
    ]
    moves = [{"trace": 3, "along": 2, "until": True}, {"trace": len(data) - 1, "along": 2}]
    told = many and len(points) > 3 and rate_of(query, each) <= each.edge
    layout = frame(
        palette,
        **equal(palette, "w₁", "w₂", window),
        annotations=[_leaps(points, window, lang, palette)] if told else [],
        meta={"moves": moves},
    )
    return {"data": data, "layout": layout}


def _leaps(points: NDArray[np.float64], window: Window, lang: str, palette: Palette) -> Figure:
    """How many steps lie upon each other in the band from wall to wall, said above it."""
    top = points[points[:, 1] <= window[3]]
    return {
        "text": say(lang, "preprocessing.leaps", steps=len(points) - 1),
        "x": float(np.clip(points[:, 0].mean(), window[0], window[1])),
        "y": float(np.clip(top[:, 1].max(), window[2], window[3])),
        "yanchor": "bottom",
        "yshift": 9 * palette.scale,
        "showarrow": False,
        "bgcolor": palette.ground,
        "borderpad": 1,
        "font": {"color": palette.run, "size": 12 * palette.scale},
    }


def _contour(each: Prepared, window: Window, palette: Palette) -> dict[str, Any]:
    """The root of the loss above its minimum, so that lines of a bowl are evenly apart."""
    x = np.linspace(window[0], window[1], _COLUMNS)
    y = np.linspace(window[2], window[3], round(_COLUMNS / SHAPE))
    z = np.sqrt(each.loss.above_on(x, y))
    # A ravine's walls would take all the colours: the scale ends where its floor does.
    top = float(np.quantile(z, 0.9))
    size = top / _LEVELS
    return filled((x, y), np.minimum(z, top), size, top, palette, name="L")


def _mark(
    name: str, x: float, y: float, symbol: str, size: float, colour: str, palette: Palette
) -> dict[str, Any]:
    rim = palette.ground if symbol == "circle" else colour
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x],
        "y": [y],
        "marker": {
            "symbol": symbol,
            "size": size * palette.scale,
            "color": colour,
            "line": {"width": 2.2 * palette.weight, "color": rim},
        },
        "hovertemplate": name + " (%{x:.4~g}, %{y:.4~g})<extra></extra>",
        "showlegend": False,
    }


def describe_loss(query: PreprocessingQuery, lang: str) -> str:
    """The shape of the loss and how far the run has come."""
    each = prepared_of(query)
    return say(
        lang,
        "preprocessing.alt.loss",
        kind=say(lang, f"preprocessing.option.normalisation.{each.kind}"),
        condition=digits(each.condition),
        minimum=place(each.loss.minimum),
        rate=digits(rate_of(query, each)),
        steps=len(path_of(query, each)) - 1,
        left=digits(100 * float(left_of(query, each)[-1])),
    )
