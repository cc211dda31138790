"""What a link to a page shows where it is shared: Open Graph, oEmbed's discovery, the canonical."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote

from app.catalogue.languages import LANGUAGES, say
from app.lessons.board import spelled
from app.lessons.lesson import Items, Lesson
from app.lessons.reading import read
from app.lessons.registry import FIGURES, LESSONS

#: The size that readers of Open Graph ask for.
WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True)
class Card:
    """A page as a link to it shows it; every address is public and whole.

    ``address`` is the page in its present state, ``picture`` a still of that state and ``alt``
    the words for it; ``oembed`` is the answer for programs (empty: there is none).
    """

    lang: str
    address: str
    title: str
    text: str
    picture: str
    alt: str
    oembed: str = ""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def locale(self) -> str:
        """The language as Open Graph names it: ``ko_KR``."""
        return say(self.lang, "share.locale")

    @property
    def other_locales(self) -> list[str]:
        """The other languages of the page."""
        return [say(lang, "share.locale") for lang in LANGUAGES if lang != self.lang]


def picture(
    site: str, lang: str, figure: str, items: Items, width: int = WIDTH, height: int = HEIGHT
) -> str:
    """The public address of a still of a state."""
    look = LESSONS[FIGURES[figure].lesson].look
    kept = [(key, value) for key, value in items if key not in look]
    query = spelled([*kept, ("width", str(width)), ("height", str(height))])
    return f"{site}/{lang}/figures/{figure}.png?{query}"


def discovery(site: str, address: str) -> str:
    """Where oEmbed tells how a page stands in another."""
    return f"{site}/oembed?url={quote(address, safe='')}"


def lesson_card(site: str, lang: str, lesson: Lesson, view: Mapping[str, Any], query: str) -> Card:
    """The card of a lesson's page; ``query`` is the one in the address bar, as it was spelled."""
    items = parse_qsl(view["query"], keep_blank_values=True)
    standing = lesson.standing(dict(items))
    address = f"{site}/{lang}/{lesson.name}" + (f"?{query}" if query else "")
    text = lesson.sentence[lang] if standing.hidden else sentence(view["verdict"])
    experiment, _ = read(lesson.experiment, items, lang)
    return Card(
        lang=lang,
        address=address,
        title=": ".join([lesson.title[lang], *_function(view)]),
        text=text,
        picture=picture(site, lang, standing.still, items),
        alt=FIGURES[standing.still].describe(experiment, lang),
        oembed=discovery(site, address),
    )


def _function(view: Mapping[str, Any]) -> list[str]:
    """The name of the function on which a page runs, where it is about one."""
    return [view["function"]["title"]] if "function" in view else []


def sentence(verdict: Mapping[str, Any]) -> str:
    """The headline of a page and the line below it as plain text."""
    lines = (verdict["headline"], verdict["detail"])
    texts = ("".join(part["text"] for part in line).strip() for line in lines)
    ended = (text if text.endswith((".", "?", "…")) else f"{text}." for text in texts if text)
    return " ".join(ended)
