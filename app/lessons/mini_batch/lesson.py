"""The entry of the lesson ``mini-batch``: its page and its figures."""

from app.lessons.board import figure, lesson
from app.lessons.controls import Control, Slider
from app.lessons.mini_batch.claims import CLAIMS, QUESTIONS
from app.lessons.mini_batch.experiment import MOST_DRAWS, MOST_EPOCHS, MOST_STEPS, MiniBatchQuery
from app.lessons.mini_batch.figures.estimates import describe_estimates, draw_estimates
from app.lessons.mini_batch.figures.losses import describe_losses, draw_losses
from app.lessons.mini_batch.figures.paths import describe_paths, draw_paths
from app.lessons.mini_batch.figures.spread import describe_spread, draw_spread
from app.lessons.mini_batch.figures.surface import describe_surface, draw_surface
from app.lessons.mini_batch.program import program
from app.lessons.mini_batch.show import show

_NAME = "mini-batch"
_FORMULA = {
    "text": "g_B = (1/B) Σ ∇Lₙ, E|g_B − g|² = σ²/B · (N − B)/(N − 1)",
    "latex": r"\mathbf{g}_B = \frac{1}{B}\sum_{n \in \mathcal{B}} \nabla L_n",
}
_BATCH = ("data", "batch_size", "seed", "sampling", "start")
_RUNS = (*_BATCH, "learning_rate", "compare", "steps", "epochs")

LESSON = lesson(
    name=_NAME,
    order=70,
    part="learning",
    formula=_FORMULA,
    experiment=MiniBatchQuery,
    controls=(
        Control("batch_size", "number", slider=Slider(1, 244, "log", 1), big=True),
        Control("seed", "number", big=True),
        Control("compare", "choice", ("updates", "epochs")),
        Control("steps", "number", slider=Slider(0, MOST_STEPS, step=1)),
        Control("epochs", "number", slider=Slider(1, MOST_EPOCHS, step=1)),
        Control("learning_rate", "number", slider=Slider(0.001, 3, "log")),
        Control("data", "choice", ("tips", "iris")),
        Control("sampling", "choice", ("without_replacement", "with_replacement"), more=True),
        Control("start", "numbers", slider=Slider(-3, 3), least=2, most=2, more=True),
        Control("draws", "number", slider=Slider(10, MOST_DRAWS, "log", 1), more=True),
    ),
    stage=("mini-batch-surface", "mini-batch-estimates", "mini-batch-paths"),
    side=("gradient",),
    show=show,
    figures=(
        figure(
            _NAME,
            "mini-batch-surface",
            MiniBatchQuery,
            draw_surface,
            describe_surface,
            _FORMULA,
            keys=_BATCH,
            aspect=1.12,
        ),
        figure(
            _NAME,
            "mini-batch-estimates",
            MiniBatchQuery,
            draw_estimates,
            describe_estimates,
            _FORMULA,
            keys=(*_BATCH, "draws"),
            aspect=1.12,
        ),
        figure(
            _NAME,
            "mini-batch-paths",
            MiniBatchQuery,
            draw_paths,
            describe_paths,
            _FORMULA,
            keys=_RUNS,
            aspect=1.12,
            clock=True,
            loss=draw_losses,
        ),
        figure(
            _NAME,
            "mini-batch-spread",
            MiniBatchQuery,
            draw_spread,
            describe_spread,
            _FORMULA,
            keys=(*_BATCH, "draws"),
            aspect=1.45,
        ),
        figure(
            _NAME,
            "mini-batch-loss",
            MiniBatchQuery,
            draw_losses,
            describe_losses,
            _FORMULA,
            keys=_RUNS,
            aspect=1.45,
            clock=True,
            loss=draw_losses,
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "batch_size=1",
        "batch_size=1&seed=2",
        "batch_size=2&seed=5",
        "batch_size=100&seed=3",
        "batch_size=244",
        "batch_size=244&sampling=with_replacement",
        "data=iris&batch_size=8",
        "compare=epochs",
        "compare=epochs&epochs=5&learning_rate=0.01",
        "learning_rate=3&steps=400",
        "steps=0",
        "start=0.6757341085036053,0",
        "start=5000,-3",
        "draws=10&batch_size=40",
    ),
    light=lambda query: query.draws <= 1000,
)
