"""Newton's method with the curvatures made positive: the step to the local quadratic's minimum.

x ← x − η (|H| + δ I)⁻¹ g, where |H| is H with its eigenvalues replaced by their absolute values.

Made positive they lead downhill at a saddle and at a maximum too. Two bounds keep a step finite
where H is singular: no curvature counts as less than 1e-12 of the largest (or 1e-30), and no
coordinate of (|H| + δ I)⁻¹ g as more than 1000 (1 + max|x|).
Source: Nocedal and Wright, Numerical Optimization, section 3.4; Dauphin et al. 2014, Identifying
and attacking the saddle point problem (absolute eigenvalues); δ is ``damping``.
"""

from collections.abc import Callable
from typing import Annotated, Any

from app.core.arithmetic import Number, absolute, maximum, sqrt, where
from app.core.optimizers.rule import JointRule, Range, optimizer
from app.core.optimizers.settings import LearningRate

#: The least curvature that counts, as a share of the largest and as such.
LEAST_SHARE = 1e-12
LEAST_CURVATURE = 1e-30

#: The longest that a coordinate of the step may be, in units of 1 + max|x|.
LONGEST = 1000.0

Damping = Annotated[
    float,
    Range(
        minimum=0.0,
        meaning={
            "en": "Added to every curvature once it is positive; larger is shorter and safer.",
            "ko": "양수로 바꾼 곡률마다 더하는 값으로, 클수록 갱신이 짧고 안전해집니다.",
        },
    ),
]


@optimizer(
    place=140,
    title={"en": "Newton's method", "ko": "뉴턴 방법"},
    latex=r"x \leftarrow x - \eta\, (|H| + \delta I)^{-1} g",
    source="Nocedal and Wright, Numerical Optimization, section 3.4; Dauphin et al. 2014",
    note={
        "en": "Divides the slope in each direction by the curvature there; on a quadratic bowl one "
        "step at a rate of 1 is enough.",
        "ko": "각 방향의 기울기를 그 방향의 곡률로 나누므로, 아래로 볼록한 이차함수에서는 "
        "학습률이 1이면 한 번만 갱신해도 도착합니다.",
    },
    # Near, not alike to the last place: without the two bounds, and by another eigensolver.
    program=(
        "curvatures, axes = np.linalg.eigh(hessian(x))",
        "along = (axes.T @ g) / (np.maximum(np.abs(curvatures), 1e-30) + damping)",
        "return x - learning_rate * (axes @ along), state",
    ),
)
def newton(*, learning_rate: LearningRate = 1.0, damping: Damping = 0.0) -> JointRule:
    """Make the rule for functions of one or two variables."""

    def step(
        gradients: tuple[Number, ...],
        xs: tuple[Number, ...],
        hessian: Callable[[tuple[Number, ...]], Any],
        value_at: Callable[..., Number],
        k: Number,
    ) -> tuple[Number, ...]:
        rows = hessian(xs)
        if len(xs) == 1:
            move: tuple[Number, ...] = _along(gradients[0], rows[0][0], damping)
            return (xs[0] - learning_rate * _short(move, xs)[0],)
        move = _across(gradients, rows[0][0], rows[0][1], rows[1][1], damping)
        return tuple(x - learning_rate * d for x, d in zip(xs, _short(move, xs), strict=True))

    return JointRule(step)


def _along(g: Number, a: Number, damping: Number) -> tuple[Number, ...]:
    """(|a| + δ)⁻¹ g, one variable."""
    return (g / (maximum(absolute(a), LEAST_CURVATURE) + damping),)


def _across(
    gradients: tuple[Number, ...], a: Number, b: Number, c: Number, damping: Number
) -> tuple[Number, ...]:
    """(|H| + δ I)⁻¹ g for H = [[a, b], [b, c]], by its eigenvectors in closed form."""
    # Scaled to entries of at most 1, so that no square leaves the floats.
    scale = maximum(maximum(absolute(a), absolute(b)), maximum(absolute(c), LEAST_CURVATURE))
    a, b, c = a / scale, b / scale, c / scale
    half = (a - c) / 2
    mean = (a + c) / 2
    radius = sqrt(half * half + b * b)
    # The eigenvalue of larger size is safe; the other one would cancel, so take it from the
    # determinant.
    large = where(mean >= 0, mean + radius, mean - radius)
    small = (a * c - b * b) / where(absolute(large) > 0, large, 1.0)
    # The eigenvector (p, q) of mean + radius, from the double angle it makes with the first axis;
    # a round Hessian has every vector, and takes (1, 0).
    safe = where(radius > 0, radius, 1.0)
    cosine = where(radius > 0, half / safe, 1.0)
    sine = b / safe
    longer = sqrt((1 + absolute(cosine)) / 2)
    shorter = sine / (2 * longer)
    p = where(cosine >= 0, longer, shorter)
    q = where(cosine >= 0, shorter, longer)
    upper = where(mean >= 0, large, small)
    lower = where(mean >= 0, small, large)
    least = maximum(LEAST_SHARE * absolute(large) * scale, LEAST_CURVATURE)
    g, h = gradients
    first = (p * g + q * h) / (maximum(absolute(upper) * scale, least) + damping)
    second = (p * h - q * g) / (maximum(absolute(lower) * scale, least) + damping)
    return p * first - q * second, q * first + p * second


def _short(move: tuple[Number, ...], xs: tuple[Number, ...]) -> tuple[Number, ...]:
    """The move, shortened where a coordinate of it would be too long."""
    size = absolute(move[0])
    reach = absolute(xs[0])
    for d, x in zip(move[1:], xs[1:], strict=True):
        size = maximum(size, absolute(d))
        reach = maximum(reach, absolute(x))
    limit = LONGEST * (1 + reach)
    scale = limit / maximum(size, limit)
    return tuple(d * scale for d in move)
