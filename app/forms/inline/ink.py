"""Colours that depend on the theme of a page: drawn once for each theme, merged into one text."""

import re
from collections.abc import Sequence

from app.forms.still.colours import Rgba

#: What stands in the text for the colours of one element, until the themes are merged.
_MARK = "\ue000{}\ue001"
_MARKS = re.compile("\ue000(\\d+)\ue001")

Shades = tuple[tuple[str, str], ...]


def hexadecimal(colour: Rgba) -> str:
    """Return a colour as CSS writes it: ``#rrggbb``, or ``#rrggbbaa`` where it is not opaque."""
    parts = [round(min(max(part, 0.0), 1.0) * 255) for part in colour]
    text = "".join(f"{part:02x}" for part in (parts if parts[3] < 255 else parts[:3]))
    return f"#{text}"


class Ink:
    """The colours of one drawing, in the order in which it asks for them."""

    def __init__(self) -> None:
        self.used: list[Shades] = []

    def __call__(self, **colours: Rgba) -> str:
        """Return what stands for the attributes ``fill`` and ``stroke`` of an element."""
        self.used.append(tuple((key, hexadecimal(colour)) for key, colour in colours.items()))
        return _MARK.format(len(self.used) - 1)

    def dots(self, attributes: str, address: str) -> str:
        """Return what stands for a picture made of dots."""
        self.used.append((("attributes", attributes), ("href", address)))
        return _MARK.format(len(self.used) - 1)


def merged(drawings: Sequence[tuple[str, Ink]]) -> str:
    """Return one text for one or two drawings, the light and the dark theme's.

    Where they differ in more than colours, both are there, and a style sheet shows one.
    """
    (text, ink), *others = drawings
    if not others:
        return _MARKS.sub(lambda mark: _plain(ink.used[int(mark[1])]), text)
    dark_text, dark = others[0]
    if text != dark_text:
        halves = (("light", text, ink), ("dark", dark_text, dark))
        return "".join(f'<g class="for-{name}">{merged([(t, i)])}</g>' for name, t, i in halves)
    return _MARKS.sub(lambda mark: _both(ink.used[int(mark[1])], dark.used[int(mark[1])]), text)


def _plain(shades: Shades) -> str:
    if shades[0][0] == "attributes":
        return _dots(shades)
    return "".join(f' {key}="{colour}"' for key, colour in shades)


def _dots(shades: Shades, kind: str = "") -> str:
    (_, attributes), (_, address) = shades
    return f'<image {attributes} href="{address}"{kind}/>'


def _both(light: Shades, dark: Shades) -> str:
    if light == dark:
        return _plain(light)
    if light[0][0] == "attributes":
        return _dots(light, ' class="for-light"') + _dots(dark, ' class="for-dark"')
    # A browser that does not know light-dark() keeps to the attribute.
    pairs = zip(light, dark, strict=True)
    style = ";".join(f"{key}:light-dark({one},{other})" for (key, one), (_, other) in pairs)
    return f'{_plain(light)} style="{style}"'
