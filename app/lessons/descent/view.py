"""The page as data: what the HTML shows, and what a moving knob asks for again."""

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import say
from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.descent.addresses import figures, links, pinned, spelled, track
from app.lessons.descent.comparison import setting_label
from app.lessons.descent.experiment import DescentExperiment, Run, run_of
from app.lessons.descent.figures.convergence import loss_axis
from app.lessons.descent.figures.ghost import ghost_of
from app.lessons.descent.figures.path import run_name
from app.lessons.descent.live import live
from app.lessons.descent.marks import Marks, marks, slider
from app.lessons.descent.program import program
from app.lessons.descent.shown import shown
from app.lessons.descent.verdict import edge_words, verdict
from app.lessons.lesson import Items
from app.lessons.mathml import mathml
from app.lessons.numbers import cell, digits, plain, rounded, rounded_down
from app.lessons.queries import setting_range
from app.lessons.reading import Problem
from app.lessons.scene import own_domain
from app.lessons.sentences import outcome_sentence

#: The page comes with so many steps in its table; a script shows the others.
_ROWS = 100
#: Beyond so many steps f(x ± h) is not sent for each of them.
_PROBED = 2000


def view(
    experiment: DescentExperiment, problems: Sequence[Problem], items: Items, lang: str
) -> dict[str, Any]:
    """Everything of the page but the surface; ``items`` is the query as it was spelled."""
    run = run_of(experiment)
    found = marks(run)
    bad = {problem.key for problem in problems}
    kept = [(key, value) for key, value in items if key not in bad and value.strip()]
    settings = own_settings(experiment, lang)
    shown_fields = {*_FIELDS, *(setting["name"] for setting in settings)}
    log, offset = loss_axis(run, ghost_of(experiment))
    low, high = slider(run)
    return {
        "lang": lang,
        "query": spelled(kept),
        "experiment": fields(experiment, run),
        "settings": settings,
        "problems": [p._asdict() for p in problems if p.key in shown_fields],
        "notices": [told(p) for p in problems if p.key not in shown_fields] + notices(run, lang),
        "function": function(run, lang),
        "run": trajectory(run, lang),
        "verdict": verdict(run, found, lang),
        "marks": described(run, found),
        "slider": {"min": low, "max": high},
        "track": track(experiment, kept, (low, high)),
        "loss": {
            "log": log,
            "offset": offset,
            "title": say(lang, "figure.loss_above" if offset else "figure.loss"),
        },
        "figures": figures(kept, lang),
        "links": links(run, kept),
        "program": program(experiment, lang).text,
        "pinned": pinned(experiment, lang),
        "live": live(experiment, run, lang),
    }


#: The fields of the page's form, but for the optimizer's own settings.
_FIELDS = (
    "f",
    "start",
    "learning_rate",
    "steps",
    "optimizer",
    "gradient",
    "h",
    "noise",
    "seed",
    "domain",
    "arrows",
    "lengths",
)
#: Keys that a link may hold but that have no field there.
_FIELDLESS = ("theme", "view", "panel", "step", "axes", "n", "learning_rates")


def told(problem: Problem) -> str:
    """A problem as a notice: one of a key that the page knows but has no field for names it."""
    known = problem.key in _FIELDLESS
    return f"{problem.key}: {problem.message}" if known else problem.message


def fields(experiment: DescentExperiment, run: Run) -> dict[str, str]:
    """What stands in each field of the form."""
    scene = run.scene
    values = {
        "f": experiment.f,
        "start": ",".join(map(plain, scene.start)),
        "learning_rate": plain(run.rate),
        "steps": str(experiment.steps),
        "optimizer": experiment.optimizer,
        "gradient": experiment.gradient,
        "h": plain(experiment.h),
        "noise": plain(experiment.noise),
        "seed": str(experiment.seed),
        "domain": ",".join(map(plain, experiment.domain)) if experiment.domain else "",
        "arrows": experiment.arrows,
        "lengths": experiment.lengths,
        "view": experiment.view,
        "panel": experiment.panel,
        "step": "" if experiment.step is None else str(experiment.step),
        "theme": experiment.theme or "",
        "pinned": experiment.pinned or "",
        "predict": experiment.predict,
    }
    for name, value in experiment.own_settings().items():
        values[name] = str(value).lower() if isinstance(value, bool) else plain(value)
    return values


def own_settings(experiment: DescentExperiment, lang: str) -> list[dict[str, str]]:
    """The optimizer's settings but for its rate, as fields."""
    values = experiment.own_settings()
    return [
        {
            "name": setting.name,
            "label": setting_label(setting.name, lang),
            "meaning": setting.meaning[lang],
            "type": setting.type,
            "value": str(value).lower()
            if isinstance(value := values[setting.name], bool)
            else plain(value),
            "range": setting_range(setting),
        }
        for setting in experiment.chosen().settings
        if setting.name != "learning_rate"
    ]


