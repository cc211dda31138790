"""The time of a picture against the batch size, as it was measured."""

import math

from app.catalogue.languages import say
from app.lessons.annotations import word
from app.lessons.batches.experiment import BatchesExperiment, nearest, times_of
from app.lessons.batches.figures.sizes import (
    ENDS,
    chosen,
    line,
    over_sizes,
    place,
    unmeasured,
)
from app.lessons.batches.measuring import SIZES
from app.lessons.batches.show import spread
from app.lessons.decades import decades
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis


def draw(experiment: BatchesExperiment, lang: str, theme: str) -> Figure:
    """Both ways in log-log with their whiskers; no curve where nothing was measured."""
    palette, times = PALETTES[theme], times_of(experiment)
    title = say(lang, "batches.figure_label.time")
    if times is None:
        return unmeasured(palette, lang, experiment.B, title)
    at = nearest(experiment.B)
    rows = [*times.loop, *times.product]
    low = math.log10(min(row.low for row in rows)) - 0.15
    high = math.log10(max(row.high for row in rows)) + 0.12
    loop, product = (say(lang, f"batches.figure_label.{way}") for way in ("loop", "product"))
    alone = times.loop[-1].low
    below = {"xanchor": "right", "yshift": round(-16 * palette.scale)}
    # The falling line leaves this corner free, on a phone too.
    corner = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    right = ENDS[1] - 0.04
    return {
        "data": [
            *line(times.loop, "loop", loop, (palette.blue, "dash", "square"), palette),
            *line(times.product, "product", product, (palette.run, "solid", "circle"), palette),
            chosen(place(SIZES[at], "product"), times.product[at].low, palette),
        ],
        "layout": over_sizes(
            palette,
            lang,
            experiment.B,
            axis(
                palette,
                title,
                (low, high),
                type="log",
                showgrid=True,
                gridcolor=palette.rule,
                **decades(low, high),
            ),
            [
                word(palette, loop, right, math.log10(alone), palette.blue, size=14, **below),
                word(palette, product, 0.02, 0.03, palette.run, size=14, **corner),
            ],
        ),
    }


def describe(experiment: BatchesExperiment, lang: str) -> str:
    """The picture in words."""
    times = times_of(experiment)
    if times is None:
        return say(lang, "batches.alt.unmeasured")
    at = nearest(experiment.B)
    return say(
        lang,
        "batches.alt.time",
        size=SIZES[at],
        loop=spread(times.loop[at]),
        product=spread(times.product[at]),
        best=SIZES[times.best],
    )
