"""The map of the race: every path in its ink."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.core.sweep import nearest
from app.lessons.annotations import ROW
from app.lessons.numbers import digits, place
from app.lessons.optimizers.experiment import Race, RaceExperiment, Run, race_of
from app.lessons.optimizers.words import SIGNS, full, ink_of, short
from app.lessons.palette import PALETTES
from app.lessons.paths import coordinates, exit_mark, path, start_ring, way_out
from app.lessons.scene import Scene
from app.lessons.style import Figure, frame, margin
from app.lessons.terrain import Window, axes, ground, window

Array = NDArray[np.float64]

_RATIO = 1.8
#: The map shows at least this share of the domain's width.
_ZOOM = 0.75


def draw(experiment: RaceExperiment, lang: str, theme: str) -> Figure:
    """The contours with every contender's path."""
    race, palette = race_of(experiment), PALETTES[theme]
    scene = race.scene
    seen = _window(scene)
    data = ground(scene, seen, palette, lang)
    moves: list[dict[str, Any]] = []
    firsts: list[int] = []
    places = [_placed(race, run) for run in race.runs]
    for run, (x, y) in zip(race.runs, places, strict=True):
        ink = ink_of(run.contender.place, theme)
        traces, following = path(full(run, lang), x, y, seen, ink, palette, len(data))
        firsts.append(len(data))
        data += traces
        moves += following
        out = way_out(x, y, seen)
        if out:
            data.append(
                exit_mark(out[1], out[2], seen, palette, say(lang, "optimizers.out", step=out[0]))
            )
    x, y = places[0]
    data.append(
        start_ring(float(x[0]), float(y[0]), palette.ink, palette, say(lang, "optimizers.start"))
    )
    line = scene.objective.dimension == 1
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette, 52 if line else 42, 8 + ROW * 2, 42, right=8),
            **axes(scene, seen, palette),
            annotations=_names(race, lang, theme),
            meta={
                "moves": moves,
                "pick": {"x": "start"} if line else {"xy": "start"},
                "live": {
                    "figure": "race-track",
                    "places": [run.contender.place for run in race.runs],
                    "firsts": firsts,
                    "window": seen,
                    "out": exit_mark(seen[0], seen[2], seen, palette, ""),
                },
            },
        ),
    }


def _placed(race: Race, run: Run) -> tuple[Array, Array]:
    made = run.trajectory
    return coordinates(race.scene, made.points, made.values)


def _names(race: Race, lang: str, theme: str) -> list[dict[str, Any]]:
    """The names above the map in two rows, each with its marker's sign and in its ink."""
    palette = PALETTES[theme]
    found = []
    for index, run in enumerate(race.runs):
        ink = ink_of(run.contender.place, theme)
        found.append(
            {
                "text": f"{SIGNS[ink.symbol]} <b>{short(run, lang)}</b>",
                "x": 0.5 * (index % 2),
                "xref": "x domain",
                "xanchor": "left",
                "y": 1,
                "yref": "y domain",
                "yanchor": "bottom",
                "yshift": round((3 + ROW * (1 - index // 2)) * palette.scale),
                "showarrow": False,
                "font": {"color": ink.colour, "size": 12 * palette.scale},
            }
        )
    return found


def _window(scene: Scene) -> Window:
    """Start and nearest minimum with room around; never less than a share of the domain."""
    whole = window(scene, _RATIO)
    if scene.objective.dimension == 1 or not scene.minima:
        return whole
    start, least = scene.start, nearest(scene.minima, np.array(scene.start))
    wide, high = (abs(start[axis] - least[axis]) for axis in (0, 1))
    width = max(1.6 * max(wide, high * _RATIO), _ZOOM * (whole[1] - whole[0]))
    if width >= whole[1] - whole[0]:
        return whole
    sides = (width, width / _RATIO)
    # In the middle between both; where they lie close, about the minimum, for the paths end there.
    x, y = (
        least[axis] if 3 * apart < side else (least[axis] + start[axis]) / 2
        for axis, (apart, side) in enumerate(zip((wide, high), sides, strict=True))
    )
    return (x - sides[0] / 2, x + sides[0] / 2, y - sides[1] / 2, y + sides[1] / 2)


def describe(experiment: RaceExperiment, lang: str) -> str:
    """The race in words."""
    race = race_of(experiment)
    return say(
        lang,
        "optimizers.alt.race",
        f=race.scene.text,
        start=place(race.scene.start),
        who="; ".join(
            f"{full(run, lang)} → {place(run.trajectory.points[-1])}, "
            f"f {digits(float(run.heights[-1]))}"
            for run in race.runs
        ),
        steps=experiment.steps,
    )
