"""The loss by step of a figure's runs, as the points of a native chart."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.forms.form import Asked
from app.forms.still.arrays import line, mapping, number
from app.forms.still.colours import rgba

Array = NDArray[np.float64]

#: A chart of more points is slow to open and to edit, and no screen shows them.
MOST = 1000
#: What PowerPoint and Excel can hold; a number beyond opens as an error.
_LEAST, _LARGEST = 1e-300, 1e300


@dataclass(frozen=True)
class Series:
    """The loss of one run; ``all`` counts its points before any were left out for number.

    ``missing`` counts those that a chart cannot show: not finite, or not above 0 on a log axis.
    """

    name: str
    x: Array
    y: Array
    colour: str
    dash: str
    all: int
    missing: int


@dataclass(frozen=True)
class Losses:
    """The runs' losses under the names of their axes."""

    series: tuple[Series, ...]
    x_title: str
    y_title: str
    log: bool

    @property
    def last(self) -> float:
        """The last step."""
        return max(float(each.x[-1]) for each in self.series)

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest loss."""
        return (
            min(float(each.y.min()) for each in self.series),
            max(float(each.y.max()) for each in self.series),
        )


def losses(asked: Asked) -> Losses | None:
    """The loss by step of what is seen in a figure; None where it has no steps or no number."""
    draw = asked.entry.loss
    if draw is None:
        return None
    figure = draw(asked.experiment, asked.lang, asked.theme)
    layout = figure["layout"]
    log = mapping(layout.get("yaxis")).get("type") == "log"
    found = [_series(trace, log) for trace in _lines(figure["data"])]
    series = tuple(each for each in found if len(each.y))
    if not series:
        return None
    return Losses(series, _title(layout, "xaxis"), _title(layout, "yaxis"), log)


def _lines(traces: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The lines that bear a name and can be seen, no markers.

    Of lines that lie on each other (the whole path, and over it the part that is past) the
    uppermost stays, which is named by its run.
    """
    found = [
        trace
        for trace in traces
        if "lines" in str(trace.get("mode"))
        and trace.get("name")
        and trace.get("visible", True) is True
        and number(trace.get("opacity"), 1.0) > 0
        and rgba(mapping(trace.get("line")).get("color"), "#000")[3] > 0
    ]
    places = {(line(trace["x"]).tobytes(), line(trace["y"]).tobytes()): trace for trace in found}
    return list(places.values())


def _series(trace: Mapping[str, Any], log: bool) -> Series:
    x, y = line(trace["x"]), line(trace["y"])
    count = min(len(x), len(y))
    x, y = x[:count], y[:count]
    with np.errstate(invalid="ignore"):
        kept = np.isfinite(x) & np.isfinite(y) & (np.abs(y) < _LARGEST)
        if log:
            kept &= y > _LEAST
    shown = thinned(y[kept])
    red, green, blue, _ = rgba(mapping(trace.get("line")).get("color"), "#000")
    return Series(
        name=re.sub(r"<[^>]*>", "", str(trace["name"])),
        x=x[kept][shown],
        y=y[kept][shown],
        colour="#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue)),
        dash=str(mapping(trace.get("line")).get("dash") or "solid"),
        all=int(kept.sum()),
        missing=int(count - kept.sum()),
    )


def thinned(values: Array, most: int = MOST) -> NDArray[np.intp]:
    """The indices, ascending, of at most so many values: the first, the last and the extremes.

    Of each of many equal stretches the lowest and the highest value stay, so that a loss that
    leaps up and down is seen to do so.
    """
    count = len(values)
    if count <= most:
        return np.arange(count)
    edges = np.linspace(1, count - 1, (most - 2) // 2 + 1).astype(int)
    kept = {0, count - 1}
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        part = values[low:high]
        kept |= {low + int(part.argmin()), low + int(part.argmax())}
    return np.array(sorted(kept))


def _title(layout: Mapping[str, Any], axis: str) -> str:
    text = str(mapping(mapping(layout.get(axis)).get("title")).get("text") or "")
    return re.sub(r"<[^>]*>", "", text)
