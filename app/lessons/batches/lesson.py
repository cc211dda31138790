"""The entry of the lesson ``batches``."""

from app.lessons import board
from app.lessons.batches.claims import CLAIMS, QUESTIONS
from app.lessons.batches.experiment import BatchesExperiment
from app.lessons.batches.figures import faster, shapes, time
from app.lessons.batches.measuring import SIZES
from app.lessons.batches.network import MOST
from app.lessons.batches.program import program
from app.lessons.batches.show import show
from app.lessons.board import figure
from app.lessons.controls import Control, Slider

_NAME = "batches"
_PRODUCT = {"text": "A = X W + b", "latex": r"A = X W + b"}
_COST = {"text": "seconds / B", "latex": r"\frac{\text{seconds}}{B}"}
_FACTOR = {
    "text": "time one by one / time in a batch",
    "latex": r"\frac{t_{\text{one by one}}}{t_{\text{batch}}}",
}


def _made_up(alone: float, once: float) -> str:
    """Times for the tests to walk: so much a picture, and so much a batch; nobody measured them."""
    costs = (alone + once / size for size in SIZES)
    return ",".join(f"{share * cost:.3g}" for cost in costs for share in (1.0, 1.1, 1.5))


_FLAT, _FALLING = _made_up(20, 0), _made_up(3, 17)
_MADE_UP = f"loop={_FLAT}&product={_FALLING}&measured=2026-11-24T10:30Z"

LESSON = board.lesson(
    name=_NAME,
    order=50,
    part="network",
    formula=_PRODUCT,
    experiment=BatchesExperiment,
    controls=(
        Control("B", "number", slider=Slider(1, MOST, "log", 1), big=True),
        Control("seed", "number", more=True),
    ),
    stage=("batches-shapes", "batches-time"),
    side=("shapes",),
    show=show,
    figures=(
        figure(
            _NAME,
            "batches-time",
            BatchesExperiment,
            time.draw,
            time.describe,
            _COST,
            keys=("B", "loop", "product"),
            aspect=1.35,
        ),
        figure(
            _NAME,
            "batches-shapes",
            BatchesExperiment,
            shapes.draw,
            shapes.describe,
            _PRODUCT,
            keys=("B",),
            aspect=1.35,
        ),
        figure(
            _NAME,
            "batches-faster",
            BatchesExperiment,
            faster.draw,
            faster.describe,
            _FACTOR,
            keys=("B", "loop", "product"),
            aspect=1.6,
        ),
    ),
    picture="batches-shapes",
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    light=lambda experiment: False,
    samples=(
        "",
        "B=1",
        "B=1000&seed=7",
        _MADE_UP,
        f"B=1&{_MADE_UP}",
        f"B=10&{_MADE_UP}",
        f"B=73&{_MADE_UP}",
        f"B=1000&{_MADE_UP}",
        f"B=20&loop={_FALLING}&product={_FLAT}",
        f"B=1&loop={','.join(['1e-9'] * 30)}&product={','.join(['1e9'] * 30)}",
        f"B=1&loop={','.join(['1e9'] * 30)}&product={','.join(['1e-9'] * 30)}",
    ),
)
