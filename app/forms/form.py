"""What a form of a figure is: a name, a media type, and a pure function that makes the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.forms.moving.moment import moment
from app.lessons.board import spelled
from app.lessons.lesson import Figure, Items, Lesson
from app.lessons.reading import Query
from app.lessons.registry import LESSONS
from app.lessons.staged import staged

#: Says how far a file has come: so many parts done of so many. It raises ``Cancelled`` where
#: nobody waits for the file any more.
Tell = Callable[[int, int], None]


class Cancelled(Exception):
    """Nobody waits for the file any more."""


class Unfit(Exception):
    """This figure has no such form (422).

    ``args[0]`` is the sentence for the reader, ``args[1]`` the key that is to blame, if one is.
    """


class Unable(Exception):
    """This server cannot make the form; ``args[0]`` is the sentence for the reader (501)."""


def _silent(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Asked:
    """A figure that is asked for as a file, and all that the file may need.

    ``items`` is the figure's query as it was spelled, without size, theme and ``own``, the keys
    of the form itself with their read values. ``width`` and ``height`` are in pixels, and
    ``sized`` holds those of the two that the address names. ``site`` is the public address of
    this server, without a slash at its end; a file that uses it is made by a form that is
    ``linked``.
    """

    entry: Figure
    experiment: Query
    items: Items
    lang: str
    theme: str = "light"
    width: int = 1200
    height: int = 750
    sized: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)
    site: str = ""
    tell: Tell = _silent

    @property
    def lesson(self) -> Lesson:
        """The lesson whose figure this is."""
        return LESSONS[self.entry.lesson]

    @property
    def title(self) -> str:
        """The figure's title."""
        return self.entry.title[self.lang]

    @cached_property
    def description(self) -> str:
        """The sentence that stands in for the picture."""
        return self.entry.describe(self.experiment, self.lang)

    @cached_property
    def figure(self) -> dict[str, Any]:
        """The Plotly figure as a plain dict: the whole run, with its marks at the clock's step."""
        drawn = self.entry.draw(self.experiment, self.lang, self.theme)
        step = getattr(self.experiment, "step", None) if self.entry.clock else None
        return drawn if step is None else moment(drawn, step)

    @cached_property
    def staged(self) -> dict[str, Any]:
        """Headline, controls and clock: see ``app.lessons.staged``."""
        return staged(self.entry, self.experiment, [], self.items, self.lang)

    @property
    def query(self) -> str:
        """The figure's query, spelled as a link holds it; empty where there is none."""
        return spelled(self.items)

    @property
    def page(self) -> str:
        """The public address of the live page with this very experiment."""
        return f"{self.site}/{self.lang}/{self.entry.lesson}" + (
            f"?{self.query}" if self.items else ""
        )

    def named(self, form: str) -> str:
        """A file name that tells the figure and what was turned: ``descent-bowl-0.9.png``."""
        parts = [self.entry.name]
        for _, value in self.items[:4]:
            plain = "".join(
                c if c.isascii() and (c.isalnum() or c in ".-_") else "_" for c in value
            )
            if plain.strip("._-") and len("-".join([*parts, plain])) <= 60:
                parts.append(plain.strip("_"))
        return f"{'-'.join(parts)}.{form}"


def whole(text: str, allowed: range) -> int | None:
    """Read a whole number within a range; None where the text is none."""
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    return value if value in allowed else None


@dataclass(frozen=True)
class Key:
    """A key of a form's own beside those of the figure, such as the frames of an animation.

    ``read`` gives the value or None where the text is not allowed; ``allowed`` says what is, and
    ``meaning`` what the key does, in each language.
    """

    name: str
    read: Callable[[str], Any]
    allowed: Mapping[str, str]
    meaning: Mapping[str, str]
    default: Any = None


@dataclass(frozen=True)
class Form:
    """A form that figures can take; ``name`` is the ending in its address.

    ``order`` is its place in a menu. A reader may choose the size of ``sized`` ones and the theme
    of ``themed`` ones. ``clocked`` forms need a figure that follows the clock; ``linked`` ones
    hold the site's public address; a ``saved`` one is offered for saving instead of shown; a
    ``heavy`` one takes so long that it tells how far it has come. ``missing`` gives a sentence in
    a language where this server cannot make the form, else None. ``policy`` reads the
    Content-Security-Policy of a file that holds scripts of its own off its bytes.
    """

    name: str
    media_type: str
    make: Callable[[Asked], bytes]
    order: int = 1000
    sized: bool = False
    themed: bool = False
    clocked: bool = False
    linked: bool = False
    saved: bool = False
    heavy: bool = False
    keys: tuple[Key, ...] = ()
    missing: Callable[[str], str | None] = lambda lang: None
    policy: Callable[[bytes], str] | None = None

    def fits(self, figure: Figure) -> bool:
        """Whether this figure can take the form at all."""
        return figure.clock or not self.clocked
