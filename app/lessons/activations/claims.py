"""The sentences of this lesson with a number in them, and its questions for the hall."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from app.core.activations import ACTIVATIONS
from app.lessons.activations.experiment import KINDS, ActivationsExperiment, Kind, net, place
from app.lessons.activations.figures.network import formula
from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits

_GRID = np.arange(-5000, 5001) * 6 / 5000
_LAYERS = 10


def _value(kind: Kind, x: float) -> float:
    return place(kind, x).y


def _slope(kind: Kind, x: float) -> float:
    found = place(kind, x).slope
    return float("nan") if found is None else found


def _slopes(kind: Kind) -> NDArray[np.float64]:
    return ACTIVATIONS[kind].derivative(_GRID)


def _flat() -> Mapping[str, object]:
    slopes = _slopes("step")
    return {
        "count": f"{slopes.size:,}",
        "zero": f"{int((slopes == 0).sum()):,}",
        "rest": int(np.isnan(slopes).sum()),
    }


def _vanishing() -> Mapping[str, object]:
    top = _slope("sigmoid", 0.0)
    return {"layers": _LAYERS, "top": digits(top), "product": digits(top**_LAYERS)}


def _lowest() -> tuple[float, float]:
    """Where GELU is lowest, and how low."""
    values = ACTIVATIONS["gelu"].value(_GRID)
    at = int(np.argmin(values))
    return float(_GRID[at]), float(values[at])


_OWN = net(ActivationsExperiment.model_construct().seed)


def _deviation(kind: Kind) -> float:
    """How far the network of the page ever is from its straight line."""
    straight = _OWN.slope * _GRID + _OWN.offset
    return float(np.abs(_OWN.output(kind, _GRID) - straight).max())


def bends(layers: int, units: int, kind: Kind) -> int:
    """How many corners the answer of a random net of equal layers has on the grid."""
    rng = np.random.default_rng(0)
    h: NDArray[np.float64] = _GRID[None, :]
    for _ in range(layers):
        weights = rng.normal(0, 1 / np.sqrt(len(h)), (units, len(h)))
        h = ACTIVATIONS[kind].value(weights @ h + rng.normal(0, 1, (units, 1)))
    y = rng.normal(0, 1 / np.sqrt(units), units) @ h
    turns = np.abs(np.diff(y, 2)) > 1e-9
    # A corner between two points of the grid turns the line at both; it counts once.
    return int(turns[0] + (turns[1:] & ~turns[:-1]).sum())


CLAIMS = (
    Claim(
        "step-at-zero",
        lambda: _value("step", 0.0) == 0 and place("step", 0.0).slope is None,
        lambda: {"y": digits(_value("step", 0.0))},
    ),
    Claim(
        "step-flat",
        lambda: int((_slopes("step") == 0).sum()) == _GRID.size - 1,
        _flat,
    ),
    Claim(
        "sigmoid-never",
        lambda: bool((_slopes("sigmoid") > 0).all() and _slopes("sigmoid").max() == 0.25),
        lambda: {
            "middle": digits(_slope("sigmoid", 0.0)),
            "far": digits(_slope("sigmoid", 10.0), 2),
        },
    ),
    Claim("vanishing", lambda: _slope("sigmoid", 0.0) ** _LAYERS < 1e-6, _vanishing),
    Claim(
        "tanh-four",
        lambda: _slope("tanh", 0.0) == 4 * _slope("sigmoid", 0.0),
        lambda: {
            "tanh": digits(_slope("tanh", 0.0)),
            "ratio": digits(_slope("tanh", 0.0) / _slope("sigmoid", 0.0)),
        },
    ),
    Claim(
        "relu-passes",
        lambda: _slope("relu", 5.0) ** _LAYERS == 1 and _slope("relu", -5.0) == 0,
        lambda: {
            "slope": digits(_slope("relu", 5.0)),
            "layers": _LAYERS,
            "product": digits(_slope("relu", 5.0) ** _LAYERS),
            "off": digits(_slope("relu", -5.0)),
        },
    ),
    Claim(
        "leak",
        lambda: _slope("leaky_relu", -5.0) == 0.01,
        lambda: {"slope": digits(_slope("leaky_relu", -5.0))},
    ),
    Claim(
        "gelu-dips",
        lambda: -0.1699 > _lowest()[1] > -0.17 and _slope("gelu", -2.0) < 0,
        lambda: {"x": digits(_lowest()[0]), "y": digits(_lowest()[1])},
    ),
    Claim(
        "softplus-sigmoid",
        lambda: bool(
            np.abs(_slopes("softplus") - ACTIVATIONS["sigmoid"].value(_GRID)).max() < 1e-15
        ),
    ),
    Claim(
        "collapse",
        lambda: _deviation("identity") < 1e-14,
        lambda: {"line": formula(_OWN), "worst": digits(_deviation("identity"), 1)},
    ),
    Claim(
        "no-collapse",
        lambda: all(_deviation(kind) > 0.5 for kind in KINDS if kind != "identity"),
        lambda: {"worst": digits(_deviation("sigmoid")), "relu": digits(_deviation("relu"))},
    ),
)

QUESTIONS = (
    Question(
        "far",
        lambda: _slope("sigmoid", 10.0) > 0 and _slope("step", 10.0) == 0,
        lambda: {
            "sigmoid": digits(_slope("sigmoid", 10.0), 2),
            "step": digits(_slope("step", 10.0)),
        },
    ),
    Question(
        "opposite",
        lambda: [k for k in KINDS if (_slopes(k)[_GRID != 0] < 0).any()] == ["gelu"],
        lambda: {
            "x": digits(_lowest()[0]),
            "at": digits(-1.0),
            "slope": digits(_slope("gelu", -1.0)),
        },
    ),
    Question(
        "deep",
        lambda: bends(20, 100, "identity") == 0 and bends(1, 10, "relu") > 0,
        lambda: {
            "layers": 20,
            "units": 100,
            "bends": bends(20, 100, "identity"),
            "few": 10,
            "relu": bends(1, 10, "relu"),
        },
    ),
)
