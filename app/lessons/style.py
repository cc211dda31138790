"""The house style of figures: axes, frame, and numbers with gaps."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lessons.palette import FONT, Palette

Figure = dict[str, Any]


def axis(
    palette: Palette, title: str, ends: tuple[float, float] | None, **more: Any
) -> dict[str, Any]:
    """One axis in the house style."""
    return {
        "title": {"text": title, "standoff": 8},
        **({"range": list(ends)} if ends else {}),
        "showgrid": False,
        "zeroline": False,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": palette.rule,
        "linecolor": palette.rule,
        "tickfont": {"size": 12 * palette.scale, "color": palette.quiet},
        "fixedrange": True,
        "automargin": False,
        **more,
    }


def frame(palette: Palette, **more: Any) -> dict[str, Any]:
    """The part of a layout that all figures share."""
    return {
        "paper_bgcolor": palette.ground,
        "plot_bgcolor": palette.ground,
        "font": {"family": FONT, "size": 13 * palette.scale, "color": palette.ink},
        "margin": {
            "l": round(46 * palette.scale),
            "r": 14,
            "t": 12,
            "b": round(40 * palette.scale),
        },
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": "kept",
        **more,
    }


def margin(
    palette: Palette, left: float, top: float, bottom: float, *, right: int = 14
) -> dict[str, int]:
    """Room around a plot for its labels: it grows with the type, save on the right."""
    low, up, down = (round(size * palette.scale) for size in (left, top, bottom))
    return {"l": low, "r": right, "t": up, "b": down}


def gaps(values: NDArray[np.float64]) -> list[float | None]:
    """Numbers with None where there is nothing to draw."""
    return [v if np.isfinite(v) else None for v in values.tolist()]
