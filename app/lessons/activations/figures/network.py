"""A small network's answer over x: a straight line with identities, a bent one otherwise."""

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.activations.experiment import ActivationsExperiment, Net, net, window
from app.lessons.activations.figures.strokes import (
    dots,
    line,
    margins,
    marked,
    segment,
    short,
)
from app.lessons.annotations import above
from app.lessons.numbers import cell, digits
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame


def answers(experiment: ActivationsExperiment) -> tuple[float, float]:
    """The network's answer at x with identities and with the chosen function."""
    own, x = net(experiment.seed), np.array([experiment.x])
    return float(own.output("identity", x)[0]), float(own.output(experiment.kind, x)[0])


def formula(own: Net) -> str:
    """The straight line to which the network collapses, as text."""
    sign = "−" if own.offset < 0 else "+"
    return f"{digits(own.slope)}x {sign} {digits(abs(own.offset))}"


def draw_network(experiment: ActivationsExperiment, lang: str, theme: str) -> Figure:
    """The same network with identities (dashed) and with the chosen function inside."""
    palette, own = PALETTES[theme], net(experiment.seed)
    low, high = window(experiment.x)
    x = _grid(own, low, high)
    straight, bent = own.output("identity", x), own.output(experiment.kind, x)
    if experiment.kind == "step":
        # Where a unit switches, the answer jumps: the line has a gap there.
        x, bent = _cut(own, x, bent)
    plain, curved = answers(experiment)
    name = short(experiment.kind, lang)
    same = experiment.kind == "identity"
    alone = own.slope * experiment.x + own.offset
    heights = np.concatenate([straight, bent[np.isfinite(bent)]])
    bottom, top = float(heights.min()), float(heights.max())
    room = 0.1 * (top - bottom) or 1.0
    return {
        "data": [
            line(name, x, bent, palette.run, 2.6 * palette.weight),
            dots(name, [(experiment.x, curved)], palette),
            dots(
                say(lang, "activations.plot.straight"),
                [] if same else [(experiment.x, plain)],
                palette,
                hollow=True,
                size=11,
                colour=palette.ink,
            ),
        ],
        "layout": frame(
            palette,
            margin=margins(palette),
            xaxis=axis(palette, "x", (low, high), nticks=7),
            yaxis=axis(palette, "y", (bottom - room, top + room), nticks=6),
            shapes=[
                marked(experiment.x, palette),
                segment(
                    (low, own.slope * low + own.offset, high, own.slope * high + own.offset),
                    palette.ink,
                    1.8 * palette.weight,
                    "dash",
                ),
            ],
            annotations=[
                above(palette, f"{name}: {digits(curved)}", "left", palette.run, size=13),
                above(palette, f"{formula(own)} = {digits(alone)}", "right", palette.ink, size=13),
            ],
            meta={"pick": {"x": "x"}},
        ),
    }


def _bends(own: Net) -> NDArray[np.float64]:
    """The x at which each hidden unit's input passes 0."""
    return np.asarray(-np.array(own.b1) / np.array(own.w1))


def _grid(own: Net, low: float, high: float) -> NDArray[np.float64]:
    bends = _bends(own)
    inside = bends[(bends > low) & (bends < high)]
    return np.unique(np.concatenate([np.linspace(low, high, 401), inside]))


def _cut(
    own: Net, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The line of a network of steps with a gap at each jump."""
    jumps = np.flatnonzero(np.diff(y)) + 1
    return np.insert(x, jumps, x[jumps]), np.insert(y, jumps, np.nan)


def describe_network(experiment: ActivationsExperiment, lang: str) -> str:
    """The picture in a sentence."""
    plain, curved = answers(experiment)
    return say(
        lang,
        "activations.alt.network",
        name=short(experiment.kind, lang),
        line=formula(net(experiment.seed)),
        x=cell(experiment.x),
        plain=digits(plain),
        curved=digits(curved),
    )
