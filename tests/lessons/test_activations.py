"""The lesson on activation functions: its sentences, its pictures and its small network."""

import math
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from app.catalogue.languages import LANGUAGES, say
from app.core.activations import ACTIVATIONS
from app.lessons.activations.claims import bends
from app.lessons.activations.experiment import (
    KINDS,
    ActivationsExperiment,
    Kind,
    net,
    place,
    window,
    written,
)
from app.lessons.activations.figures.function import draw_function
from app.lessons.activations.figures.network import draw_network
from app.lessons.activations.figures.slope import draw_slope
from app.lessons.activations.figures.tails import draw_tails
from app.lessons.activations.regime import regime
from app.lessons.activations.show import show
from app.lessons.headline import bare
from app.lessons.reading import read


def test_the_choice_offers_every_function_of_the_core() -> None:
    assert tuple(ACTIVATIONS) == KINDS


@pytest.mark.parametrize(
    ("kind", "x", "found"),
    [
        ("identity", 0, "same"),
        ("identity", -1e6, "same"),
        ("step", 0, "jump"),
        ("step", 1e-300, "flat"),
        ("step", -3, "flat"),
        ("sigmoid", 0, "steepest"),
        ("sigmoid", 2, "moves"),
        ("sigmoid", 10, "faint"),
        ("sigmoid", -745, "faint"),
        ("sigmoid", -1000, "lost"),
        ("tanh", 0, "steepest"),
        ("tanh", 300, "faint"),
        ("tanh", 400, "lost"),
        ("relu", 0, "kink"),
        ("relu", 0.001, "open"),
        ("relu", -0.001, "off"),
        ("leaky_relu", 0, "kink"),
        ("leaky_relu", -5, "leak"),
        ("leaky_relu", 5, "open"),
        ("softplus", 0, "moves"),
        ("softplus", 40, "nearly"),
        ("softplus", -10, "faint"),
        ("gelu", -1, "falls"),
        ("gelu", -6, "faint"),
        ("gelu", 0, "moves"),
        ("gelu", -50, "lost"),
        ("gelu", 50, "nearly"),
    ],
)
def test_every_regime_has_its_sentence(kind: Kind, x: float, found: str) -> None:
    assert regime(place(kind, x)) == found
    for lang in LANGUAGES:
        shown = show(ActivationsExperiment(kind=kind, x=x), lang)
        assert shown.kind == found
        assert "{" not in shown.headline + shown.detail
        assert len(bare(shown.headline)) <= 110


def test_the_headline_bears_the_number_of_the_derivative() -> None:
    shown = show(ActivationsExperiment(kind="sigmoid", x=2), "en")
    slope = special.expit(2) * special.expit(-2)
    assert f"[run]{slope:.3f}[/run]" in shown.headline
    # The tangent's promise and what really happens, from 2 to 2.1.
    assert f"{special.expit(2.1) - special.expit(2):.3g}" in shown.detail
    assert f"{0.1 * slope:.3g}" in shown.detail


def test_the_table_holds_all_eight() -> None:
    x = -0.7
    rows = show(ActivationsExperiment(kind="gelu", x=x), "en").tables["kinds"].rows
    phi = stats.norm.cdf(x) + x * stats.norm.pdf(x)
    known = {
        "identity": (x, 1),
        "step": (0, 0),
        "sigmoid": (special.expit(x), special.expit(x) * special.expit(-x)),
        "tanh": (math.tanh(x), 1 - math.tanh(x) ** 2),
        "relu": (0, 0),
        "leaky_relu": (0.01 * x, 0.01),
        "softplus": (math.log(1 + math.exp(x)), special.expit(x)),
        "gelu": (x * stats.norm.cdf(x), phi),
    }
    for (kind, (value, slope)), row in zip(known.items(), rows, strict=True):
        assert say("en", f"activations.option.kind.{kind}") == bare(row[0])
        numbers = [float(bare(cell).replace("−", "-")) for cell in row[1:]]
        assert numbers == pytest.approx([value, slope], rel=5e-3, abs=1e-12)


@pytest.mark.parametrize("kind", ["step", "relu", "leaky_relu"])
def test_a_place_without_derivative_is_drawn_as_such(kind: Kind) -> None:
    experiment = ActivationsExperiment(kind=kind, x=0)
    assert place(kind, 0.0).slope is None
    assert show(experiment, "en").tables["kinds"].rows[KINDS.index(kind)][2].startswith("[edge]")
    slope = draw_slope(experiment, "en", "light")
    assert all(trace["name"] != "x" for trace in slope["data"])
    hollow = [t for t in slope["data"] if t["mode"] == "markers"]
    assert [sorted(t["y"]) for t in hollow] == [
        {"step": [0.0], "relu": [0.0, 1.0], "leaky_relu": [0.01, 1.0]}[kind]
    ]


