"""Stills of figures, drawn with Matplotlib from the same Plotly dict that the page shows."""

from app.forms.still.drawing import draw

__all__ = ["draw"]
