"""The NumPy program of the run: the function, its gradient, the rule, the loop."""

from app.catalogue.languages import say
from app.lessons.descent.experiment import Run, RunQuery, run_of
from app.lessons.lesson import Program
from app.lessons.listing import floats, function_lines, program_text, spaced
from app.lessons.rule_lines import rule_lines


def program(experiment: RunQuery, lang: str) -> Program:
    """The run's own program; its last line is the last point, as a list.

    Newton's method is only near to the run: its curvatures come from differences, and it is
    written without the two bounds that keep a step finite where they vanish.
    """
    run = run_of(experiment)
    rule = rule_lines(experiment.chosen(), {"learning_rate": run.rate, **experiment.own_settings()})
    shaken = _noise(run)
    slope = "gradient(*p) + noise[k - 1]" if shaken else "gradient(*p)"
    loop = [
        *shaken,
        f"p = np.array({floats(run.scene.start)})",
        f"for k in range(1, {experiment.steps + 1}):",
        f"    moved, state = step({slope}, p, state, k)",
        "    if not np.isfinite(moved).all():",
        "        break",
        "    p = moved",
        "print(p.tolist())",
    ]
    text = program_text(_slopes(run, "\n".join(rule[-1]), lang), *rule, loop)
    return Program(text, tuple(run.trajectory.points[-1].tolist()), point=True)


def _slopes(run: Run, step: str, lang: str) -> list[str]:
    """The function and its derivatives, as far as a step asks for them."""
    objective, query = run.scene.objective, run.experiment
    if query.gradient == "numerical":
        lines = spaced(function_lines(objective, "f"), _differences(query.h))
    elif " f(" in step:
        lines = function_lines(objective, "f", "gradient")
    else:
        lines = function_lines(objective, "gradient")
    if "hessian(" in step:
        lines = spaced(lines, [f"# {say(lang, 'descent.program.newton')}", *_curvatures()])
    return lines


def _differences(h: float) -> list[str]:
    """The central difference, one coordinate at a time."""
    return [
        "def gradient(*p):",
        f"    h = {h!r}",
        "    sides = np.eye(len(p)) * h",
        "    return np.array([(f(*(p + e)) - f(*(p - e))) / (2 * h) for e in sides])",
    ]


def _curvatures() -> list[str]:
    """The Hessian for Newton's method, by differences of the exact gradient."""
    return [
        "def hessian(p, h=1e-5):",
        "    sides = np.eye(len(p)) * h",
        "    rows = np.array([(gradient(*(p + e)) - gradient(*(p - e))) / (2 * h) for e in sides])",
        "    return (rows + rows.T) / 2",
    ]


def _noise(run: Run) -> list[str]:
    """The noise of each step, drawn as the run draws it."""
    query = run.experiment
    if query.noise == 0:
        return []
    shape = f"({query.steps + 1}, {len(run.scene.start)})"
    drawn = f"np.random.default_rng({query.seed}).standard_normal({shape})"
    return [f"noise = {query.noise!r} * {drawn}"]
