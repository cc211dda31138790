"""The figure itself: Plotly's ``data`` and ``layout`` as JSON."""

from app.forms.encoding import encode
from app.forms.form import Form, Picture


def make(picture: Picture) -> bytes:
    """Plotly's own form; a size stands in the layout only if the address asks for one."""
    figure = picture.figure
    if picture.asked:
        figure = {**figure, "layout": {**figure["layout"], **picture.asked}}
    return encode(figure)


FORM = Form("json", "application/json", make)
