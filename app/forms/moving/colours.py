"""One palette for all pictures of an animation, and pictures told in it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.forms.moving.pixels import Pixels

Indices = NDArray[np.uint8]

#: Colours of a palette; one more index says that a pixel stays as it was.
COLOURS = 255
STAYS = 255
#: So many of the most frequent colours stand in a palette exactly as they are.
_EXACT = 80
_SHIFTS = np.array([65536, 256, 1], dtype=np.uint32)


class Palette:
    """At most ``COLOURS`` colours, chosen for some pictures (height, width, 3 or 4).

    Large areas keep their very colours. Of the others each counts by the root of how often it is
    there: else letters, a few pixels each, would get none.
    """

    def __init__(self, pictures: Sequence[Pixels]) -> None:
        packed = np.concatenate([_packed(picture).ravel() for picture in pictures])
        found, counts = np.unique(packed, return_counts=True)
        order = np.argsort(-counts, kind="stable")
        exact, rest = found[order[:_EXACT]], order[_EXACT:]
        mixed = np.empty((0, 3), dtype=np.uint8)
        if rest.size:
            weighted = np.repeat(found[rest], np.sqrt(counts[rest]).astype(int))
            image = Image.fromarray(_unpacked(weighted)[None])
            some = image.quantize(COLOURS - len(exact), Image.Quantize.MEDIANCUT, kmeans=1)
            mixed = np.array(some.getpalette(), dtype=np.uint8).reshape(-1, 3)
        self.colours = np.concatenate([_unpacked(exact), mixed])[:COLOURS]
        # The index of every colour that was met, and whether it was.
        self._index = np.zeros(1 << 24, dtype=np.uint8)
        self._met = np.zeros(1 << 24, dtype=bool)

    def told(self, picture: Pixels) -> Indices:
        """Return the nearest colour's index for each pixel of a picture."""
        packed = _packed(picture)
        new = np.unique(packed[~self._met[packed]])
        for part in np.array_split(new, len(new) // 4096 + 1):
            away = _unpacked(part)[:, None].astype(np.int32) - self.colours
            self._index[part] = np.square(away).sum(axis=2).argmin(axis=1)
        self._met[new] = True
        found: Indices = self._index[packed]
        return found


def _packed(picture: Pixels) -> NDArray[np.uint32]:
    found: NDArray[np.uint32] = picture[..., :3].astype(np.uint32) @ _SHIFTS
    return found


def _unpacked(colours: NDArray[np.uint32]) -> Pixels:
    return np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=-1).astype(np.uint8)
