"""Gradient descent: a step down the slope, in proportion to it.

x ← x − η g.
Source: PyTorch, torch.optim.SGD; Cauchy 1847, Méthode générale pour la résolution des systèmes
d'équations simultanées.
"""

from app.core.arithmetic import Number
from app.core.optimizers.rule import Rule, optimizer
from app.core.optimizers.settings import LearningRate


def edge(lambda_max: float) -> float:
    """A step multiplies the distance by 1 − ηλ; at 2/λ that is −1."""
    return 2 / lambda_max


def best(lambda_min: float, lambda_max: float) -> float:
    """At 2/(λmin + λmax) the flattest and the steepest direction contract alike."""
    return 2 / (lambda_min + lambda_max)


@optimizer(
    place=10,
    title={"en": "Gradient descent", "ko": "경사하강법"},
    latex=r"x \leftarrow x - \eta\, g",
    source="Cauchy 1847; PyTorch documentation, torch.optim.SGD",
    note={
        "en": "Each update goes the steepest way down, by the learning rate times the slope.",
        "ko": "매번 가장 가파른 내리막 방향으로, 기울기의 크기에 비례해 나아갑니다.",
    },
    edge=edge,
    best=best,
    edge_latex=r"\frac{2}{\lambda_{\max}}",
)
def gradient_descent(*, learning_rate: LearningRate = 1e-3) -> Rule:
    """Make the rule x ← x − η g."""

    def step(g: Number, x: Number, state: tuple[()], k: Number) -> tuple[Number, tuple[()]]:
        return x - learning_rate * g, state

    return Rule(lambda x: (), step)
