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


def legend(found: tuple[Look, ...], palette: Palette, low: bool = False) -> list[dict[str, object]]:
    """The names of the runs one under the other, upper right, or lower left where it is ``low``."""
    return [
        {
            "text": f"{look.stroke} {look.name}",
            "x": 0 if low else 1,
            "y": 0 if low else 1,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left" if low else "right",
            "yanchor": "bottom" if low else "top",
            "yshift": round((len(found) - 1 - row) * 19 * palette.scale) + 2
            if low
            else -round(row * 19 * palette.scale) - 2,
            "xshift": 3 if low else -3,
            "showarrow": False,
            "bgcolor": palette.ground,
            "borderpad": 1,
            "font": {"color": look.colour, "size": 12 * palette.scale},
        }
        for row, look in enumerate(found)
    ]
