"""A lecture that is asked for as a file: its slides in order, with all that the file may need."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.catalogue.languages import say
from app.forms.form import Asked, Tell
from app.lessons.lecture_reading import Shown


@dataclass(frozen=True)
class Leaf:
    """A slide: its heading, what is said with it, and its figure (None: words alone).

    ``controls`` names the keys whose controls are shown (None: the one main knob).
    """

    title: str
    note: str = ""
    asked: Asked | None = None
    controls: str | None = None
    autoplay: bool = False


@dataclass(frozen=True)
class Talk:
    """A lecture; ``address`` is that of its live page, ``notes`` whether they are to be printed."""

    leaves: tuple[Leaf, ...]
    lang: str
    theme: str
    address: str
    site: str
    notes: bool = False
    tell: Tell = lambda done, of: None

    @property
    def title(self) -> str:
        """What the lecture is called: its first heading."""
        return next((leaf.title for leaf in self.leaves if leaf.title), "") or say(
            self.lang, "page.lecture.name"
        )

    def told(self) -> Iterator[Leaf]:
        """The slides one after the other, saying before each how far the file has come."""
        for done, leaf in enumerate(self.leaves):
            self.tell(done, len(self.leaves))
            yield leaf
        self.tell(len(self.leaves), len(self.leaves))

    def named(self, form: str) -> str:
        """A file name in plain letters: ``lecture-descent-8.pptx``."""
        figures = [leaf.asked.entry.name for leaf in self.leaves if leaf.asked]
        kind = "-notes" if self.notes else ""
        return f"lecture-{figures[0] if figures else 'words'}-{len(self.leaves)}{kind}.{form}"


def leaf(shown: Shown, lang: str, theme: str, site: str) -> Leaf:
    """A slide of a lecture as a file needs it; the figure bears the slide's heading."""
    slide, title = shown.slide, shown.title(lang)
    asked = None
    if shown.figure is not None and shown.experiment is not None:
        entry = replace(shown.figure, title={**shown.figure.title, lang: title})
        asked = Asked(entry, shown.experiment, slide.items, lang, theme, site=site)
    return Leaf(title, slide.note, asked, slide.controls, slide.autoplay)
