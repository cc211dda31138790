"""Lectures that are ready to be shown: figures of the course with words for the one who speaks."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from app.catalogue.languages import messages, say
from app.lessons.lecture import Slide


@dataclass(frozen=True)
class Example:
    """A lecture whose words are the messages ``page.lecture.example.NAME``.

    ``scenes`` holds the figure and the query of each slide, empty where it has words alone; a
    figure with an ``!`` behind it plays by itself.
    """

    name: str
    scenes: tuple[tuple[str, str], ...]

    def title(self, lang: str) -> str:
        """What the lecture is called."""
        return say(lang, f"page.lecture.example.{self.name}.title")

    def lead(self, lang: str) -> str:
        """What it is about, in a sentence."""
        return say(lang, f"page.lecture.example.{self.name}.lead")

    def slides(self, lang: str) -> list[Slide]:
        """Its slides with their words in a language."""
        return [self._slide(number, lang) for number in range(1, len(self.scenes) + 1)]

    def _slide(self, number: int, lang: str) -> Slide:
        figure, query = self.scenes[number - 1]
        words = f"page.lecture.example.{self.name}.slide.{number}"
        return Slide(
            figure.removesuffix("!"),
            tuple(parse_qsl(query)),
            title=messages(lang).get(f"{words}.title", ""),
            note=say(lang, f"{words}.note"),
            autoplay=figure.endswith("!"),
        )


EXAMPLES = (
    Example(
        "rate",
        (
            ("", ""),
            ("descent!", ""),
            ("descent!", "learning_rate=0.02"),
            ("descent!", "learning_rate=1.05&steps=30"),
            ("rate-factors", ""),
            ("sweep", ""),
            ("rate-loss", "schedule=cosine&noise=0.5&learning_rate=0.5&steps=100"),
            ("race!", ""),
        ),
    ),
    Example(
        "step",
        (
            ("", ""),
            ("softmax-powers", "scores=1010,1000,990&shift=none"),
            ("losses-curve", ""),
            ("why-loss-accuracy", ""),
            ("why-loss-slope", ""),
            ("secant", ""),
            ("gradient-field", ""),
            ("descent!", ""),
        ),
    ),
)
