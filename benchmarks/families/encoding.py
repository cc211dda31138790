"""A run and a figure as bytes, beside the standard library's json and Plotly's own writer."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from app.forms.encoding import encode
from app.forms.page_json import page_json
from app.lessons.reading import read
from app.lessons.registry import FIGURES
from app.lessons.typed import typed
from benchmarks.measure import Row, against, agree, interleaved, missing, peer
from benchmarks.peers.textbook import bowl, descent

ORDER = 50

_STEPS = 1000


def rows(quick: bool) -> Iterator[Row]:
    """A path of 1,000 steps; then the figures with maps and with paths."""
    rounds = 5 if quick else 15
    yield _path(rounds)
    yield from _figures(rounds)


def _path(rounds: int) -> Row:
    points = descent(0.03, _STEPS)
    run = {"points": points, "values": bowl(*points.T)}

    def standard() -> bytes:
        lists = {"points": run["points"].tolist(), "values": run["values"].tolist()}
        return json.dumps(lists).encode()

    mine = unpacked(json.loads(page_json(run)))
    theirs = json.loads(standard())
    for key in run:
        agree(mine[key], theirs[key], 0.0, f"path, {key}")
    ours, other = interleaved([lambda: page_json(run), standard], rounds)
    case = f"a path of {_STEPS:,} steps, {len(page_json(run)):,} bytes"
    return against("Encoding", case, 1e3 * ours, 1e3 * other, "stdlib json", 20.0)


def _figures(rounds: int) -> Iterator[Row]:
    go = peer("plotly.graph_objects")
    for name, query in (("descent", "steps=1000"), ("convergence", "steps=1000"), ("field", "")):
        figure = FIGURES[name]
        items = [tuple(part.split("=")) for part in query.split("&") if part]
        experiment, problems = read(figure.experiment, items, "en")  # type: ignore[arg-type]
        assert not problems
        # Both begin with arrays: ours with what a lesson draws, the peer with what its user has.
        plain = unpacked(figure.draw(experiment, "en", "light"))
        body = encode(_packed(plain))
        case = f"figure {name}, {len(body):,} bytes"
        if go is None:
            yield missing("Encoding", case, "go.Figure", "plotly is not installed here", "≥ 12 ×")
            continue

        def mine(plain: Any = plain) -> bytes:
            return encode(_packed(plain))

        def theirs(plain: Any = plain, go: Any = go) -> str:
            text: str = go.Figure(plain).to_json()
            return text

        _same(unpacked(json.loads(body)), unpacked(json.loads(theirs())), name)
        taken, other = interleaved([mine, theirs], rounds)
        yield against("Encoding", case, 1e3 * taken, 1e3 * other, "go.Figure().to_json()", 12.0)


def _packed(value: Any) -> Any:
    """A figure as the lessons make it: every array packed."""
    if isinstance(value, np.ndarray):
        return typed(value, single=value.dtype == np.float32)
    if isinstance(value, dict):
        return {key: _packed(part) for key, part in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_packed(part) for part in value]
    return value


def _same(ours: Any, theirs: Any, name: str) -> None:
    """Stop unless every trace of both figures holds the same numbers."""
    for mine, other in zip(ours["data"], theirs["data"], strict=True):
        for key in "xyz":
            if key in mine:
                agree(_floats(mine[key]), _floats(other[key]), 0.0, f"{name}, {key}")


def _floats(values: Any) -> Any:
    return np.array([np.nan if each is None else each for each in np.ravel(values)], dtype=float)


def unpacked(value: Any) -> Any:
    """A value whose packed arrays are arrays again."""
    if isinstance(value, dict):
        if "bdata" in value:
            array = np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
            shape = value.get("shape")
            return array.reshape([int(part) for part in shape.split(",")]) if shape else array
        return {key: unpacked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [unpacked(part) for part in value]
    return value
