"""Schedules: how the learning rate changes along a run, as pure functions of the step.

A schedule gives the rate η(t) of the update t + 1, t = 0, 1, 2, …, in PyTorch's closed forms
(torch.optim.lr_scheduler: StepLR, ExponentialLR, CosineAnnealingLR). No rule keeps the rate in its
state, so a rule with a schedule is a rule again, and the one loop of :mod:`app.core.descent` runs
it as it runs any other.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from app.core.arithmetic import Number
from app.core.optimizers.rule import JointRule, Rule


def constant(rate: float, t: int) -> float:
    """η(t) = η."""
    return rate


def step(rate: float, t: int, *, step_size: int, gamma: float) -> float:
    """η(t) = η γ^⌊t/s⌋: after every ``step_size`` updates the rate is multiplied by γ."""
    return rate * float(gamma) ** (t // step_size)


def exponential(rate: float, t: int, *, gamma: float) -> float:
    """η(t) = η γ^t: after every update the rate is multiplied by γ."""
    return rate * float(gamma) ** t


def cosine(rate: float, t: int, *, t_max: int, eta_min: float = 0.0) -> float:
    """η(t) = ηₘᵢₙ + (η − ηₘᵢₙ)(1 + cos(πt/T))/2: half a wave from η down to ηₘᵢₙ.

    Beyond T it stays at ηₘᵢₙ; PyTorch's would rise again. Source: Loshchilov and Hutter 2017,
    SGDR, without the restarts.
    """
    return eta_min + (rate - eta_min) * (1 + math.cos(math.pi * min(t, t_max) / t_max)) / 2


def scheduled(
    make_rule: Callable[..., Rule | JointRule], rates: Sequence[float]
) -> Rule | JointRule:
    """The rule whose update k uses ``rates[k − 1]``, and the last of them from there on.

    ``make_rule(learning_rate=…)`` makes the rule at one rate. A constant schedule gives the plain
    rule itself. Raises ValueError where there are no rates.
    """
    if not len(rates):
        raise ValueError("a schedule needs at least one rate")
    if all(rate == rates[0] for rate in rates):
        return make_rule(learning_rate=rates[0])
    made = {rate: make_rule(learning_rate=rate) for rate in dict.fromkeys(rates)}
    steps: list[Any] = [made[rate].step for rate in rates]
    last = len(steps)
    first = made[rates[0]]
    origin = first.origin and first.origin._replace(rates=tuple(map(float, rates)))
    if isinstance(first, JointRule):

        def together(
            gradients: Any, xs: Any, hessian: Any, value_at: Any, k: Number
        ) -> tuple[Number, ...]:
            moved: tuple[Number, ...] = steps[min(k, last) - 1](gradients, xs, hessian, value_at, k)
            return moved

        return JointRule(together, origin)

    def alone(g: Number, x: Number, state: Any, k: Number) -> tuple[Number, Any]:
        moved: tuple[Number, Any] = steps[min(k, last) - 1](g, x, state, k)
        return moved

    return Rule(first.init, alone, origin)
