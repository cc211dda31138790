"""The edges of momentum and of Nesterov's form against β, with what whole runs measure."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.annotations import upright
from app.lessons.numbers import digits
from app.lessons.optimizers.edges import RULES, edge, measured
from app.lessons.optimizers.experiment import RaceExperiment, race_of
from app.lessons.palette import PALETTES
from app.lessons.paths import inks
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

#: Where whole runs measure the edge.
MEASURED_AT = (0.0, 0.3, 0.6, 0.9)


def draw(experiment: RaceExperiment, lang: str, theme: str) -> Figure:
    """2(1+β)/λ rises and (2+2β)/((1+2β)λ) falls; both begin at plain descent's 2/λ."""
    race, palette = race_of(experiment), PALETTES[theme]
    curve, beta = race.curvature[1], experiment.beta
    pens = dict(zip(RULES, inks(theme)[1:3], strict=True))
    x = np.linspace(0, 1, 101)[:-1]
    data: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for name, pen in pens.items():
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": OPTIMIZERS[name].title[lang],
                "x": typed(x),
                "y": typed([edge(name, float(b), curve) for b in x]),
                "line": {"color": pen.colour, "dash": pen.dash, "width": 2.4 * palette.weight},
                "hovertemplate": "β %{x:.2f}<br>η %{y:.4~g}<extra></extra>",
            }
        )
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "optimizers.edges.measured"),
                "x": list(MEASURED_AT),
                "y": [measured(name, b) / curve for b in MEASURED_AT],
                "marker": {
                    "symbol": pen.symbol,
                    "size": 9 * palette.scale,
                    "color": palette.ground,
                    "line": {"color": pen.colour, "width": 2 * palette.weight},
                },
                "hovertemplate": say(lang, "optimizers.edges.measured")
                + " %{y:.4~g}<extra></extra>",
            }
        )
        labels.append(
            {
                "x": 0.5,
                "y": edge(name, 0.5, curve),
                "text": f"<b>{OPTIMIZERS[name].title[lang]}</b>",
                "yanchor": "bottom" if name == "momentum" else "top",
                "xanchor": "right" if name == "momentum" else "left",
                "yshift": 6 if name == "momentum" else -6,
                "showarrow": False,
                "font": {"color": pen.colour, "size": 12.5 * palette.scale},
            }
        )
    now = [edge(name, beta, curve) for name in pens]
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"β = {digits(beta)}",
            "x": [beta] * len(now),
            "y": now,
            "marker": {
                "size": 12 * palette.scale,
                "color": palette.run,
                "line": {"color": palette.ground, "width": 1.6 * palette.weight},
            },
            "hovertemplate": "β %{x:.4~g}<br>η %{y:.4~g}<extra></extra>",
        }
    )
    right = beta > 0.5
    labels += [
        {
            "x": beta,
            "y": value,
            "text": digits(value),
            "xanchor": "right" if right else "left",
            "yanchor": "top" if name == "momentum" and not right else "bottom",
            "xshift": -10 if right else 10,
            "showarrow": False,
            "font": {"color": palette.run, "size": 13 * palette.scale},
        }
        for name, value in zip(pens, now, strict=True)
    ]
    top = 4.2 / curve
    return {
        "data": data,
        "layout": frame(
            palette,
            margin={"l": round(58 * palette.scale), "r": 16, "t": 14, "b": 46 * palette.scale},
            xaxis=axis(palette, say(lang, "optimizers.axis.beta"), (0, 1), nticks=6),
            yaxis=axis(
                palette, say(lang, "optimizers.axis.edge"), (0, top), nticks=5, showgrid=True
            ),
            shapes=[upright(palette, beta, palette.run, width=1, dash="dot")],
            annotations=labels,
            meta={"pick": {"x": "beta"}, "live": {"figure": "race-edges"}},
        ),
    }


def describe(experiment: RaceExperiment, lang: str) -> str:
    """Both edges at the β of the knob."""
    curve = race_of(experiment).curvature[1]
    heavy, ahead = (digits(edge(name, experiment.beta, curve), 4) for name in RULES)
    return say(
        lang,
        "optimizers.alt.edge",
        beta=digits(experiment.beta, 4),
        curve=digits(curve),
        heavy=heavy,
        ahead=ahead,
    )
