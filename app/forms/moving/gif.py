"""GIF, written picture by picture: one palette, and of each picture only what has changed."""

import struct

import numpy as np
from PIL import GifImagePlugin, Image

from app.forms.moving.colours import STAYS, Palette
from app.forms.moving.pixels import Pixels

#: A comment is written in blocks of at most so many bytes.
_BLOCK = 255


class Gif:
    """A GIF of ``width`` × ``height`` pixels in the making."""

    def __init__(self, width: int, height: int, palette: Palette, *, loop: bool, note: str) -> None:
        self._palette = palette
        self._before = np.zeros((height, width, 4), dtype=np.uint8)
        self._shown = np.full((height, width), STAYS, dtype=np.uint8)
        table = palette.colours.tobytes().ljust(768, b"\0")
        self._parts = [b"GIF89a", struct.pack("<HHBBB", width, height, 0xF7, 0, 0), table]
        if loop:
            self._parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00")
        if note:
            text = note.encode()
            blocks = [text[i : i + _BLOCK] for i in range(0, len(text), _BLOCK)]
            self._parts.append(
                b"\x21\xfe" + b"".join(bytes([len(part)]) + part for part in blocks) + b"\0"
            )
        self._first = True
        # A picture in which nothing has changed is the one before it, standing longer.
        self._waiting: tuple[Pixels, int, int, int] | None = None

    def add(self, picture: Pixels, hundredths: int) -> None:
        """Add a picture (height, width, 4) that stands so long."""
        whole = 0, picture.shape[0], 0, picture.shape[1]
        box = whole if self._first else _changed(self._before, picture)
        if box is None:
            self._stay(hundredths)
            return
        top, bottom, left, right = box
        part = np.s_[top:bottom, left:right]
        told = self._palette.told(picture[part])
        fresh = told if self._first else np.where(told == self._shown[part], STAYS, told)
        self._before[part] = picture[part]
        self._shown[part] = told
        if not self._first and (fresh == STAYS).all():
            self._stay(hundredths)
            return
        self._close()
        self._waiting = (fresh, left, top, hundredths)
        self._first = False

    def bytes(self) -> bytes:
        """Return the whole file."""
        self._close()
        return b"".join([*self._parts, b";"])

    def _stay(self, hundredths: int) -> None:
        if self._waiting:
            fresh, left, top, so_far = self._waiting
            self._waiting = (fresh, left, top, so_far + hundredths)

    def _close(self) -> None:
        if self._waiting is None:
            return
        fresh, left, top, hundredths = self._waiting
        self._waiting = None
        # What is drawn stays; index STAYS is seen through.
        self._parts.append(struct.pack("<BBBBHBB", 0x21, 0xF9, 4, 0x05, hundredths, STAYS, 0))
        image = Image.fromarray(np.ascontiguousarray(fresh), "P")
        self._parts += _written(image, left, top)


def _written(image: Image.Image, left: int, top: int) -> list[bytes]:
    """Return an image's place and its pixels as a GIF holds them."""
    return list(GifImagePlugin.getdata(image, (left, top), include_color_table=False))


def _changed(before: Pixels, after: Pixels) -> tuple[int, int, int, int] | None:
    """Return top, bottom, left, right of what differs in two pictures; None where nothing does."""
    differs = (before.view(np.uint32) != after.view(np.uint32))[..., 0]
    rows = np.flatnonzero(differs.any(axis=1))
    if not rows.size:
        return None
    columns = np.flatnonzero(differs[rows[0] : rows[-1] + 1].any(axis=0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
