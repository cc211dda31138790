"""AdamW: Adam with the weight decay taken out of the gradient and applied to x itself.

x ← x (1 − η w), then Adam's step with the bare gradient.
Source: Loshchilov and Hutter 2019, Decoupled weight decay regularization; PyTorch,
torch.optim.AdamW.
"""

from typing import Annotated, NamedTuple

from app.core.arithmetic import Number, divide, maximum, power, sqrt
from app.core.optimizers.rule import Range, Rule, optimizer
from app.core.optimizers.settings import Beta1, Beta2, DecoupledWeightDecay, Epsilon, LearningRate

LargestMoment = Annotated[
    bool,
    Range(
        meaning={
            "en": "Use the largest second moment so far, as AMSGrad does.",
            "ko": "AMSGrad처럼 지금까지 가장 컸던 2차 모멘트를 씁니다.",
        },
    ),
]


class AdamWState(NamedTuple):
    """Adam's moments m and v, and the largest v so far."""

    m: Number
    v: Number
    v_max: Number


@optimizer(
    place=90,
    title={"en": "AdamW", "ko": "AdamW"},
    latex=r"\begin{aligned} x &\leftarrow x - \eta\, w\, x \\"
    r" m &\leftarrow \beta_1 m + (1 - \beta_1)\, g \\"
    r" v &\leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \\"
    r" \hat{m} &= \frac{m}{1 - \beta_1^k}, \quad \hat{v} = \frac{v}{1 - \beta_2^k} \\"
    r" x &\leftarrow x - \eta\, \frac{\hat{m}}{\sqrt{\hat{v}} + \epsilon} \end{aligned}",
    source="Loshchilov and Hutter 2019; PyTorch documentation, torch.optim.AdamW",
    note={
        "en": "Adam with a decay that shrinks x directly, by the same share however large the "
        "gradients are.",
        "ko": "가중치 감소를 기울기에 섞지 않고 x에 직접 적용하는 Adam으로, 기울기가 크든 작든 "
        "같은 비율로 줄입니다.",
    },
)
def adamw(
    *,
    learning_rate: LearningRate = 1e-3,
    beta1: Beta1 = 0.9,
    beta2: Beta2 = 0.999,
    epsilon: Epsilon = 1e-8,
    weight_decay: DecoupledWeightDecay = 1e-2,
    amsgrad: LargestMoment = False,
) -> Rule:
    """Make the rule; with epsilon 0, a gradient that has been 0 from the start gives NaN."""

    def step(g: Number, x: Number, state: AdamWState, k: Number) -> tuple[Number, AdamWState]:
        x = x * (1 - learning_rate * weight_decay)
        m = beta1 * state.m + (1 - beta1) * g
        v = beta2 * state.v + (1 - beta2) * g * g
        v_max = maximum(state.v_max, v)
        m_hat = m / (1 - power(beta1, k))
        v_hat = (v_max if amsgrad else v) / (1 - power(beta2, k))
        x = x - learning_rate * divide(m_hat, sqrt(v_hat) + epsilon)
        return x, AdamWState(m, v, v_max)

    return Rule(lambda x: AdamWState(0.0, 0.0, 0.0), step)
