"""What the tests of GIFs and videos share: a figure asked for in a form, and a GIF read again."""

import io
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import numpy as np
from PIL import Image

from app.forms.form import Asked, Form, Tell
from app.forms.registry import FORMS
from app.lessons.registry import FIGURES
from tests.lessons.samples import experiment_of

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


def asked(form: str, name: str, query: str = "", **more: Any) -> tuple[Form, Asked]:
    """A figure asked for; what is no field of ``Asked`` is a key of the form's own."""
    kind, figure = FORMS[form], FIGURES[name]
    own = {key.name: more.pop(key.name, key.default) for key in kind.keys}
    fields: dict[str, Any] = {"lang": "en", "width": 320, "height": 200, **more}
    items = tuple(parse_qsl(query))
    return kind, Asked(figure, experiment_of(figure, query), items, own=own, **fields)


def made(form: str, name: str, query: str = "", **more: Any) -> bytes:
    """The file."""
    kind, what = asked(form, name, query, **more)
    return kind.make(what)


class Read(NamedTuple):
    """A GIF: each picture (height, width, 3), how long it stands in ms, and what else it says."""

    pictures: list[Pixels]
    lengths: list[int]
    info: dict[str, Any]


def read(file: bytes) -> Read:
    """Read a GIF with Pillow, which knows nothing of ours."""
    image = Image.open(io.BytesIO(file))
    assert image.format == "GIF"
    pictures, lengths = [], []
    info: dict[str, Any] = {str(key): value for key, value in image.info.items()}
    for i in range(image.n_frames):  # type: ignore[attr-defined]
        image.seek(i)
        pictures.append(np.asarray(image.convert("RGB")))
        lengths.append(image.info["duration"])
    return Read(pictures, lengths, info)


def collect() -> tuple[list[tuple[int, int]], Tell]:
    """A list of what is told, and what tells it."""
    told: list[tuple[int, int]] = []
    return told, lambda done, of: told.append((done, of))
