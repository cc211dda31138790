"""Stills of figures, drawn with Matplotlib from the same Plotly dict that the page shows."""

from app.forms.still.about import About
from app.forms.still.drawing import draw, pixels
from app.forms.still.enlargement import enlargement
from app.forms.still.pages import Page, pages

__all__ = ["About", "Page", "draw", "enlargement", "pages", "pixels"]
