"""The typefaces of a still: a stack that has Hangul wherever the machine has it."""

import threading
from functools import lru_cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

# The page's own stack first, so that a still and the page look alike; then what Debian, macOS
# and Windows bring. "JP" comes last: older Matplotlib sees only the first face of a collection,
# and its Hangul is the same.
STACK = (
    "Pretendard",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
    "Noto Sans CJK JP",
)
FALLBACK = "DejaVu Sans"  # comes with Matplotlib
TOFU = "\u25a1"  # drawn in place of a character that no typeface has

_FILES = ("pretendard", "notosanskr", "notosanscjk", "applesdgothic", "malgun", "nanumgothic")
_lock = threading.Lock()


def _names() -> set[str]:
    return {entry.name for entry in font_manager.fontManager.ttflist}


@lru_cache(maxsize=1)
def installed() -> tuple[str, ...]:
    """Return the names of the stack that this machine has, the fallback last.

    Matplotlib keeps a list of typefaces on disk, which does not see one that was installed
    later; so where the list has none of ours, the machine's folders are looked through once.
    """
    with _lock:
        if not _names() & set(STACK):
            for path in sorted(font_manager.findSystemFonts()):
                if any(part in Path(path).name.lower().replace(" ", "") for part in _FILES):
                    try:
                        font_manager.fontManager.addfont(path)
                    except (OSError, RuntimeError):
                        continue
        names = _names()
    return (*(name for name in STACK if name in names), FALLBACK)


@lru_cache(maxsize=256)
def font(size: float, bold: bool = False, italic: bool = False) -> FontProperties:
    """Return the typeface at a size in px (at 72 dots an inch, one point is one px)."""
    return FontProperties(
        family=list(installed()),
        size=size,
        weight=700 if bold else 400,
        style="italic" if italic else "normal",
    )


@lru_cache(maxsize=1)
def charmap() -> frozenset[int]:
    """Return the code points that at least one typeface of the stack can draw."""
    points: set[int] = set()
    for name in installed():
        found = font_manager.findfont(FontProperties(family=[name]), fallback_to_default=False)
        index = getattr(found, "face_index", 0)  # Matplotlib 3.11 and later
        face = FT2Font(found, face_index=index) if index else FT2Font(found)
        points.update(face.get_charmap())
    return frozenset(points)


def drawable(text: str) -> str:
    """Return the text with a box for each character that no typeface has.

    Matplotlib would draw a box too, but warn at each; here a machine without Hangul still gets
    its picture in silence.
    """
    known = charmap()
    return "".join(letter if ord(letter) in known else TOFU for letter in text)


def css(stack: tuple[str, ...] = STACK) -> str:
    """Return the stack as CSS: the reader's own machine may have what the server has not."""
    return ", ".join(f"'{name}'" for name in (*stack, FALLBACK)) + ", sans-serif"
