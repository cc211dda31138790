"""Which minimum each of 200 × 200 starts reaches in 200 steps."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.basins import basins, labelled
from app.core.objective import objective
from app.core.population import stepped
from app.core.settling import Ends
from benchmarks.measure import Row, against, interleaved
from benchmarks.peers import torch_descent
from benchmarks.peers.formulas import FORMULAS, Formula

ORDER = 30
SIDE, STEPS = 200, 200
MEASURE = "basins of 200² starts × 200 steps, gradient descent"


def rows(quick: bool) -> Iterator[Row]:
    """Two functions against torch.optim on one batch, at the rate of the catalogue."""
    for formula in FORMULAS:
        yield _mapped(formula, 3 if quick else 7)


def _mapped(formula: Formula, rounds: int) -> Row:
    entry = FUNCTIONS[formula.name]
    made = objective(entry.expression)
    rule = OPTIMIZERS["gradient_descent"].rule(learning_rate=entry.learning_rate)
    low, high = entry.domain[0::2], entry.domain[1::2]
    axes = tuple(np.linspace(a, b, SIDE) for a, b in zip(low, high, strict=True))
    starts = np.stack([grid.ravel() for grid in np.meshgrid(*axes)])

    def ours() -> Any:
        return basins(made, rule, axes, STEPS, domain=entry.domain, minima=entry.minima)

    found = ours().labels.ravel()
    plain = _plain(made, rule, starts)
    expected = labelled(made, starts, plain, entry.domain, entry.minima)[0]
    wrong = int((found != expected).sum())
    if wrong:
        raise AssertionError(f"{wrong} labels of {formula.title} differ from plain float64")
    works: list[Callable[[], Any]] = [ours]
    if torch_descent.torch is not None:
        theirs = torch_descent.work(
            formula,
            "gradient_descent",
            starts,
            entry.learning_rate,
            STEPS,
            record=False,
        )
        _compare(formula.title, plain.points, theirs()[0][-1])
        works.append(theirs)
    times = [1e3 * each for each in interleaved(works, rounds, least=0.0)]
    note = "every label as in plain float64; ours with the minima found, theirs only the ends"
    return against(
        MEASURE,
        formula.title,
        times[0],
        times[1] if len(times) > 1 else None,
        "torch.optim batched",
        6,
        note=note,
    )


def _plain(made: Any, rule: Any, starts: Any) -> Ends:
    """The ends by stepping every start to the last step."""
    points, before, middle = starts, starts, starts
    with np.errstate(all="ignore"):
        for k, moved in enumerate(stepped(made, rule, starts, STEPS), start=1):
            before, points = points, moved
            if k == (STEPS + 1) // 2:
                middle = points - before
        return Ends(points, middle, points - before)


def _compare(title: str, ours: Any, theirs: Any) -> None:
    """The ends that are finite in both; of chaotic runs the last bit decides, so a few may miss."""
    both = np.isfinite(ours).all(axis=0) & np.isfinite(theirs).all(axis=0)
    apart = np.abs(ours[:, both] - theirs[:, both]).max(axis=0)
    if np.quantile(apart, 0.9) > 1e-6 or both.mean() < 0.5:
        raise AssertionError(f"{title}: the ends of torch.optim are others")
