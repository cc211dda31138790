"""The entry of the lesson ``learning-rate``."""

from app.lessons.board import figure, lesson
from app.lessons.controls import Control, Slider
from app.lessons.learning_rate.claims import CLAIMS, QUESTIONS
from app.lessons.learning_rate.experiment import RateExperiment
from app.lessons.learning_rate.figures import every, factors, loss, schedule, stage
from app.lessons.learning_rate.live import live
from app.lessons.learning_rate.program import program
from app.lessons.learning_rate.show import show
from app.lessons.lesson import Figure

NAME = "learning-rate"
FORMULA = {
    "text": "x ← x − η ∂f/∂x",
    "latex": r"x \leftarrow x - \eta\, \frac{\partial f}{\partial x}",
}
_EDGE = {
    "text": "|1 − ηλ| < 1 for 0 < η < 2/λmax",
    "latex": r"|1 - \eta\lambda| < 1 \iff 0 < \eta < \frac{2}{\lambda_{\max}}",
}
_PLACE = ("f", "lambda1", "lambda2", "start", "steps", "theme")
_TIMED = ("schedule", "gamma", "step_size", "eta_min", "noise", "seed")


def _stage(name: str, key: str) -> Figure:
    return figure(
        NAME,
        name,
        RateExperiment,
        stage.draw(key),
        stage.describe(key),
        FORMULA,
        keys=(*_PLACE, *_TIMED, key),
        aspect=1.4,
        clock=True,
        loss=loss.draw(key),
        runs=loss.runs(key),
    )


LESSON = lesson(
    name=NAME,
    order=120,
    part="tuning",
    formula=FORMULA,
    experiment=RateExperiment,
    controls=(
        Control("learning_rate", "number", slider=Slider(0.005, 2, "log"), big=True),
        Control("small", "number", slider=Slider(0.005, 2, "log")),
        Control("large", "number", slider=Slider(0.005, 2, "log")),
        Control("lambda1", "number", slider=Slider(0.01, 10, "log")),
        Control("lambda2", "number", slider=Slider(0.01, 10, "log")),
        Control("schedule", "choice", options=("constant", "step", "exponential", "cosine")),
        Control("gamma", "number", slider=Slider(0.1, 1)),
        Control("step_size", "number", slider=Slider(1, 100, step=1)),
        Control("eta_min", "number", slider=Slider(0, 0.5)),
        Control("noise", "number", slider=Slider(0, 2)),
        Control("seed", "number"),
        Control("steps", "number", slider=Slider(0, 400, step=1)),
        Control("f", "text", more=True),
        Control("start", "text", more=True),
    ),
    stage=("rate-small", "rate-right", "rate-large"),
    picture="rate-right",
    side=("runs",),
    show=show,
    live=live,
    figures=(
        _stage("rate-small", "small"),
        _stage("rate-right", "learning_rate"),
        _stage("rate-large", "large"),
        figure(
            NAME,
            "rate-sweep",
            RateExperiment,
            every.draw,
            every.describe,
            FORMULA,
            keys=(*_PLACE, "small", "learning_rate", "large"),
        ),
        figure(
            NAME,
            "rate-factors",
            RateExperiment,
            factors.draw,
            factors.describe,
            _EDGE,
            keys=(*_PLACE, "learning_rate"),
        ),
        figure(
            NAME,
            "rate-schedule",
            RateExperiment,
            schedule.draw_rate,
            schedule.describe_rate,
            FORMULA,
            keys=(*_PLACE, *_TIMED, "learning_rate"),
            aspect=2.0,
            clock=True,
            loss=schedule.draw_loss,
        ),
        figure(
            NAME,
            "rate-loss",
            RateExperiment,
            schedule.draw_loss,
            schedule.describe_loss,
            FORMULA,
            keys=(*_PLACE, *_TIMED, "learning_rate"),
            clock=True,
            loss=schedule.draw_loss,
            runs=loss.runs("learning_rate"),
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "learning_rate=1",
        "learning_rate=0.05&small=0.001&large=1.0001",
        "lambda1=1&lambda2=1&learning_rate=1",
        "schedule=cosine&noise=0.5&steps=400&learning_rate=0.5",
        "schedule=step&step_size=20&gamma=0.5",
        "schedule=exponential&learning_rate=1.05",
        "f=rosenbrock&steps=500",
        "f=himmelblau",
        "f=double_well",
        "f=x**4 %2B y**2&steps=20",
        "f=saddle",
        "steps=0",
    ),
)
