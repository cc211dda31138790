"""The entry of the lesson ``activations``: its page and its figures."""

from app.lessons.activations.claims import CLAIMS, QUESTIONS
from app.lessons.activations.experiment import KINDS, REACH, ActivationsExperiment
from app.lessons.activations.figures.function import describe_function, draw_function
from app.lessons.activations.figures.network import describe_network, draw_network
from app.lessons.activations.figures.slope import describe_slope, draw_slope
from app.lessons.activations.figures.tails import describe_tails, draw_tails
from app.lessons.activations.program import program
from app.lessons.activations.show import show
from app.lessons.board import figure, lesson
from app.lessons.controls import Control, Slider

_NAME = "activations"
_FORMULA = {"text": "y = h(w x + b)", "latex": r"y = h(w x + b)"}
_SLOPE = {"text": "h′(x)", "latex": r"h'(x)"}
_COLLAPSE = {
    "text": "W2 (W1 x + b1) + b2 = W x + b",
    "latex": r"W_2 (W_1 x + b_1) + b_2 = W x + b",
}
_E = ActivationsExperiment

LESSON = lesson(
    name=_NAME,
    order=10,
    part="network",
    formula=_FORMULA,
    experiment=ActivationsExperiment,
    controls=(
        Control("x", "number", slider=Slider(-REACH, REACH, step=0.01), big=True),
        Control("kind", "choice", options=KINDS, big=True),
        Control("seed", "number", slider=Slider(0, 30, step=1), more=True),
    ),
    stage=("activation", "activation-slope"),
    side=("kinds",),
    show=show,
    figures=(
        figure(
            _NAME,
            "activation",
            _E,
            draw_function,
            describe_function,
            _FORMULA,
            keys=("kind", "x"),
            aspect=1.25,
        ),
        figure(
            _NAME,
            "activation-slope",
            _E,
            draw_slope,
            describe_slope,
            _SLOPE,
            keys=("kind", "x"),
            aspect=1.25,
        ),
        figure(
            _NAME, "activation-tails", _E, draw_tails, describe_tails, _SLOPE, keys=("kind", "x")
        ),
        figure(_NAME, "activation-network", _E, draw_network, describe_network, _COLLAPSE),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "kind=step&x=0",
        "kind=step&x=-3",
        "kind=relu&x=0",
        "kind=relu&x=-2",
        "kind=leaky_relu&x=-2",
        "kind=identity&seed=7",
        "kind=sigmoid&x=10",
        "kind=sigmoid&x=0",
        "kind=tanh&x=-1000",
        "kind=softplus&x=1e6",
        "kind=gelu&x=-1",
        "kind=gelu&x=-1e6&seed=999",
        "kind=step&x=2&seed=12",
    ),
)
