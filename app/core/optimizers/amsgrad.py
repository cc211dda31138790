"""AMSGrad: Adam whose denominator never shrinks.

As Adam, but v̂ = max(v₁, …, v_k)/(1 − β₂ᵏ): the maximum comes before the correction, as in PyTorch.
Source: Reddi, Kale and Kumar 2018, On the convergence of Adam and beyond; PyTorch,
torch.optim.Adam(amsgrad=True).
"""

from typing import NamedTuple

from app.core.arithmetic import Number, divide, maximum, power, sqrt
from app.core.optimizers.rule import Rule, optimizer
from app.core.optimizers.settings import Beta1, Beta2, Epsilon, LearningRate, WeightDecay


class AMSGradState(NamedTuple):
    """Adam's moments m and v, and the largest v so far."""

    m: Number
    v: Number
    v_max: Number


@optimizer(
    place=80,
    title={"en": "AMSGrad", "ko": "AMSGrad"},
    latex=r"\begin{aligned} m &\leftarrow \beta_1 m + (1 - \beta_1)\, g \\"
    r" v &\leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \\"
    r" v_{\max} &\leftarrow \max(v_{\max}, v) \\"
    r" \hat{m} &= \frac{m}{1 - \beta_1^k}, \quad \hat{v} = \frac{v_{\max}}{1 - \beta_2^k} \\"
    r" x &\leftarrow x - \eta\, \frac{\hat{m}}{\sqrt{\hat{v}} + \epsilon} \end{aligned}",
    source="Reddi, Kale and Kumar 2018; PyTorch documentation, torch.optim.Adam",
    note={
        "en": "Adam that remembers the largest average of squared gradients, so that a long calm "
        "cannot make its steps swell.",
        "ko": "기울기 제곱의 평균이 가장 컸던 값을 기억해 두어, 기울기가 작은 구간이 이어져도 "
        "갱신 폭이 다시 커지지 않는 Adam입니다.",
    },
)
def amsgrad(
    *,
    learning_rate: LearningRate = 1e-3,
    beta1: Beta1 = 0.9,
    beta2: Beta2 = 0.999,
    epsilon: Epsilon = 1e-8,
    weight_decay: WeightDecay = 0.0,
) -> Rule:
    """Make the rule; with epsilon 0, a gradient that has been 0 from the start gives NaN."""

    def step(g: Number, x: Number, state: AMSGradState, k: Number) -> tuple[Number, AMSGradState]:
        g = g + weight_decay * x
        m = beta1 * state.m + (1 - beta1) * g
        v = beta2 * state.v + (1 - beta2) * g * g
        v_max = maximum(state.v_max, v)
        m_hat = m / (1 - power(beta1, k))
        v_hat = v_max / (1 - power(beta2, k))
        x = x - learning_rate * divide(m_hat, sqrt(v_hat) + epsilon)
        return x, AMSGradState(m, v, v_max)

    return Rule(lambda x: AMSGradState(0.0, 0.0, 0.0), step)
