"""The runs of the measures by torch.optim, in float64 and as its documentation writes the loop."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import peer
from benchmarks.peers.formulas import Formula

Array = NDArray[np.float64]
torch: Any = peer("torch")


def optimizer(name: str, parameters: Any, learning_rate: float) -> Any:
    """The optimizer that is the catalogue's rule of this name."""
    if name == "adam":
        return torch.optim.Adam(parameters, lr=learning_rate)
    return torch.optim.SGD(parameters, lr=learning_rate, momentum=0.9 * (name == "momentum"))


def run(
    formula: Formula,
    rule: str,
    starts: Array,
    learning_rate: float,
    steps: int,
    *,
    record: bool = True,
    rates: Array | None = None,
) -> tuple[Array, Array]:
    """Points (steps + 1, …) and values of runs from ``starts``, shape (2,) or (2, K).

    With ``rates`` each run has its own rate: its gradient is multiplied by it and the optimizer's
    own rate is 1, which for descent and momentum is the same. Without ``record`` only the last
    points and values are kept.
    """
    p = torch.tensor(starts, dtype=torch.float64, requires_grad=True)
    step = optimizer(rule, [p], learning_rate)
    scale = None if rates is None else torch.tensor(rates)
    points, values = [p.detach().clone()], []
    for _ in range(steps):
        step.zero_grad()
        loss = formula.value(p[0], p[1], torch)
        loss.sum().backward()
        if scale is not None:
            p.grad *= scale
        step.step()
        if record:
            values.append(loss.detach())
            points.append(p.detach().clone())
    with torch.no_grad():
        values.append(formula.value(p[0], p[1], torch))
    if not record:
        points = [p.detach()]
    return torch.stack(points).numpy(), torch.stack(values).numpy()


def work(*arguments: Any, **options: Any) -> Callable[[], Any]:
    """The same as a piece of work to be timed."""
    return lambda: run(*arguments, **options)
