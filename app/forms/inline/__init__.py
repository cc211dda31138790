"""Figures as SVG that stands in a page itself: the first picture, before any script has run.

It is drawn from the same Plotly dict as the live figure, once for every size: places are shares of
the plot, and letters, lines and margins have the lengths that they have in the live figure. So it
fits whatever box it stands in, by style sheets alone, and the live figure takes its place without
a jump. Colours of the light and of the dark theme are both in it. It needs no Matplotlib.
"""
