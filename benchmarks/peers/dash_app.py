# mypy: disable-error-code="import-not-found,untyped-decorator,unused-ignore"
"""A slider that draws the run again, in Dash: ``gunicorn benchmarks.peers.dash_app:server``."""

import numpy as np
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from benchmarks.peers.textbook import bowl, descent

#: Of the runs of the measures.
STEPS = 200

app = Dash(__name__)
server = app.server
app.layout = html.Div([dcc.Slider(0.01, 1.1, value=0.9, id="rate"), dcc.Graph(id="map")])

X, Y = np.linspace(-10, 10, 61), np.linspace(-5, 5, 41)
Z = bowl(X[None, :], Y[:, None])


@app.callback(Output("map", "figure"), Input("rate", "value"))  # type: ignore[untyped-decorator]
def draw(rate: float) -> go.Figure:
    """The map with the path on it."""
    points = descent(rate, STEPS)
    figure = go.Figure(
        [
            go.Contour(x=X, y=Y, z=Z, showscale=False),
            go.Scatter(x=points[:, 0], y=points[:, 1], mode="lines+markers"),
        ]
    )
    figure.update_layout(title=f"learning rate {rate}", margin={"l": 0, "r": 0, "b": 0})
    return figure
