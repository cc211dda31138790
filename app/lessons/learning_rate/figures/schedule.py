"""A schedule: the rate at each step, and the loss that comes of it."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.learning_rate.experiment import RateExperiment, three_of
from app.lessons.learning_rate.figures.above import above, vertical
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.paths import Ink, inks
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed


def draw_rate(experiment: RateExperiment, lang: str, theme: str) -> Figure:
    """The rate of each update, the constant one behind it."""
    three, palette, ink = three_of(experiment), PALETTES[theme], inks(theme)
    rate = three.rates["learning_rate"]
    rates = np.array(experiment.rates_from(rate))
    steps = np.arange(1, len(rates) + 1)
    top = 1.12 * max(rate, float(rates.max()))
    edge = three.bend.edge
    shapes = []
    if edge is not None and edge <= top:
        shapes.append(_across(edge, palette))
    data = [
        _line(
            steps, np.full(len(rates), rate), ink[3], palette, say(lang, "learning-rate.constant")
        ),
        _line(
            steps,
            rates,
            ink[0],
            palette,
            say(lang, f"learning-rate.option.schedule.{experiment.schedule}"),
        ),
        _marker(float(steps[-1]), float(rates[-1]), palette),
    ]
    return {
        "data": data,
        "layout": _layout(
            palette,
            lang,
            steps,
            axis(palette, say(lang, "learning-rate.axis.rate_short"), (0, top), nticks=5),
            shapes=shapes,
            annotations=_names(experiment, lang, ink, palette),
            meta={
                "moves": [{"trace": 2, "along": 1}],
                "live": {
                    "figure": "rate-schedule",
                    "schedule": experiment.schedule,
                    "edge": _across(0, palette),
                },
            },
        ),
    }


def draw_loss(experiment: RateExperiment, lang: str, theme: str) -> Figure:
    """The value above the lowest at each step, with the schedule and without it."""
    three, palette, ink = three_of(experiment), PALETTES[theme], inks(theme)
    made = three.runs["learning_rate"].trajectory
    plain = three.unchanging
    lowest = three.lowest(made) or 0.0
    shown = [above(plain.values, lowest), above(made.values, lowest)]
    names = [
        say(lang, "learning-rate.constant"),
        say(lang, f"learning-rate.option.schedule.{experiment.schedule}"),
    ]
    data = [
        _curve(values, pen, palette, name)
        for values, pen, name in zip(shown, (ink[3], ink[0]), names, strict=True)
    ]
    if experiment.schedule == "constant":
        data[0]["opacity"] = 0.0
    end = len(shown[1]) - 1
    last = shown[1][-1]
    data.append(_marker(float(end), float(last) if np.isfinite(last) else None, palette))
    steps = np.arange(max(map(len, shown)))
    return {
        "data": data,
        "layout": _layout(
            palette,
            lang,
            steps,
            vertical(np.concatenate(shown), lowest, lang, palette),
            annotations=_names(experiment, lang, ink, palette),
            meta={
                "moves": [{"trace": 2, "along": 1}],
                "live": {"figure": "rate-loss", "schedule": experiment.schedule},
            },
        ),
    }


def _layout(
    palette: Palette, lang: str, steps: Any, vertical: dict[str, Any], **more: Any
) -> dict[str, Any]:
    return frame(
        palette,
        margin=margin(palette, 64, 28, 46),
        xaxis=axis(
            palette, say(lang, "learning-rate.axis.step"), (0, max(1, int(steps[-1]))), nticks=6
        ),
        yaxis=vertical,
        **more,
    )


def _names(
    experiment: RateExperiment, lang: str, ink: tuple[Ink, ...], palette: Palette
) -> list[dict[str, Any]]:
    """The name of each line, above the plot; one line needs none."""
    if experiment.schedule == "constant":
        return []
    named = [
        (
            0,
            "left",
            f"<b>—</b> {say(lang, f'learning-rate.option.schedule.{experiment.schedule}')}",
            ink[0],
        ),
        (1, "right", f"<b>···</b> {say(lang, 'learning-rate.constant')}", ink[3]),
    ]
    return [
        {
            "text": text,
            "x": x,
            "y": 1,
            "xref": "paper",
            "yref": "paper",
            "xanchor": side,
            "yanchor": "bottom",
            "yshift": 3,
            "showarrow": False,
            "font": {"color": pen.colour, "size": 12 * palette.scale},
        }
        for x, side, text, pen in named
    ]


def _line(x: Any, y: Any, pen: Ink, palette: Palette, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(x),
        "y": typed(y),
        "line": {"color": pen.colour, "dash": pen.dash, "width": 2 * palette.weight},
        "hovertemplate": "%{x}: η %{y:.4~g}<extra></extra>",
    }


def _curve(values: Any, pen: Ink, palette: Palette, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(np.arange(len(values))),
        "y": gaps(values),
        "line": {"color": pen.colour, "dash": pen.dash, "width": 2 * palette.weight},
        "hovertemplate": "%{x}: %{y:.4~g}<extra></extra>",
    }


def _marker(x: float, y: float | None, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x],
        "y": [y],
        "marker": {
            "size": 11 * palette.scale,
            "color": palette.run,
            "line": {"width": 1.6 * palette.weight, "color": palette.ground},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _across(level: float, palette: Palette) -> dict[str, Any]:
    """The edge, as a level of the rate."""
    return {
        "type": "line",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "y0": level,
        "y1": level,
        "line": {"color": palette.edge, "width": 1.6 * palette.weight},
    }


def describe_rate(experiment: RateExperiment, lang: str) -> str:
    """The schedule in words."""
    rates = experiment.rates_from(three_of(experiment).rates["learning_rate"])
    return say(
        lang,
        "learning-rate.alt.schedule",
        schedule=say(lang, f"learning-rate.option.schedule.{experiment.schedule}"),
        first=digits(rates[0]),
        last=digits(rates[-1]),
        steps=experiment.steps,
    )


def describe_loss(experiment: RateExperiment, lang: str) -> str:
    """Both losses in words."""
    three = three_of(experiment)
    made, plain = three.runs["learning_rate"].trajectory, three.unchanging
    return say(
        lang,
        "learning-rate.alt.loss",
        schedule=say(lang, f"learning-rate.option.schedule.{experiment.schedule}"),
        value=digits(float(made.values[-1])),
        plain=digits(float(plain.values[-1])),
        steps=experiment.steps,
    )
