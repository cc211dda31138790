"""What a figure draws, as named columns of values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.forms.moving.moment import moves
from app.forms.still.arrays import is_array, mapping, number, values
from app.forms.still.colours import rgba

#: The traces that hold a value at each place of a grid.
_FIELDS = ("contour", "heatmap", "surface")
_HALO = "halo"


@dataclass(frozen=True)
class Drawn:
    """A trace of a figure: its name, its kind, and columns of equal length.

    ``kind`` is Plotly's, or "path" on a map and "curve" over the steps.
    ``x``, ``y`` and ``z`` are places as on the axes; ``value`` is what a field has there; ``u``
    and ``v`` are the components of an arrow, ``base`` the foot of a bar.
    """

    name: str
    kind: str
    columns: Mapping[str, Sequence[Any]]

    @property
    def length(self) -> int:
        """How many points there are."""
        return len(next(iter(self.columns.values()), ()))

    @property
    def first(self) -> int | None:
        """From what step on the x of a curve counts the steps, 0 or 1; None where it does not."""
        x = list(self.columns.get("x", ()))
        fits = (n for n in (0, 1) if x and x == list(range(n, n + len(x))))
        return next(fits, None) if self.kind == "curve" else None


def drawn(figure: Mapping[str, Any]) -> list[Drawn]:
    """Every trace that is seen and holds places, without the halos beneath lines."""
    found = [
        Drawn(_name(trace), str(trace.get("type") or "scatter"), _columns(trace))
        for trace in figure["data"]
        if is_seen(trace)
    ]
    return [trace for trace in found if trace.columns]


def paths(figure: Mapping[str, Any]) -> list[Drawn]:
    """The paths that a figure's clock follows, each once, then other lines counted by its steps.

    A path without a name of its own has that of the mark that moves along it. What repeats at
    the end of a path that has arrived is left out, and so is what lies on a path.
    """
    data = figure["data"]
    # Curves over the steps begin at the left edge, at 0; what lies on a map need not.
    ends = mapping(figure["layout"].get("xaxis")).get("range") or (None,)
    kind = "curve" if ends[0] == 0 and not any(t.get("type") in _FIELDS for t in data) else "path"
    found: dict[int, Drawn] = {}
    for move in moves(figure):
        name = _name(data[move["along"]]) or _name(data[move["trace"]])
        before = found.get(move["along"])
        if before is None or not before.name:
            found[move["along"]] = Drawn(name, kind, _ended(_columns(data[move["along"]])))
    counted = [
        Drawn(_name(trace), kind, _ended(_columns(trace)))
        for index, trace in enumerate(data)
        if index not in found and "lines" in str(trace.get("mode")) and is_seen(trace)
    ]
    names = {path.name for path in found.values()}
    more = [
        trace
        for trace in counted
        if trace.name and trace.name not in names and trace.first is not None
    ]
    return [*found.values(), *more]


def is_seen(trace: Mapping[str, Any]) -> bool:
    """Whether a trace is drawn for its own sake."""
    if trace.get("visible", True) is not True or number(trace.get("opacity"), 1.0) <= 0:
        return False
    ink, mode = mapping(trace.get("line")).get("color"), str(trace.get("mode"))
    marker = mapping(trace.get("marker"))
    inside = marker.get("color")
    if mode == "markers" and (
        number(marker.get("opacity"), 1.0) <= 0
        or (isinstance(inside, str) and rgba(inside)[3] <= 0 and not marker.get("line"))
    ):
        return False
    lines = mode == "lines"
    clear = lines and isinstance(ink, str) and rgba(ink, "#000")[3] <= 0
    filled = str(trace.get("fill") or "none") != "none"
    return trace.get("name") != _HALO and (not clear or filled)


def _name(trace: Mapping[str, Any]) -> str:
    return re.sub(r"<[^>]*>", "", str(trace.get("name") or "")).strip()


def _columns(trace: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The columns of one trace; of a field, a row a place of its grid."""
    if trace.get("type") in _FIELDS:
        return _field(trace)
    keys = [key for key in ("x", "y", "z", "u", "v", "base") if is_array(trace.get(key))]
    columns = {key: listed(trace[key]) for key in keys}
    count = min(map(len, columns.values()), default=0)
    columns = {key: column[:count] for key, column in columns.items()}
    if trace.get("type") == "bar" and "base" in trace and "base" not in columns:
        columns["base"] = [trace["base"]] * count
    return columns if count else {}


def _field(trace: Mapping[str, Any]) -> dict[str, list[Any]]:
    grid = values(trace.get("z"))
    if grid.ndim != 2 or not grid.size:
        return {}
    rows, columns = grid.shape
    across = listed(trace["x"]) if is_array(trace.get("x")) else list(range(columns))
    upward = listed(trace["y"]) if is_array(trace.get("y")) else list(range(rows))
    if len(across) != columns or len(upward) != rows:
        return {}
    return {
        "x": across * rows,
        "y": [each for each in upward for _ in range(columns)],
        "value": listed(grid.ravel()),
    }


def listed(array: Any) -> list[Any]:
    """The values of an array, single precision kept as such."""
    found = values(array).ravel()
    return list(found) if found.dtype == np.float32 else found.tolist()


def _ended(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The columns without the points that repeat the one at which a path has arrived."""
    rows = list(zip(*columns.values(), strict=True))
    count = len(rows)
    while count > 1 and columns["x"][count - 1] == columns["x"][count - 2] != count - 1:
        if rows[count - 1] != rows[count - 2]:
            break
        count -= 1
    return {key: column[:count] for key, column in columns.items()}
