"""Adamax: Adam with the largest recent gradient in place of the root of the mean square.

g ← g + w x,  m ← β₁ m + (1 − β₁) g,  u ← max(β₂ u, |g| + ε),  x ← x − η/(1 − β₁ᵏ) · m/u.
Source: Kingma and Ba 2015, Adam: a method for stochastic optimization, section 7.1; PyTorch,
torch.optim.Adamax, whose ε stands inside the maximum.
"""

from typing import Annotated, NamedTuple

from app.core.arithmetic import Number, absolute, divide, maximum, power
from app.core.optimizers.rule import Range, Rule, optimizer
from app.core.optimizers.settings import Beta1, Epsilon, LearningRate, WeightDecay

NormBeta = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
        meaning={
            "en": "How slowly the largest gradient seen so far fades.",
            "ko": "지금까지 가장 컸던 기울기의 크기가 얼마나 천천히 줄어들지 정합니다.",
        },
    ),
]


class AdamaxState(NamedTuple):
    """The average m of the gradients and their exponentially fading maximum u."""

    m: Number
    u: Number


@optimizer(
    place=120,
    title={"en": "Adamax", "ko": "Adamax"},
    latex=r"\begin{aligned} m &\leftarrow \beta_1 m + (1 - \beta_1)\, g \\"
    r" u &\leftarrow \max(\beta_2 u, |g| + \epsilon) \\"
    r" x &\leftarrow x - \frac{\eta}{1 - \beta_1^k}\, \frac{m}{u} \end{aligned}",
    source="Kingma and Ba 2015, section 7.1; PyTorch documentation, torch.optim.Adamax",
    note={
        "en": "Adam that divides by the largest recent gradient, so no step is much longer than "
        "the learning rate.",
        "ko": "최근에 가장 컸던 기울기로 나누는 Adam으로, 한 걸음이 학습률보다 크게 길어지지 "
        "않습니다.",
    },
)
def adamax(
    *,
    learning_rate: LearningRate = 2e-3,
    beta1: Beta1 = 0.9,
    beta2: NormBeta = 0.999,
    epsilon: Epsilon = 1e-8,
    weight_decay: WeightDecay = 0.0,
) -> Rule:
    """Make the rule; with epsilon 0, a gradient that has been 0 from the start gives NaN."""

    def step(g: Number, x: Number, state: AdamaxState, k: Number) -> tuple[Number, AdamaxState]:
        g = g + weight_decay * x
        m = beta1 * state.m + (1 - beta1) * g
        u = maximum(beta2 * state.u, absolute(g) + epsilon)
        rate = learning_rate / (1 - power(beta1, k))
        return x - rate * divide(m, u), AdamaxState(m, u)

    return Rule(lambda x: AdamaxState(0.0, 0.0), step)
