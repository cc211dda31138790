"""Plotly's markers on a picture that stretches: they keep their shape and their size."""

from typing import NamedTuple

from app.forms.inline.paper import em, short
from app.forms.still import symbols


class Symbol(NamedTuple):
    """A marker: its path in px of the figure (empty: a circle), its size and its line's width."""

    path: str
    size: float
    width: float
    open: bool
    thin: bool

    def at(self, x: str, y: str, lined: bool) -> str:
        """Return the marker at a place, which is given in shares; ``lined`` draws its line."""
        if not self.path:
            line = f' stroke-width="{em(self.width)}"' if lined else ""
            return f'<circle cx="{x}" cy="{y}" r="{em(self.size / 2)}"{line}/>'
        # Within, a px of the figure is one unit.
        line = f' stroke-width="{short(self.width)}"' if lined else ""
        return (
            f'<svg x="{x}" y="{y}" width="1em" height="1em" viewBox="0 0 16 16"'
            f' overflow="visible"><path d="{self.path}"{line}/></svg>'
        )


def symbol(name: str, size: float, width: float) -> Symbol:
    """Return a marker by Plotly's name, of this size, with an outline of this width."""
    bare, thin = symbols.is_open(name), symbols.is_thin(name)
    if bare or thin:
        width = width if width > 0 else 1.0
    radius = size / 2
    if thin:
        path = "".join(
            "M" + "L".join(f"{short(x * radius)} {short(-y * radius)}" for x, y in line)
            for line in symbols.strokes(name)
        )
    else:
        corners = symbols.corners(name)
        path = "L".join(f"{short(x * radius)} {short(-y * radius)}" for x, y in corners)
        path = f"M{path}z" if path else ""
    return Symbol(path, size, width, bare, thin)
