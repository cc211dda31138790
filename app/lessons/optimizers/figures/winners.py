"""Who wins where: a table in colour, deep where few gradients are enough."""

import math
from typing import Any

import numpy as np

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import say
from app.lessons.optimizers.experiment import RaceExperiment
from app.lessons.optimizers.winners import BUDGET, PLACES, RULES, best, winners
from app.lessons.palette import PALETTES, colorscale
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

#: Below this share of the colour scale, words are light on deep colour.
_DEEP = 0.42


def draw(experiment: RaceExperiment, lang: str, theme: str) -> Figure:
    """One cell a function and a rule: the gradients it takes to arrive for good."""
    palette = PALETTES[theme]
    counts = [[best(place, rule).gradients for rule in RULES] for place in PLACES]
    top = math.log(BUDGET)
    heights = np.array([[math.log(c) if c else math.nan for c in row] for row in counts])
    notes: list[dict[str, Any]] = []
    for row, place in enumerate(PLACES):
        for column, rule in enumerate(RULES):
            count = counts[row][column]
            deep = count is not None and math.log(count) < _DEEP * top
            text = "–" if count is None else str(count)
            light, dark = "#ffffff", "#17212b"
            colour = palette.quiet if count is None else light if deep else dark
            notes.append(
                {
                    "x": column,
                    "y": row,
                    "text": f"<b>★ {text}</b>" if rule in winners(place) else text,
                    "showarrow": False,
                    "font": {"color": colour, "size": 13 * palette.scale},
                }
            )
    names = [say(lang, f"optimizers.short.{rule}") for rule in RULES]
    functions = [say(lang, f"optimizers.place.{place}") for place in PLACES]
    return {
        "data": [
            {
                "type": "heatmap",
                "x": list(range(len(RULES))),
                "y": list(range(len(PLACES))),
                "z": typed(heights, single=True),
                "zmin": 0,
                "zmax": top,
                "colorscale": colorscale(palette.bathymetry),
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
                "hoverinfo": "skip",
            }
        ],
        "layout": frame(
            palette,
            margin={
                "l": round(92 * palette.scale),
                "r": 8,
                "t": round(56 * palette.scale),
                "b": 8,
            },
            xaxis=axis(
                palette,
                "",
                (-0.5, len(RULES) - 0.5),
                side="top",
                tickvals=list(range(len(RULES))),
                ticktext=names,
                tickangle=-30,
                ticks="",
            ),
            yaxis=axis(
                palette,
                "",
                (len(PLACES) - 0.5, -0.5),
                tickvals=list(range(len(PLACES))),
                ticktext=functions,
                ticks="",
            ),
            annotations=notes,
        ),
    }


def describe(experiment: RaceExperiment, lang: str) -> str:
    """The winners in words."""
    listed = []
    for place in PLACES:
        names = ", ".join(say(lang, f"optimizers.short.{rule}") for rule in winners(place)) or "–"
        count = best(place, winners(place)[0]).gradients if winners(place) else "–"
        listed.append(f"{FUNCTIONS[place].title[lang]}: {names} ({count})")
    return say(lang, "optimizers.alt.winners", budget=BUDGET, who="; ".join(listed))
