"""The loss of one of the three runs by step, for the picture in which that run is seen."""

from collections.abc import Callable

import numpy as np

from app.catalogue.languages import say
from app.core.descent import Trajectory
from app.lessons.learning_rate.experiment import RateExperiment, three_of
from app.lessons.learning_rate.figures.above import above, vertical
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.paths import inks
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed


def runs(key: str) -> Callable[[RateExperiment, str], list[tuple[str, Trajectory]]]:
    """The run of the rate ``key`` by its name."""

    def found(experiment: RateExperiment, lang: str) -> list[tuple[str, Trajectory]]:
        run = three_of(experiment).runs[key]
        return [(say(lang, "learning-rate.trace", rate=digits(run.rate, 4)), run.trajectory)]

    return found


def draw(key: str) -> Callable[[RateExperiment, str, str], Figure]:
    """The value above the lowest at each step of the run of the rate ``key``, on a log axis."""

    def drawn(experiment: RateExperiment, lang: str, theme: str) -> Figure:
        three, palette, ink = three_of(experiment), PALETTES[theme], inks(theme)[0]
        made = three.runs[key].trajectory
        lowest = three.lowest(made) or 0.0
        values = above(made.values, lowest)
        last = len(values) - 1
        return {
            "data": [
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": say(lang, "learning-rate.trace", rate=digits(three.rates[key], 4)),
                    "x": typed(np.arange(len(values))),
                    "y": gaps(values),
                    "line": {"color": ink.colour, "width": 2.2 * palette.weight},
                    "hovertemplate": "%{x}: %{y:.4~g}<extra></extra>",
                },
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [float(last)],
                    "y": gaps(values[-1:]),
                    "marker": {
                        "size": 11 * palette.scale,
                        "color": ink.colour,
                        "line": {"width": 1.6 * palette.weight, "color": palette.ground},
                    },
                    "hoverinfo": "skip",
                    "cliponaxis": False,
                },
            ],
            "layout": frame(
                palette,
                margin=margin(palette, 64, 12, 46),
                xaxis=axis(
                    palette, say(lang, "learning-rate.axis.step"), (0, max(1, last)), nticks=6
                ),
                yaxis=vertical(values, lowest, lang, palette),
                meta={"moves": [{"trace": 1, "along": 0}]},
            ),
        }

    return drawn
