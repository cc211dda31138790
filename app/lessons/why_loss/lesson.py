"""The entry of the lesson ``why-loss``."""

from app.lessons import board
from app.lessons.board import figure
from app.lessons.controls import Control, Slider
from app.lessons.why_loss.claims import CLAIMS, QUESTIONS
from app.lessons.why_loss.experiment import SHOWN, WhyLossExperiment
from app.lessons.why_loss.figures import accuracy, loss, points, walk
from app.lessons.why_loss.program import program
from app.lessons.why_loss.show import show

_NAME = "why-loss"
_GRADIENT = {
    "text": "(f(w + h) − f(w − h)) / 2h",
    "latex": r"\frac{f(w + h) - f(w - h)}{2h}",
}
_ENTROPY = {
    "text": "L = −(1/N) Σ (t log y + (1 − t) log(1 − y))",
    "latex": r"L = -\frac{1}{N} \sum_n \left( t_n \log y_n + (1 - t_n) \log(1 - y_n) \right)",
}
_SCORE = {"text": "a = w x₁ + x₂, y = h(a)", "latex": r"a = w x_1 + x_2, \quad y = h(a)"}
_SHARE = {"text": "right / N", "latex": r"\frac{1}{N} \sum_n [\hat{t}_n = t_n]"}
_UPDATE = {
    "text": "w ← w − η ∂L/∂w",
    "latex": r"w \leftarrow w - \eta\,\frac{\partial L}{\partial w}",
}

LESSON = board.lesson(
    name=_NAME,
    order=80,
    part="learning",
    formula=_GRADIENT,
    experiment=WhyLossExperiment,
    controls=(
        Control("w", "number", slider=Slider(*SHOWN), big=True),
        Control("activation", "choice", options=("sigmoid", "step")),
        Control("h", "number", slider=Slider(1e-8, 1.0, "log"), more=True),
        Control("learning_rate", "number", slider=Slider(0.05, 20, "log"), more=True),
    ),
    stage=("why-loss-points", "why-loss-accuracy", "why-loss-slope"),
    side=("gradients",),
    show=show,
    figures=(
        figure(
            _NAME,
            "why-loss-points",
            WhyLossExperiment,
            points.draw,
            points.describe,
            _SCORE,
            keys=("w", "activation"),
            aspect=1.08,
        ),
        figure(
            _NAME,
            "why-loss-accuracy",
            WhyLossExperiment,
            accuracy.draw,
            accuracy.describe,
            _SHARE,
            keys=("w", "h"),
            aspect=1.08,
        ),
        figure(
            _NAME,
            "why-loss-slope",
            WhyLossExperiment,
            loss.draw,
            loss.describe,
            _ENTROPY,
            keys=("w", "h", "activation"),
            aspect=1.08,
        ),
        figure(
            _NAME,
            "why-loss-walk",
            WhyLossExperiment,
            walk.draw,
            walk.describe,
            _UPDATE,
            keys=("w", "h", "activation", "learning_rate"),
            aspect=1.5,
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "w=1.6",
        "w=3.12",
        "w=5",
        "w=-2.5",
        "w=0",
        "w=-50",
        "w=50&activation=step",
        "activation=step",
        "w=1.6&activation=step",
        "w=1.6&h=1e-7",
        "h=1e-20",
        "h=1e-15",
        "h=1",
        "h=5&w=1",
        "w=1.6&learning_rate=100",
    ),
)
