"""The mathematics font, cut down to the signs that the pages can show.

The whole font is 690 kB on the line, more than a page with all its pictures; its letters, Greek,
operators and arrows are 110. Cutting takes a second, once: the outcome is kept on disk.
"""

import io
from functools import cached_property
from hashlib import blake2b

from app.web.assets import Asset, kept

#: Latin and Greek, upright and as mathematics writes them, digits, operators, arrows, accents.
_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x2C6, 0x2C7),
    (0x2DC, 0x2DC),
    (0x300, 0x304),
    (0x307, 0x308),
    (0x370, 0x3FF),
    (0x2016, 0x2016),
    (0x2026, 0x2026),
    (0x2032, 0x2034),
    (0x2061, 0x2063),
    (0x20D7, 0x20D7),
    (0x2190, 0x2194),
    (0x21A6, 0x21A6),
    (0x21D2, 0x21D2),
    (0x2200, 0x220F),
    (0x2211, 0x221E),
    (0x2225, 0x222B),
    (0x223C, 0x223C),
    (0x2248, 0x2248),
    (0x2260, 0x2265),
    (0x226A, 0x226B),
    (0x2282, 0x2287),
    (0x2295, 0x2299),
    (0x22A4, 0x22A5),
    (0x22C5, 0x22C5),
    (0x22EE, 0x22F1),
    (0x2308, 0x230B),
    (0x27E8, 0x27E9),
    (0x1D400, 0x1D467),
    (0x1D6A4, 0x1D6A5),
    (0x1D6A8, 0x1D71B),
    (0x1D7CE, 0x1D7D7),
)
_OTHERS = (
    0x131,
    0x237,
    0x2102,
    0x210B,
    0x210E,
    0x2112,
    0x2113,
    0x2115,
    0x211D,
    0x212C,
    0x23DE,
    0x23DF,
)


def signs() -> frozenset[int]:
    """Return the code points that the font keeps."""
    ranged = {code for first, last in _RANGES for code in range(first, last + 1)}
    return frozenset(ranged.union(_OTHERS))


class Typeface(Asset):
    """A font of a package with the signs above alone."""

    @cached_property
    def hash(self) -> str:
        """The hash of the font and of the signs that it keeps."""
        recipe = repr((_RANGES, _OTHERS)).encode()
        return blake2b(self.path.read_bytes() + recipe, digest_size=16).hexdigest()

    @cached_property
    def body(self) -> bytes:
        """The font, cut down: made once, and kept for the next start."""
        return kept(f"{self.name}-{self.hash}.cut", self._cut)

    def _cut(self) -> bytes:
        from fontTools import subset
        from fontTools.ttLib import TTFont

        options = subset.Options()
        options.hinting = False
        # What mathematics needs: letters for indices, those without dots, accents in their places.
        options.layout_features = ["ssty", "dtls", "flac", "kern", "mark", "mkmk", "ccmp"]
        font = TTFont(self.path)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=signs())
        cutter.subset(font)
        stream = io.BytesIO()
        font.save(stream)
        return stream.getvalue()
