"""Adam: momentum and RMSProp together, both averages corrected for starting at zero.

g ← g + w x,  m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
m̂ = m/(1 − β₁ᵏ),  v̂ = v/(1 − β₂ᵏ),  x ← x − η m̂/(√v̂ + ε).
Source: Kingma and Ba 2015, Adam: a method for stochastic optimization; PyTorch, torch.optim.Adam,
where w is ``weight_decay``.
"""

from typing import NamedTuple

from app.core.arithmetic import Number, divide, power, sqrt
from app.core.optimizers.rule import Rule, optimizer
from app.core.optimizers.settings import Beta1, Beta2, Epsilon, LearningRate, WeightDecay


class AdamState(NamedTuple):
    """The moments: the averages m of the gradients and v of their squares."""

    m: Number
    v: Number


@optimizer(
    place=70,
    title={"en": "Adam", "ko": "Adam"},
    latex=r"\begin{aligned} m &\leftarrow \beta_1 m + (1 - \beta_1)\, g \\"
    r" v &\leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \\"
    r" \hat{m} &= \frac{m}{1 - \beta_1^k}, \quad \hat{v} = \frac{v}{1 - \beta_2^k} \\"
    r" x &\leftarrow x - \eta\, \frac{\hat{m}}{\sqrt{\hat{v}} + \epsilon} \end{aligned}",
    source="Kingma and Ba 2015; PyTorch documentation, torch.optim.Adam",
    note={
        "en": "Momentum for the direction, RMSProp for the size; the first steps move "
        "each coordinate by about the learning rate.",
        "ko": "방향은 모멘텀처럼, 크기는 RMSProp처럼 정하며, 처음 몇 걸음은 좌표마다 거의 "
        "학습률만큼 움직입니다.",
    },
)
def adam(
    *,
    learning_rate: LearningRate = 1e-3,
    beta1: Beta1 = 0.9,
    beta2: Beta2 = 0.999,
    epsilon: Epsilon = 1e-8,
    weight_decay: WeightDecay = 0.0,
) -> Rule:
    """Make the rule; with epsilon 0, a gradient that has been 0 from the start gives NaN."""

    def step(g: Number, x: Number, state: AdamState, k: Number) -> tuple[Number, AdamState]:
        g = g + weight_decay * x
        m = beta1 * state.m + (1 - beta1) * g
        v = beta2 * state.v + (1 - beta2) * g * g
        m_hat = m / (1 - power(beta1, k))
        v_hat = v / (1 - power(beta2, k))
        return x - learning_rate * divide(m_hat, sqrt(v_hat) + epsilon), AdamState(m, v)

    return Rule(lambda x: AdamState(0.0, 0.0), step)
