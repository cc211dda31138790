"""The entry of the lesson ``preprocessing``: its page and its figures."""

from app.core.datasets import KINDS
from app.lessons.board import figure, lesson
from app.lessons.controls import Control, Slider
from app.lessons.preprocessing.claims import CLAIMS, QUESTIONS
from app.lessons.preprocessing.experiment import MOST_STEPS, MOST_TEST, PreprocessingQuery
from app.lessons.preprocessing.figures.answers import describe_answers, draw_answers
from app.lessons.preprocessing.figures.data import describe_data, draw_data
from app.lessons.preprocessing.figures.loss import describe_loss, draw_loss
from app.lessons.preprocessing.figures.race import describe_race, draw_race
from app.lessons.preprocessing.program import program
from app.lessons.preprocessing.show import show

_NAME = "preprocessing"
_FORMULA = {
    "text": "z = M (x − μ), κ = λmax/λmin of ZᵀZ/N",
    "latex": r"\mathbf{z} = M(\mathbf{x} - \boldsymbol{\mu}), \quad "
    r"\kappa = \frac{\lambda_{\max}}{\lambda_{\min}}",
}
_SPLIT = ("data", "normalisation", "whitening", "test", "seed")
_RUN = (*_SPLIT, "learning_rate", "steps")

LESSON = lesson(
    name=_NAME,
    order=40,
    part="network",
    formula=_FORMULA,
    experiment=PreprocessingQuery,
    controls=(
        Control("normalisation", "choice", KINDS, big=True),
        Control("whitening", "choice", ("zca", "pca")),
        Control("learning_rate", "number", slider=Slider(1e-3, 3.0, "log")),
        Control("steps", "number", slider=Slider(0, MOST_STEPS, step=1)),
        Control("data", "choice", ("tips", "iris")),
        Control("statistics", "choice", ("train", "own")),
        Control("test", "number", slider=Slider(1, MOST_TEST, step=1)),
        Control("seed", "number"),
    ),
    stage=("preprocessing-data", "preprocessing-loss", "preprocessing-race"),
    picture="preprocessing-loss",
    side=("ways",),
    show=show,
    figures=(
        figure(
            _NAME,
            "preprocessing-data",
            PreprocessingQuery,
            draw_data,
            describe_data,
            _FORMULA,
            keys=(*_SPLIT, "statistics"),
            aspect=1.12,
        ),
        figure(
            _NAME,
            "preprocessing-loss",
            PreprocessingQuery,
            draw_loss,
            describe_loss,
            _FORMULA,
            keys=_RUN,
            aspect=1.12,
            clock=True,
            loss=draw_race,
        ),
        figure(
            _NAME,
            "preprocessing-race",
            PreprocessingQuery,
            draw_race,
            describe_race,
            _FORMULA,
            keys=_RUN,
            aspect=1.12,
            clock=True,
            loss=draw_race,
        ),
        figure(
            _NAME,
            "preprocessing-answers",
            PreprocessingQuery,
            draw_answers,
            describe_answers,
            _FORMULA,
            keys=_SPLIT,
            aspect=1.45,
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "normalisation=centred",
        "normalisation=standardised",
        "normalisation=whitened",
        "normalisation=whitened&whitening=pca",
        "normalisation=whitened&learning_rate=1.9",
        "learning_rate=1",
        "normalisation=standardised&learning_rate=0.1&steps=400",
        "normalisation=whitened&learning_rate=1e200",
        "data=iris",
        "data=iris&normalisation=standardised&test=8&statistics=own",
        "test=1&normalisation=whitened&statistics=own",
        "steps=0",
        "seed=7&test=122",
    ),
)
