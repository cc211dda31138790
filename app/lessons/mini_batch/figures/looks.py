"""How the three runs look wherever they are drawn: each its colour, its dash and its marker."""

from typing import NamedTuple

from app.catalogue.languages import say
from app.lessons.mini_batch.experiment import MiniBatchQuery
from app.lessons.palette import Palette


class Look(NamedTuple):
    """One run's name, colour, dash, marker and the stroke that stands for the dash in words."""

    name: str
    colour: str
    dash: str
    symbol: str
    stroke: str


def looks(query: MiniBatchQuery, palette: Palette, lang: str) -> tuple[Look, ...]:
    """The looks of the run on all data, on mini-batches and on single rows, in this order."""
    names = [
        say(lang, f"mini-batch.run.{key}", size=size)
        for key, size in (("full", query.dataset.size), ("batch", query.batch_size), ("one", 1))
    ]
    return (
        Look(names[0], palette.ink, "dash", "square", "╌╌"),
        Look(names[1], palette.run, "solid", "circle", "──"),
        Look(names[2], palette.purple, "dot", "diamond", "····"),
    )


def key_on(found: tuple[Look, ...], palette: Palette) -> list[dict[str, object]]:
    """The names of the runs one under the other in the lower left corner of a map."""
    return [
        {
            **_name(look, palette),
            "x": 0,
            "y": 0,
            "xref": "x domain",
            "yref": "y domain",
            "yanchor": "bottom",
            "yshift": round((len(found) - 1 - row) * 19 * palette.scale) + 2,
            "xshift": 3,
            "bgcolor": palette.ground,
            "borderpad": 1,
        }
        for row, look in enumerate(found)
    ]


def key_above(found: tuple[Look, ...], palette: Palette) -> list[dict[str, object]]:
    """The names of the runs above a plot, two in a row."""
    return [
        {
            **_name(look, palette),
            "x": 0.5 * (place % 2),
            "y": 1,
            "xref": "paper",
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": round((1 - place // 2) * 19 * palette.scale) + 3,
        }
        for place, look in enumerate(found)
    ]


def _name(look: Look, palette: Palette) -> dict[str, object]:
    return {
        "text": f"{look.stroke} {look.name}",
        "xanchor": "left",
        "showarrow": False,
        "font": {"color": look.colour, "size": 12 * palette.scale},
    }
