"""NAdam: Adam with Nesterov's look ahead and a momentum that warms up.

μ_k = β₁ (1 − ½·0.96^{kψ}),  g, m, v and v̂ as in Adam,
x ← x − η ((1 − μ_k)/(1 − ∏μ) · g + μ_{k+1}/(1 − μ_{k+1}∏μ) · m)/(√v̂ + ε), with ∏μ = μ₁ ⋯ μ_k.
Source: Dozat 2016, Incorporating Nesterov momentum into Adam; PyTorch, torch.optim.NAdam, where ψ
is ``momentum_decay``.
"""

from typing import Annotated, NamedTuple

from app.core.arithmetic import Number, divide, power, sqrt
from app.core.optimizers.rule import Range, Rule, optimizer
from app.core.optimizers.settings import Beta1, Beta2, Epsilon, LearningRate, WeightDecay

MomentumDecay = Annotated[
    float,
    Range(
        minimum=0.0,
        meaning={
            "en": "How fast the momentum rises from half of beta1 to the whole.",
            "ko": "모멘텀이 beta1의 절반에서 beta1까지 올라가는 빠르기입니다.",
        },
    ),
]


class NAdamState(NamedTuple):
    """Adam's moments m and v, and the product of the momenta so far."""

    m: Number
    v: Number
    mu_product: Number


@optimizer(
    place=100,
    title={"en": "NAdam", "ko": "NAdam"},
    latex=r"\begin{aligned} \mu_k &= \beta_1 \left(1 - \tfrac{1}{2}\, 0.96^{k\psi}\right) \\"
    r" m &\leftarrow \beta_1 m + (1 - \beta_1)\, g \\"
    r" v &\leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \\"
    r" \hat{m} &= \frac{\mu_{k+1}\, m}{1 - \prod_{i=1}^{k+1} \mu_i}"
    r" + \frac{(1 - \mu_k)\, g}{1 - \prod_{i=1}^{k} \mu_i},"
    r" \quad \hat{v} = \frac{v}{1 - \beta_2^k} \\"
    r" x &\leftarrow x - \eta\, \frac{\hat{m}}{\sqrt{\hat{v}} + \epsilon} \end{aligned}",
    source="Dozat 2016; PyTorch documentation, torch.optim.NAdam",
    note={
        "en": "Adam that looks one step ahead, as Nesterov's momentum does.",
        "ko": "네스테로프 모멘텀처럼 한 걸음 앞을 내다보는 Adam입니다.",
    },
)
def nadam(
    *,
    learning_rate: LearningRate = 2e-3,
    beta1: Beta1 = 0.9,
    beta2: Beta2 = 0.999,
    epsilon: Epsilon = 1e-8,
    weight_decay: WeightDecay = 0.0,
    momentum_decay: MomentumDecay = 4e-3,
) -> Rule:
    """Make the rule; with epsilon 0, a gradient that has been 0 from the start gives NaN."""

    def step(g: Number, x: Number, state: NAdamState, k: Number) -> tuple[Number, NAdamState]:
        g = g + weight_decay * x
        mu = beta1 * (1 - 0.5 * power(0.96, k * momentum_decay))
        mu_next = beta1 * (1 - 0.5 * power(0.96, (k + 1) * momentum_decay))
        mu_product = state.mu_product * mu
        m = beta1 * state.m + (1 - beta1) * g
        v = beta2 * state.v + (1 - beta2) * g * g
        ahead = (1 - mu) / (1 - mu_product) * g + mu_next / (1 - mu_product * mu_next) * m
        v_hat = v / (1 - power(beta2, k))
        x = x - learning_rate * divide(ahead, sqrt(v_hat) + epsilon)
        return x, NAdamState(m, v, mu_product)

    return Rule(lambda x: NAdamState(0.0, 0.0, 1.0), step)
