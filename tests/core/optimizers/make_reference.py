"""Write ``reference.json``: what PyTorch's own optimizers do, in float64.

Needs torch and is not run by the tests, which read the file it leaves. Run it by hand, where
torch is installed, when a rule or a setting is added:

    python tests/core/optimizers/make_reference.py
"""

import inspect
import json
from pathlib import Path
from typing import Any

import torch
from slopes import SLOPES  # type: ignore[import-not-found]

STEPS = 50

# What each rule is called in PyTorch, and what tells it from its siblings there.
CLASSES: dict[str, tuple[Any, dict[str, Any]]] = {
    "gradient_descent": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {}),
    "nesterov": (torch.optim.SGD, {"nesterov": True}),
    "adagrad": (torch.optim.Adagrad, {}),
    "rmsprop": (torch.optim.RMSprop, {}),
    "adadelta": (torch.optim.Adadelta, {}),
    "adam": (torch.optim.Adam, {}),
    "amsgrad": (torch.optim.Adam, {"amsgrad": True}),
    "adamw": (torch.optim.AdamW, {}),
    "nadam": (torch.optim.NAdam, {}),
    "radam": (torch.optim.RAdam, {}),
    "adamax": (torch.optim.Adamax, {}),
}

# Calm runs: none amplifies a last bit. Each is a rule, an objective and the settings that differ
# from PyTorch's defaults.
RUNS: list[tuple[str, str, dict[str, Any]]] = [
    ("gradient_descent", "bowl", {"learning_rate": 0.9}),
    ("gradient_descent", "two_wells", {"learning_rate": 0.1}),
    ("momentum", "bowl", {"learning_rate": 0.1, "momentum": 0.9}),
    ("momentum", "bowl", {"learning_rate": 0.3, "momentum": 0.8, "dampening": 0.5}),
    ("momentum", "bowl", {"learning_rate": 0.3, "momentum": 0.0, "dampening": 0.5}),
    (
        "momentum",
        "two_wells",
        {"learning_rate": 0.05, "momentum": 0.7, "dampening": 0.2, "weight_decay": 0.1},
    ),
    ("momentum", "rosenbrock", {"learning_rate": 2e-4, "momentum": 0.9}),
    ("nesterov", "bowl", {"learning_rate": 0.1, "momentum": 0.9}),
    ("nesterov", "rosenbrock", {"learning_rate": 2e-4, "momentum": 0.8}),
    ("adagrad", "bowl", {"learning_rate": 1.5}),
    ("adagrad", "two_wells", {"learning_rate": 0.1, "lr_decay": 0.05}),
    (
        "adagrad",
        "rosenbrock",
        {
            "learning_rate": 0.1,
            "lr_decay": 0.01,
            "initial_accumulator_value": 2.0,
            "epsilon": 1e-6,
        },
    ),
    ("rmsprop", "bowl", {"learning_rate": 0.05}),
    ("rmsprop", "two_wells", {"learning_rate": 0.01, "alpha": 0.9, "momentum": 0.5}),
    ("rmsprop", "bowl", {"learning_rate": 0.01, "centered": True}),
    (
        "rmsprop",
        "two_wells",
        {"learning_rate": 0.002, "momentum": 0.6, "centered": True, "epsilon": 1e-3},
    ),
    ("adadelta", "bowl", {}),
    ("adadelta", "two_wells", {"learning_rate": 2.0, "rho": 0.8, "epsilon": 1e-4}),
    ("adam", "bowl", {"learning_rate": 0.3}),
    ("adam", "two_wells", {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3}),
    ("adam", "rosenbrock", {"learning_rate": 0.02, "weight_decay": 0.5}),
    ("adam", "bowl", {"learning_rate": 0.1, "beta1": 0.0, "beta2": 0.5}),
    ("amsgrad", "bowl", {"learning_rate": 0.3}),
    ("amsgrad", "two_wells", {"learning_rate": 0.1, "beta2": 0.9, "weight_decay": 0.1}),
    ("adamw", "bowl", {"learning_rate": 0.3}),
    ("adamw", "two_wells", {"learning_rate": 0.1, "weight_decay": 0.3}),
    ("adamw", "two_wells", {"learning_rate": 0.1, "beta2": 0.9, "amsgrad": True}),
    ("nadam", "bowl", {"learning_rate": 0.3}),
    ("nadam", "two_wells", {"learning_rate": 0.05, "momentum_decay": 0.1, "weight_decay": 0.1}),
    ("nadam", "rosenbrock", {"learning_rate": 0.01, "momentum_decay": 0.0, "beta1": 0.8}),
    ("radam", "bowl", {"learning_rate": 0.3}),
    ("radam", "two_wells", {"learning_rate": 0.05, "beta2": 0.95, "epsilon": 1e-2}),
    ("radam", "two_wells", {"learning_rate": 0.05, "beta2": 0.6}),
    ("radam", "rosenbrock", {"learning_rate": 2e-4, "weight_decay": 0.5}),
    ("adamax", "bowl", {"learning_rate": 0.3}),
    ("adamax", "two_wells", {"learning_rate": 0.05, "beta2": 0.9, "epsilon": 1e-2}),
    ("adamax", "rosenbrock", {"learning_rate": 0.02, "weight_decay": 0.5}),
]


def translated(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings under the names that PyTorch gives them."""
    names = {"learning_rate": "lr", "epsilon": "eps"}
    options = {names.get(name, name): value for name, value in settings.items()}
    if "beta1" in options or "beta2" in options:
        options["betas"] = (options.pop("beta1", 0.9), options.pop("beta2", 0.999))
    return options


def trajectory(rule: str, slope: str, settings: dict[str, Any]) -> list[list[float]]:
    """The points of STEPS updates, the start first."""
    kind, options = CLASSES[rule]
    objective = SLOPES[slope]
    point = torch.tensor(objective.start, dtype=torch.float64, requires_grad=True)
    optimizer = kind([point], **options, **translated(settings))
    points = [point.tolist()]
    for _ in range(STEPS):
        point.grad = torch.tensor(objective.gradient(*point.tolist()), dtype=torch.float64)
        optimizer.step()
        points.append(point.tolist())
    return points


def defaults(rule: str) -> dict[str, Any]:
    """PyTorch's defaults under this project's names."""
    parameters = inspect.signature(CLASSES[rule][0].__init__).parameters
    found = {name: p.default for name, p in parameters.items() if name not in ("self", "params")}
    if "betas" in found:
        found["beta1"], found["beta2"] = found.pop("betas")
    names = {"lr": "learning_rate", "eps": "epsilon"}
    return {names.get(name, name): value for name, value in found.items()}


def main() -> None:
    """Write the file."""
    # Else NAdam keeps its product of momenta in float32, whatever the parameters are.
    torch.set_default_dtype(torch.float64)
    reference: dict[str, Any] = {
        "torch": torch.__version__.partition("+")[0],
        "defaults": {rule: defaults(rule) for rule in CLASSES},
        "runs": [
            {"rule": r, "slope": f, "settings": s, "points": trajectory(r, f, s)}
            for r, f, s in RUNS
        ],
    }
    runs = ",\n".join(json.dumps(run, separators=(",", ":")) for run in reference.pop("runs"))
    head = json.dumps(reference, separators=(",", ":"))
    text = f'{head[:-1]},\n"runs":[\n{runs}\n]}}\n'
    json.loads(text)
    Path(__file__).with_name("reference.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
