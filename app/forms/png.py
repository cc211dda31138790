"""A still as PNG: pixels."""

from collections.abc import Callable
from typing import Literal

from app.forms.form import Form, Picture


def still(kind: Literal["png", "svg"]) -> Callable[[Picture], bytes]:
    """What makes a still of this kind; Matplotlib is imported when the first is asked for."""

    def make(picture: Picture) -> bytes:
        from app.forms.still import draw

        return draw(
            picture.figure,
            picture.width,
            picture.height,
            kind,
            lang=picture.lang,
            title=picture.title,
            description=picture.description,
        )

    return make


FORM = Form("png", "image/png", still("png"))
