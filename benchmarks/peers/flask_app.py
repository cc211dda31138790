# mypy: disable-error-code="import-not-found,untyped-decorator,unused-ignore"
"""The run as JSON from Flask: ``gunicorn benchmarks.peers.flask_app:app``."""

from flask import Flask, Response, jsonify, request

from benchmarks.peers.textbook import bowl, descent, gradient

app = Flask(__name__)


@app.get("/descent")
def answer() -> Response:
    """The points, values and gradients of a run."""
    rate = request.args.get("learning_rate", 0.9, type=float)
    steps = request.args.get("steps", 60, type=int)
    points = descent(rate, steps)
    return jsonify(
        points=points.tolist(),
        values=bowl(*points.T).tolist(),
        gradients=gradient(points.T).T.tolist(),
    )
