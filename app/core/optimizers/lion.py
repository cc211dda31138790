"""Lion: only the sign of a momentum counts, so every step is equally long.

c = β₁ m + (1 − β₁) g,  x ← x − η (sign c + w x),  m ← β₂ m + (1 − β₂) g.
Source: Chen et al. 2023, Symbolic discovery of optimization algorithms, algorithm 2; w is
``weight_decay``, decoupled.
"""

from typing import Annotated, NamedTuple

from app.core.arithmetic import Number, sign
from app.core.optimizers.rule import Range, Rule, optimizer
from app.core.optimizers.settings import Beta1, DecoupledWeightDecay, LearningRate

MomentumBeta = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
        meaning={
            "en": "How slowly the momentum that is carried to the next step forgets.",
            "ko": "다음 갱신으로 넘기는 모멘텀이 과거를 얼마나 오래 기억할지 정합니다.",
        },
    ),
]


class LionState(NamedTuple):
    """The momentum m."""

    m: Number


@optimizer(
    place=130,
    title={"en": "Lion", "ko": "Lion"},
    latex=r"\begin{aligned} c &= \beta_1 m + (1 - \beta_1)\, g \\"
    r" x &\leftarrow x - \eta\, (\operatorname{sign}(c) + w\, x) \\"
    r" m &\leftarrow \beta_2 m + (1 - \beta_2)\, g \end{aligned}",
    source="Chen et al. 2023, algorithm 2",
    note={
        "en": "Moves every coordinate by the learning rate exactly, up or down; near the minimum "
        "it hops to and fro.",
        "ko": "모든 좌표를 양이나 음의 방향으로 정확히 학습률만큼 옮기므로, 최소점 근처에서는 "
        "그 주위를 오갑니다.",
    },
)
def lion(
    *,
    learning_rate: LearningRate = 1e-4,
    beta1: Beta1 = 0.9,
    beta2: MomentumBeta = 0.99,
    weight_decay: DecoupledWeightDecay = 0.0,
) -> Rule:
    """Make the rule; sign 0 is 0."""

    def step(g: Number, x: Number, state: LionState, k: Number) -> tuple[Number, LionState]:
        c = beta1 * state.m + (1 - beta1) * g
        x = x - learning_rate * (sign(c) + weight_decay * x)
        return x, LionState(beta2 * state.m + (1 - beta2) * g)

    return Rule(lambda x: LionState(0.0), step)
