"""What a browser needs to tell the arrow at any place of the map itself."""

from typing import Any

from app.catalogue.languages import messages
from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.gradient_field.arrows import window
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.kernels import kernel_address
from app.lessons.readable import readable
from app.lessons.scene import own_domain, scene

_LESSON = "gradient-field"
#: The parts of the lesson's words that may be said while a hand moves.
_SAID = ("headline", "detail", "side", "head", "row", "drawn", "hover", "mark", "alt", "option")
#: The rules by which a minimum is looked for where none is known.
_SEARCH = ("line_search", "newton")


def live(experiment: GradientFieldExperiment, lang: str) -> dict[str, Any]:
    """Everything that the arrow hangs on besides the keys of the query.

    ``kernels`` holds the address of the function's program under ``here``, and those of the rules
    by which a minimum is looked for where none is known, with their ``settings``.
    """
    place = experiment.scene
    search = () if place.minima else _SEARCH
    return {
        "asked": readable(GradientFieldExperiment),
        "words": {
            key: text
            for key, text in messages(lang).items()
            if key.startswith(tuple(f"{_LESSON}.{part}." for part in _SAID))
        },
        "f": experiment.f,
        "text": place.text,
        "domain": experiment.domain,
        "own_domain": own_domain(experiment.found),
        "window": window(experiment),
        "minima": place.minima,
        "start": scene(experiment.found, experiment.domain).start,
        "kernels": {
            "here": kernel_address(experiment.f, "gradient_descent"),
            **{name: kernel_address(experiment.f, name) for name in search},
        },
        "notices": [],
        "settings": {
            name: {s.name: s.default for s in OPTIMIZERS[name].settings} for name in search
        },
    }
