"""The words that several parts of the lesson share."""

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.optimizers.contenders import PLACES
from app.lessons.optimizers.experiment import Run
from app.lessons.paths import Ink, inks

#: The signs of the inks' markers, for text.
SIGNS = {"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲"}


def ink_of(place: str, theme: str) -> Ink:
    """The ink of a contender's place."""
    return inks(theme)[PLACES.index(place)]


def title(run: Run, lang: str) -> str:
    """The name of a contender's rule."""
    return say(lang, f"optimizers.option.a.{run.contender.name}")


def named(run: Run, lang: str) -> str:
    """The name as it stands within a sentence."""
    return say(lang, f"optimizers.name.{run.contender.name}")


def short(run: Run, lang: str) -> str:
    """The name where there is little room."""
    return say(lang, f"optimizers.short.{run.contender.name}")


def signed(run: Run, lang: str) -> str:
    """The name with the sign of its marker before it."""
    return f"{SIGNS[ink_of(run.contender.place, 'light').symbol]} {title(run, lang)}"


def full(run: Run, lang: str) -> str:
    """The name and the rate at which it runs."""
    return f"{title(run, lang)}, {digits(run.rate)}"
