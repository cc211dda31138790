"""The error of the estimate against the batch size, both on log axes, with the fitted law."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.core.least_squares import expected_spread
from app.lessons.mini_batch.experiment import MiniBatchQuery
from app.lessons.mini_batch.spread import law_of, spread_of
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, margin
from app.lessons.typed import typed


def draw_spread(query: MiniBatchQuery, lang: str, theme: str) -> Figure:
    """Measured errors, the line c/√B fitted to them, and the exact law."""
    palette = PALETTES[theme]
    law, size = law_of(query), query.dataset.size
    drawn = law.measured > 1e-9 * law.measured.max(initial=0.0)
    ends = np.array([1.0, float(size)])
    fine = np.unique(np.concatenate([np.geomspace(1, size - 1, 60), [size - 0.2]]))
    one = spread_of(query, 1).expected_error
    exact = np.array([_expected(query, one, float(b)) for b in fine])
    here = spread_of(query).measured_error
    top = float(np.log10(law.measured.max(initial=0.0) or 1.0)) + 0.35
    low = top - np.log10(size) / 2 - 1.0
    data: list[dict[str, Any]] = []
    if law.constant > 0:
        data += [
            {
                "type": "scatter",
                "mode": "lines",
                "name": "c/√B",
                "x": typed(ends),
                "y": typed(law.constant / np.sqrt(ends)),
                "line": {"color": palette.best, "width": 2 * palette.weight, "dash": "dash"},
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "name": say(lang, "mini-batch.spread.exact"),
                "x": typed(fine, single=True),
                "y": [float(v) if v > 0 else None for v in exact],
                "line": {"color": palette.quiet, "width": 1.6 * palette.weight, "dash": "dot"},
                "hoverinfo": "skip",
            },
        ]
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": say(lang, "mini-batch.spread.measured"),
            "x": typed(law.sizes[drawn]),
            "y": typed(law.measured[drawn]),
            "marker": {"size": 8 * palette.scale, "color": palette.ink},
            "hovertemplate": "B = %{x}: %{y:.3~g}<extra></extra>",
        }
    )
    if here > 1e-9 * one:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": f"B = {query.batch_size}",
                "x": [query.batch_size],
                "y": [here],
                "marker": {
                    "size": 14 * palette.scale,
                    "color": palette.run,
                    "line": {"width": 1.6 * palette.weight, "color": palette.ground},
                },
                "hovertemplate": "B = %{x}: %{y:.3~g}<extra></extra>",
            }
        )
    ticks = [b for b in (1, 4, 16, 64, size)]
    tens = range(int(np.floor(low)), int(np.ceil(top)))
    heights = [lead * 10.0**ten for ten in tens for lead in (1, 2, 5)]
    fitted = say(lang, "mini-batch.spread.fit", c=digits(law.constant), slope=digits(law.slope))
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette, 58, 46, 42, right=18),
            xaxis=axis(
                palette,
                say(lang, "mini-batch.axis.size"),
                (-0.08, float(np.log10(size)) + 0.08),
                type="log",
                tickvals=ticks,
                ticktext=[str(b) for b in ticks],
            ),
            yaxis=axis(
                palette,
                say(lang, "mini-batch.axis.error"),
                (float(low), top),
                type="log",
                tickvals=heights,
                ticktext=[digits(value) for value in heights],
                showgrid=True,
                gridcolor=palette.rule,
            ),
            annotations=[
                _words(fitted, 1, 1, palette.best, palette, 0),
                _words(
                    say(lang, f"mini-batch.spread.law.{query.sampling}"),
                    1,
                    1,
                    palette.quiet,
                    palette,
                    1,
                ),
            ],
        ),
    }


def _expected(query: MiniBatchQuery, one: float, batch_size: float) -> float:
    """The law between the whole sizes, so that its fall to 0 is drawn as a curve."""
    size = query.dataset.size
    if query.sampling == "with_replacement":
        return one / float(np.sqrt(batch_size))
    return one * float(np.sqrt((size - batch_size) / (size - 1) / batch_size))


def _words(
    text: str, x: float, y: float, colour: str, palette: Palette, row: int
) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right",
        "yanchor": "bottom",
        "yshift": 3 + round((1 - row) * 19 * palette.scale),
        "showarrow": False,
        "font": {"color": colour, "size": 12 * palette.scale},
    }


def describe_spread(query: MiniBatchQuery, lang: str) -> str:
    """The fitted constant and slope, and the error at the query's own size."""
    law = law_of(query)
    return say(
        lang,
        "mini-batch.alt.spread",
        c=digits(law.constant),
        slope=digits(law.slope),
        size=query.batch_size,
        error=digits(spread_of(query).measured_error),
        expected=digits(
            expected_spread(
                spread_of(query, 1).expected_error,
                query.dataset.size,
                query.batch_size,
                query.sampling,
            )
        ),
    )
