"""The powers of e on the scale of the floats: they rise and fall with C, until they leave it."""

import math

from app.catalogue.languages import say
from app.lessons.numbers import digits, minus
from app.lessons.palette import PALETTES, Palette
from app.lessons.softmax.experiment import SoftmaxExperiment, worked
from app.lessons.softmax.figures.columns import WIDTH, margins, note, places, score_axis
from app.lessons.style import Figure, axis, frame

#: Of each format the powers of ten of its largest and its smallest float, and those of the scale.
_ENDS = {"float64": (308.25, -323.3, 150), "float32": (38.53, -44.85, 20)}
#: With more columns there is no room for the powers beside their points.
_NAMED = 4


def draw_powers(experiment: SoftmaxExperiment, lang: str, theme: str) -> Figure:
    """One column a score, from 1 = e⁰ up or down, in powers of ten."""
    made, palette = worked(experiment), PALETTES[theme]
    top, bottom, step = _ENDS[made.format]
    # What has left the floats stands just beyond their end, below the words there.
    edge, rim = 1.14 * top, 1.6 * top
    exponents = [_exponent(z, edge) for z in made.shifted]
    lost = [not (math.isfinite(e) and e > 0) for e in made.exponentials]
    colours = [palette.edge if gone else palette.run for gone in lost]
    at = places(experiment)
    ticks = [-2 * step, -step, 0, step, 2 * step]
    ends = (0.4, len(at) + 0.6)
    return {
        "data": [
            {
                "type": "bar",
                "name": "exp",
                "x": at,
                "y": exponents,
                "width": WIDTH / 4,
                "marker": {"color": colours, "opacity": 0.45},
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "softmax.word.power"),
                "x": at,
                "y": exponents,
                "marker": {
                    "size": 12 * palette.scale,
                    "color": colours,
                    "symbol": ["x" if gone else "circle" for gone in lost],
                },
                "customdata": [
                    f"exp({digits(z, 5)}) = {digits(e, 4)}"
                    for z, e in zip(made.shifted, made.exponentials, strict=True)
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        ],
        "layout": frame(
            palette,
            margin=margins(palette, 62),
            xaxis=score_axis(experiment, lang, palette),
            yaxis=axis(
                palette,
                say(lang, f"softmax.word.power{'' if experiment.temperature == 1 else '_warm'}"),
                (-rim, rim),
                tickvals=ticks,
                ticktext=[
                    "1" if tick == 0 else f"10<sup>{minus(str(tick))}</sup>" for tick in ticks
                ],
            ),
            shapes=[
                _zone(ends, (top, rim), palette.edge),
                _zone(ends, (-rim, bottom), palette.quiet),
                {
                    "type": "line",
                    "x0": ends[0],
                    "x1": ends[1],
                    "y0": 0,
                    "y1": 0,
                    "layer": "below",
                    "line": {"color": palette.best, "width": 1.2 * palette.weight, "dash": "dot"},
                },
            ],
            annotations=_words(experiment, lang, palette, rim),
        ),
    }


def _exponent(shifted: float, edge: float) -> float | None:
    """The power of ten of e to a number, held inside the picture."""
    if math.isnan(shifted):
        return None
    return max(-edge, min(edge, shifted / math.log(10)))


def _name(palette: Palette, k: int, power: float, rim: float) -> dict[str, object]:
    """The power beyond its point; near an end of the floats beside it, clear of the words."""
    height = math.log10(power)
    font = {"size": 12 * palette.scale, "color": palette.run}
    if abs(height) > rim / 2:
        beside = {"xanchor": "left", "yanchor": "middle", "xshift": 8 * palette.scale}
        return note(palette, k, height, _short(power), font=font, **beside)
    up = height >= 0
    shift = (7 if up else -7) * palette.scale
    anchor = "bottom" if up else "top"
    return note(palette, k, height, _short(power), yanchor=anchor, yshift=shift, font=font)


def _short(power: float) -> str:
    """A power of e: its digits, or how large it is where digits would be too long."""
    if 1e-4 <= power < 1e4:
        return digits(power, 2)
    return f"10<sup>{minus(str(round(math.log10(power))))}</sup>"


def _zone(x: tuple[float, float], y: tuple[float, float], colour: str) -> dict[str, object]:
    return {
        "type": "rect",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "fillcolor": colour,
        "opacity": 0.13,
        "line": {"width": 0},
        "layer": "below",
    }


def _words(
    experiment: SoftmaxExperiment, lang: str, palette: Palette, rim: float
) -> list[dict[str, object]]:
    right = len(experiment.scores) + 0.57
    small = {"size": 12 * palette.scale}
    form = experiment.format
    made = worked(experiment)
    named = [
        _name(palette, k, power, rim)
        for k, power in zip(places(experiment), made.exponentials, strict=True)
        if 0 < power < math.inf and len(made.scores) <= _NAMED
    ]
    return [
        *named,
        note(
            palette,
            right,
            0.97 * rim,
            say(lang, "softmax.picture.beyond", format=form),
            xanchor="right",
            yanchor="top",
            font={**small, "color": palette.edge},
        ),
        note(
            palette,
            right,
            -0.97 * rim,
            say(lang, "softmax.picture.below", format=form),
            xanchor="right",
            yanchor="bottom",
            font={**small, "color": palette.quiet},
        ),
    ]


def describe_powers(experiment: SoftmaxExperiment, lang: str) -> str:
    """The powers in words."""
    made = worked(experiment)
    return say(
        lang,
        "softmax.alt.softmax-powers",
        scores=", ".join(digits(x, 5) for x in made.scores),
        c=digits(experiment.constant, 5),
        powers=", ".join(digits(e) for e in made.exponentials),
        format=made.format,
    )
