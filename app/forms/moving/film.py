"""The pictures of an animation, one after the other, as its address asks for them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from app.catalogue.languages import say
from app.forms.form import Asked, Unfit
from app.forms.moving.moment import moves, steps
from app.forms.moving.pace import Shot
from app.forms.moving.panel import Panel, panel
from app.forms.moving.pixels import Pixels
from app.forms.still.arrays import numbers
from app.forms.still.enlargement import enlargement
from app.lessons.palette import PALETTES
from app.lessons.registry import FIGURES

#: The share of a picture that the figure has where the loss stands beside it.
_SHARE = 0.6
#: The figure has at most this height over its width then: more would be left empty.
_TALL = 0.8


class Placed(NamedTuple):
    """A figure and its rectangle in the picture."""

    figure: Mapping[str, Any]
    left: int
    top: int
    width: int
    height: int


class Film:
    """What an address asks for as pictures; raises ``Unfit`` where nothing would move."""

    def __init__(self, asked: Asked) -> None:
        self.width, self.height = asked.width, asked.height
        self._placed = _placed(asked)
        if not any(steps(each.figure) for each in self._placed):
            raise Unfit(say(asked.lang, "motion.no_steps"))
        # A run that starts at its end is shown for the moment of one step.
        self.steps = max(_last_move(each.figure) for each in self._placed) or 1
        self._ground = PALETTES[asked.theme].ground

    def _sheets(self) -> tuple[Pixels, list[tuple[Panel, Pixels]]]:
        """Return the empty picture, and each panel with its part of it."""
        colour = [int(self._ground[i : i + 2], 16) for i in (1, 3, 5)]
        picture = np.full((self.height, self.width, 4), (*colour, 255), dtype=np.uint8)
        # All of one picture is enlarged alike, so that all its letters are of one size.
        scale = enlargement(self.width, self.height)
        panels = []
        for figure, left, top, width, height in self._placed:
            part = picture[top : top + height, left : left + width]
            panels.append((panel(figure, width, height, scale), part))
        return picture, panels

    def pictures(self, shots: list[Shot]) -> Iterator[Pixels]:
        """Yield the last picture, as it is at rest, and then the picture of each shot.

        An array is good until the next is asked for.
        """
        picture, panels = self._sheets()
        for each, part in panels:
            part[:] = each.rest()
        yield picture
        before = float(self.steps)
        for shot in shots:
            if shot.time != before:
                for each, part in panels:
                    part[:] = each.rest() if shot.time >= self.steps else each.at(shot.time)
            before = shot.time
            yield picture


def _last_move(figure: Mapping[str, Any]) -> int:
    """Return the last step at which anything moves, 0 where nothing does.

    The clock of a run that has left the map runs on; who looks at a picture need not wait for it.
    """
    last = 0
    for move in moves(figure):
        path = figure["data"][move["along"]]
        columns = [numbers(path[key]) for key in "xyz" if key in path]
        points = np.stack([column[: min(map(len, columns))] for column in columns], axis=-1)
        moved = (points[1:] != points[:-1]).any(axis=1) & np.isfinite(points[1:]).all(axis=1)
        last = max(last, int(np.flatnonzero(moved).max(initial=-1)) + 1)
    return last


def _placed(asked: Asked) -> list[Placed]:
    """Return the figure, and what is to stand beside it, with their places."""
    width, height = asked.width, asked.height
    # An address may name a step of the clock; an animation has them all.
    figure = asked.entry.draw(asked.experiment, asked.lang, asked.theme)
    if asked.own.get("beside") is None:
        return [Placed(figure, 0, 0, width, height)]
    loss = asked.entry.loss
    if loss is None or loss is asked.entry.draw:
        fitting = [f.title[asked.lang] for f in FIGURES.values() if f.loss and f.loss is not f.draw]
        raise Unfit(say(asked.lang, "motion.no_loss", figures=", ".join(fitting)), "beside")
    beside = loss(asked.experiment, asked.lang, asked.theme)
    if width < height:
        # A tall picture has the loss below.
        cut = round(height * _SHARE)
        return [
            Placed(figure, 0, 0, width, cut),
            Placed(beside, 0, cut, width, height - cut),
        ]
    cut = round(width * _SHARE)
    tall = min(height, round(cut * _TALL))
    top = (height - tall) // 2
    return [
        Placed(figure, 0, top, cut, tall),
        Placed(beside, cut, top, width - cut, tall),
    ]
