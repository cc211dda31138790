"""How many times less a picture costs in a batch, against the batch size."""

from app.catalogue.languages import say
from app.lessons.batches.experiment import BatchesExperiment, nearest, times_of
from app.lessons.batches.figures.sizes import chosen, over_sizes, unmeasured
from app.lessons.batches.measuring import SIZES
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis


def draw(experiment: BatchesExperiment, lang: str, theme: str) -> Figure:
    """The factor of the least times, with a line at 1 where nothing is gained."""
    palette, times = PALETTES[theme], times_of(experiment)
    title = say(lang, "batches.figure_label.faster")
    if times is None:
        return unmeasured(palette, lang, experiment.B, title)
    factors = [times.faster(place) for place in range(len(SIZES))]
    place = nearest(experiment.B)
    equal = {
        "type": "scatter",
        "mode": "lines",
        "name": say(lang, "batches.figure_label.equal"),
        "x": [SIZES[0], SIZES[-1]],
        "y": [1.0, 1.0],
        "line": {"color": palette.quiet, "width": 1.4 * palette.weight, "dash": "dot"},
        "hoverinfo": "skip",
    }
    curve = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": title,
        "x": list(SIZES),
        "y": factors,
        "line": {"color": palette.run, "width": 2.2 * palette.weight},
        "marker": {"size": 8 * palette.scale, "color": palette.run},
        "hovertemplate": "%{x}: × %{y:.3~g}<extra></extra>",
    }
    yaxis = axis(
        palette,
        title,
        (0, 1.1 * max(1.0, *factors)),
        showgrid=True,
        gridcolor=palette.rule,
        nticks=6,
    )
    note = {
        "text": f"× {digits(factors[place], 3)}",
        "x": 0.02,
        "y": 0.98,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"color": palette.run, "size": 16 * palette.scale},
    }
    return {
        "data": [equal, curve, chosen(SIZES[place], factors[place], palette)],
        "layout": over_sizes(palette, lang, experiment.B, yaxis, [note]),
    }


def describe(experiment: BatchesExperiment, lang: str) -> str:
    """The picture in words."""
    times = times_of(experiment)
    if times is None:
        return say(lang, "batches.alt.unmeasured")
    place = nearest(experiment.B)
    factor = digits(times.faster(place), 3)
    return say(lang, "batches.alt.faster", size=SIZES[place], factor=factor)
