"""A figure at a step of the clock, its marks where the page would put them."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

_BYTES = {"f8": 8, "f4": 4}


def moment(figure: Mapping[str, Any], step: int) -> dict[str, Any]:
    """Return the figure at ``step``, 0 being the start: paths drawn so far, markers where they are.

    ``layout.meta.moves`` says which traces follow the clock: each shows the point of the trace
    ``along`` at the step, or with ``until`` all points up to it. A trace whose path has ended by
    then, as all have at the last step, stands as it is at rest. The figure is a Plotly dict; it
    is not changed, and shares with the answer what stays the same.
    """
    data = list(figure["data"])
    for move in moves(figure):
        path = data[move["along"]]
        last = length(path["x"]) - 1
        if step >= last:
            continue
        first = 0 if move.get("until") else max(step, 0)
        shown = {key: _part(path[key], first, max(step, 0) + 1) for key in "xyz" if key in path}
        data[move["trace"]] = {**data[move["trace"]], **shown}
    return {**figure, "data": data}


def moves(figure: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Which traces of a figure follow the clock, and along which others."""
    found: Sequence[Mapping[str, Any]] = figure["layout"].get("meta", {}).get("moves", [])
    return found


def steps(figure: Mapping[str, Any]) -> int:
    """The last step of a figure's clock: that of its longest path; 0 where nothing follows it."""
    paths = (figure["data"][move["along"]] for move in moves(figure))
    return max((length(path["x"]) - 1 for path in paths), default=0)


def length(values: Any) -> int:
    """How many numbers a list or one of Plotly's typed arrays of one dimension holds."""
    if isinstance(values, Mapping):
        return len(base64.b64decode(values["bdata"])) // _BYTES[values["dtype"]]
    return len(values)


def _part(values: Any, first: int, end: int) -> Any:
    if not isinstance(values, Mapping):
        return list(values[first:end])
    size = _BYTES[values["dtype"]]
    cut = base64.b64decode(values["bdata"])[first * size : end * size]
    return {**values, "bdata": base64.b64encode(cut).decode("ascii")}
