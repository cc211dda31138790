"""Pictures on slides: the still and the animation, each with the words that stand for it."""

import io
from dataclasses import replace
from typing import Any

from app.forms.form import Asked, Form
from app.forms.slides.lettering import clean
from app.forms.slides.look import Area, Look

_EMU = 914400
#: So many px of the page are an inch of a slide; the projector's larger letters want fewer inches.
_PX = 80
#: So many dots are a px: sharp on a wall.
_RATIO = 2.5
#: The animation's px an inch.
_MOVING = 96


def still(slide: Any, area: Area, asked: Asked, look: Look) -> Any:
    """Add the figure's still, as large as the area allows, in the middle of it.

    Where the address names a size, the picture has so many pixels and that shape.
    """
    from app.forms.still.drawing import draw

    if asked.sized:
        width, height, ratio = asked.width, asked.height, 1.0
    else:
        px = _PX * look.scale
        width, height = round(area.width / _EMU * px), round(area.height / _EMU * px)
        ratio = _RATIO / look.scale
    content = draw(asked.figure, width, height, "png", lang=asked.lang, ratio=ratio)
    return placed(slide, area, content, asked)


def animation(area: Area, asked: Asked, form: Form) -> bytes:
    """The figure's animation, with as many pixels as suit the area."""
    width, height = (round(side / _EMU * _MOVING / 2) * 2 for side in (area.width, area.height))
    wanted = replace(
        asked,
        width=width,
        height=height,
        sized={"width": width, "height": height},
        own={key.name: key.default for key in form.keys},
    )
    return form.make(wanted)


def fitted(area: Area, aspect: float) -> Area:
    """The largest rectangle of that shape in the area, in its middle."""
    width = min(area.width, round(area.height * aspect))
    height = min(area.height, round(area.width / aspect))
    return Area(
        area.left + (area.width - width) // 2, area.top + (area.height - height) // 2, width, height
    )


def placed(slide: Any, area: Area, content: bytes, asked: Asked) -> Any:
    """Add a picture of the figure, as large as the area allows, with its words."""
    shape = slide.shapes.add_picture(io.BytesIO(content), 0, 0)
    place = fitted(area, shape.width / shape.height)
    shape.left, shape.top, shape.width, shape.height = place
    shape.name = clean(asked.title)
    shape._element.nvPicPr.cNvPr.set("descr", clean(asked.description))
    return shape
