"""The NumPy program that gives the numbers of the pictures."""

import numpy as np

from app.catalogue.languages import say
from app.lessons.activations.experiment import ActivationsExperiment, Kind, net, place
from app.lessons.lesson import Program

_SIGMOID = "np.where(x >= 0, 1.0, np.exp(-np.abs(x))) / (1 + np.exp(-np.abs(x)))"
#: h(x) and h′(x), with the operations of the site in their order.
_WRITTEN: dict[Kind, tuple[str, str]] = {
    "identity": ("x", "np.ones_like(x)"),
    "step": ("np.where(x > 0, 1.0, 0.0)", "np.zeros_like(x)"),
    "sigmoid": (_SIGMOID, "np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 2"),
    "tanh": ("np.tanh(x)", "4 * np.exp(-2 * np.abs(x)) / (1 + np.exp(-2 * np.abs(x))) ** 2"),
    "relu": ("np.where(x <= 0, 0.0, x)", "np.where(x > 0, 1.0, 0.0)"),
    "leaky_relu": ("np.where(x > 0, x, 0.01 * x)", "np.where(x > 0, 1.0, 0.01)"),
    "softplus": ("np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))", _SIGMOID),
    "gelu": (
        "0.5 * x * erfc(-x * np.sqrt(0.5))",
        "0.5 * erfc(-x * np.sqrt(0.5)) + x * (1 / np.sqrt(2 * np.pi) * np.exp(-0.5 * x * x))",
    ),
}


def program(experiment: ActivationsExperiment, lang: str) -> Program:
    """The value, the slope where there is one, and the network's answer without and with bends."""
    own, at = net(experiment.seed), place(experiment.kind, experiment.x)
    value, slope = _WRITTEN[experiment.kind]

    def note(key: str) -> str:
        return "# " + say(lang, f"activations.program.{key}")

    x = np.array([at.x])
    answers = [float(own.output(kind, x)[0]) for kind in ("identity", at.kind)]
    known = at.slope is not None
    gelu = experiment.kind == "gelu"
    lines = [
        *(["import math", ""] if gelu else []),
        "import numpy as np",
        "",
        *([note("erfc"), "erfc = np.vectorize(math.erfc, otypes=[float])", ""] if gelu else []),
        f"x = np.array([{at.x!r}])",
        "",
        "def h(x):",
        f"    return {value}",
        "",
        *(["def slope(x):", f"    return {slope}", ""] if known else [note("undefined"), ""]),
        note("network"),
        f"W1, b1 = np.array({list(own.w1)!r}), np.array({list(own.b1)!r})",
        f"W2, b2 = np.array({list(own.w2)!r}), {own.b2!r}",
        "u = np.outer(W1, x) + b1[:, None]",
        f"plain = W2 @ u + b2  {note('plain')}",
        f"bent = W2 @ h(u) + b2  {note('bent')}",
        f"print(W2 @ W1, W2 @ b1 + b2)  {note('collapsed')}",
        f"print(*np.concatenate([h(x), {'slope(x), ' if known else ''}plain, bent]).tolist())",
    ]
    numbers = [at.y, *([] if at.slope is None else [at.slope]), *answers]
    return Program("\n".join(lines) + "\n", tuple(numbers))
