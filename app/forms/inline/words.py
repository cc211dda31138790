"""Words on a picture that stretches: at a share of the plot, set in px of the figure."""

import unicodedata
from xml.sax.saxutils import escape

from app.forms.inline.ink import Ink
from app.forms.inline.paper import Place, em, percent, short
from app.forms.still.colours import Rgba, rgba
from app.forms.still.markup import Piece, lines

LINE = 1.3  # the height of a line, in type sizes, as in Plotly
MIDDLE = 0.35  # from the middle of a line of capitals down to its baseline, in type sizes
CAPITAL = 0.7  # the height of a capital, in type sizes
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
#: Widths of letters in type sizes: what a browser's sans has on average.
_WIDE, _DIGIT, _NARROW, _OTHER = 0.92, 0.556, 0.28, 0.53


def width(text: str, size: float) -> float:
    """Estimate the width in px of a text: of its widest line."""
    return max(sum(_advance(piece) for piece in row) for row in lines(text)) * size


def _advance(piece: Piece) -> float:
    return sum(_letter(letter) for letter in piece.text) * piece.scale


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    if letter in " .,:;'|()[]il":
        return _NARROW
    return _DIGIT if letter.isdigit() or letter in "+−=×" else _OTHER


def written(
    ink: Ink,
    text: str,
    x: Place,
    y: Place,
    size: float,
    colour: Rgba,
    *,
    align: str = "left",
    angle: float = 0.0,
    ground: Rgba | None = None,
    bold: bool = False,
) -> str:
    """Return a text whose first baseline is at ``y``; ``ground`` is what its letters stand on."""
    found = []
    for index, row in enumerate(lines(text)):
        if not any(piece.text.strip() for piece in row):
            continue
        colours = {"fill": colour} | ({"stroke": ground} if ground else {})
        halo = f' paint-order="stroke" stroke-width="{em(4, size)}"' if ground else ""
        looks = f'font-size="{em(size)}"{ink(**colours)}{halo}{_ANCHORS[align]}'
        looks += ' font-weight="700"' if bold else ""
        down = index * LINE * size
        words = _spans(ink, row, colour)
        place = f'x="{percent(x.share)}" y="{percent(y.share)}"'
        if angle:
            # Turned about its own place, which is a share of the plot.
            line = f' y="{em(down, size)}"' if down else ""
            inner = f'<text transform="rotate({short(angle)})"{line} {looks}>{words}</text>'
            shift = f' x="{em(x.beyond)}" y="{em(y.beyond)}"'
            inner = f'<svg{shift} overflow="visible">{inner}</svg>'
            found.append(f'<svg {place} overflow="visible">{inner}</svg>')
        else:
            place += f' dx="{em(x.beyond, size)}"' if x.beyond else ""
            below = y.beyond + down
            place += f' dy="{em(below, size)}"' if below else ""
            found.append(f"<text {place} {looks}>{words}</text>")
    return "".join(found)


def _spans(ink: Ink, row: list[Piece], colour: Rgba) -> str:
    if len(row) == 1 and row[0].rise == 0 and row[0].colour is None:
        piece = row[0]
        return _styled(escape(piece.text), piece)
    found, risen = [], 0.0
    for piece in row:
        lift = piece.rise - risen
        risen = piece.rise
        looks = f' dy="{em(-lift, piece.scale)}"' if lift else ""
        looks += f' font-size="{em(piece.scale, 1.0)}"' if piece.scale != 1 else ""
        looks += ink(fill=rgba(piece.colour, colour)) if piece.colour else ""
        looks += ' font-weight="700"' if piece.bold else ""
        looks += ' font-style="italic"' if piece.italic else ""
        found.append(f"<tspan{looks}>{escape(piece.text)}</tspan>" if looks else escape(piece.text))
    return "".join(found)


def _styled(text: str, piece: Piece) -> str:
    if not (piece.bold or piece.italic):
        return text
    looks = ' font-weight="700"' if piece.bold else ""
    looks += ' font-style="italic"' if piece.italic else ""
    return f"<tspan{looks}>{text}</tspan>"
