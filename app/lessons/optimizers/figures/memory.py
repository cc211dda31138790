"""What the watched contender remembers along its run."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.optimizers.experiment import Race, RaceExperiment, Run, race_of
from app.lessons.optimizers.memory import Trace, fields_of, remembered
from app.lessons.optimizers.words import full
from app.lessons.palette import PALETTES, Palette
from app.lessons.paths import inks
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed


def watched(race: Race) -> Run:
    """The contender whose memory is drawn; the last one where nobody stands in that place."""
    asked = race.experiment.watch
    return next((r for r in race.runs if r.contender.place == asked), race.runs[-1])


def memory_of(race: Race) -> tuple[Run, list[Trace]]:
    """The watched run and every variable of its state."""
    run = watched(race)
    rule = run.contender.rule(run.rate)
    found = remembered(race.scene.objective, rule, race.scene.start, race.experiment.steps)
    return run, found


def draw(experiment: RaceExperiment, lang: str, theme: str) -> Figure:
    """Each variable as a share of its largest size, for their sizes differ by powers of ten."""
    race, palette = race_of(experiment), PALETTES[theme]
    run, traces = memory_of(race)
    names = list(dict.fromkeys(trace.name for trace in traces))
    data: list[dict[str, Any]] = []
    moves = []
    labels: list[dict[str, Any]] = []
    for trace in traces:
        ink = inks(theme)[names.index(trace.name) % 4]
        dash = "solid" if trace.coordinate == "x" else "dash"
        finite = np.abs(trace.values[np.isfinite(trace.values)])
        largest = float(finite.max()) if finite.size else 0.0
        share = trace.values / largest if largest else trace.values
        data += [
            {
                "type": "scatter",
                "mode": "lines",
                "name": f"{trace.name} ({trace.coordinate})",
                "x": typed(np.arange(len(share))),
                "y": gaps(share),
                "line": {"color": ink.colour, "dash": dash, "width": 2.2 * palette.weight},
                "hovertemplate": "%{x}: %{y:.3~g}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": [float(len(share) - 1)],
                "y": [float(share[-1]) if np.isfinite(share[-1]) else None],
                "marker": {"size": 9 * palette.scale, "color": ink.colour},
                "hoverinfo": "skip",
                "cliponaxis": False,
            },
        ]
        moves.append({"trace": len(data) - 1, "along": len(data) - 2})
        line = "—" if dash == "solid" else "- -"
        text = f"{line} {trace.name}<sub>{trace.coordinate}</sub> ÷ {digits(largest, 2)}"
        labels.append(_label(text, len(labels), ink.colour, palette))
    if not traces:
        labels = [_nothing(say(lang, "optimizers.memory.none"), palette)]
    rows = (len(labels) + 2) // 3 if traces else 1
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette, 52, 8 + 19 * rows, 46),
            xaxis=axis(
                palette, say(lang, "optimizers.axis.step"), (0, max(1, experiment.steps)), nticks=6
            ),
            yaxis=axis(
                palette,
                say(lang, "optimizers.axis.share"),
                (-1.08, 1.08),
                nticks=5,
                zeroline=True,
                zerolinecolor=palette.rule,
            ),
            annotations=labels,
            meta={
                "moves": moves,
                "live": {"figure": "race-memory", "watched": run.contender.place},
            },
        ),
    }


def _label(text: str, index: int, colour: str, palette: Palette) -> dict[str, Any]:
    """The name of a line above the plot, three in a row."""
    row, column = divmod(index, 3)
    return {
        "text": text,
        "x": column / 3,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": round(2 + 19 * row * palette.scale),
        "showarrow": False,
        "font": {"color": colour, "size": 12 * palette.scale},
    }


def _nothing(text: str, palette: Palette) -> dict[str, Any]:
    return {
        "text": text,
        "x": 0.5,
        "y": 0.6,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"color": palette.quiet, "size": 14 * palette.scale},
    }


def describe(experiment: RaceExperiment, lang: str) -> str:
    """The memory in words."""
    race = race_of(experiment)
    run = watched(race)
    names = fields_of(run.contender.rule(run.rate))
    if not names:
        return say(lang, "optimizers.alt.memory_none", who=full(run, lang))
    return say(
        lang,
        "optimizers.alt.memory",
        who=full(run, lang),
        names=", ".join(names),
        steps=experiment.steps,
    )
