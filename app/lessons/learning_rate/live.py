"""What a browser needs to compute the three runs itself: the place, the draws, and the words."""

from functools import cache
from typing import Any

import numpy as np

from app.catalogue.languages import messages, say
from app.lessons.kernels import kernel_address
from app.lessons.learning_rate.experiment import RateExperiment, three_of
from app.lessons.readable import readable
from app.lessons.scene import scene
from app.lessons.typed import typed

_LESSON = "learning-rate"
#: The parts of the lesson's words that may be said while a hand moves.
_SAID = ("trace", "out", *"mark caption headline detail head name alt option axis".split())
#: Noise is drawn for so many steps at the least, as far as the slider goes.
_STEPS = 400


def live(experiment: RateExperiment, lang: str) -> dict[str, Any]:
    """Everything that the three runs hang on besides the keys of the query.

    ``f`` is None where the function is λ₁x²/2 + λ₂y²/2, which needs no program from the server.
    ``draws`` holds standard normal numbers of the seed, one row a step, None without noise.
    """
    place = three_of(experiment).scene
    f = experiment.f
    return {
        "asked": _asked(),
        "words": _words(lang),
        "f": f,
        "text": place.text,
        "domain": place.domain,
        "minima": place.minima,
        "start": scene(experiment.found).start,
        "suiting": experiment.suiting,
        "kernels": {} if f is None else {"f": kernel_address(f, "gradient_descent")},
        "notices": [say(lang, "notice.caret")] if experiment.found.caret else [],
        "draws": _draws(experiment) if experiment.noise else None,
    }


def _draws(experiment: RateExperiment) -> dict[str, Any]:
    """The draws of the seed; those of fewer steps are the first of them."""
    shape = max(experiment.steps, _STEPS) + 1, experiment.found.objective.dimension
    drawn = np.random.default_rng(experiment.seed).standard_normal(shape)
    return {"seed": experiment.seed, **typed(drawn.ravel())}


@cache
def _asked() -> dict[str, Any]:
    return readable(RateExperiment)


@cache
def _words(lang: str) -> dict[str, str]:
    return {
        key: text
        for key, text in messages(lang).items()
        if key.startswith(tuple(f"{_LESSON}.{part}" for part in _SAID))
    }
