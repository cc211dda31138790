"""Words and lines that are laid over a plot, as Plotly's annotations and shapes."""

from typing import Any

from app.lessons.palette import Palette

#: A row of words above a picture.
ROW = 19


def word(
    palette: Palette, text: str, x: float, y: float, colour: str, *, size: float = 12, **more: Any
) -> dict[str, Any]:
    """Words at a place in the data, without an arrow."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"color": colour, "size": size * palette.scale},
        **more,
    }


def above(
    palette: Palette,
    text: str,
    side: str,
    colour: str,
    *,
    y: float = 1,
    size: float = 12,
    shift: float = 4,
    **more: Any,
) -> dict[str, Any]:
    """Words on the upper edge of the plot, or at height ``y``, at its ``left`` or ``right`` end."""
    place = {"xref": "paper", "yref": "paper", "xanchor": side, "yanchor": "bottom"}
    x = 0 if side == "left" else 1
    return word(palette, text, x, y, colour, size=size, **{**place, "yshift": shift, **more})


def heading(palette: Palette, row: int, text: str, colour: str, rows: int = 2) -> dict[str, Any]:
    """The name of a line above the picture, in its own ink: row ``row`` of so many."""
    up = round((3 + ROW * (rows - 1 - row)) * palette.scale)
    return above(palette, text, "left", colour, shift=up, xshift=-round(28 * palette.scale))


def upright(
    palette: Palette, x: float, colour: str, *, width: float = 1.4, dash: str = "solid", **more: Any
) -> dict[str, Any]:
    """A line from the lower to the upper edge of a plot at x."""
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "xref": "x",
        "yref": "paper",
        "line": {"color": colour, "width": width * palette.weight, "dash": dash},
        **more,
    }
