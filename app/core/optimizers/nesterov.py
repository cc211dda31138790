"""Nesterov's momentum in PyTorch's form: the step looks one velocity ahead.

v ← β v + g,  x ← x − η (g + β v).
Source: Nesterov 1983, A method for solving the convex programming problem with convergence rate
O(1/k²); Sutskever et al. 2013, On the importance of initialization and momentum in deep learning;
PyTorch, torch.optim.SGD(nesterov=True).
"""

from typing import NamedTuple

from app.core.arithmetic import Number
from app.core.optimizers.rule import Rule, optimizer
from app.core.optimizers.settings import LearningRate, Momentum


class NesterovState(NamedTuple):
    """The velocity v."""

    v: Number


def edge(lambda_max: float, *, momentum: float) -> float:
    """(2 + 2β)/((1 + 2β) λ): there z² − (1 + β)(1 − ηλ) z + β(1 − ηλ) has the root −1."""
    return (2 + 2 * momentum) / ((1 + 2 * momentum) * lambda_max)


@optimizer(
    place=30,
    title={"en": "Nesterov momentum", "ko": "네스테로프 모멘텀"},
    latex=r"\begin{aligned} v &\leftarrow \beta\, v + g \\"
    r" x &\leftarrow x - \eta\, (g + \beta\, v) \end{aligned}",
    source="Nesterov 1983; Sutskever et al. 2013; PyTorch documentation, torch.optim.SGD",
    note={
        "en": "Momentum that looks one step ahead and so brakes before it overshoots.",
        "ko": "한 걸음 앞을 내다보는 모멘텀이라, 지나치기 전에 미리 속도를 줄입니다.",
    },
    edge=edge,
    edge_latex=r"\frac{2+2\beta}{(1+2\beta)\lambda_{\max}}",
)
def nesterov(*, learning_rate: LearningRate = 1e-3, momentum: Momentum = 0.9) -> Rule:
    """Make the rule; the first velocity is the first gradient."""

    def step(g: Number, x: Number, state: NesterovState, k: Number) -> tuple[Number, NesterovState]:
        v = momentum * state.v + g
        return x - learning_rate * (g + momentum * v), NesterovState(v)

    return Rule(lambda x: NesterovState(0.0), step)
