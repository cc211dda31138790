"""The error of the gradient against h, both axes logarithmic: two branches and their slopes."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.annotations import ROW, heading, upright, word
from app.lessons.numbers import digits
from app.lessons.numerical_gradient.experiment import (
    Errors,
    NumericalGradientExperiment,
    errors,
    state,
)
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed

Array = NDArray[np.float64]

_LESSON = "numerical-gradient"
#: Words above the picture: both methods, the law of rounding, the best steps.
_ROWS = 4


def draw(experiment: NumericalGradientExperiment, lang: str, theme: str) -> Figure:
    """Both methods' measured errors, the laws they follow, the best step and the present one."""
    palette = PALETTES[theme]
    second = palette.blue
    found = errors(experiment.f, experiment.x)
    other = "forward" if experiment.method == "central" else "central"
    ends = (math.log10(found.steps[-1]), math.log10(found.steps[0]))
    heights = (math.log10(found.floor), math.log10(found.top))
    data: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    if math.isfinite(found.exact):
        view = (*ends, *heights)
        data += _laws(found, other, second, view, palette, lang)
        data += _laws(found, experiment.method, palette.run, view, palette, lang)
        data.append(_measured(found, other, second, "square", palette, lang))
        data.append(_measured(found, experiment.method, palette.run, "circle", palette, lang))
        data += _zeros(found, experiment.method, palette, lang)
        methods = ((experiment.method, palette.run, "●"), (other, second, "■"))
        words = _names(found, methods, palette, lang)
    shapes, marks, told = _here(experiment, found, ends, palette, lang)
    best_shapes, best_words = _best(experiment, found, ends, palette, lang)
    words += best_words
    power = {"type": "log", "exponentformat": "power", "showgrid": True, "gridcolor": palette.rule}
    return {
        "data": data + marks,
        "layout": frame(
            palette,
            margin=margin(palette, 74, 8 + ROW * _ROWS, 50),
            xaxis=axis(palette, "h", (ends[0] - 0.4, ends[1] + 0.4), dtick=4, **power),
            yaxis=axis(
                palette,
                say(lang, f"{_LESSON}.drawn.error"),
                heights,
                dtick=_pitch(heights),
                **power,
            ),
            shapes=shapes + best_shapes,
            annotations=words + told,
            meta={"pick": {"x": "h"}},
        ),
    }


def _pitch(heights: tuple[float, float]) -> int:
    return max(2, round((heights[1] - heights[0]) / 5))


def _measured(
    found: Errors, method: str, colour: str, symbol: str, palette: Palette, lang: str
) -> dict[str, Any]:
    error = found.error[method]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": say(lang, f"{_LESSON}.option.method.{method}"),
        "x": typed(found.steps),
        "y": gaps(
            np.where(
                error > 0, np.minimum(error, found.top), np.where(error == 0, found.floor, np.nan)
            )
        ),
        "line": {"color": colour, "width": 1.2 * palette.weight},
        "marker": {"color": colour, "size": 3.6 * palette.scale, "symbol": symbol},
        "customdata": gaps(error),
        "hovertemplate": "h %{x:.3~g}<br>%{customdata:.3~g}<extra></extra>",
    }


def _zeros(found: Errors, method: str, palette: Palette, lang: str) -> list[dict[str, Any]]:
    """The steps whose gradient is right to the last bit, on the lower edge of the picture."""
    zero = found.steps[found.error[method] == 0]
    if not zero.size:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": say(lang, f"{_LESSON}.drawn.zero"),
            "x": typed(zero),
            "y": [found.floor] * int(zero.size),
            "marker": {
                "symbol": "triangle-down",
                "size": 10 * palette.scale,
                "color": palette.best,
            },
            "cliponaxis": False,
            "hovertemplate": "h %{x:.3~g}<br>0<extra></extra>",
        }
    ]


def _laws(
    found: Errors,
    method: str,
    colour: str,
    view: tuple[float, float, float, float],
    palette: Palette,
    lang: str,
) -> list[dict[str, Any]]:
    """The straight lines of truncation and of rounding, as far as they lie in the picture."""
    law = found.laws[method]
    drawn = []
    for slope, size, key in (
        (law.order, law.truncation, f"truncation{law.order}"),
        (-1, law.rounding, "rounding"),
    ):
        line = _clipped(math.log10(size), slope, view) if size > 0 else None
        if line is None:
            continue
        drawn.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": say(lang, f"{_LESSON}.law.{key}"),
                "x": [10.0 ** line[0], 10.0 ** line[2]],
                "y": [10.0 ** line[1], 10.0 ** line[3]],
                "line": {"color": colour, "width": 1.6 * palette.weight, "dash": "dash"},
                "opacity": 0.75,
                "hoverinfo": "skip",
            }
        )
    return drawn


