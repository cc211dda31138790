"""The entry of the lesson ``numerical-gradient``: its page and its figures."""

from app.lessons.board import figure, lesson
from app.lessons.controls import Control, Slider
from app.lessons.numerical_gradient.claims import CLAIMS, QUESTIONS
from app.lessons.numerical_gradient.experiment import LEAST, NumericalGradientExperiment
from app.lessons.numerical_gradient.figures import error, kept, secant, slices
from app.lessons.numerical_gradient.program import program
from app.lessons.numerical_gradient.show import show

_NAME = "numerical-gradient"
_FORMULA = {
    "text": "df/dx ≈ (f(x + h) − f(x − h)) / 2h",
    "latex": r"\frac{df}{dx} \approx \frac{f(x+h) - f(x-h)}{2h}",
}
_KEYS = ("f", "x", "h", "method")

LESSON = lesson(
    name=_NAME,
    order=90,
    part="gradient",
    formula=_FORMULA,
    experiment=NumericalGradientExperiment,
    controls=(
        Control("h", "number", slider=Slider(LEAST, 10.0, "log"), big=True),
        Control("method", "choice", options=("central", "forward", "backward")),
        Control("f", "text"),
        Control("x", "number", slider=Slider(-20.0, 20.0)),
        Control("point", "numbers", slider=Slider(-5.0, 5.0), least=2, most=2, more=True),
    ),
    stage=("secant", "difference-error"),
    side=("digits",),
    show=show,
    figures=(
        figure(
            _NAME,
            "secant",
            NumericalGradientExperiment,
            secant.draw,
            secant.describe,
            _FORMULA,
            keys=_KEYS,
            aspect=1.15,
        ),
        figure(
            _NAME,
            "difference-error",
            NumericalGradientExperiment,
            error.draw,
            error.describe,
            _FORMULA,
            keys=_KEYS,
            aspect=1.15,
        ),
        figure(
            _NAME,
            "kept-step",
            NumericalGradientExperiment,
            kept.draw,
            kept.describe,
            _FORMULA,
            keys=("x", "h"),
            aspect=1.5,
        ),
        figure(
            _NAME,
            "slices",
            NumericalGradientExperiment,
            slices.draw,
            slices.describe,
            _FORMULA,
            keys=("point", "h"),
            aspect=1.4,
        ),
    ),
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    samples=(
        "",
        "h=0.0001&method=central",
        "f=sin(x)&x=1&h=0.01&method=central",
        "f=sin(x)&x=1&h=1e-6&method=central",
        "f=sin(x)&x=1&h=1e-12",
        "f=exp(x)&x=1&h=1e-16&method=backward",
        "f=exp(x)&x=1000&h=1",
        "f=exp(x)&x=709&h=1",
        "h=1e-50",
        "h=1e300",
        "h=5e-324&method=central",
        "f=abs(x)&x=0&h=0.1&method=central",
        "f=log(x)&x=-1",
        "f=sqrt(x)&x=0.5&h=1&method=central",
        "f=double_well&x=0&h=0.1",
        "f=x&x=0",
        "f=x**2&x=0&h=1e-3",
        "x=2199023255552&h=0.0001",
        "x=1e150&h=1",
        "f=exp(exp(x))&x=1",
        "f=x**1000&x=2&h=0.1",
        "point=0,2&h=1e-12",
        "point=1000000,-0.5",
    ),
)
