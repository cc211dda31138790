"""A still as PNG: pixels."""

from collections.abc import Callable
from typing import Literal

from app.forms.form import Asked, Form


def still(kind: Literal["png", "svg"]) -> Callable[[Asked], bytes]:
    """What makes a still of this kind; Matplotlib is imported when the first is asked for."""

    def make(asked: Asked) -> bytes:
        from app.forms.still import draw

        return draw(
            asked.figure,
            asked.width,
            asked.height,
            kind,
            lang=asked.lang,
            title=asked.title,
            description=asked.description,
        )

    return make


FORM = Form("png", "image/png", still("png"))