def _clipped(
    offset: float, slope: int, view: tuple[float, float, float, float]
) -> tuple[float, float, float, float] | None:
    """The part of y = offset + slope·x (exponents of ten) within left, right, bottom, top."""
    left, right, bottom, top = view
    sides = sorted(((bottom - offset) / slope, (top - offset) / slope))
    low, high = max(left, sides[0]), min(right, sides[1])
    if low >= high:
        return None
    return low, offset + slope * low, high, offset + slope * high


def _names(
    found: Errors,
    methods: tuple[tuple[str, str, str], ...],
    palette: Palette,
    lang: str,
) -> list[dict[str, Any]]:
    """Above the picture each method with its branch of truncation, then that of rounding."""
    words = []
    for row, (method, colour, sign) in enumerate(methods):
        law = found.laws[method]
        key = "alone" if law.free else f"truncation{law.order}" if law.truncation > 0 else "higher"
        name = say(lang, f"{_LESSON}.name.{method}")
        text = f"{sign} {name}: {say(lang, f'{_LESSON}.law.{key}')}"
        words.append(heading(palette, row, text, colour, _ROWS))
    if found.laws[methods[0][0]].rounding > 0:
        text = f"╌ {say(lang, f'{_LESSON}.law.rounding')}"
        words.append(heading(palette, len(methods), text, palette.ink, _ROWS))
    return words


def _best(
    experiment: NumericalGradientExperiment,
    found: Errors,
    ends: tuple[float, float],
    palette: Palette,
    lang: str,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The best step, as measured and by theory."""
    measured = found.best[experiment.method]
    theory = found.laws[experiment.method].best if math.isfinite(found.exact) else None
    rows = []
    if measured is not None and math.isfinite(found.exact):
        rows.append(("│", "measured", measured[0], "solid"))
    if theory is not None:
        root = "theory2" if experiment.method == "central" else "theory1"
        rows.append(("┊", root, theory, "dot"))
    shapes, told = [], []
    for sign, key, step, dash in rows:
        if ends[0] <= math.log10(step) <= ends[1]:
            shapes.append(upright(palette, step, palette.best, dash=dash))
            told.append(f"{sign} {say(lang, f'{_LESSON}.drawn.{key}', h=digits(step, 2))}")
    words = [heading(palette, _ROWS - 1, "  ".join(told), palette.best, _ROWS)] if told else []
    return shapes, words


def _here(
    experiment: NumericalGradientExperiment,
    found: Errors,
    ends: tuple[float, float],
    palette: Palette,
    lang: str,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """The present step: an upright line, a marker on its curve, and words where it lies off."""
    place = math.log10(experiment.h)
    off = place < ends[0] - 0.3 or place > ends[1] + 0.3
    shown = 10.0 ** min(max(place, ends[0] - 0.3), ends[1] + 0.3)
    error = state(experiment).made.error
    shapes = [upright(palette, shown, palette.run, dash="dot" if off else "solid")]
    marks = []
    if math.isfinite(error):
        marks.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, f"{_LESSON}.drawn.here"),
                "x": [shown],
                "y": [min(max(error, found.floor), found.top)],
                "marker": {
                    "size": 15 * palette.scale,
                    "color": palette.run,
                    "line": {"color": palette.ground, "width": 2 * palette.weight},
                },
                "cliponaxis": False,
                "hoverinfo": "skip",
            }
        )
    words = []
    if off:
        key = "off_left" if place < ends[0] else "off_right"
        words.append(
            word(
                palette,
                say(lang, f"{_LESSON}.drawn.{key}", h=digits(experiment.h)),
                math.log10(shown),
                0.5,
                palette.run,
                yref="paper",
                xanchor="left" if place < ends[0] else "right",
                xshift=8 if place < ends[0] else -8,
                bgcolor=palette.ground,
            )
        )
    if not math.isfinite(found.exact):
        words.append(
            word(
                palette,
                say(lang, f"{_LESSON}.note.no_exact"),
                0.5,
                0.5,
                palette.quiet,
                xref="paper",
                yref="paper",
            )
        )
    return shapes, marks, words


def describe(experiment: NumericalGradientExperiment, lang: str) -> str:
    """The picture in words."""
    found = errors(experiment.f, experiment.x)
    best = found.best[experiment.method]
    made = state(experiment).made
    if best is None or not math.isfinite(found.exact):
        return say(lang, f"{_LESSON}.alt.no_error", f=experiment.found.text, x=digits(experiment.x))
    return say(
        lang,
        f"{_LESSON}.alt.error",
        method=say(lang, f"{_LESSON}.option.method.{experiment.method}"),
        h=digits(experiment.h),
        error=digits(made.error),
        best=digits(best[0], 2),
        least=digits(best[1], 2),
    )
