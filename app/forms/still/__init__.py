"""Stills of figures, drawn from the same Plotly dict that the page shows: ``drawing.draw``.

Matplotlib, which takes most of a second to import, draws them. The rules of axes, ticks, colours,
levels and words need none of it, and are read by the pictures that stand in pages.
"""
