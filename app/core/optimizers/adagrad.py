"""AdaGrad: each coordinate's rate shrinks with the squared gradients that it has seen.

h ← h + g²,  x ← x − η/(1 + (k − 1) d) · g/(√h + ε).
Source: Duchi, Hazan and Singer 2011, Adaptive subgradient methods; PyTorch, torch.optim.Adagrad,
where d is ``lr_decay``.
"""

from typing import Annotated, NamedTuple

from app.core.arithmetic import Number, divide, sqrt
from app.core.optimizers.rule import Range, Rule, optimizer
from app.core.optimizers.settings import Epsilon, LearningRate

RateDecay = Annotated[
    float,
    Range(
        minimum=0.0,
        meaning={
            "en": "How fast the learning rate itself falls: step k uses η/(1 + (k − 1)·lr_decay).",
            "ko": "학습률 자체가 줄어드는 빠르기입니다. k번째 갱신은 η/(1 + (k − 1)·lr_decay)를 "
            "씁니다.",
        },
    ),
]

InitialAccumulator = Annotated[
    float,
    Range(
        minimum=0.0,
        meaning={
            "en": "The sum of squared gradients to begin with.",
            "ko": "기울기 제곱을 쌓아 가는 합의 처음 값입니다.",
        },
    ),
]


class AdagradState(NamedTuple):
    """The sum h of the squared gradients."""

    h: Number


@optimizer(
    place=40,
    title={"en": "AdaGrad", "ko": "AdaGrad"},
    latex=r"\begin{aligned} h &\leftarrow h + g^2 \\"
    r" x &\leftarrow x - \eta\, \frac{g}{\sqrt{h} + \epsilon} \end{aligned}",
    source="Duchi, Hazan and Singer 2011; PyTorch documentation, torch.optim.Adagrad",
    note={
        "en": "Coordinates that have moved much slow down; the rate shrinks and never grows back.",
        "ko": "많이 움직인 좌표일수록 학습률이 작아지며, 한번 작아진 학습률은 다시 커지지 "
        "않습니다.",
    },
)
def adagrad(
    *,
    learning_rate: LearningRate = 1e-2,
    epsilon: Epsilon = 1e-10,
    lr_decay: RateDecay = 0.0,
    initial_accumulator_value: InitialAccumulator = 0.0,
) -> Rule:
    """Make the rule; with epsilon 0, a gradient that has been 0 from the start gives NaN."""

    def step(g: Number, x: Number, state: AdagradState, k: Number) -> tuple[Number, AdagradState]:
        rate = learning_rate / (1 + (k - 1) * lr_decay)
        h = state.h + g * g
        return x - rate * divide(g, sqrt(h) + epsilon), AdagradState(h)

    return Rule(lambda x: AdagradState(initial_accumulator_value), step)
