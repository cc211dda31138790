"""The entry of the lesson ``losses``."""

from app.lessons import board
from app.lessons.controls import Control, Slider
from app.lessons.losses import figures as drawn
from app.lessons.losses.claims import BOOK_RIGHT, BOOK_WRONG, CLAIMS, QUESTIONS
from app.lessons.losses.experiment import CLASSES, EPSILONS, LossesExperiment
from app.lessons.losses.program import program
from app.lessons.losses.show import show
from app.lessons.numbers import plain

_FORMULA = {
    "text": "E = −Σ_k t_k log y_k",
    "latex": r"E = -\sum_k t_k \,\log\, y_k",
}
_PUSH = {
    "text": "−∂E/∂a_t",
    "latex": r"-\frac{\partial E}{\partial a_t}",
}
_RIGHT, _WRONG = (",".join(map(plain, row)) for row in (BOOK_RIGHT, BOOK_WRONG))
_HOT = ",".join("1" if k == 2 else "0" for k in range(CLASSES))
_EVEN = ",".join(["0.1"] * CLASSES)

LESSON = board.lesson(
    name="losses",
    order=60,
    part="learning",
    formula=_FORMULA,
    experiment=LossesExperiment,
    controls=(
        Control("p", "number", slider=Slider(0, 1, step=0.01), big=True),
        Control("target", "choice", options=tuple(map(str, range(CLASSES)))),
        Control("epsilon", "choice", options=EPSILONS),
        Control(
            "estimate",
            "numbers",
            slider=Slider(0, 1, step=0.01),
            least=CLASSES,
            most=CLASSES,
            more=True,
            clears=("p",),
        ),
        Control("batch", "text", more=True),
    ),
    stage=("losses-curve", "losses"),
    side=("classes",),
    picture="losses-curve",
    show=show,
    figures=(
        board.figure(
            "losses",
            "losses",
            LossesExperiment,
            drawn.draw_estimate,
            drawn.describe_estimate,
            {"text": "y_k, t_k", "latex": "y_k,\\ t_k"},
            keys=("estimate", "target", "p"),
            aspect=1.4,
        ),
        board.figure(
            "losses",
            "losses-curve",
            LossesExperiment,
            drawn.draw_curve,
            drawn.describe_curve,
            _FORMULA,
            keys=("estimate", "target", "p", "epsilon"),
            aspect=1.4,
        ),
        board.figure(
            "losses",
            "losses-push",
            LossesExperiment,
            drawn.draw_push,
            drawn.describe_push,
            _PUSH,
            keys=("estimate", "target", "p"),
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        f"estimate={_WRONG}&batch={_RIGHT}",
        "p=0",
        "p=0&epsilon=0",
        "p=1",
        "p=1&epsilon=0",
        "p=0.001",
        "p=0.001&epsilon=0",
        "p=0.95",
        "p=0.3",
        "p=0.05",
        "target=7",
        "target=3&epsilon=0",
        f"estimate={_HOT}",
        f"estimate={_HOT}&p=0.4&epsilon=0",
        f"estimate={_EVEN}",
        "estimate=1,1,1,1,1,1,1,1,1,1&epsilon=0",
        "estimate=0,0,0,0,0,0,0,0,0,0",
        "estimate=0,0,0.6,0,0,0,0,0.4,0,0",
        "p=5e-324&epsilon=0",
        "batch=none",
        f"batch={_WRONG};{_RIGHT}@7;{_EVEN}@9",
    ),
)
