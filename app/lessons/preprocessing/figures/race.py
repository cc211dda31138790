"""What is left of the loss above the minimum, step by step, for all four ways at once."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.core.datasets import Kind
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.preprocessing.experiment import (
    SHARE,
    PreprocessingQuery,
    all_of,
    left_of,
)
from app.lessons.style import Figure, axis, frame, margin
from app.lessons.typed import typed

#: The axis ends here; what is less has arrived by any measure.
_LEAST, _MOST = 1e-7, 1e3
_LOOKS: dict[Kind, tuple[str, str, str]] = {
    "raw": ("dot", "square", "····"),
    "centred": ("dashdot", "diamond", "╌·╌"),
    "standardised": ("dash", "triangle-up", "╌╌"),
    "whitened": ("solid", "circle", "──"),
}


def draw_race(query: PreprocessingQuery, lang: str, theme: str) -> Figure:
    """One curve a way, the chosen one in the colour of the run."""
    palette = PALETTES[theme]
    data: list[dict[str, Any]] = []
    markers: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    moves: list[dict[str, Any]] = []
    highest = 1.0
    for place, each in enumerate(all_of(query)):
        left = np.clip(left_of(query, each), _LEAST, _MOST)
        # A run that reaches the floor of the picture ends there, for it goes on below.
        floor = np.flatnonzero(left == _LEAST)
        last = int(floor[0]) if floor.size else len(left) - 1
        chosen = each.kind == query.normalisation
        colour = palette.run if chosen else palette.ink
        dash, symbol, stroke = _LOOKS[each.kind]
        name = say(lang, f"preprocessing.option.normalisation.{each.kind}")
        highest = max(highest, float(left.max()))
        moves.append({"along": len(data)})
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": typed(np.minimum(np.arange(len(left)), last), single=True),
                "y": typed(left, single=True),
                "line": {
                    "color": colour,
                    "width": (3.0 if chosen else 1.8) * palette.weight,
                    "dash": dash,
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
        markers.append(_marker(name, last, float(left[-1]), symbol, colour, palette))
        notes.append(_name(f"{stroke} {name}", place, colour, palette))
    for move in moves:
        move["trace"] = len(data)
        data.append(markers.pop(0))
    ends = float(np.log10(_LEAST)) - 0.3, float(np.log10(highest)) + 0.4
    notes.append(
        {
            "text": say(lang, "preprocessing.goal", share=digits(SHARE)),
            "x": 1,
            "xref": "paper",
            "y": float(np.log10(SHARE)),
            "xanchor": "right",
            "yanchor": "bottom",
            "xshift": -3,
            "showarrow": False,
            "font": {"color": palette.best, "size": 12 * palette.scale},
        }
    )
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette, 64, 46, 42),
            xaxis=axis(
                palette,
                say(lang, "preprocessing.axis.step"),
                (0, 1.02 * max(1, query.steps)),
                nticks=6,
            ),
            yaxis=axis(
                palette,
                say(lang, "preprocessing.axis.left"),
                ends,
                type="log",
                exponentformat="power",
                dtick=2,
                showgrid=True,
                gridcolor=palette.rule,
            ),
            shapes=[
                {
                    "type": "line",
                    "xref": "paper",
                    "x0": 0,
                    "x1": 1,
                    "y0": SHARE,
                    "y1": SHARE,
                    "line": {"color": palette.best, "width": 1.4 * palette.weight, "dash": "dot"},
                }
            ],
            annotations=notes,
            meta={"moves": moves},
        ),
    }


def _marker(
    name: str, x: float, y: float, symbol: str, colour: str, palette: Palette
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x],
        "y": [y],
        "marker": {
            "symbol": symbol,
            "size": 10 * palette.scale,
            "color": colour,
            "line": {"width": 1.4 * palette.weight, "color": palette.ground},
        },
        "hovertemplate": name + " %{x}: %{y:.3~g}<extra></extra>",
        "showlegend": False,
    }


def _name(text: str, place: int, colour: str, palette: Palette) -> dict[str, Any]:
    """A run's name above the plot, two in a row."""
    return {
        "text": text,
        "x": 0.5 * (place % 2),
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": round((1 - place // 2) * 19 * palette.scale) + 3,
        "showarrow": False,
        "font": {"color": colour, "size": 12 * palette.scale},
    }


def describe_race(query: PreprocessingQuery, lang: str) -> str:
    """What is left of the loss at the end, for each way."""
    ends = {each.kind: digits(float(left_of(query, each)[-1]), 2) for each in all_of(query)}
    return say(lang, "preprocessing.alt.race", steps=query.steps, **ends)
