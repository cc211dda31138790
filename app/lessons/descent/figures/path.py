"""The path of a run on the map."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import messages, say
from app.lessons.descent.experiment import Run
from app.lessons.numbers import digits
from app.lessons.palette import Palette
from app.lessons.style import gaps
from app.lessons.typed import typed

Array = NDArray[np.float64]


def run_name(run: Run, lang: str) -> str:
    """The name of a run: its rule and its rate."""
    return f"{run.experiment.chosen().title[lang]}, {digits(run.rate, 4)}"


def path_traces(
    run: Run,
    frame: tuple[float, float, float, float],
    lang: str,
    palette: Palette,
    first: int = 0,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The path on a map that shows ``frame`` (left, right, bottom, top), and the clock's moves.

    The first of the traces will be trace ``first`` of its figure. Over the whole path, pale, lies
    the part up to the clock's step, at rest all of it, and on that the marker of the step. One
    trace, named by the run, holds all points in order from the start. A run that ends off the map
    is drawn only as far as the frame, with a mark there, of which `exit_notes` tells; the trace
    of all its points then has no ink.
    """
    points = run.trajectory.points
    x = points[:, 0]
    y = points[:, 1] if points.shape[1] == 2 else run.trajectory.values
    out = _leaves(x, y, frame)
    left = out is not None
    out = out or 0
    drawn = _cut((x, y), out, frame) if left else (x, y)
    wide = 2.2 * palette.weight
    line = {"color": palette.run, "width": wide}
    dots = (out if left else len(x)) <= 400
    marker = {"size": 5 * palette.scale, "color": palette.run}
    looks = {"mode": "lines+markers" if dots else "lines", "line": line, "marker": marker}
    halo = {"color": palette.halo, "width": wide + 2.5 * palette.weight}
    traces = [
        {**_line("halo", drawn, single=True), "line": halo},
        {**_line("coming", drawn), **looks, "opacity": _PALE},
    ]
    if left:
        traces.append({**_line(run_name(run, lang), (x, y)), "line": {**line, "color": _NO_INK}})
        traces.append({**_line(say(lang, "figure.cut"), drawn), **looks})
    else:
        told = {"hoverinfo": "all", "hovertemplate": _HOVER}
        traces.append({**_line(run_name(run, lang), (x, y)), **looks, **told})
    done = len(traces) - 1
    if left and out:
        place = float(drawn[0][out]), float(drawn[1][out])
        traces.append(_exit(place, out, frame, lang, palette))
    traces.append(_start(float(x[0]), float(y[0]), lang, palette))
    traces.append(now((drawn[0][-1:], drawn[1][-1:]), lang, palette))
    along = first + 1
    moves = [
        {"trace": first + done, "along": along, "until": True},
        {"trace": first + len(traces) - 1, "along": along},
        # What is to come is pale, and in the dark its halo would be the stronger line.
        {"trace": first, "along": along, "until": True},
    ]
    return traces, moves


def _cut(
    points: tuple[Array, Array], out: int, frame: tuple[float, float, float, float]
) -> tuple[Array, Array]:
    """A path that leaves the map for good at step ``out``: there its place on the frame, then none.

    It has as many points as the run, so that the clock finds its step in it.
    """
    x, y = (line.astype(float, copy=True) for line in points)
    if out:
        x[out], y[out] = crossing((points[0][: out + 1], points[1][: out + 1]), frame)
        out += 1
    x[out:] = y[out:] = np.nan
    return x, y


