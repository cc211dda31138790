"""A sheet as dots: an array, or a PNG of it."""

import io
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from numpy.typing import NDArray
from PIL import Image

from app.forms.still.sheet import Sheet


def dots(sheet: Sheet) -> NDArray[np.uint8]:
    """Return the dots (rows, columns, 3), or 4 where the ground is not opaque."""
    canvas: Any = FigureCanvasAgg(sheet.figure)
    canvas.draw()
    drawn: NDArray[np.uint8] = np.asarray(canvas.buffer_rgba())
    return np.ascontiguousarray(drawn[:, :, :3]) if sheet.ground[3] >= 1.0 else drawn


def png(sheet: Sheet) -> bytes:
    """Return the sheet as PNG, one pixel a dot."""
    stream = io.BytesIO()
    Image.fromarray(dots(sheet)).save(stream, format="png", compress_level=4)
    return stream.getvalue()
