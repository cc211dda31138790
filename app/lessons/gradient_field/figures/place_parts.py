"""The traces of the place without their coordinates, for this program and for a browser."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.contours import quiver
from app.lessons.palette import Palette

_LESSON = "gradient-field"


def place_parts(palette: Palette, lang: str) -> dict[str, Any]:
    """The marks of the place on the map: way, arrow with its halo, and place."""
    way = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": say(lang, f"{_LESSON}.drawn.way"),
            "line": {"color": colour, "width": width * palette.weight, "dash": dash},
            "hoverinfo": "skip",
        }
        for colour, width, dash in ((palette.halo, 4.0, "solid"), (palette.best, 2.0, "dash"))
    ]
    halo = {
        "type": "scatter",
        "mode": "lines",
        "name": "halo",
        "line": {"color": palette.halo, "width": 7 * palette.weight**0.5},
        "hoverinfo": "skip",
        "zorder": -1,
    }
    none = np.zeros((2, 0))
    name, ink = say(lang, f"{_LESSON}.drawn.here"), 3.2 * palette.weight**0.5
    place = {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, f"{_LESSON}.drawn.place"),
        "marker": {
            "size": 10 * palette.scale,
            "color": palette.ground,
            "line": {"color": palette.run, "width": 2.6 * palette.weight},
        },
        "hovertemplate": "(%{x:.5~g}, %{y:.5~g})<extra></extra>",
    }
    arrow = quiver(name, none, none, palette.run, ink)
    return {"way": way, "halo": halo, "arrow": arrow, "place": place}
