"""How the slides look: their measures, the colours of a theme, the typefaces of a language."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from pptx.dml.color import RGBColor
from pptx.util import Emu, Inches

from app.lessons.palette import PALETTES, Palette

#: 16:9.
WIDTH, HEIGHT = Emu(12192000), Emu(6858000)
MARGIN = Inches(0.5)
#: EMU in a point.
POINT = 12700


class Area(NamedTuple):
    """A rectangle on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


TITLE = Area(MARGIN, Inches(0.3), WIDTH - 2 * MARGIN, Inches(0.7))
HEADLINE = Area(MARGIN, Inches(0.98), WIDTH - 2 * MARGIN, Inches(0.8))
BODY = Area(MARGIN, Inches(1.84), WIDTH - 2 * MARGIN, Inches(5.06))
FOOT = Area(MARGIN, Inches(6.98), WIDTH - 2 * MARGIN, Inches(0.32))
#: What the picture takes of the width at most where a chart stands beside it.
BESIDE = Inches(8.2)
GAP = Inches(0.2)

#: Typefaces that come with Office on Windows and macOS; elsewhere they have known substitutes.
#: The Korean one has a name in each language, and each system knows at least one of them.
_LATIN = {"ko": "Malgun Gothic"}
_LOCALES = {"ko": "ko-KR", "en": "en-US"}
EAST_ASIAN = "맑은 고딕"


@dataclass(frozen=True)
class Look:
    """The look of a presentation: a theme and a language."""

    lang: str
    theme: str

    @property
    def palette(self) -> Palette:
        """The colours of the theme."""
        return PALETTES[self.theme]

    @property
    def latin(self) -> str:
        """The typeface of Latin letters."""
        return _LATIN.get(self.lang, "Arial")

    @property
    def locale(self) -> str:
        """The language as Office names it, for spelling and typefaces."""
        return _LOCALES.get(self.lang, self.lang)

    @property
    def scale(self) -> float:
        """What letters are larger by; the projector's would fill a slide at their full scale."""
        return math.sqrt(self.palette.scale)

    def colour(self, role: str) -> RGBColor:
        """A colour of the palette by its name."""
        return colour(getattr(self.palette, role))


def colour(text: str) -> RGBColor:
    """The colour of a text like ``#d1490b``."""
    digits = text.removeprefix("#")
    return RGBColor(*bytes.fromhex(digits))  # type: ignore[no-untyped-call]
