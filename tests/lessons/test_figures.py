"""The figures of the descent, valid by Plotly's own schema for every function and oddity."""

import base64
import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import LANGUAGES
from app.forms.encoding import encode
from app.lessons.descent.experiment import DescentExperiment
from app.lessons.descent.shown import NARROWEST, WIDEST, shown
from app.lessons.palette import THEMES
from app.lessons.reading import read
from app.lessons.registry import FIGURES, LESSONS

OF_DESCENT = [figure.name for figure in LESSONS["descent"].figures]


def unpacked(trace: Any, key: str) -> np.ndarray[Any, Any]:
    """The numbers of a typed array, or of a plain list."""
    value = trace[key]
    if not isinstance(value, dict):
        return np.array(value, dtype=float)
    flat = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"])
    return flat.reshape([int(n) for n in value.get("shape", str(flat.size)).split(",")])


def drawn(figure: str, query: str, lang: str = "en", theme: str = "light") -> dict[str, Any]:
    items = [tuple(part.split("=", 1)) for part in query.split("&") if part]
    experiment, problems = read(DescentExperiment, items, lang)  # type: ignore[arg-type]
    assert not problems, problems
    chosen = FIGURES[figure]
    assert chosen.describe(experiment, lang)
    found: dict[str, Any] = json.loads(encode(chosen.draw(experiment, lang, theme)))
    return found


@pytest.mark.parametrize("figure", OF_DESCENT)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_schema_accepts_every_figure(figure: str, name: str) -> None:
    theme = THEMES[len(name) % 3]
    go.Figure(drawn(figure, f"f={name}", LANGUAGES[len(name) % 2], theme))


ODD = [
    "f=3",
    "f=log(x)",
    "f=log(x)+sqrt(y)",
    "f=1/x",
    "f=1/x+1/y",
    "f=log(x**2+y**2)",
    "f=0*x",
    "f=y",
    "f=sqrt(-1-x**2)",
    "f=exp(exp(x))",
    "f=bowl&learning_rate=1.1",
    "f=bowl&learning_rate=1e300",
    "f=bowl&start=1e300,1",
    "f=bowl&domain=-1e100,1e100,-1,1",
    "f=bowl&domain=0,1e-9,0,1e-9",
    "f=bowl&steps=0",
    "f=bowl&noise=3&seed=4",
    "f=bowl&arrows=none",
    "f=bowl&arrows=uphill&lengths=equal",
    "f=bowl&gradient=numerical&learning_rate=10",
]


@pytest.mark.parametrize("figure", OF_DESCENT)
@pytest.mark.parametrize("query", ODD)
def test_oddities_give_a_picture_too(figure: str, query: str) -> None:
    go.Figure(drawn(figure, query))


def test_the_path_holds_every_point_in_order_under_the_name_of_the_run() -> None:
    figure = drawn("descent", "")
    [path] = [trace for trace in figure["data"] if trace["name"] == "Gradient descent, 0.9"]
    x, y = unpacked(path, "x"), unpacked(path, "y")
    assert len(x) == len(y) == 61
    assert (x[0], y[0]) == (-7, 2)
    assert np.allclose(y, 2 * (-0.8) ** np.arange(61), rtol=1e-9)


def test_arrows_point_downhill_and_shrink_towards_the_minimum() -> None:
    for query, sign in (("", -1), ("arrows=uphill", 1)):
        [arrows] = [t for t in drawn("field", query)["data"] if t["type"] == "quiver"]
        y, v = unpacked(arrows, "y"), unpacked(arrows, "v")
        assert (sign * v * y > 0).all()
        assert abs(v[abs(y) > 4]).min() > abs(v[abs(y) < 1]).max()


def test_where_the_function_has_no_value_the_map_is_empty() -> None:
    [contour] = [t for t in drawn("field", "f=log(x)+y**2")["data"] if t["type"] == "contour"]
    blank = np.isnan(unpacked(contour, "z"))
    assert blank[:, 0].all() and not blank[:, -1].any()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_map_keeps_equal_scales_and_holds_the_domain(name: str) -> None:
    domain = FUNCTIONS[name].domain
    window = shown(domain)
    assert window[0] <= domain[0] and window[1] >= domain[1]
    if len(domain) == 4:
        ratio = (window[1] - window[0]) / (window[3] - window[2])
        assert NARROWEST - 1e-9 <= ratio <= WIDEST + 1e-9
        layout = drawn("field", f"f={name}")["layout"]
        assert layout["yaxis"]["scaleanchor"] == "x"


def test_the_sweep_shows_both_edges() -> None:
    figure = drawn("sweep", "")
    texts = " ".join(a["text"] for a in figure["layout"]["annotations"])
    assert "computed edge 1" in texts and "measured edge" in texts
    assert len(figure["layout"]["shapes"]) == 2
