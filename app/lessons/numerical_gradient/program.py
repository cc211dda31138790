"""The program of the page: the function, three differences, and their errors against h."""

from app.catalogue.languages import say
from app.lessons.lesson import Program
from app.lessons.listing import function_lines, program_text
from app.lessons.numerical_gradient.experiment import NumericalGradientExperiment, state

_LESSON = "numerical-gradient"
_QUOTIENT = {
    "central": "(f(x + h) - f(x - h)) / (2 * h)",
    "forward": "(f(x + h) - f(x)) / h",
    "backward": "(f(x) - f(x - h)) / h",
}


def program(experiment: NumericalGradientExperiment, lang: str) -> Program:
    """The NumPy program that gives the gradient and its error as on the page."""
    made = state(experiment).made
    exact = repr(made.exact).replace("nan", "np.nan").replace("inf", "np.inf")

    def comment(key: str) -> str:
        return "# " + say(lang, f"{_LESSON}.program.{key}")

    text = program_text(
        function_lines(experiment.found.objective, "f", arithmetic="arrays"),
        [
            comment("method"),
            "def gradient(x, h):",
            f"    return {_QUOTIENT[experiment.method]}",
        ],
        [
            f"x = np.float64({experiment.x!r})  {comment('float')}",
            f"exact = {exact}  {comment('exact')}",
            f"h = {experiment.h!r}",
            'with np.errstate(all="ignore"):',
            "    for k in range(17):",
            '        print(f"1e-{k}", abs(gradient(x, float(f"1e-{k}")) - exact))',
            "    slope = gradient(x, h)",
            "    error = abs(slope - exact)",
            "print(float(slope), float(error))",
        ],
    )
    return Program(text, (made.value, made.error))
