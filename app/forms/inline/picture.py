"""A figure as SVG in a page: margins, plot, traces and words put together."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np

from app.forms.inline.ink import Ink, merged
from app.forms.inline.notes import annotations, shapes
from app.forms.inline.paper import FINE, Paper, em, percent, short
from app.forms.inline.rulers import Type, grid, rulers
from app.forms.inline.traces import trace
from app.forms.still.arrays import mapping, number
from app.forms.still.box import Box
from app.forms.still.colours import rgba
from app.forms.still.scales import Axis, axis_name, build

#: The width in px of the drawing from which shares are taken.
WIDTH = 640.0
_DRAWN = {"scatter", "bar", "contour", "quiver", "heatmap"}
_LAYERS = {"heatmap": 0, "contour": 1, "bar": 2, "quiver": 3}


def fits(figure: Mapping[str, Any]) -> bool:
    """Tell whether a figure can stand in a page as SVG: it is flat, its margins are given."""
    kinds = {str(mapping(each).get("type") or "scatter") for each in figure["data"]}
    return "scene" not in figure["layout"] and kinds <= _DRAWN


def picture(
    figures: Sequence[Mapping[str, Any]], aspect: float, description: str, run: int | None = None
) -> str:
    """Return the HTML of a figure that fills the box it stands in.

    ``figures`` is the Plotly dict, or that of the light theme and that of the dark one, for a page
    that follows the system; ``aspect`` the box's width over its height, as far as it is known. The
    traces from ``run`` on, and all words, are a group of that class, which a page may hide.
    """
    layouts = [Layout(figure, aspect) for figure in figures]
    first = layouts[0]
    inks = [(Ink(), Ink()) for _ in layouts]
    plot = merged(
        [(each.drawn(ink, run), ink) for each, (ink, _) in zip(layouts, inks, strict=True)]
    )
    plot = _whole(plot)
    if first.plot != first.room:
        ratio = short(first.plot.width / max(first.plot.height, 1e-9), 4)
        plot = f'<div class="fitted" style="--ratio:{ratio}">{plot}</div>'
        apart = [(each.apart(ink), ink) for each, (_, ink) in zip(layouts, inks, strict=True)]
        plot += _whole(merged(apart))
    margins = first.margins
    sides = (margins.top, margins.right, margins.bottom, margins.left)
    inset = " ".join(em(px) for px in sides) if any(sides) else "0"
    return (
        f'<div class="first" role="img" aria-label="{escape(description, quote=True)}">'
        f'<div class="room" style="inset:{inset}">{plot}</div></div>'
    )


def _whole(text: str) -> str:
    return f'<svg width="100%" height="100%" overflow="visible">{text}</svg>' if text else ""


class Layout:
    """A figure laid out at an ordinary size: margins, room, plot and axes in px.

    The room is what the margins leave; the plot fills it, or as much of it as its aspect allows.
    """

    def __init__(self, figure: Mapping[str, Any], aspect: float) -> None:
        self.layout = mapping(figure["layout"])
        given = mapping(self.layout.get("margin"))
        sides = (("l", 80.0), ("t", 100.0), ("r", 80.0), ("b", 80.0))
        left, top, right, bottom = (number(given.get(key), usual) for key, usual in sides)
        self.margins = Box(left, top, right, bottom)
        self.sheet = Box(0.0, 0.0, WIDTH, WIDTH / aspect)
        self.room = Box(left, top, WIDTH - right, WIDTH / aspect - bottom)
        every = [mapping(each) for each in figure["data"]]
        self.traces = [
            (index, each) for index, each in enumerate(every) if each.get("visible", True) is True
        ]
        traces = [each for _, each in self.traces]
        self.axes = build(self.layout, traces, self.room)
        equal = any("scaleanchor" in axis.spec for axis in self.axes.values())
        self.plot = _box(self.axes["xaxis"], self.axes["yaxis"]) if equal else self.room
        self.ground = rgba(self.layout.get("plot_bgcolor"), "#fff")
        font = mapping(self.layout.get("font"))
        self.type = Type(number(font.get("size"), 12.0), rgba(font.get("color"), "#444"))
        names = (_names(each) for each in traces)
        self.pairs = list(dict.fromkeys(names)) or [("xaxis", "yaxis")]

    def apart(self, ink: Ink) -> str:
        """Return the words that refer to the room, where the plot does not fill it."""
        paper = Paper(self.room, ink, self.ground)
        return annotations(paper, self.layout, self.axes, self.room, self.type, outer=True)

    def drawn(self, ink: Ink, run: int | None) -> str:
        """Return all that is placed by the plot."""
        paper = Paper(self.plot, ink, self.ground)
        standing = self._standing()
        with np.errstate(all="ignore"):
            found = [
                f"<rect {_share(paper, _box(self.axes[x], self.axes[y]))}{ink(fill=self.ground)}/>"
                for x, y in self.pairs
            ]
            below = shapes(paper, self.layout, self.axes, self.room, below=True)
            found.append(_stretched(below + grid(paper, standing), clipped=False))
            over = []
            for pair in self.pairs:
                mine = [each for each in self.traces if _names(each[1]) == pair]
                ground = [each for index, each in mine if run is None or index < run]
                found.append(self._traces(paper, ground, pair))
                rest = [each for index, each in mine if run is not None and index >= run]
                over.append(self._traces(paper, rest, pair))
            outer = None if self.plot == self.room else False
            words = annotations(paper, self.layout, self.axes, self.room, self.type, outer)
            above = shapes(paper, self.layout, self.axes, self.room, below=False)
            lines, marks = rulers(paper, standing, self.type, self.sheet)
            found += [_stretched(lines, clipped=False), marks, _stretched(above, clipped=False)]
            group = "".join(over) + words
            found.append(f'<g class="run">{group}</g>' if run is not None else group)
        return "".join(found)

    def _standing(self) -> list[tuple[Axis, Axis]]:
        """Return each axis with the one that it stands on."""
        found: dict[str, tuple[Axis, Axis]] = {}
        for x, y in self.pairs:
            for name, other in ((x, y), (y, x)):
                anchor = self.axes[name].spec.get("anchor")
                letter = "y" if name[0] == "x" else "x"
                chosen = axis_name(anchor, letter) if isinstance(anchor, str) else other
                found.setdefault(name, (self.axes[name], self.axes.get(chosen, self.axes[other])))
        return list(found.values())

    def _traces(self, paper: Paper, traces: list[Mapping[str, Any]], pair: tuple[str, str]) -> str:
        """Return traces of one pair of axes, each on its layer, within their plot."""
        if not traces:
            return ""
        x, y = (self.axes[name] for name in pair)
        own = Paper(_box(x, y), paper.ink, self.ground)
        found, fine, free = [], "", False
        for each in sorted(traces, key=_rank):
            path, placed = trace(own, each, x, y)
            if (each.get("cliponaxis") is False) is not free:
                found.append(_stretched(fine, clipped=not free))
                fine, free = "", not free
            fine += path
            if placed:
                found += [_stretched(fine, clipped=not free), placed]
                fine = ""
        found.append(_stretched(fine, clipped=not free))
        return f'<svg {_share(paper, own.box)} overflow="visible">{"".join(found)}</svg>'


def _names(given: Mapping[str, Any]) -> tuple[str, str]:
    return axis_name(given.get("xaxis"), "x"), axis_name(given.get("yaxis"), "y")


def _rank(given: Mapping[str, Any]) -> tuple[float, int]:
    """Return where a trace lies among the others; Plotly draws them by kind."""
    return number(given.get("zorder"), 0.0), _LAYERS.get(str(given.get("type") or "scatter"), 4)


def _box(x: Axis, y: Axis) -> Box:
    left, right = sorted((x.start, x.end))
    top, bottom = sorted((y.start, y.end))
    return Box(left, top, right, bottom)


def _share(paper: Paper, box: Box) -> str:
    across, down = paper.across(box.left), paper.down(box.top)
    shares = (
        across.share,
        down.share,
        100 * box.width / paper.box.width,
        100 * box.height / paper.box.height,
    )
    names = ("x", "y", "width", "height")
    return " ".join(f'{key}="{percent(share)}"' for key, share in zip(names, shares, strict=True))


def _stretched(text: str, clipped: bool) -> str:
    """Return paths on the fine grid, stretched over the plot."""
    if not text:
        return ""
    over = "" if clipped else ' overflow="visible"'
    return (
        f'<svg width="100%" height="100%" viewBox="0 0 {FINE} {FINE}" preserveAspectRatio="none"'
        f'{over} class="fine">{text}</svg>'
    )
