"""What the browser needs to follow a knob by itself: the kernels, the place, the words."""

from typing import Any

import numpy as np

from app.catalogue.languages import messages, say
from app.core.descent import MAX_STEPS
from app.core.memory import remembered
from app.core.optimizers.rule import Setting
from app.lessons.answers import own_rate
from app.lessons.controls import spelled_out
from app.lessons.descent.comparison import comparable, comparison, setting_label
from app.lessons.descent.experiment import DescentExperiment, Run, pinned_run, telling_rate
from app.lessons.descent.figures import DRAWN
from app.lessons.descent.shown import shown
from app.lessons.kernels import kernel_address
from app.lessons.mathml import mathml
from app.lessons.scene import own_domain, own_start
from app.lessons.typed import typed

#: Up to so many steps the noise's draws travel with the page.
_DRAWN = 1000
#: Headlines of plain gradient descent, which alone is told by its factors.
_FACTORS = ("one_step", "leaps", "walks", "creeps", "lands_near", "past_edge", "direction")
#: What the comparison calls the settings that differ.
_COMPARED = ("start", "optimizer", "learning_rate", "steps", "h", "noise", "seed", "gradient")


def live(experiment: DescentExperiment, run: Run, lang: str) -> dict[str, Any]:
    """The block of a view with which ``static/js/live/descent.js`` follows its knobs.

    ``kernels`` are addresses by their part in the page; ``asked`` the query's keys that it can
    read, as static/js/live/asked.js reads them; ``telling`` the rate where none is given;
    ``normals`` the draws of the noise, None without; ``pinned`` the run to compare with.
    """
    found, scene, rule = experiment.found, run.scene, experiment.chosen()
    pinned = pinned_run(experiment)
    if pinned is not None and not comparable(run, pinned):
        pinned = None
    kernels = {"run": kernel_address(experiment.f, experiment.optimizer)}
    if pinned is not None:
        other = pinned.experiment
        kernels["pinned"] = kernel_address(other.f, other.optimizer)
    return {
        "kernels": kernels,
        "asked": _asked(rule.settings, len(scene.start)),
        "rule": {
            "name": rule.name,
            "title": rule.title[lang],
            "formula": mathml(rule.edge_latex) if rule.edge_latex else None,
            "defaults": {s.name: s.default for s in rule.settings if s.name != "learning_rate"},
        },
        "f": experiment.f,
        "domain": scene.domain,
        "own_domain": own_domain(found),
        "shown": shown(scene.domain),
        "minima": scene.minima,
        "start": own_start(found, scene.domain),
        "telling": telling_rate(experiment.f, experiment.optimizer),
        "own_rate": own_rate(experiment.optimizer),
        "normals": _normals(run),
        "seed": experiment.seed,
        "notices": [say(lang, "notice.caret")] if found.caret else [],
        "pinned": _pinned(pinned, lang) if pinned is not None else None,
        "words": _words(
            rule.name == "gradient_descent", len(scene.start) == 1, pinned is not None, lang
        ),
    }


def seen(experiment: DescentExperiment, run: Run, lang: str) -> dict[str, Any]:
    """What a figure away from its page needs beyond :func:`live` to tell what is seen in it."""
    pinned = pinned_run(experiment)
    foreign = pinned is not None and not comparable(run, pinned)
    return {
        "text": run.scene.text,
        "alt": {name: messages(lang)[f"figure.alt.{name}"] for name in DRAWN},
        "foreign": comparison(run, pinned, lang) if pinned is not None and foreign else "",
    }


def _asked(settings: tuple[Setting, ...], dimension: int) -> dict[str, dict[str, Any]]:
    """The keys of a run but for its function, its rule and its map, with what they may be."""
    keys: dict[str, dict[str, Any]] = {
        "start": {"kind": "numbers", "blank": True, "length": dimension},
        "learning_rate": {"kind": "number", "blank": True, "above": 0},
        "steps": {"kind": "integer", "default": "60", "low": 0, "high": MAX_STEPS},
        "gradient": {"kind": "choice", "default": "exact", "options": ["exact", "numerical"]},
        "h": {"kind": "number", "above": 0},
        "noise": {"kind": "number", "low": 0},
        "seed": {"kind": "integer", "low": 0, "high": 2**53},
    }
    for name in ("h", "noise", "seed"):
        keys[name]["default"] = spelled_out(DescentExperiment.model_fields[name].default)
    for setting in settings:
        if setting.name != "learning_rate":
            keys[setting.name] = {"kind": setting.type, "blank": True, **_ends(setting)}
    return keys


def _ends(setting: Setting) -> dict[str, float]:
    ends = {
        "above" if setting.open_minimum else "low": setting.minimum,
        "below" if setting.open_maximum else "high": setting.maximum,
    }
    return {name: end for name, end in ends.items() if end is not None}


def _normals(run: Run) -> dict[str, Any] | None:
    query = run.experiment
    if query.noise == 0 or query.steps > _DRAWN:
        return None
    shape = (query.steps + 1, len(run.scene.start))
    return typed(np.random.default_rng(query.seed).standard_normal(shape))


def _pinned(run: Run, lang: str) -> dict[str, Any]:
    """The pinned run as ``run/experiment.js`` would read it."""
    query = run.experiment
    labels = {key: say(lang, f"page.descent.{key}") for key in _COMPARED}
    return {
        "experiment": {
            "start": run.scene.start,
            "rate": run.rate,
            "steps": query.steps,
            "settings": query.own_settings(),
            **{key: getattr(query, key) for key in ("gradient", "h", "noise", "seed")},
        },
        "title": query.chosen().title[lang],
        "domain": run.scene.domain,
        "normals": _normals(run),
        "labels": labels | {name: setting_label(name, lang) for name in query.own_settings()},
    }


@remembered("words")
def _words(plain: bool, line: bool, compared: bool, lang: str) -> dict[str, str]:
    """Every message that the local code can say of this function and rule."""
    words = {}
    for key, text in messages(lang).items():
        group, _, name = key.partition(".")
        wanted = group == "outcome" or key in _ALWAYS
        if group == "verdict":
            wanted = plain or not name.startswith(_FACTORS)
        if name.endswith("inflection"):
            wanted = line
        if compared and key.startswith("page.descent.comparison."):
            wanted = not key.endswith("other_function")
        if compared and key in ("page.descent.exact", "page.descent.numerical"):
            wanted = True
        if wanted:
            words[key] = text
    return words


_ALWAYS = (
    "notice.outside",
    "figure.loss",
    "figure.loss_above",
    "page.live.fastest",
    "page.live.edge",
)
