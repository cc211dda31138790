"""How the three runs look wherever they are drawn: each its colour, its dash and its marker."""

from typing import NamedTuple

from app.catalogue.languages import say
from app.lessons.mini_batch.experiment import MiniBatchQuery
from app.lessons.palette import Palette

#: Reddish purple of Okabe and Ito, lighter on the dark ground.
_PURPLE = {"light": "#a8487f", "dark": "#e29fc4", "projector": "#8a2f66"}


class Look(NamedTuple):
    """One run's name, colour, dash, marker and the stroke that stands for the dash in words."""

    name: str
    colour: str
    dash: str
    symbol: str
    stroke: str


def looks(query: MiniBatchQuery, palette: Palette, theme: str, lang: str) -> tuple[Look, ...]:
    """The looks of the run on all data, on mini-batches and on single rows, in this order."""
    names = [
        say(lang, f"mini-batch.run.{key}", size=size)
        for key, size in (("full", query.dataset.size), ("batch", query.batch_size), ("one", 1))
    ]
    return (
        Look(names[0], palette.ink, "dash", "square", "╌╌"),
        Look(names[1], palette.run, "solid", "circle", "──"),
        Look(names[2], _PURPLE[theme], "dot", "diamond", "····"),
    )


def legend(found: tuple[Look, ...], palette: Palette, top: float = 1.0) -> list[dict[str, object]]:
    """The names of the runs one under the other in the upper right corner."""
    return [
        {
            "text": f"{look.stroke} {look.name}",
            "x": 1,
            "y": top,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "right",
            "yanchor": "top",
            "yshift": -round(row * 19 * palette.scale) - 2,
            "xshift": -3,
            "showarrow": False,
            "bgcolor": palette.ground,
            "borderpad": 1,
            "font": {"color": look.colour, "size": 12 * palette.scale},
        }
        for row, look in enumerate(found)
    ]