def test_the_step_is_0_at_0_and_its_upper_end_is_open() -> None:
    data = draw_function(ActivationsExperiment(kind="step", x=0), "en", "light")["data"]
    marks = {t["name"]: (t["x"], t["y"], t["marker"]["color"]) for t in data if "marker" in t}
    ground = "#fbfaf6"
    assert marks[say("en", "activations.plot.missing")] == ([0.0], [1.0], ground)
    taken = marks[say("en", "activations.plot.taken")]
    assert taken[:2] == ([0.0], [0.0]) and taken[2] != ground


def test_the_tangent_touches_and_its_triangle_rises_by_the_slope() -> None:
    for x in (-2.0, 5.7):
        at = place("tanh", x)
        shapes = draw_function(ActivationsExperiment(kind="tanh", x=x), "en", "light")["layout"][
            "shapes"
        ]
        _, tangent, run, rise = shapes
        assert at.slope is not None
        share = (x - tangent["x0"]) / (tangent["x1"] - tangent["x0"])
        height = tangent["y0"] + share * (tangent["y1"] - tangent["y0"])
        assert height == pytest.approx(at.y)
        assert (rise["y1"] - rise["y0"]) / (run["x1"] - run["x0"]) == pytest.approx(at.slope)
        assert abs(run["x1"]) <= 6


def test_what_is_zero_has_no_place_on_the_log_axis() -> None:
    figure = draw_tails(ActivationsExperiment(kind="step", x=3), "en", "light")
    chosen = next(t for t in figure["data"] if t["name"] == "Step")
    assert chosen["y"] == [None] * len(chosen["y"])
    words = [note["text"] for note in figure["layout"]["annotations"]]
    assert say("en", "activations.plot.below_all") in words


@pytest.mark.parametrize("seed", range(40))
def test_identities_collapse_whatever_the_weights(seed: int) -> None:
    own, x = net(seed), np.linspace(-6, 6, 101)
    w1, w2 = np.array(own.w1)[:, None], np.array(own.w2)[None, :]
    b = w2 @ np.array(own.b1)[:, None] + own.b2
    line = (w2 @ w1 * x + b)[0]
    assert own.output("identity", x) == pytest.approx(line, abs=1e-12)
    assert own.slope * x + own.offset == pytest.approx(line, abs=1e-12)
    # Every unit bends within the picture, so that each can be seen.
    places = -np.array(own.b1) / np.array(own.w1)
    assert (np.abs(places) <= 5).all() and (np.abs(np.array(own.w1)) >= 0.5).all()


def test_a_net_of_relus_bends_where_a_unit_switches() -> None:
    own = net(ActivationsExperiment().seed)
    x = np.linspace(-6, 6, 1201)
    turns = np.abs(np.diff(own.output("relu", x), 2)) > 1e-9
    assert int(turns[0] + (turns[1:] & ~turns[:-1]).sum()) == 3


def test_bends_are_counted_once() -> None:
    assert bends(1, 10, "relu") <= 10
    assert bends(3, 10, "identity") == 0


def test_the_network_table_adds_up() -> None:
    experiment = ActivationsExperiment(kind="tanh", x=1.5)
    own = net(experiment.seed)
    rows = show(experiment, "en").tables["network"].rows
    hidden = [math.tanh(w * 1.5 + b) for w, b in zip(own.w1, own.b1, strict=True)]
    y = sum(w * h for w, h in zip(own.w2, hidden, strict=True)) + own.b2
    assert float(bare(rows[-1][3]).replace("−", "-")) == pytest.approx(y, rel=5e-3)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("x", [-1e6, -5e-324, 0, 5e-324, 6, 6.000001, 1e6])
def test_no_number_breaks_a_picture(kind: Kind, x: float) -> None:
    experiment = ActivationsExperiment(kind=kind, x=x)
    for draw in (draw_function, draw_slope, draw_tails, draw_network):
        figure: dict[str, Any] = draw(experiment, "ko", "dark")
        for axis in ("xaxis", "yaxis"):
            low, high = figure["layout"][axis]["range"]
            assert math.isfinite(low) and math.isfinite(high) and low < high
    low, high = window(x)
    assert low <= x <= high


def test_minus_zero_is_zero_and_bad_values_fall_back() -> None:
    query, problems = read(ActivationsExperiment, [("x", "-0")], "en")
    assert not problems and math.copysign(1, query.x) == 1
    for key, value in [("x", "nan"), ("x", "2e6"), ("kind", "swish"), ("seed", "-1")]:
        query, problems = read(ActivationsExperiment, [(key, value)], "ko")
        assert query == ActivationsExperiment() and [p.key for p in problems] == [key]


def test_a_value_just_short_of_1_is_not_written_as_1() -> None:
    assert written(float(special.expit(10.0))) == "0.9999546"
    assert written(1.0) == "1"
    assert written(0.8807970779778823) == "0.8808"
    assert written(1 - 2**-53) != "1"
