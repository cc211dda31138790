"""What the page says of one function at one x."""

import numpy as np

from app.catalogue.languages import say
from app.core.activations import ACTIVATIONS
from app.lessons.activations.experiment import (
    KINDS,
    KINKS,
    ActivationsExperiment,
    Place,
    net,
    place,
    written,
)
from app.lessons.activations.figures.network import answers, formula
from app.lessons.activations.figures.strokes import short
from app.lessons.activations.regime import regime
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark
from app.lessons.numbers import cell, digits, minus

#: How far x is moved to compare the tangent with the function.
_MOVE = 0.1


def show(experiment: ActivationsExperiment, lang: str) -> Shown:
    """The headline, the line below it, the numbers of the prose and both tables."""
    at = place(experiment.kind, experiment.x)
    name, found = short(at.kind, lang), regime(at)
    undefined = say(lang, "activations.plot.undefined")
    slope = undefined if at.slope is None else digits(at.slope)
    left, right = (digits(side) for side in KINKS.get(at.kind, (0.0, 0.0)))
    said = {"name": name, "slope": slope, "left": left, "right": right}
    own, (plain, curved) = net(experiment.seed), answers(experiment)
    return Shown(
        kind=found,
        headline=say(lang, f"activations.headline.{found}", **said),
        detail=_detail(at, lang),
        values={
            "name": name,
            "x": cell(at.x),
            "y": written(at.y),
            "slope": slope,
            "line": formula(own),
            "plain": digits(plain),
            "curved": f"[run]{digits(curved)}[/run]",
        },
        tables={"kinds": _kinds(experiment, lang), "network": _network(experiment, lang)},
        marks={"x": [Mark(0.0, say(lang, "activations.mark.zero"))]},
    )


def _detail(at: Place, lang: str) -> str:
    """What the tangent foretells of a small change, and what really happens."""
    if at.slope is None:
        before, after = (place(at.kind, side * _MOVE).y for side in (-1, 1))
        key = "kink" if at.kind in KINKS else "jump"
        values = {"low": digits(-_MOVE), "high": digits(_MOVE)}
        ends = {"before": digits(before), "after": digits(after)}
        return say(lang, f"activations.detail.{key}", **values, **ends)
    there = place(at.kind, at.x + _MOVE)
    return say(
        lang,
        "activations.detail.compared",
        x=_spelled(at.x),
        y=written(at.y),
        there=_spelled(there.x),
        real=digits(there.y - at.y),
        told=digits(at.slope * _MOVE),
    )


def _spelled(x: float) -> str:
    """An x in full, so that a move of a tenth can be seen in it."""
    return minus(f"{x:.9g}")


def _kinds(experiment: ActivationsExperiment, lang: str) -> Table:
    """All eight functions at this x, the chosen one in colour."""
    rows = []
    for kind in KINDS:
        at = place(kind, experiment.x)
        slope = "[edge]—[/edge]" if at.slope is None else digits(at.slope)
        row = (short(kind, lang), written(at.y), slope)
        chosen = kind == experiment.kind
        rows.append(tuple(_coloured(text) if chosen else text for text in row))
    return Table((say(lang, "activations.head.kind"), "h(x)", "h′(x)"), tuple(rows))


def _coloured(text: str) -> str:
    return text if text.startswith("[") else f"[run]{text}[/run]"


def _network(experiment: ActivationsExperiment, lang: str) -> Table:
    """What each hidden unit receives and gives, and how the answers come together."""
    own, kind = net(experiment.seed), experiment.kind
    inner = own.inner(np.array([experiment.x]))[:, 0]
    outer = ACTIVATIONS[kind].value(inner)
    rows = [
        (
            str(unit + 1),
            f"{digits(own.w1[unit])} · x {'−' if own.b1[unit] < 0 else '+'} "
            f"{digits(abs(own.b1[unit]))}",
            digits(float(inner[unit])),
            f"[run]{digits(float(outer[unit]))}[/run]",
            digits(own.w2[unit]),
        )
        for unit in range(len(own.w1))
    ]
    plain, curved = answers(experiment)
    last = (
        "y",
        f"W₂h {'−' if own.b2 < 0 else '+'} {digits(abs(own.b2))}",
        digits(plain),
        f"[run]{digits(curved)}[/run]",
        "",
    )
    head = ("unit", "input", "plain", "bent", "weight")
    words = tuple(say(lang, f"activations.head.{key}", name=short(kind, lang)) for key in head)
    return Table(words, (*rows, last))
