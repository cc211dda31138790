"""The loss of the batch, in broken lines, over that of all the data."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.core.least_squares import LeastSquares
from app.lessons.contours import quiver
from app.lessons.mini_batch.experiment import Estimate, MiniBatchQuery, estimate_of
from app.lessons.mini_batch.figures.ground import (
    Window,
    axes_of,
    ground,
    height,
    layout,
    mark,
    spacing,
    window_of,
)
from app.lessons.numbers import digits, place
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure
from app.lessons.typed import typed


def single_valley(loss: LeastSquares) -> bool:
    """Whether a whole line of weights has the least loss: all rows have one and the same x."""
    values = np.linalg.eigvalsh(loss.curvature)
    return bool(values[0] <= 1e-12 * values[-1])


def draw_surface(query: MiniBatchQuery, lang: str, theme: str) -> Figure:
    """Both losses, both minima, and at the start the way down by either gradient."""
    estimate, palette = estimate_of(query), PALETTES[theme]
    window = window_of(query)
    data = [ground(query, palette), _lines(query, estimate, window, palette, lang)]
    data += _arrows(estimate, window, palette, lang)
    whole, batch = estimate.loss.minimum, estimate.batch.minimum
    data.append(
        mark(
            say(lang, "mini-batch.minimum.full"),
            (float(whole[0]), float(whole[1])),
            "cross-thin",
            14,
            "#ffffff",
            palette,
        )
    )
    inside = window[0] < batch[0] < window[1] and window[2] < batch[1] < window[3]
    if inside and not single_valley(estimate.batch):
        name = say(lang, "mini-batch.minimum.batch")
        at = float(batch[0]), float(batch[1])
        data.append(mark(name, at, "diamond", 11, palette.run, palette))
    name = say(lang, "mini-batch.start")
    data.append(mark(name, (query.start[0], query.start[1]), "circle", 10, palette.ink, palette))
    words = [
        (say(lang, "mini-batch.surface.full", size=query.dataset.size), palette.ink),
        (f"╌╌ {say(lang, 'mini-batch.surface.batch', size=query.batch_size)}", palette.run),
    ]
    notes = [
        {
            "text": text,
            "x": 0,
            "y": 0,
            "xref": "x domain",
            "yref": "y domain",
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": 3,
            "yshift": round((1 - row) * 19 * palette.scale) + 2,
            "showarrow": False,
            "bgcolor": palette.ground,
            "borderpad": 1,
            "font": {"color": colour, "size": 12 * palette.scale},
        }
        for row, (text, colour) in enumerate(words)
    ]
    return {
        "data": data,
        "layout": layout(query, palette, annotations=notes, meta={"pick": {"xy": "start"}}),
    }


def _lines(
    query: MiniBatchQuery, estimate: Estimate, window: Window, palette: Palette, lang: str
) -> dict[str, Any]:
    x, y = axes_of(window)
    z = height(estimate.batch, window)
    size = spacing(query)
    return {
        "type": "contour",
        "name": say(lang, "mini-batch.surface.batch", size=query.batch_size),
        "x": typed(x),
        "y": typed(y),
        "z": typed(z, single=True),
        "showscale": False,
        "contours": {
            "coloring": "none",
            "start": size,
            # A batch that is steeper than the whole has more lines; they stay as far apart.
            "end": min(float(z.max()), 12 * size),
            "size": size,
            "showlines": True,
        },
        "line": {
            "color": palette.run,
            "width": 1.3 * palette.weight,
            "dash": "dash",
            "smoothing": 0.6,
        },
        "hoverinfo": "skip",
        "zorder": -1,
    }


def _arrows(
    estimate: Estimate, window: Window, palette: Palette, lang: str
) -> list[dict[str, Any]]:
    """Minus each gradient from the start on, to one scale, the longer one still on the map."""
    tall = window[3] - window[2]
    longest = [
        limit / size
        for limit, size in (
            (0.24 * tall, float(np.hypot(*estimate.true))),
            (0.5 * tall, float(np.hypot(*estimate.estimated))),
        )
        if size > 0
    ]
    if not longest:
        return []
    scale = min(longest)
    both = (("full", estimate.true, palette.ink), ("batch", estimate.estimated, palette.run))
    return [
        quiver(
            say(lang, f"mini-batch.arrow.{key}"),
            np.array([estimate.point]).T,
            -scale * gradient[:, None],
            colour,
            2.6 * palette.weight,
        )
        for key, gradient, colour in both
    ]


def describe_surface(query: MiniBatchQuery, lang: str) -> str:
    """Where both minima lie and how far the gradients at the start are apart."""
    estimate = estimate_of(query)
    key = "line" if single_valley(estimate.batch) else "point"
    return say(
        lang,
        f"mini-batch.alt.surface.{key}",
        size=query.batch_size,
        all=query.dataset.size,
        batch=place(estimate.batch.minimum),
        full=place(np.round(estimate.loss.minimum, 12)),
        start=place(query.start),
        angle=digits(estimate.angle),
    )
