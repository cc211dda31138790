"""The entry of the lesson ``optimizers``."""

from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.board import figure, lesson
from app.lessons.controls import Control, Slider
from app.lessons.optimizers.claims import CLAIMS, QUESTIONS
from app.lessons.optimizers.contenders import NONE, PLACES
from app.lessons.optimizers.experiment import RaceExperiment
from app.lessons.optimizers.figures import edge, loss, memory, track, winners
from app.lessons.optimizers.live import live
from app.lessons.optimizers.program import program
from app.lessons.optimizers.show import show

NAME = "optimizers"
FORMULA = {
    "text": "x ← x − η Δ(g₁, …, gₜ)",
    "latex": r"x \leftarrow x - \eta\, \Delta(g_1, \dots, g_t)",
}
_EDGE = {
    "text": "2(1 + β)/λ and (2 + 2β)/((1 + 2β)λ)",
    "latex": r"\frac{2(1+\beta)}{\lambda_{\max}}, \quad \frac{2+2\beta}{(1+2\beta)\lambda_{\max}}",
}
_RACE = (
    "f",
    "start",
    "steps",
    "factor",
    "fair",
    "scale",
    *PLACES,
    *(f"{place}_learning_rate" for place in PLACES),
    *(f"{place}_settings" for place in PLACES),
    "theme",
)
_RATE = Slider(1e-3, 10, "log")


def _controls() -> tuple[Control, ...]:
    """The knob of all rates, the fair switch, and three fields for each place."""
    found = [
        Control("factor", "number", slider=Slider(0.01, 100, "log"), big=True),
        Control("fair", "choice", options=("false", "true")),
    ]
    for place in PLACES:
        names = tuple(OPTIMIZERS) if place == "a" else (NONE, *OPTIMIZERS)
        found += [
            Control(place, "choice", options=names),
            Control(f"{place}_learning_rate", "number", slider=_RATE),
        ]
    return (
        *found,
        Control("steps", "number", slider=Slider(0, 300, step=1)),
        Control("beta", "number", slider=Slider(0, 0.99)),
        Control("watch", "choice", options=PLACES),
        Control("f", "text", more=True),
        Control("start", "text", more=True),
        Control("scale", "number", slider=Slider(0.01, 100, "log"), more=True),
        *(Control(f"{place}_settings", "text", more=True) for place in PLACES),
    )


LESSON = lesson(
    name=NAME,
    order=130,
    part="tuning",
    formula=FORMULA,
    experiment=RaceExperiment,
    controls=_controls(),
    stage=("race", "race-loss"),
    side=("standings",),
    show=show,
    live=live,
    light=lambda experiment: experiment.steps <= 100 and not experiment.fair,
    figures=(
        figure(
            NAME,
            "race",
            RaceExperiment,
            track.draw,
            track.describe,
            FORMULA,
            keys=_RACE,
            aspect=1.6,
            clock=True,
            loss=loss.draw,
            runs=loss.runs,
        ),
        figure(
            NAME,
            "race-loss",
            RaceExperiment,
            loss.draw,
            loss.describe,
            FORMULA,
            keys=_RACE,
            aspect=1.6,
            clock=True,
            loss=loss.draw,
            runs=loss.runs,
        ),
        figure(
            NAME,
            "race-memory",
            RaceExperiment,
            memory.draw,
            memory.describe,
            FORMULA,
            keys=(*_RACE, "watch"),
            clock=True,
            loss=loss.draw,
        ),
        figure(
            NAME,
            "race-edges",
            RaceExperiment,
            edge.draw,
            edge.describe,
            _EDGE,
            keys=("f", "beta", "theme"),
        ),
        figure(
            NAME,
            "race-winners",
            RaceExperiment,
            winners.draw,
            winners.describe,
            FORMULA,
            keys=("theme",),
            aspect=1.45,
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "fair=true",
        "factor=1.1",
        "scale=100&watch=c",
        "f=ravine&steps=100&fair=true&watch=b",
        "f=rosenbrock&steps=200",
        "a=newton&b=line_search&b_learning_rate=1000&c=none&d=none&watch=a",
        "a=nesterov&b=rmsprop&c=adadelta&d=none&b_settings=centered%3Dtrue",
        "a=adamw&b=none&c=none&d=lion&d_settings=beta2:0.9",
        "f=double_well&steps=20",
        "f=x**4 %2B y**2",
        "beta=0&steps=0",
    ),
)
