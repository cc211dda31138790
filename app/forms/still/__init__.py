"""Stills of figures, drawn with Matplotlib from the same Plotly dict that the page shows."""

from app.forms.still.about import About
from app.forms.still.drawing import draw, pixels
from app.forms.still.enlargement import enlargement

__all__ = ["About", "draw", "enlargement", "pixels"]
