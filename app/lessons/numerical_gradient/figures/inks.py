"""What the figures of the lesson share: the second ink, a word at a place, an upright line."""

from typing import Any

from app.lessons.palette import PALETTES, Palette

#: The curve itself: deep water, or on the dark ground a shoal.
CURVE = {"light": 1, "dark": 4, "projector": 1}
#: Okabe and Ito's blue, which the second method takes; lighter on the dark ground.
SECOND = {"light": "#0072b2", "dark": "#56b4e9", "projector": "#0072b2"}


def inks(theme: str) -> tuple[Palette, str]:
    """The palette of a theme and the second ink that goes with it."""
    return PALETTES[theme], SECOND[theme]


def curve_ink(theme: str) -> str:
    """The ink of the graph of a function."""
    return PALETTES[theme].bathymetry[CURVE[theme]]


def word(
    palette: Palette, text: str, x: float, y: float, colour: str, **more: Any
) -> dict[str, Any]:
    """Words at a place, on a patch of the ground so that lines under them do not disturb."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"color": colour, "size": 12 * palette.scale},
        **more,
    }


def heading(palette: Palette, row: int, text: str, colour: str) -> dict[str, Any]:
    """The name of a line above the picture, in its own ink; two rows have room."""
    return word(
        palette,
        text,
        0,
        1,
        colour,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=round((22 - 19 * row) * palette.scale),
    )


def upright(x: float, colour: str, palette: Palette, dash: str = "solid") -> dict[str, Any]:
    """A line from the lower to the upper edge of a plot at x."""
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "xref": "x",
        "yref": "paper",
        "line": {"color": colour, "width": 1.4 * palette.weight, "dash": dash},
    }
