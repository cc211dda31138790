"""Plotly's small HTML (b, i, sub, sup, br, span) read as lines of text."""

import html
import re
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([a-zA-Z]+)([^<>]*)>")
_COLOUR = re.compile(r"(?:^|[;\s'\"])color:\s*([^;'\"]+)")
_SMALL = 0.7  # the size of an index or exponent
_SHIFT = {"sub": -0.21, "sup": 0.42}  # its baseline above the line's


class Piece(NamedTuple):
    """A piece of one line in one style; `rise` and `scale` are in type sizes of the line."""

    text: str
    bold: bool
    italic: bool
    rise: float
    scale: float
    colour: str | None


def lines(text: str) -> list[list[Piece]]:
    """Return the lines of a text, each a list of runs. Tags that Plotly does not know vanish."""
    rows: list[list[Piece]] = [[]]
    open_tags: list[tuple[str, str | None]] = []

    def add(piece: str) -> None:
        if not piece:
            return
        names = [name for name, _ in open_tags]
        rise, scale = 0.0, 1.0
        for name in names:
            if name in _SHIFT:
                rise += _SHIFT[name] * scale
                scale *= _SMALL
        colours = [colour for _, colour in open_tags if colour]
        rows[-1].append(
            Piece(
                html.unescape(piece),
                "b" in names or "strong" in names,
                "i" in names or "em" in names,
                rise,
                scale,
                colours[-1] if colours else None,
            )
        )

    at = 0
    for tag in _TAG.finditer(text):
        add(text[at : tag.start()])
        at = tag.end()
        name = tag[2].lower()
        if name == "br":
            rows.append([])
        elif not tag[1]:
            colour = _COLOUR.search(tag[3])
            open_tags.append((name, colour[1].strip() if colour else None))
        else:
            for i in range(len(open_tags) - 1, -1, -1):
                if open_tags[i][0] == name:
                    del open_tags[i]
                    break
    add(text[at:])
    return rows
