"""What a browser needs to run the race itself: the rules' programs, the place, and the words."""

from collections.abc import Iterable
from typing import Any

from app.catalogue.languages import messages, say
from app.catalogue.optimizers import OPTIMIZERS
from app.core.expression import MAX_LENGTH, ExpressionError
from app.core.optimizers.rule import Setting
from app.lessons.kernels import kernel_address
from app.lessons.optimizers.contenders import PLACES
from app.lessons.optimizers.edges import RULES
from app.lessons.optimizers.experiment import Race, RaceExperiment, own_rate, race_of, scaled
from app.lessons.optimizers.memory import fields_of
from app.lessons.optimizers.tuning import RATES
from app.lessons.readable import readable
from app.lessons.scene import scene

_LESSON = "optimizers"
#: A number that takes as many letters as any, to try whether f times a number can be written.
_LONGEST = 0.12345678901234568e-5
#: What a tuned rate hangs on besides the rule.
_TUNED = ("f", "start", "steps", "scale", *PLACES, *(f"{place}_settings" for place in PLACES))
#: Those of them that are numbers, which no hand can turn in a fair race without the server.
_HELD = ("start", "steps", "scale")
#: Every sentence that may be said while a hand moves, but for the names of the rules.
_SAID = (
    *(f"headline.{kind}" for kind in ("nowhere", "still", "lost", "tie", "arrived", "ahead_own")),
    *(f"headline.{kind}_{known}" for kind in ("alone", "survivor") for known in ("known", "own")),
    *(
        f"headline.{fair}{by}"
        for fair in ("", "fair_")
        for by in ("exact", "far", "percent", "ratio")
    ),
    *(f"detail.{kind}" for kind in ("start", "arrived", "nobody", "lost", "fair")),
    *(f"head.{name}" for name in ("who", "rate", "final", "final_own", "within")),
    *(f"head.{name}" for name in ("gradients", "values", "hessians", "tuning")),
    *(f"head.{name}" for name in ("edge", "inside", "outside")),
    *(f"table.{name}" for name in ("standings", "edges", "costs")),
    *(f"alt.{name}" for name in ("race", "loss", "memory", "memory_none", "edge")),
    "mark.one",
    "mark.edge",
    "lost",
    "out",
    "axis.above",
    "axis.loss",
)


def live(experiment: RaceExperiment, lang: str) -> dict[str, Any]:
    """Everything that the race hangs on besides the keys of its query.

    ``asked`` says how each is read; ``rules`` holds the own rate and the settings of each rule that
    races, ``kernels`` their programs; ``tuned`` the best rates of a fair race (None: it is none)
    and what they hang on; ``held`` the keys that cannot be turned without the server; ``units``
    the programs that whole runs at the edge take.
    """
    race = race_of(experiment)
    place = race.scene
    scalable = _scalable(experiment.f)
    names = dict.fromkeys(contender.name for contender in race.contenders)
    return {
        "asked": readable(RaceExperiment),
        "words": _words(names, lang),
        "f": experiment.f,
        "text": place.text,
        "domain": place.domain,
        "minima": place.minima,
        "start": scene(experiment.found).start,
        "curvature": race.curvature[1],
        "scalable": scalable,
        "held": [*(_HELD if experiment.fair else ()), *(() if scalable else ("scale",))],
        "rules": {name: _rule(experiment.f, name) for name in names},
        "kernels": {name: kernel_address(experiment.f, name) for name in names},
        "titles": {name: OPTIMIZERS[name].title[lang] for name in RULES},
        "units": {name: kernel_address("x**2/2", name) for name in RULES},
        "unit_settings": {
            name: {s.name: s.default for s in OPTIMIZERS[name].settings} for name in RULES
        },
        "tried": RATES.size,
        "tuned": _tuned(race) if experiment.fair else None,
        "notices": [say(lang, "notice.caret")] if experiment.found.caret else [],
    }


def _rule(f: str, name: str) -> dict[str, Any]:
    """What is known of a rule on a function, whatever its rate and its settings are."""
    entry = OPTIMIZERS[name]
    others = [setting for setting in entry.settings if setting.name != "learning_rate"]
    return {
        "rate": own_rate(f, name),
        "settings": [_setting(setting) for setting in others],
        "memory": fields_of(entry.rule()),
    }


def _setting(setting: Setting) -> dict[str, Any]:
    """A setting with its default and its range; an end that is None is open to infinity."""
    return {
        "name": setting.name,
        "type": setting.type,
        "default": setting.default,
        "minimum": setting.minimum,
        "maximum": setting.maximum,
        "open_minimum": setting.open_minimum,
        "open_maximum": setting.open_maximum,
    }


def _tuned(race: Race) -> dict[str, Any]:
    """The best rates of a fair race, by place, and the values of the keys they were found for."""
    return {
        "of": {key: getattr(race.experiment, key) for key in _TUNED},
        "rates": {
            run.contender.place: {"rate": run.tuned.rate, "gradients": run.tuned.gradients}
            for run in race.runs
            if run.tuned
        },
    }


def _scalable(f: str) -> bool:
    """Whether the function can be multiplied by any number without growing too long."""
    try:
        scaled(f, _LONGEST)
    except ExpressionError:
        return False
    return len(f) <= MAX_LENGTH - 40


def _words(names: Iterable[str], lang: str) -> dict[str, str]:
    """The sentences by their whole keys."""
    known = messages(lang)
    keys = [*_SAID, *(f"{part}.{name}" for name in names for part in ("option.a", "name", "short"))]
    return {f"{_LESSON}.{key}": known[f"{_LESSON}.{key}"] for key in keys}
