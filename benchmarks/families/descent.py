"""One start, 1,000 steps, every point and value kept; and the first path of a new function."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import numpy as np

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import walk
from app.core.objective import objective
from benchmarks.measure import Row, against, agree, interleaved, peer
from benchmarks.peers import torch_descent
from benchmarks.peers.formulas import FORMULAS, TEXTBOOK, Formula, textbook_loop

ORDER = 10
STEPS = 1_000
MEASURE = "1,000 steps from one start, points and values kept"
FIRST = "first path of a function never seen: parse, differentiate, compile, 1,000 steps"
#: Rates at which the run is calm, so that two orders of the same arithmetic agree to the end.
RATES = {
    ("gradient_descent", "rosenbrock"): 0.0015,
    ("momentum", "rosenbrock"): 0.0003,
    ("adam", "rosenbrock"): 0.01,
    ("gradient_descent", "ackley"): 0.005,
    ("momentum", "ackley"): 0.001,
    ("adam", "ackley"): 0.01,
}


def rows(quick: bool) -> Iterator[Row]:
    """Each rule on each function, against torch.optim and against a textbook's loop."""
    for formula in FORMULAS:
        for rule, make in TEXTBOOK.items():
            yield from _one_start(formula, rule, make, 3 if quick else 7)
    yield _first_path(3 if quick else 9)


def _one_start(
    formula: Formula, rule: str, make: Callable[[float], Any], rounds: int
) -> Iterator[Row]:
    case = f"{rule.replace('_', ' ')}, {formula.title}"
    entry, rate = FUNCTIONS[formula.name], RATES[rule, formula.name]
    made = objective(entry.expression)

    def ours() -> tuple[Any, Any]:
        points = walk(made, OPTIMIZERS[rule].rule(learning_rate=rate), entry.start, STEPS).path
        return points, made.value(points.T)

    def loop() -> tuple[Any, Any]:
        return textbook_loop(formula, make(rate), entry.start, STEPS)

    works: list[Callable[[], Any]] = [ours, loop]
    if torch_descent.torch is not None:
        works.append(torch_descent.work(formula, rule, np.array(entry.start), rate, STEPS))
    found = ours()
    for name, other in zip(("the textbook's loop", "torch.optim"), works[1:], strict=False):
        for mine, theirs, what in zip(found, other(), ("points", "values"), strict=True):
            agree(mine, theirs, 1e-6, f"{case}, {what} of {name}")
    times = [1e3 * each for each in interleaved(works, rounds)]
    torch_time = times[2] if len(times) > 2 else None
    yield against(MEASURE, case, times[0], torch_time, "torch.optim", 300)
    yield against(MEASURE, case, times[0], times[1], "textbook NumPy", 6)


def _first_path(rounds: int) -> Row:
    """Every call gets a function of its own, so that nothing made for an earlier one helps."""
    numbers = count(1)
    start, rate = (-1.5, 2.0), 1e-3
    jax = peer("jax")

    def ours(constant: float | None = None) -> Any:
        c = constant or 100 + next(numbers) / 1e4
        made = objective(f"(1 - x)**2 + {c}*(y - x**2)**2 + exp(-x**2)*cos(y)")
        return walk(made, OPTIMIZERS["adam"].rule(learning_rate=rate), start, STEPS).path

    works: list[Callable[[], Any]] = [ours]
    if jax is not None:
        jax.config.update("jax_enable_x64", True)
        jnp, lax = jax.numpy, jax.lax

        def theirs(constant: float | None = None) -> Any:
            c = constant or 100 + next(numbers) / 1e4

            def f(p: Any) -> Any:
                x, y = p
                return (1 - x) ** 2 + c * (y - x**2) ** 2 + jnp.exp(-(x**2)) * jnp.cos(y)

            slope = jax.grad(f)

            def update(carried: Any, k: Any) -> Any:
                p, m, v = carried
                g = slope(p)
                m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
                m_hat, v_hat = m / (1 - 0.9**k), v / (1 - 0.999**k)
                p = p - rate * m_hat / (jnp.sqrt(v_hat) + 1e-8)
                return (p, m, v), p

            def run(p: Any) -> Any:
                zero = jnp.zeros(2)
                return lax.scan(update, (p, zero, zero), jnp.arange(1.0, STEPS + 1))[1]

            return np.asarray(jax.jit(run)(jnp.array(start)))

        agree(ours(107.0)[1:], theirs(107.0), 1e-9, FIRST)
        works.append(theirs)
    # Not more than one call a round: the caches of compiled functions would fill and be emptied.
    times = [1e3 * each for each in interleaved(works, rounds, least=0.0)]
    return against(
        FIRST, "Adam on Rosenbrock with a bump", times[0], times[1] if jax else None, "JAX", 2
    )
