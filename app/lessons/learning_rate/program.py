"""The NumPy program of the three runs."""

from app.catalogue.languages import say
from app.lessons.learning_rate.experiment import RateExperiment, three_of
from app.lessons.lesson import Program
from app.lessons.listing import floats, function_lines, program_text


def program(experiment: RateExperiment, lang: str) -> Program:
    """The descent at each of the three rates, with its schedule and its noise."""
    three = three_of(experiment)
    steps, count = experiment.steps, len(three.scene.start)
    slope = "gradient(*p)"
    noise = []
    if experiment.noise:
        slope = "(gradient(*p) + noise[t])"
        drawn = f"np.random.default_rng({experiment.seed}).standard_normal(({steps + 1}, {count}))"
        noise = [f"noise = {experiment.noise!r} * {drawn}"]
    loop = [
        *noise,
        "ends = []",
        f"for eta in {floats(three.rates.values())}:",
        f"    p = np.array({floats(three.scene.start)})",
        f"    for t in range({steps}):",
        f"        moved = p - rate(eta, t) * {slope}",
        "        if not np.isfinite(moved).all():",
        f"            break  # {say(lang, 'learning-rate.program.left')}",
        "        p = moved",
        "    ends += p.tolist()",
        "print(*map(repr, ends))",
    ]
    gradient = function_lines(three.scene.objective, "gradient")
    prints = [float(x) for run in three.runs.values() for x in run.trajectory.points[-1]]
    return Program(program_text(gradient, _rate(experiment), loop), tuple(prints))


def _rate(experiment: RateExperiment) -> list[str]:
    """The schedule as a function of the rate at the outset and the updates made so far."""
    match experiment.schedule:
        case "step":
            body = [f"return eta * {experiment.factor!r} ** (t // {experiment.step_size})"]
        case "exponential":
            body = [f"return eta * {experiment.factor!r} ** t"]
        case "cosine":
            end, least = max(experiment.steps, 1), experiment.eta_min
            wave = f"(1 + math.cos(math.pi * t / {end}))"
            body = [f"return {least!r} + (eta - {least!r}) * {wave} / 2"]
        case _:
            body = ["return eta"]
    return ["def rate(eta, t):", *(f"    {line}" for line in body)]
