"""What the fitted model predicts of the test part, by the right numbers and by the wrong."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.preprocessing.experiment import PreprocessingQuery, prepared_of
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed


def draw_answers(query: PreprocessingQuery, lang: str, theme: str) -> Figure:
    """For each test row two answers at its first feature, joined by a line."""
    each, palette = prepared_of(query), PALETTES[theme]
    entry = query.dataset
    feature, target = entry.columns[entry.features[0]], entry.columns[entry.target]
    at = each.x[each.test, 0]
    right, wrong = each.answers(each.fitted), each.answers(each.own)
    joined = np.full((len(at), 3), np.nan)
    joined[:, 0], joined[:, 1] = right, wrong
    everything = np.concatenate([right, wrong])
    room = 0.15 * float(np.ptp(everything)) or 1.0
    wide = 0.06 * float(np.ptp(at)) or 1.0
    words = (
        (f"● {say(lang, 'preprocessing.by.train')}", palette.best),
        (f"× {say(lang, 'preprocessing.by.own')}", palette.edge),
    )
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": "",
                "x": gaps(np.stack([at, at, np.full_like(at, np.nan)], axis=1).ravel()),
                "y": gaps(joined.ravel()),
                "line": {"color": palette.quiet, "width": 1 * palette.weight},
                "connectgaps": False,
                "hoverinfo": "skip",
                "showlegend": False,
            },
            _answers(
                say(lang, "preprocessing.by.train"), at, right, "circle", palette.best, palette
            ),
            _answers(say(lang, "preprocessing.by.own"), at, wrong, "x-thin", palette.edge, palette),
        ],
        "layout": frame(
            palette,
            margin=margin(palette, 60, 46, 42),
            xaxis=axis(
                palette,
                f"{feature.short[lang]} ({feature.unit[lang]})",
                (float(at.min()) - wide, float(at.max()) + wide),
                nticks=6,
            ),
            yaxis=axis(
                palette,
                say(
                    lang,
                    "preprocessing.axis.answer",
                    target=target.short[lang],
                    unit=target.unit[lang],
                ),
                (float(everything.min()) - room, float(everything.max()) + room),
                nticks=5,
                showgrid=True,
                gridcolor=palette.rule,
            ),
            annotations=[
                {
                    "text": text,
                    "x": 0,
                    "y": 1,
                    "xref": "paper",
                    "yref": "paper",
                    "xanchor": "left",
                    "yanchor": "bottom",
                    "yshift": 3 + round((1 - row) * 19 * palette.scale),
                    "showarrow": False,
                    "font": {"color": colour, "size": 12 * palette.scale},
                }
                for row, (text, colour) in enumerate(words)
            ],
        ),
    }


def _answers(
    name: str,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    symbol: str,
    colour: str,
    palette: Palette,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": typed(x),
        "y": typed(y),
        "marker": {
            "symbol": symbol,
            "size": 8 * palette.scale,
            "color": colour,
            "line": {"width": (1.8 if symbol == "x-thin" else 0) * palette.weight, "color": colour},
        },
        "hovertemplate": name + " %{x:.4~g}: %{y:.3~g}<extra></extra>",
        "showlegend": False,
    }


def describe_answers(query: PreprocessingQuery, lang: str) -> str:
    """The error on the test part by either numbers."""
    each = prepared_of(query)
    return say(
        lang,
        "preprocessing.alt.answers",
        test=len(each.test),
        right=digits(each.error(each.fitted)),
        wrong=digits(each.error(each.own)),
        unit=query.dataset.columns[query.dataset.target].unit[lang],
    )
