"""The NumPy program of the race."""

from app.catalogue.languages import say
from app.lessons.lesson import Program
from app.lessons.listing import floats, function_lines, program_text
from app.lessons.optimizers.experiment import RaceExperiment, Run, race_of
from app.lessons.optimizers.words import named
from app.lessons.rule_lines import RuleProgram, power_lines, rule_program


def program(experiment: RaceExperiment, lang: str) -> Program:
    """Where each contender ends; a rule that asks for the Hessian is left out.

    Its curvatures would be differences in a short program, and its digits not those of the page.
    """
    race = race_of(experiment)
    rules = {run.contender.place: _rule(run) for run in race.runs}
    left = [named(run, lang) for run in race.runs if rules[run.contender.place].calls("hessian")]
    rules = {place: rule for place, rule in rules.items() if not rule.calls("hessian")}
    objective = race.scene.objective
    if any(rule.calls("f") for rule in rules.values()):
        slopes = function_lines(objective, "f", "gradient")
    else:
        slopes = function_lines(objective, "gradient")
    steps = [line for place, rule in rules.items() for line in rule.function(place)]
    racing = ", ".join(f"({place}, {rule.state})" for place, rule in rules.items())
    loop = [
        *([f"# {say(lang, 'optimizers.program.without', who=', '.join(left))}"] if left else []),
        "ends = []",
        f"for step, state in [{racing}]:",
        f"    p = np.array({floats(race.scene.start)})",
        f"    for k in range(1, {experiment.steps + 1}):",
        "        moved, state = step(gradient(*p), p, state, k)",
        f"        if not np.isfinite(moved).all():  # {say(lang, 'optimizers.program.left')}",
        "            break",
        "        p = moved",
        "    ends += p.tolist()",
        "print(*map(repr, ends))",
    ]
    prints = [
        float(x)
        for run in race.runs
        if run.contender.place in rules
        for x in run.trajectory.points[-1]
    ]
    text = program_text(slopes, power_lines(*rules.values()), steps, loop)
    return Program(text, tuple(prints))


def _rule(run: Run) -> RuleProgram:
    settings = {"learning_rate": float(run.rate), **run.contender.full_settings}
    return rule_program(run.contender.optimizer, settings)
