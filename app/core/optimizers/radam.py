"""RAdam: Adam that waits with its denominator until the second moment can be trusted.

ρ∞ = 2/(1 − β₂) − 1,  ρ_k = ρ∞ − 2k β₂ᵏ/(1 − β₂ᵏ),  g, m, v and m̂ as in Adam.
While ρ_k ≤ 5:  x ← x − η m̂.  After:  x ← x − η m̂ r √(1 − β₂ᵏ)/(√v + ε) with
r² = (ρ_k − 4)(ρ_k − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ_k).
Source: Liu et al. 2020, On the variance of the adaptive learning rate and beyond; PyTorch,
torch.optim.RAdam, whose ε stands beside √v and not beside √v̂.
"""

from typing import NamedTuple

from app.core.arithmetic import Number, divide, maximum, power, sqrt, where
from app.core.optimizers.rule import Rule, optimizer
from app.core.optimizers.settings import Beta1, Beta2, Epsilon, LearningRate, WeightDecay

#: The length of the average from which on PyTorch and the paper's authors' code rectify.
TRUSTED = 5.0


class RAdamState(NamedTuple):
    """The moments: the averages m of the gradients and v of their squares."""

    m: Number
    v: Number


@optimizer(
    place=110,
    title={"en": "RAdam", "ko": "RAdam"},
    latex=r"\begin{aligned} \rho_k &= \rho_\infty - \frac{2k\beta_2^k}{1 - \beta_2^k},"
    r" \quad \rho_\infty = \frac{2}{1 - \beta_2} - 1 \\"
    r" m &\leftarrow \beta_1 m + (1 - \beta_1)\, g,"
    r" \quad \hat{m} = \frac{m}{1 - \beta_1^k} \\"
    r" v &\leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \\"
    r" r &= \sqrt{\frac{(\rho_k - 4)(\rho_k - 2)\rho_\infty}"
    r"{(\rho_\infty - 4)(\rho_\infty - 2)\rho_k}} \\"
    r" x &\leftarrow x - \eta\, \hat{m} \quad (\rho_k \le 5) \\"
    r" x &\leftarrow x - \eta\, \hat{m}\, r\, \frac{\sqrt{1 - \beta_2^k}}{\sqrt{v} + \epsilon}"
    r" \quad (\rho_k > 5) \end{aligned}",
    source="Liu et al. 2020; PyTorch documentation, torch.optim.RAdam",
    note={
        "en": "Begins as plain momentum and turns into Adam once it has seen enough gradients.",
        "ko": "처음에는 모멘텀처럼 움직이다가, 기울기를 충분히 본 뒤에 Adam으로 바뀝니다.",
    },
)
def radam(
    *,
    learning_rate: LearningRate = 1e-3,
    beta1: Beta1 = 0.9,
    beta2: Beta2 = 0.999,
    epsilon: Epsilon = 1e-8,
    weight_decay: WeightDecay = 0.0,
) -> Rule:
    """Make the rule; beta2 of 2/3 or less never reaches the second branch."""

    def step(g: Number, x: Number, state: RAdamState, k: Number) -> tuple[Number, RAdamState]:
        g = g + weight_decay * x
        m = beta1 * state.m + (1 - beta1) * g
        v = beta2 * state.v + (1 - beta2) * g * g
        m_hat = m / (1 - power(beta1, k))
        remaining = power(beta2, k)
        corrected = 1 - remaining
        rho_infinity = 2 / (1 - beta2) - 1
        rho = rho_infinity - 2 * k * remaining / corrected
        # Both branches are computed: below the switch, these stand in for what has no root.
        p = maximum(rho, TRUSTED)
        q = maximum(rho_infinity, TRUSTED)
        r = sqrt((p - 4) * (p - 2) * q / ((q - 4) * (q - 2) * p))
        scale = where(rho > TRUSTED, r * divide(sqrt(corrected), sqrt(v) + epsilon), 1.0)
        return x - learning_rate * m_hat * scale, RAdamState(m, v)

    return Rule(lambda x: RAdamState(0.0, 0.0), step)
