"""The entry of the lesson ``gradient-field``: its page and its figures."""

from app.lessons.board import figure, lesson
from app.lessons.controls import Control, Slider
from app.lessons.gradient_field.claims import CLAIMS, QUESTIONS
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.gradient_field.figures import directions, field, here, shrinking
from app.lessons.gradient_field.live import live
from app.lessons.gradient_field.program import program
from app.lessons.gradient_field.show import show

_NAME = "gradient-field"
_FORMULA = {
    "text": "−∇f = −(∂f/∂x, ∂f/∂y)",
    "latex": r"-\nabla f = -\left(\frac{\partial f}{\partial x}, "
    r"\frac{\partial f}{\partial y}\right)",
}
_PLACE = ("f", "point", "arrows", "domain")

LESSON = lesson(
    name=_NAME,
    order=100,
    part="gradient",
    formula=_FORMULA,
    experiment=GradientFieldExperiment,
    controls=(
        Control("arrows", "choice", options=("downhill", "uphill"), big=True),
        Control("lengths", "choice", options=("true", "equal")),
        Control("point", "numbers", slider=Slider(-10.0, 10.0), least=2, most=2),
        Control("f", "text"),
        Control("domain", "text", more=True),
    ),
    stage=("gradient-field",),
    side=(),
    show=show,
    live=live,
    figures=(
        figure(
            _NAME,
            "gradient-field",
            GradientFieldExperiment,
            field.draw,
            field.describe,
            _FORMULA,
            keys=(*_PLACE, "lengths"),
            aspect=1.85,
        ),
        figure(
            _NAME,
            "arrow-here",
            GradientFieldExperiment,
            here.draw,
            here.describe,
            _FORMULA,
            keys=_PLACE,
            aspect=1.35,
        ),
        figure(
            _NAME,
            "directions",
            GradientFieldExperiment,
            directions.draw,
            directions.describe,
            _FORMULA,
            keys=_PLACE,
            aspect=1.5,
        ),
        figure(
            _NAME,
            "shrinking-arrow",
            GradientFieldExperiment,
            shrinking.draw,
            shrinking.describe,
            _FORMULA,
            keys=_PLACE,
            aspect=1.5,
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "arrows=uphill&lengths=equal",
        "f=round_bowl",
        "f=round_bowl&point=0,0",
        "point=-7,0",
        "f=rosenbrock&point=-1,-1&lengths=equal",
        "f=himmelblau&point=0,0",
        "f=saddle&point=0,0",
        "f=saddle&arrows=uphill",
        "f=x**2+%2B+3*y**2+%2B+x*y",
        "f=x-y",
        "f=3",
        "f=abs(x)+%2B+abs(y)&point=0,1",
        "f=log(x)+%2B+y**2&point=-1,1",
        "f=1/x+%2B+1/y",
        "f=exp(exp(x))+%2B+y",
        "f=parabola",
        "f=double_well&point=0.15&arrows=uphill",
        "f=abs(x)&point=0",
        "f=x**3&point=0",
        "point=1e150,-1e150",
        "f=rastrigin&point=2.3,-1.6",
        "domain=-1,1,-1,1&point=0.5,0.5",
    ),
)