def notices(run: Run, lang: str) -> list[str]:
    """What the reader should know of how the query was read."""
    found = []
    if run.experiment.found.caret:
        found.append(say(lang, "notice.caret"))
    window = shown(run.scene.domain)
    sides = zip(run.scene.start, window[0::2], window[1::2], strict=True)
    if any(not low <= x <= high for x, low, high in sides):
        found.append(say(lang, "notice.outside"))
    return found


def function(run: Run, lang: str) -> dict[str, Any]:
    """The function: its formula, its place, and what the catalogue says of it."""
    objective, entry, found = run.scene.objective, run.scene.entry, run.experiment.found
    own = own_domain(found)
    arguments = ", ".join(objective.variables)
    partials = objective.partials_latex
    return {
        "name": entry.name if entry else None,
        "title": entry.title[lang] if entry else say(lang, "notice.own_function"),
        "text": run.scene.text,
        "mathml": mathml(f"f({arguments}) = {objective.latex}"),
        "dimension": objective.dimension,
        "variables": list(objective.variables),
        "domain": list(own),
        "shown": list(shown(run.scene.domain)),
        "note": entry.note[lang] if entry else "",
        "minima": [list(row) for row in run.scene.minima],
        "partials": [mathml(text) for text in partials] if partials else None,
    }


def trajectory(run: Run, lang: str) -> dict[str, Any]:
    """The run itself, with f(x ± h) of each step where the gradient is a numerical one."""
    made = run.trajectory
    return {
        "name": run_name(run, lang),
        "points": made.points,
        "values": made.values,
        "gradients": made.gradients,
        "probes": _probes(run),
        "outcome": {
            "kind": made.outcome.kind,
            "step": made.outcome.step,
            "sentence": outcome_sentence(made, run.scene, lang),
        },
    }


def _probes(run: Run) -> Any:
    experiment, points = run.experiment, run.trajectory.points
    if experiment.gradient != "numerical" or len(points) > _PROBED + 1:
        return None
    probes = np.empty((*points.shape, 2))
    for axis in range(points.shape[1]):
        for side, h in enumerate((experiment.h, -experiment.h)):
            moved = points.copy()
            moved[:, axis] += h
            probes[:, axis, side] = run.scene.objective.value(moved.T)
    return probes


def described(run: Run, found: Marks) -> dict[str, Any]:
    """The marks of the slider, with the words beside them."""
    chosen, settings = run.experiment.chosen(), run.experiment.own_settings()
    # The formula is that of the plain rule; momentum is the one setting that it names.
    plain_rule = all(
        s.name == "momentum" or settings.get(s.name, s.default) == s.default
        for s in chosen.settings
    )
    return {
        "edge": found.edge,
        "best": found.best,
        "edge_value": edge_words(found.edge) if found.edge else None,
        "edge_formula": mathml(chosen.edge_latex) if chosen.edge_latex and plain_rule else None,
        "best_value": best_words(found),
        # What a click on a mark writes: the edge exactly enough to stand on it.
        "edge_typed": plain(rounded(found.edge, 10)) if found.edge else None,
        "best_typed": best_typed(found),
    }


def best_words(found: Marks) -> str | None:
    """The fastest rate, with as many digits as it takes not to read as one past the edge."""
    if not found.best:
        return None
    edge = found.edge or math.inf
    for significant in (3, 4, 5, 6):
        if float(f"{found.best:.{significant}g}") < edge:
            return digits(found.best, significant)
    return digits(found.best, 7)


def best_typed(found: Marks) -> str | None:
    """The fastest rate as one would type it: four digits, and never past the edge."""
    if not found.best:
        return None
    short = rounded(found.best, 4)
    return plain(short if short < (found.edge or math.inf) else rounded_down(found.best, 6))


@cache
def choices(lang: str) -> dict[str, list[dict[str, str]]]:
    """The lists that the form chooses from."""
    return {
        "functions": [{"name": e.name, "title": e.title[lang]} for e in FUNCTIONS.values()],
        "optimizers": [
            {
                "name": o.name,
                "title": o.title[lang],
                "note": o.note[lang],
                "mathml": mathml(o.latex),
            }
            for o in OPTIMIZERS.values()
        ],
    }


def around(seen: dict[str, Any], lang: str) -> dict[str, Any]:
    """What the HTML alone needs: the lists of its form, and the first rows of its table."""
    run = seen["run"]
    columns = zip(run["points"], run["values"], run["gradients"], strict=True)
    rows = [
        [str(step), *map(cell, point), cell(value), *map(cell, gradient)]
        for step, (point, value, gradient) in zip(range(_ROWS), columns, strict=False)
    ]
    return {"choices": choices(lang), "rows": rows}
