"""A still as PNG: pixels."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from app.forms.citation import LICENCE, LICENCE_URL
from app.forms.form import Asked, Form

if TYPE_CHECKING:
    from app.forms.still.about import About


def about(asked: Asked) -> "About":
    """What a file says of itself; its source is the page's path, for it knows no server."""
    from app.forms.still.about import About

    return About(
        title=asked.title,
        description=asked.description,
        lang=asked.lang,
        keywords=(
            asked.lesson.title[asked.lang],
            *(f"{key}={value}" for key, value in asked.items),
        ),
        creator="Gradscape",
        source=asked.page,
        licence=LICENCE,
        licence_url=LICENCE_URL,
    )


def still(kind: Literal["png", "svg", "pdf"]) -> Callable[[Asked], bytes]:
    """What makes a still of this kind; Matplotlib is imported when the first is asked for."""

    def make(asked: Asked) -> bytes:
        from app.forms.still.drawing import draw

        return draw(
            asked.figure, asked.width, asked.height, kind, lang=asked.lang, about=about(asked)
        )

    return make


FORM = Form("png", "image/png", still("png"), order=10, sized=True, themed=True)
