"""The entry of the lesson ``softmax``."""

from app.lessons import board
from app.lessons.controls import Control, Slider
from app.lessons.softmax import figures as drawn
from app.lessons.softmax.claims import CLAIMS, QUESTIONS
from app.lessons.softmax.experiment import DTYPES, LEAST, MOST, SoftmaxExperiment
from app.lessons.softmax.program import program
from app.lessons.softmax.show import show

_FORMULA = {
    "text": "y_k = exp(a_k − C) / Σ_i exp(a_i − C)",
    "latex": r"y_k = \frac{e^{a_k - C}}{\sum_i e^{a_i - C}}",
}
_HEAT = {
    "text": "y_k = exp(a_k / T) / Σ_i exp(a_i / T)",
    "latex": r"y_k = \frac{e^{a_k / T}}{\sum_i e^{a_i / T}}",
}
_ALL = ("scores", "shift", "temperature", "format")

LESSON = board.lesson(
    name="softmax",
    order=30,
    part="network",
    formula=_FORMULA,
    experiment=SoftmaxExperiment,
    controls=(
        Control("shift", "number", slider=Slider(0, 2000), big=True),
        Control("scores", "numbers", slider=Slider(0, 10), least=LEAST, most=MOST),
        Control("format", "choice", options=tuple(DTYPES)),
        Control("temperature", "number", slider=Slider(0.05, 100, "log")),
    ),
    stage=("softmax-powers", "softmax"),
    side=("now",),
    picture="softmax",
    show=show,
    figures=(
        board.figure(
            "softmax",
            "softmax",
            SoftmaxExperiment,
            drawn.draw_shares,
            drawn.describe_shares,
            _FORMULA,
            keys=_ALL,
        ),
        board.figure(
            "softmax",
            "softmax-powers",
            SoftmaxExperiment,
            drawn.draw_powers,
            drawn.describe_powers,
            {"text": "exp(a_k − C)", "latex": "e^{a_k - C}"},
            keys=_ALL,
        ),
        board.figure(
            "softmax",
            "softmax-scores",
            SoftmaxExperiment,
            drawn.draw_scores,
            drawn.describe_scores,
            {"text": "a_k", "latex": "a_k"},
            keys=("scores",),
        ),
        board.figure(
            "softmax",
            "softmax-shift",
            SoftmaxExperiment,
            drawn.draw_shift,
            drawn.describe_shift,
            _FORMULA,
            keys=_ALL,
            aspect=2.0,
        ),
        board.figure(
            "softmax",
            "softmax-temperature",
            SoftmaxExperiment,
            drawn.draw_temperature,
            drawn.describe_temperature,
            _HEAT,
            keys=("scores", "temperature", "format"),
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "shift=none",
        "shift=600",
        "shift=200",
        "shift=1740",
        "shift=1900",
        "scores=0.3,2.9,4",
        "scores=0.3,2.9,4&shift=none",
        "scores=0.3,2.9,4&shift=none&format=float32",
        "scores=1010,1000,990&shift=none",
        "scores=1010,1000,990&format=float32",
        "format=float32&shift=900",
        "scores=1e308,-1e308",
        "scores=1e308,-1e308&temperature=2&shift=-1e308",
        "scores=1e308,1&format=float32",
        "scores=5,5",
        "scores=4,1,4",
        "scores=1000,1000&shift=290.4",
        "scores=1,2,3,4,5,6,7,8,9,10",
        "scores=-1e6,-1000300,-1000500.5,0.25,3",
        "temperature=0.2",
        "temperature=100",
        "temperature=1e-30&scores=0,0,1",
        "temperature=1e30&scores=0,5e-324",
    ),
)
