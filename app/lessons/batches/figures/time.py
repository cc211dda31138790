"""The time of a picture against the batch size, as it was measured."""

import math

from app.catalogue.languages import say
from app.lessons.annotations import above
from app.lessons.batches.experiment import BatchesExperiment, nearest, times_of
from app.lessons.batches.figures.sizes import (
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

#: The axis of times ends at most this far above the greatest median.
_ROOM = 3.0


def draw(experiment: BatchesExperiment, lang: str, theme: str) -> Figure:
    """Both ways in log-log with their whiskers; no curve where nothing was measured."""
    palette, times = PALETTES[theme], times_of(experiment)
    title = say(lang, "batches.figure_label.time")
    if times is None:
        return unmeasured(palette, lang, experiment.B, title)
    at = nearest(experiment.B)
    rows = [*times.loop, *times.product]
    low = math.log10(min(row.low for row in rows)) - 0.15
    # One bad moment of the machine must not press the curves flat: its whisker leaves the frame.
    most = max(row.median for row in rows)
    high = math.log10(min(max(row.high for row in rows), _ROOM * most)) + 0.12
    loop, product = (say(lang, f"batches.figure_label.{way}") for way in ("loop", "product"))
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
                above(palette, f"■ {loop}", "left", palette.blue, size=14),
                above(palette, f"● {product}", "right", palette.run, size=14),
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
