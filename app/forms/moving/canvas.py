"""Sheets whose parts can be drawn one by one, and the pixels that they are drawn on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg

from app.forms.moving.pixels import Pixels
from app.forms.still.drawing import blank
from app.forms.still.sheet import Box, Sheet

_DOTS = 72


Painter = Callable[[], None]


class Parts(Sheet):
    """A sheet that knows what drew each of its parts; None is the frame, words and notes.

    ``parts`` are pairs of a part and its painter, and of None and a painter where that begins:
    one that draws nothing at rest has its place in the order too.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        self.parts: list[tuple[Artist | None, Painter | None]] = []
        self._painter: Painter | None = None
        super().__init__(*arguments, **more)

    @property
    def painter(self) -> Painter | None:
        """What is being drawn."""
        return self._painter

    @painter.setter
    def painter(self, painter: Painter | None) -> None:
        self._painter = painter
        if painter is not None:
            self.parts.append((None, painter))

    def _add(self, artist: Artist, clip: Box | None) -> None:
        super()._add(artist, clip)
        self.parts.append((artist, self._painter))

    def all(self) -> list[Artist]:
        """Return the parts alone."""
        return [part for part, _ in self.parts if part is not None]

    def empty(self) -> None:
        """Take all parts off; they cannot be drawn any more."""
        for artist, _ in self.parts:
            if artist is not None:
                artist.remove()
        self.parts.clear()


def parts_of(figure: Mapping[str, Any], width: int, height: int, scale: float) -> Parts:
    """Return an empty sheet for a picture of so many pixels, its layout ``scale`` times smaller."""
    return blank(figure, width, height, scale=scale, kind=Parts)


class Canvas:
    """Pixels to draw parts on: (height, width, 4), clear at first."""

    def __init__(self, width: int, height: int) -> None:
        renderer: Any = RendererAgg(width, height, _DOTS)  # type: ignore[no-untyped-call]
        self._renderer = renderer
        self.pixels: Pixels = np.asarray(renderer.buffer_rgba())

    def clear(self) -> None:
        """Clear all pixels."""
        self._renderer.clear()

    def draw(self, parts: Sequence[Artist]) -> None:
        """Draw parts, the first lowest."""
        for part in parts:
            part.draw(self._renderer)

    def take(self, sheet: Parts) -> None:
        """Draw what is on a sheet, without its ground, and take it off."""
        self.draw(sheet.all())
        sheet.empty()


class Overlay:
    """Parts that stand still above moving ones: drawn once, laid over again and again."""

    def __init__(self, parts: Sequence[Artist], width: int, height: int) -> None:
        canvas = Canvas(width, height)
        canvas.draw(parts)
        flat = canvas.pixels.reshape(-1, 4)
        self._where = np.flatnonzero(flat[:, 3])
        ink = flat[self._where].astype(np.uint16)
        self._ink = ink[:, :3] * ink[:, 3:]
        self._left = 255 - ink[:, 3:]

    def over(self, pixels: Pixels) -> None:
        """Lay the parts over opaque pixels."""
        if self._where.size:
            flat = pixels.reshape(-1, 4)
            below = flat[self._where, :3].astype(np.uint32)
            flat[self._where, :3] = (self._ink + below * self._left + 127) // 255