def _start(x: float, y: float, lang: str, palette: Palette) -> dict[str, Any]:
    """The ring around the start."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, "motion.start"),
        "x": [x],
        "y": [y],
        "marker": {
            "size": 14 * palette.scale,
            "color": palette.ground,
            "line": {"color": palette.run, "width": 2.4 * palette.weight},
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def now(at: tuple[Array, Array], lang: str, palette: Palette) -> dict[str, Any]:
    """The marker of the clock's step, a ring of ground around it so that it stands out."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, "motion.now"),
        "x": gaps(at[0]),
        "y": gaps(at[1]),
        "marker": {
            "size": 13 * palette.scale,
            "color": palette.run,
            "line": {"color": palette.ground, "width": 2 * palette.weight},
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


_FAR = 1e30
#: How much ink the part of a path has that is still to come.
_PALE = 0.32
_NO_INK = "rgba(0,0,0,0)"
_HOVER = "%{x:.5~g}, %{y:.5~g}<extra></extra>"


def _line(name: str, points: tuple[Array, Array], single: bool = False) -> dict[str, Any]:
    if single:
        # What is out of reach of single precision is out of every picture too.
        points = (points[0].clip(-_FAR, _FAR), points[1].clip(-_FAR, _FAR))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(points[0], single),
        "y": typed(points[1], single),
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _exit(
    at: tuple[float, float],
    step: int,
    frame: tuple[float, float, float, float],
    lang: str,
    palette: Palette,
) -> dict[str, Any]:
    """The mark at the frame where the path leaves the map for good; it points out of the map."""
    x, y = at
    made = _exit_mark(palette)
    return {
        **made,
        "name": say(lang, "figure.exit", step=step),
        "x": [x],
        "y": [y],
        "marker": {**made["marker"], "symbol": f"triangle-{_side(at, frame)}"},
    }


def _exit_mark(palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "marker": {"size": 15 * palette.scale, "color": palette.edge},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def exit_notes(
    run: Run, frame: tuple[float, float, float, float], lang: str, palette: Palette
) -> list[dict[str, Any]]:
    """The words at that mark, on a ground of their own: a map is as light as they are in the dark.

    Empty where the path ends on the map, or never was on it.
    """
    points = run.trajectory.points
    x = points[:, 0]
    y = points[:, 1] if points.shape[1] == 2 else run.trajectory.values
    out = _leaves(x, y, frame)
    if not out:
        return []
    at, note = crossing((x[: out + 1], y[: out + 1]), frame), _exit_note(palette)
    left = (at[0] - frame[0]) / (frame[1] - frame[0]) < 0.5
    upper = at[1] > (frame[2] + frame[3]) / 2
    return [
        {
            "text": say(lang, "figure.exit", step=out),
            "x": at[0],
            "y": at[1],
            "xanchor": "left" if left else "right",
            "yanchor": "top" if upper else "bottom",
            **note,
            "xshift": note["xshift"] if left else -note["xshift"],
            "yshift": -note["yshift"] if upper else note["yshift"],
        }
    ]


def _exit_note(palette: Palette) -> dict[str, Any]:
    return {
        "xshift": 9 * palette.scale,
        "yshift": 5 * palette.scale,
        "showarrow": False,
        "bgcolor": palette.halo,
        "font": {"color": palette.edge, "size": 13 * palette.scale},
    }


def live_path(
    frame: tuple[float, float, float, float], lang: str, palette: Palette, first: int
) -> dict[str, Any]:
    """What a script needs to draw another run's path in the place of this one's."""
    return {
        "first": first,
        "frame": frame,
        "exit": _exit_mark(palette),
        "note": _exit_note(palette),
        "words": {
            "exit": messages(lang)["figure.exit"],
            "cut": say(lang, "figure.cut"),
            "hover": _HOVER,
        },
    }


def _leaves(x: Array, y: Array, frame: tuple[float, float, float, float]) -> int | None:
    """The step at which a path leaves the frame for good, 0 where it never was in it, or None."""
    with np.errstate(invalid="ignore"):
        inside = (x >= frame[0]) & (x <= frame[1]) & (y >= frame[2]) & (y <= frame[3])
    if inside[-1]:
        return None
    return int(np.flatnonzero(inside)[-1]) + 1 if inside.any() else 0


def _side(at: tuple[float, float], frame: tuple[float, float, float, float]) -> str:
    """The side of the frame on which a place lies."""
    across = (at[0] - frame[0]) / (frame[1] - frame[0])
    up = (at[1] - frame[2]) / (frame[3] - frame[2])
    far = {"left": across, "right": 1 - across, "down": up, "up": 1 - up}
    return min(far, key=lambda side: far[side])


def crossing(
    drawn: tuple[Array, Array], frame: tuple[float, float, float, float]
) -> tuple[float, float]:
    """Where the last stretch of a path, from a point inside to one outside, meets the frame."""
    share = 1.0
    sides = []
    for line, low, high in ((drawn[0], *frame[:2]), (drawn[1], *frame[2:])):
        start = float(line[-2])
        # A value may be infinite, or so far that its distance is.
        stop = min(max(float(line[-1]), -1e300), 1e300)
        bound = high if stop > high else low
        if not low <= stop <= high:
            share = min(share, (bound - start) / (stop - start))
        sides.append((start, stop, low, high))
    ends = [min(max(a + share * (b - a), low), high) for a, b, low, high in sides]
    return ends[0], ends[1]
