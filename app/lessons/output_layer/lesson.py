"""The entry of the lesson ``output-layer``: its page and its figures."""

from app.lessons.board import figure, lesson
from app.lessons.controls import Control, Slider
from app.lessons.output_layer.claims import CLAIMS, QUESTIONS
from app.lessons.output_layer.experiment import LEAST, MOST, OutputLayerExperiment
from app.lessons.output_layer.figures.answers import describe_answers, draw_answers
from app.lessons.output_layer.figures.gradient import describe_gradient, draw_gradient
from app.lessons.output_layer.figures.push import describe_push, draw_push
from app.lessons.output_layer.figures.scores import SCORE_ENDS, describe_scores, draw_scores
from app.lessons.output_layer.program import program
from app.lessons.output_layer.show import show

_NAME = "output-layer"
_E = OutputLayerExperiment
_FORMULA = {
    "text": "y = a, y = softmax(a)",
    "latex": r"y = a, \quad y = \operatorname{softmax}(a)",
}
_GRADIENT = {"text": "∂L/∂a = y − t", "latex": r"\frac{\partial L}{\partial a_k} = y_k - t_k"}
_PUSH = {"text": "−∂L/∂a", "latex": r"-\frac{\partial L}{\partial a_k}"}
_SCORES = {"text": "a = W x + b", "latex": r"a = W x + b"}

LESSON = lesson(
    name=_NAME,
    order=20,
    part="network",
    formula=_FORMULA,
    experiment=OutputLayerExperiment,
    controls=(
        Control("task", "choice", options=("regression", "classification"), big=True),
        Control("scores", "numbers", slider=Slider(*SCORE_ENDS, step=0.1), least=LEAST, most=MOST),
        Control("target", "number", slider=Slider(0, MOST - 1, step=1)),
        Control(
            "truth",
            "numbers",
            slider=Slider(*SCORE_ENDS, step=0.1),
            least=LEAST,
            most=MOST,
            more=True,
        ),
    ),
    stage=("output-scores", "output-answer"),
    side=("answer",),
    show=show,
    figures=(
        figure(
            _NAME,
            "output-scores",
            _E,
            draw_scores,
            describe_scores,
            _SCORES,
            keys=("scores",),
            aspect=1.25,
        ),
        figure(_NAME, "output-answer", _E, draw_answers, describe_answers, _FORMULA, aspect=1.25),
        figure(_NAME, "output-gradient", _E, draw_gradient, describe_gradient, _GRADIENT),
        figure(
            _NAME, "output-push", _E, draw_push, describe_push, _PUSH, keys=("scores", "target")
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "task=regression",
        "scores=10,0,0&target=1",
        "scores=2,2,1",
        "scores=1,1",
        "scores=0,1e-17",
        "scores=1e6,-1e6",
        "scores=1,2,3,4,5,6,7,8,9,10&target=0",
        "task=regression&scores=-4,0.5,1e6&truth=-4,0.5,1e6",
        "task=regression&scores=1,2,3,4,5,6,7,8,9,10",
        "scores=-3,-2.5,-4&target=0",
    ),
)
