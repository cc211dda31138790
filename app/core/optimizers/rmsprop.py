"""RMSProp: AdaGrad with an average that forgets, so that the steps do not die out.

v ← α v + (1 − α) g²,  b ← μ b + g/(√v + ε),  x ← x − η b.
Centred: ḡ ← α ḡ + (1 − α) g, and v − ḡ² stands under the root.
Source: Hinton 2012, Neural Networks for Machine Learning, lecture 6e; Graves 2013, Generating
sequences with recurrent neural networks (centred); PyTorch, torch.optim.RMSprop.
"""

from typing import Annotated, NamedTuple

from app.core.arithmetic import Number, divide, maximum, sqrt
from app.core.optimizers.rule import Range, Rule, optimizer
from app.core.optimizers.settings import Alpha, Epsilon, LearningRate, Momentum

Centered = Annotated[
    bool,
    Range(
        meaning={
            "en": "Divide by the spread of the gradients about their average instead.",
            "ko": "기울기 제곱의 평균 대신, 기울기가 평균 주위로 흩어진 정도로 나눕니다.",
        },
    ),
]


class RMSpropState(NamedTuple):
    """The averages v of g² and g_ave of g, and the buffer b of the momentum."""

    v: Number
    g_ave: Number
    b: Number


@optimizer(
    place=50,
    title={"en": "RMSProp", "ko": "RMSProp"},
    latex=r"\begin{aligned} v &\leftarrow \alpha\, v + (1 - \alpha)\, g^2 \\"
    r" x &\leftarrow x - \eta\, \frac{g}{\sqrt{v} + \epsilon} \end{aligned}",
    source="Hinton 2012, lecture 6e; Graves 2013; PyTorch documentation, torch.optim.RMSprop",
    note={
        "en": "Divides by the recent size of the gradient, so steep and flat coordinates move "
        "alike.",
        "ko": "최근 기울기의 크기로 나누어, 가파른 좌표와 완만한 좌표가 비슷한 폭으로 움직입니다.",
    },
)
def rmsprop(
    *,
    learning_rate: LearningRate = 1e-2,
    alpha: Alpha = 0.99,
    epsilon: Epsilon = 1e-8,
    momentum: Momentum = 0.0,
    centered: Centered = False,
) -> Rule:
    """Make the rule; with epsilon 0, a gradient that has been 0 from the start gives NaN."""

    def step(g: Number, x: Number, state: RMSpropState, k: Number) -> tuple[Number, RMSpropState]:
        v = alpha * state.v + (1 - alpha) * g * g
        g_ave = alpha * state.g_ave + (1 - alpha) * g
        # Rounding can push the variance below zero, where PyTorch would go on with NaN.
        spread = maximum(v - g_ave * g_ave, 0.0) if centered else v
        b = momentum * state.b + divide(g, sqrt(spread) + epsilon)
        return x - learning_rate * b, RMSpropState(v, g_ave, b)

    return Rule(lambda x: RMSpropState(0.0, 0.0, 0.0), step)
