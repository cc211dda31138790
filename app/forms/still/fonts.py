"""The typefaces of a still: a stack that has Hangul wherever the machine has it."""

import re
import threading
from functools import lru_cache
from importlib.util import find_spec
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

# Signs that Korean typefaces draw a whole square wide; on the page they are the formulas'.
SIGNS = "\u2202\u2207\u221a"
_MATHEMATICS = ("STIX Two Math", "STIXGeneral")  # STIXGeneral comes with Matplotlib
_SIGN_STACK = ("STIX Two Math", "Cambria Math", "STIX Two Text", "STIXGeneral", "DejaVu Sans")

_FILES = ("pretendard", "notosanskr", "notosanscjk", "applesdgothic", "malgun", "nanumgothic")
_PIECES = re.compile(f"[{SIGNS}]+|[^{SIGNS}]+")
_lock = threading.Lock()


def _names() -> set[str]:
    return {entry.name for entry in font_manager.fontManager.ttflist}


def _add(path: Path | str) -> None:
    try:
        font_manager.fontManager.addfont(str(path))
    except (OSError, RuntimeError):
        return


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
                    _add(path)
        names = _names()
    return (*(name for name in STACK if name in names), FALLBACK)


@lru_cache(maxsize=1)
def mathematics() -> str:
    """Return the name of the typeface for `SIGNS`: the one that the page sets formulas in."""
    found = find_spec("ziamath")
    with _lock:
        if _MATHEMATICS[0] not in _names() and found is not None and found.origin:
            _add(Path(found.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf")
        names = _names()
    return next((name for name in _MATHEMATICS if name in names), FALLBACK)


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return the text in parts of one typeface each, and whether they are of `SIGNS`."""
    return [(part, part[0] in SIGNS) for part in _PIECES.findall(text)]


@lru_cache(maxsize=256)
def font(
    size: float, bold: bool = False, italic: bool = False, sign: bool = False
) -> FontProperties:
    """Return the typeface at a size in px (at 72 dots an inch, one point is one px)."""
    return FontProperties(
        family=[mathematics(), *installed()] if sign else list(installed()),
        size=size,
        weight=700 if bold and not sign else 400,
        style="italic" if italic and not sign else "normal",
    )


@lru_cache(maxsize=1)
def charmap() -> frozenset[int]:
    """Return the code points that at least one typeface of the stack can draw."""
    points: set[int] = set()
    for name in (mathematics(), *installed()):
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


def css(sign: bool = False) -> str:
    """Return the stack as CSS: the reader's own machine may have what the server has not."""
    names = _SIGN_STACK if sign else (*STACK, FALLBACK)
    return ", ".join(f"'{name}'" for name in names) + ", sans-serif"
