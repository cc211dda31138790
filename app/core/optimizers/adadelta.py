"""Adadelta: the size of past steps takes the place of the learning rate.

v ← ρ v + (1 − ρ) g²,  Δ = √(u + ε)/√(v + ε) · g,  u ← ρ u + (1 − ρ) Δ²,  x ← x − η Δ.
Source: Zeiler 2012, ADADELTA: an adaptive learning rate method; PyTorch, torch.optim.Adadelta.
"""

from typing import NamedTuple

from app.core.arithmetic import Number, sqrt
from app.core.optimizers.rule import Rule, optimizer
from app.core.optimizers.settings import LearningRate, PositiveEpsilon, Rho


class AdadeltaState(NamedTuple):
    """The averages v of the squared gradients and u of the squared steps."""

    v: Number
    u: Number


@optimizer(
    place=60,
    title={"en": "Adadelta", "ko": "Adadelta"},
    latex=r"\begin{aligned} v &\leftarrow \rho\, v + (1 - \rho)\, g^2 \\"
    r" \Delta &= \frac{\sqrt{u + \epsilon}}{\sqrt{v + \epsilon}}\, g \\"
    r" u &\leftarrow \rho\, u + (1 - \rho)\, \Delta^2 \\"
    r" x &\leftarrow x - \eta\, \Delta \end{aligned}",
    source="Zeiler 2012; PyTorch documentation, torch.optim.Adadelta",
    note={
        "en": "Sets its own step from the steps before; it begins very slowly, since epsilon is "
        "small.",
        "ko": "이전 갱신량으로 다음 갱신량을 스스로 정하며, epsilon이 작아 처음에는 아주 느리게 "
        "움직입니다.",
    },
)
def adadelta(
    *, learning_rate: LearningRate = 1.0, rho: Rho = 0.9, epsilon: PositiveEpsilon = 1e-6
) -> Rule:
    """Make the rule; epsilon must be positive, for from u = 0 it could never set out."""

    def step(g: Number, x: Number, state: AdadeltaState, k: Number) -> tuple[Number, AdadeltaState]:
        v = rho * state.v + (1 - rho) * g * g
        delta = sqrt(state.u + epsilon) / sqrt(v + epsilon) * g
        u = rho * state.u + (1 - rho) * delta * delta
        return x - learning_rate * delta, AdadeltaState(v, u)

    return Rule(lambda x: AdadeltaState(0.0, 0.0), step)
