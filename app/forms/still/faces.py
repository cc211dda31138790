"""Typefaces inside a PDF: the glyphs that it uses, as a compact font with a map to Unicode."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from matplotlib.ft2font import LoadFlags

_RAW = LoadFlags.NO_SCALE | LoadFlags.NO_HINTING
_MOVE, _LINE, _CONIC, _CUBIC = 1, 2, 3, 4


def outlines(face: Any, name: str, glyphs: Sequence[int]) -> tuple[bytes, list[int]]:
    """Return a CFF font program of these glyphs and their widths, in thousandths of its size.

    The first glyph of the program is the one that stands for none; the others follow in order.
    Any face that FreeType reads will do, whatever it is made of: CFF in a collection as well.
    """
    factor = 1000 / face.units_per_EM
    names = [".notdef", *(f"g{i}" for i in range(1, len(glyphs) + 1))]
    widths = [round(face.load_glyph(glyph, flags=_RAW).horiAdvance * factor) for glyph in glyphs]
    strings = {".notdef": T2CharStringPen(1000, None).getCharString()}
    for glyph, own, width in zip(glyphs, names[1:], widths, strict=True):
        face.load_glyph(glyph, flags=_RAW)
        points, codes = face.get_path()
        strings[own] = _string(points, codes, width, 64 * factor)
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    builder.setupHorizontalMetrics({own: (1000, 0) for own in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupCFF(name, {}, strings, {})
    return builder.font.getTableData("CFF "), widths


def _string(points: Any, codes: Any, width: int, factor: float) -> Any:
    """Return a glyph's path as FreeType gives it, in the curves of CFF."""
    pen = T2CharStringPen(width, None)
    at = [(float(x) * factor, float(y) * factor) for x, y in points]
    kinds, i, opened = codes.tolist(), 0, False
    while i < len(kinds):
        kind = kinds[i]
        if kind == _MOVE:
            if opened:
                pen.closePath()
            pen.moveTo(at[i])
            opened, i = True, i + 1
        elif kind == _LINE:
            pen.lineTo(at[i])
            i += 1
        elif kind == _CONIC:
            pen.qCurveTo(at[i], at[i + 1])
            i += 2
        elif kind == _CUBIC:
            pen.curveTo(at[i], at[i + 1], at[i + 2])
            i += 3
        else:  # the path is closed
            i += 1
    if opened:
        pen.closePath()
    return pen.getCharString()


def to_unicode(words: Mapping[int, str]) -> bytes:
    """Return the map by which a reader of the PDF copies and finds text: codes to characters."""
    stream = io.StringIO()
    stream.write(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    )
    entries = sorted(words.items())
    for start in range(0, len(entries), 100):  # as many as one block may hold
        block = entries[start : start + 100]
        stream.write(f"{len(block)} beginbfchar\n")
        for code, text in block:
            stream.write(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n")
        stream.write("endbfchar\n")
    stream.write("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
    return stream.getvalue().encode("ascii")
