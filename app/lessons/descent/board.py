"""The descent as a board: what its figures need away from the page, as those of other lessons."""

from collections.abc import Sequence
from typing import Any

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import say
from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.board import address, keys_of, spelled
from app.lessons.controls import Mark, Slider
from app.lessons.descent.comparison import setting_label
from app.lessons.descent.experiment import DescentExperiment, Run, run_of
from app.lessons.descent.live import live, seen
from app.lessons.descent.marks import Marks, marks, slider
from app.lessons.descent.verdict import verdict
from app.lessons.descent.view import best_typed, fields, notices, told
from app.lessons.lesson import Figure, Items
from app.lessons.queries import SETTING_NAMES
from app.lessons.reading import Problem
from app.lessons.sentences import outcome_sentence

_CHOICES = {
    "gradient": ("exact", "numerical"),
    "arrows": ("downhill", "uphill", "none"),
    "lengths": ("true", "equal"),
}
#: Keys that mean nothing once another has changed.
_CLEARS = {
    "f": ("start", "domain", "learning_rate", "step"),
    "optimizer": ("learning_rate", *SETTING_NAMES),
}


def board(
    figures: Sequence[Figure],
    experiment: DescentExperiment,
    problems: Sequence[Problem],
    items: Items,
    lang: str,
) -> dict[str, Any]:
    """The run with its headline, controls and addresses; see ``app.lessons.board.view``."""
    run = run_of(experiment)
    found = marks(run)
    bad = {problem.key for problem in problems}
    kept = [(key, value) for key, value in items if key not in bad and value.strip()]
    described = controls(run, found, lang)
    keys = {control["key"] for control in described}
    words, outcome = verdict(run, found, lang), run.trajectory.outcome
    own = experiment.own_settings()
    return {
        "lang": lang,
        "name": "descent",
        "query": spelled(kept),
        "experiment": {**dict.fromkeys(SETTING_NAMES, ""), **fields(experiment, run)},
        "problems": [p._asdict() for p in problems if p.key in keys],
        "notices": [told(p) for p in problems if p.key not in keys] + notices(run, lang),
        "verdict": {
            "kind": outcome.kind,
            "step": outcome.step,
            "sentence": outcome_sentence(run.trajectory, run.scene, lang),
            "headline": words["headline"],
            "detail": words["detail"],
        },
        "controls": described,
        "absent": [name for name in SETTING_NAMES if name not in own and name not in bad],
        "steps": len(run.trajectory.points) - 1,
        "figures": {each.name: address(each, kept, lang) for each in figures},
        "descriptions": {each.name: each.describe(experiment, lang) for each in figures},
        "live": {
            **live(experiment, run, lang),
            **seen(experiment, run, lang),
            "keys": keys_of(figures),
        },
    }


def controls(run: Run, found: Marks, lang: str) -> list[dict[str, Any]]:
    """Every key of the run as a control, in the shape of ``app.lessons.controls.described``."""
    low, high = slider(run)
    rate = [
        Mark(value, say(lang, f"page.live.{word}"), role)
        for role, word, value in (
            ("best", "fastest", best_typed(found)),
            ("edge", "edge", found.edge),
        )
        if value
        for value in (float(value),)
    ]
    functions = [(entry.name, entry.title[lang]) for entry in FUNCTIONS.values()]
    rules = [(rule.name, rule.title[lang]) for rule in OPTIMIZERS.values()]

    def named(key: str) -> str:
        return say(lang, f"page.descent.{key}")

    return [
        _control("learning_rate", named("learning_rate"), Slider(low, high, "log"), rate, big=True),
        _control("f", named("function"), kind="text", options=functions),
        _control("start", named("start"), kind="text"),
        _control("steps", named("steps"), Slider(0, 1000, step=1)),
        _control("optimizer", named("optimizer"), kind="choice", options=rules),
        *(_setting(name, lang) for name in SETTING_NAMES),
        *(
            _control(key, named(key), kind="choice", options=[(o, named(o)) for o in values])
            for key, values in _CHOICES.items()
        ),
        _control("h", named("h")),
        _control("noise", named("noise")),
        _control("seed", named("seed")),
        _control("domain", named("domain"), kind="text"),
    ]


def _setting(name: str, lang: str) -> dict[str, Any]:
    """A setting of a rule: a number, or yes and no."""
    kinds = {s.type for rule in OPTIMIZERS.values() for s in rule.settings if s.name == name}
    label = setting_label(name, lang)
    if kinds == {"boolean"}:
        return _control(name, label, kind="choice", options=[(v, v) for v in ("false", "true")])
    return _control(name, label)


def _control(
    key: str,
    label: str,
    slider: Slider | None = None,
    marks: Sequence[Mark] = (),
    *,
    kind: str = "number",
    options: Sequence[tuple[str, str]] = (),
    big: bool = False,
) -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind,
        "label": label,
        "hint": "",
        "options": [{"value": value, "label": name} for value, name in options],
        "slider": vars(slider) if slider else None,
        "marks": [vars(mark) for mark in marks],
        "least": 1,
        "most": 1,
        "big": big,
        "more": False,
        "clears": list(_CLEARS.get(key, ())),
    }
