"""Every constant C on one line: too small, right, too large, in both formats."""

import math
from typing import Any

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.softmax.experiment import DTYPES, SoftmaxExperiment, Worked, worked
from app.lessons.softmax.figures.columns import note
from app.lessons.softmax.reach import shift_window
from app.lessons.softmax.wording import percent
from app.lessons.style import Figure, axis, frame, margin

_HALF = 0.3


def draw_shift(experiment: SoftmaxExperiment, lang: str, theme: str) -> Figure:
    """A band a format, with the present C as a line through both."""
    palette = PALETTES[theme]
    window = shift_window(experiment)
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for row, form in enumerate(reversed(DTYPES)):
        made = worked(experiment, form)
        zones, said = _band(made, row, window, palette, lang)
        shapes += zones
        words += said
    now = experiment.constant
    shapes += [
        _line(experiment.largest, palette.best, "dot", palette),
        _line(now, palette.run, "solid", palette),
    ]
    both = [worked(experiment, form) for form in reversed(DTYPES)]
    fine = [each.kind in ("fine", "frayed") for each in both]
    words.append(
        note(
            palette,
            min(max(experiment.largest, window[0]), window[1]),
            1.5,
            say(lang, "softmax.picture.safe"),
            yanchor="bottom",
            font={"color": palette.best, "size": 12 * palette.scale},
        )
    )
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "name": "C",
                "x": [now, now],
                "y": [0, 1],
                "marker": {
                    "size": 13 * palette.scale,
                    "color": [palette.run if good else palette.edge for good in fine],
                    "symbol": ["circle" if good else "x" for good in fine],
                    "line": {"color": palette.ground, "width": 1.5},
                },
                "customdata": [
                    percent(max(each.shares)) if good else say(lang, "softmax.picture.none")
                    for each, good in zip(both, fine, strict=True)
                ],
                "hovertemplate": "C = %{x}: %{customdata}<extra></extra>",
            }
        ],
        "layout": frame(
            palette,
            margin=margin(palette, 62, 24, 46),
            xaxis=axis(palette, "C", window, nticks=6),
            yaxis=axis(
                palette,
                "",
                (-0.5, 1.5),
                tickvals=[0, 1],
                ticktext=list(reversed(DTYPES)),
                ticks="",
            ),
            shapes=shapes,
            annotations=words,
            meta={"pick": {"x": "shift"}},
        ),
    }


def _line(x: float, colour: str, dash: str, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": -0.5,
        "y1": 1.5,
        "line": {"color": colour, "width": 2 * palette.weight, "dash": dash},
    }


def _band(
    made: Worked, row: int, window: tuple[float, float], palette: Palette, lang: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The zones of one format, with a word in each that is wide enough for it."""
    start, end = window
    low, high = made.range
    last = made.faithful[1]
    if math.isnan(low):
        zones = [(start, end, palette.edge, 0.25, "lost")]
    else:
        zones = [
            (start, low, palette.edge, 0.25, "overflow"),
            (low, last, palette.best, 0.35, "same"),
            (last, high, palette.best, 0.15, ""),
            (high, end, palette.quiet, 0.25, "underflow"),
        ]
    shapes, words = [], []
    for left, right, colour, strength, name in zones:
        left, right = max(left, start), min(right, end)
        if not right > left:
            continue
        shapes.append(
            {
                "type": "rect",
                "x0": left,
                "x1": right,
                "y0": row - _HALF,
                "y1": row + _HALF,
                "fillcolor": colour,
                "opacity": strength,
                "line": {"width": 0},
                "layer": "below",
            }
        )
        if name and (right - left) / (end - start) > 0.13 * palette.scale:
            # Beside the dotted line of the safe constant, not under it.
            words.append(
                note(
                    palette,
                    (left + right) / 2 if name != "same" else left + (right - left) / 4,
                    row,
                    say(lang, f"softmax.picture.{name}"),
                    font={"size": 12 * palette.scale},
                )
            )
    return shapes, words


def describe_shift(experiment: SoftmaxExperiment, lang: str) -> str:
    """The ranges in words."""
    ends = {}
    for form in DTYPES:
        low, high = worked(experiment, form).range
        ends[form] = f"[{digits(low, 6)}, {digits(high, 6)}]"
    return say(
        lang,
        "softmax.alt.softmax-shift",
        double=ends["float64"],
        single=ends["float32"],
        c=digits(experiment.constant, 6),
        largest=digits(experiment.largest, 6),
    )
