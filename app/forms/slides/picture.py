"""Pictures on slides: the still and the animation, each with the words that stand for it."""

import inspect
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
    from app.forms.still import draw

    if asked.sized:
        width, height, ratio = asked.width, asked.height, 1.0
        if len(asked.sized) == 1:
            ratio_of = asked.entry.aspect
            if "width" in asked.sized:
                height = round(width / ratio_of)
            else:
                width = round(height * ratio_of)
    else:
        px = _PX * look.scale
        width, height = round(area.width / _EMU * px), round(area.height / _EMU * px)
        ratio = _RATIO / look.scale
    sharp = {"ratio": ratio} if "ratio" in inspect.signature(draw).parameters else {}
    content = draw(asked.figure, width, height, "png", lang=asked.lang, **sharp)  # type: ignore[arg-type]
    return _placed(slide, area, content, width / height, asked.title, asked.description)


def moving(slide: Any, area: Area, asked: Asked, form: Form) -> Any:
    """Add the figure's animation, as large as the area allows."""
    width, height = (round(side / _EMU * _MOVING / 2) * 2 for side in (area.width, area.height))
    wanted = replace(
        asked,
        width=width,
        height=height,
        sized={"width": width, "height": height},
        own={key.name: key.default for key in form.keys},
    )
    return _placed(slide, area, form.make(wanted), width / height, asked.title, asked.description)


def fitted(area: Area, aspect: float) -> Area:
    """The largest rectangle of that shape in the area, in its middle."""
    width = min(area.width, round(area.height * aspect))
    height = min(area.height, round(area.width / aspect))
    return Area(
        area.left + (area.width - width) // 2, area.top + (area.height - height) // 2, width, height
    )


def _placed(
    slide: Any, area: Area, content: bytes, aspect: float, name: str, description: str
) -> Any:
    shape = slide.shapes.add_picture(io.BytesIO(content), *fitted(area, aspect))
    shape.name = clean(name)
    shape._element.nvPicPr.cNvPr.set("descr", clean(description))
    return shape
