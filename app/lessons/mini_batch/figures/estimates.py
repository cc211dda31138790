"""The histogram of many batches' estimates of one partial derivative."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import upright
from app.lessons.mini_batch.experiment import MiniBatchQuery, estimate_of
from app.lessons.mini_batch.spread import spread_of
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, margin
from app.lessons.typed import typed

#: Half the width of the picture, in deviations of one row's gradient, and bins to a deviation.
_REACH, _BINS = 2.6, 3


def draw_estimates(query: MiniBatchQuery, lang: str, theme: str) -> Figure:
    """Shares of the batches by what they say of ∂L/∂w; the axis stays as the batch grows."""
    palette = PALETTES[theme]
    spread = spread_of(query)
    one = float(spread_of(query, 1).expected[0]) or 1.0
    true, deviation = float(spread.true[0]), float(spread.expected[0])
    low, high = true - _REACH * one, true + _REACH * one
    exact = deviation <= 1e-12 * one
    width = one / 14 if exact else deviation / _BINS
    # One bin has the true value in its middle.
    half = int(np.ceil((high - low) / 2 / width))
    edges = true + width * (np.arange(-half, half + 2) - 0.5)
    values = np.clip(spread.gradients[:, 0], edges[0], edges[-1])
    shares = np.histogram(values, edges)[0] / len(values)
    mine = float(estimate_of(query).estimated[0])
    # A normal curve has 13% in its highest bin, whatever its width: the frame can stay.
    top = 1.12 if exact else max(0.19, 1.25 * float(shares.max()))
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "name": say(lang, "mini-batch.estimates.bars"),
            "x": typed((edges[:-1] + edges[1:]) / 2, single=True),
            "y": typed(shares, single=True),
            "width": width * 0.94,
            "marker": {
                "color": palette.bathymetry[4 if theme == "dark" else 2],
                "line": {"width": 0},
            },
            "hovertemplate": "%{x:.3~g}: %{y:.1%}<extra></extra>",
        }
    ]
    if not exact:
        x = np.linspace(max(low, true - 4 * deviation), min(high, true + 4 * deviation), 81)
        bell = np.exp(-(((x - true) / deviation) ** 2) / 2) / (_BINS * np.sqrt(2 * np.pi))
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": say(lang, "mini-batch.estimates.bell"),
                "x": typed(x, single=True),
                "y": typed(bell, single=True),
                "line": {"color": palette.quiet, "width": 1.6 * palette.weight, "dash": "dot"},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    note = say(lang, "mini-batch.estimates.deviation", deviation=digits(deviation))
    return {
        "data": data,
        "layout": frame(
            palette,
            bargap=0,
            margin=margin(palette, 66, 46, 42),
            xaxis=axis(palette, "∂L/∂w", (low, high), nticks=6),
            yaxis=axis(
                palette,
                say(lang, "mini-batch.axis.share"),
                (0, top),
                tickformat=".0%",
                nticks=5,
                showgrid=True,
                gridcolor=palette.rule,
            ),
            shapes=[
                upright(palette, true, palette.ink, width=2, dash="dash"),
                upright(palette, min(max(mine, low), high), palette.run, width=2),
            ],
            annotations=[
                _above(say(lang, "mini-batch.estimates.true"), true, 0, palette.ink, palette),
                _above(
                    say(lang, "mini-batch.estimates.mine"),
                    min(max(mine, low), high),
                    1,
                    palette.run,
                    palette,
                ),
                {
                    "text": note,
                    "x": 1,
                    "y": 1,
                    "xref": "paper",
                    "yref": "paper",
                    "xanchor": "right",
                    "yanchor": "top",
                    "xshift": -3,
                    "yshift": -3,
                    "showarrow": False,
                    "bgcolor": palette.ground,
                    "font": {"color": palette.quiet, "size": 12 * palette.scale},
                },
            ],
        ),
    }


def _above(text: str, x: float, row: int, colour: str, palette: Palette) -> dict[str, Any]:
    """A word above the plot at a value, each word on its own line."""
    return {
        "text": text,
        "x": x,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 2 + round(row * 19 * palette.scale),
        "showarrow": False,
        "font": {"color": colour, "size": 12 * palette.scale},
    }


def describe_estimates(query: MiniBatchQuery, lang: str) -> str:
    """The mean and the standard deviation of the estimates, and the law's."""
    spread = spread_of(query)
    return say(
        lang,
        "mini-batch.alt.estimates",
        draws=query.draws,
        size=query.batch_size,
        mean=digits(float(spread.gradients[:, 0].mean())),
        deviation=digits(float(spread.gradients[:, 0].std())),
        true=digits(float(spread.true[0])),
        expected=digits(float(spread.expected[0])),
    )
