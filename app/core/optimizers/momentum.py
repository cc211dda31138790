"""Gradient descent with momentum (the heavy ball): the past gradients carry the point along.

g ← g + w x,  v ← β v + (1 − τ) g  (at first v = g),  x ← x − η v.
Source: Polyak 1964, Some methods of speeding up the convergence of iteration methods; PyTorch,
torch.optim.SGD, where β is ``momentum``, τ is ``dampening`` and w is ``weight_decay``.
"""

import math
from typing import NamedTuple

from app.core.arithmetic import Number, where
from app.core.optimizers.rule import Rule, optimizer
from app.core.optimizers.settings import Dampening, LearningRate, Momentum, WeightDecay


class MomentumState(NamedTuple):
    """The velocity v."""

    v: Number


def edge(
    lambda_max: float, *, momentum: float, dampening: float, weight_decay: float
) -> float | None:
    """2(1 + β)/((1 − τ)(λ + w)).

    Past the first step the distance follows d″ = (1 + β − α) d′ − β d with α = η(1 − τ)(λ + w),
    and both roots of z² − (1 + β − α) z + β lie inside the unit circle just for
    0 < α < 2(1 + β). With τ = 1 the velocity never hears of a new gradient: no edge.
    """
    heard = _heard(momentum, dampening)
    return 2 * (1 + momentum) / (heard * (lambda_max + weight_decay)) if heard > 0 else None


def best(
    lambda_min: float, lambda_max: float, *, momentum: float, dampening: float, weight_decay: float
) -> float | None:
    """The rate with the smallest spectral radius, where there is just one.

    The radius is √β for |1 + β − α| ≤ 2√β and grows with |1 + β − α| beyond. Both ends are best
    balanced at α's mean 1 + β. If the whole range of curvatures fits into the part where the
    radius is √β, every rate that fits it there is equally good, and no one of them is best.
    """
    heard = _heard(momentum, dampening)
    low, high = lambda_min + weight_decay, lambda_max + weight_decay
    root = math.sqrt(momentum)
    if heard <= 0 or high * (1 - root) ** 2 < low * (1 + root) ** 2:
        return None
    return 2 * (1 + momentum) / (heard * (low + high))


def _heard(momentum: float, dampening: float) -> float:
    """The share of a new gradient that moves the point; PyTorch dampens only with momentum."""
    return 1 - dampening if momentum > 0 else 1.0


@optimizer(
    place=20,
    title={"en": "Momentum", "ko": "모멘텀"},
    latex=r"\begin{aligned} v &\leftarrow \beta\, v + g \\"
    r" x &\leftarrow x - \eta\, v \end{aligned}",
    source="Polyak 1964; PyTorch documentation, torch.optim.SGD",
    note={
        "en": "A velocity gathers the gradients: swings across the valley cancel out, the way "
        "along it adds up.",
        "ko": "속도에 기울기를 쌓아, 골짜기를 가로지르는 진동은 상쇄되고 골짜기를 따라가는 "
        "움직임은 점점 빨라집니다.",
    },
    edge=edge,
    best=best,
    edge_latex=r"\frac{2(1+\beta)}{\lambda_{\max}}",
)
def momentum(
    *,
    learning_rate: LearningRate = 1e-3,
    momentum: Momentum = 0.9,
    dampening: Dampening = 0.0,
    weight_decay: WeightDecay = 0.0,
) -> Rule:
    """Make the rule; the first velocity is the first gradient, whatever the dampening."""

    def step(g: Number, x: Number, state: MomentumState, k: Number) -> tuple[Number, MomentumState]:
        g = g + weight_decay * x
        v = where(k > 1, momentum * state.v + (1 - dampening) * g, g)
        v = where(momentum > 0, v, g)
        return x - learning_rate * v, MomentumState(v)

    return Rule(lambda x: MomentumState(0.0), step)
