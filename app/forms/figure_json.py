"""The figure itself: Plotly's ``data`` and ``layout`` as JSON."""

from app.forms.encoding import encode
from app.forms.form import Asked, Form


def make(asked: Asked) -> bytes:
    """Plotly's own form; a size stands in the layout only if the address asks for one."""
    figure = asked.figure
    if asked.sized:
        figure = {**figure, "layout": {**figure["layout"], **asked.sized}}
    return encode(figure)


FORM = Form("json", "application/json", make, order=110, themed=True)
