"""Line search: gradient descent that shortens each step until it pays.

From t = η, t ← t·shrink until f(x − t g) ≤ f(x) − c₁ t ‖g‖², then x ← x − t g.
Source: Armijo 1966, Minimization of functions having Lipschitz continuous first partial
derivatives; Nocedal and Wright, Numerical Optimization, algorithm 3.1.
"""

import math
from collections.abc import Callable
from typing import Annotated, Any

from app.core.arithmetic import Condition, Number, absolute, repeated, where
from app.core.optimizers.rule import JointRule, Range, optimizer
from app.core.optimizers.settings import LearningRate

#: Trials before the point stays where it is; with shrink ½ the last one is 2e-18 of the first.
TRIALS = 60

SufficientDecrease = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_minimum=True,
        open_maximum=True,
        meaning={
            "en": "The share of the fall that the slope promises which a step must bring.",
            "ko": "기울기로 예상한 감소량 가운데 한 걸음이 실제로 이루어야 하는 비율입니다.",
        },
    ),
]

Shrink = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_minimum=True,
        open_maximum=True,
        meaning={
            "en": "What a step that does not pay is multiplied by before the next trial.",
            "ko": "조건을 만족하지 못한 걸음을 다시 시도하기 전에 곱해서 줄이는 비율입니다.",
        },
    ),
]


@optimizer(
    place=150,
    title={"en": "Line search", "ko": "직선 탐색"},
    latex=r"\begin{aligned} t &\leftarrow \eta, \quad t \leftarrow s\, t \ \text{ until }\ "
    r"f(x - t g) \le f(x) - c_1\, t\, \|g\|^2 \\ x &\leftarrow x - t\, g \end{aligned}",
    source="Armijo 1966; Nocedal and Wright, Numerical Optimization, algorithm 3.1",
    note={
        "en": "Tries the full step first and backs off until the value falls enough; more values "
        "to compute, but the value never rises.",
        "ko": "먼저 학습률만큼의 걸음을 시도하고 함숫값이 충분히 줄어들 때까지 걸음을 줄입니다. "
        "함숫값을 더 여러 번 계산하는 대신, 함숫값이 커지는 일이 없습니다.",
    },
    program=(
        "t, now, slope = learning_rate, f(*x), sum(g * g)",
        f"for _ in range({TRIALS}):",
        "    if -np.inf < f(*(x - t * g)) <= now - c1 * t * slope:",
        "        return x - t * g, state",
        "    t = t * shrink",
        "return x, state",
    ),
)
def line_search(
    *,
    learning_rate: LearningRate = 1.0,
    c1: SufficientDecrease = 1e-4,
    shrink: Shrink = 0.5,
) -> JointRule:
    """Make the rule; a trial whose value is not finite has failed, and after 60 it stays."""

    def step(
        gradients: tuple[Number, ...],
        xs: tuple[Number, ...],
        hessian: Callable[[tuple[Number, ...]], Any],
        value_at: Callable[..., Number],
        k: Number,
    ) -> tuple[Number, ...]:
        value = value_at(*xs)
        slope = gradients[0] * gradients[0]
        for g in gradients[1:]:
            slope = slope + g * g

        def attempt(t: Number) -> tuple[Condition, Number]:
            found = value_at(*(x - t * g for x, g in zip(xs, gradients, strict=True)))
            paid = where(absolute(found) < math.inf, found <= value - c1 * t * slope, False)
            # A point that has paid keeps its t, so it pays again at each later trial.
            return paid, where(paid, t, t * shrink)

        paid, t = repeated(attempt, learning_rate, TRIALS)
        return tuple(where(paid, x - t * g, x) for x, g in zip(xs, gradients, strict=True))

    return JointRule(step)
