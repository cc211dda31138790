"""The figures of the losses page."""

from app.lessons.losses.figures.curve import describe_curve, draw_curve
from app.lessons.losses.figures.estimate import describe_estimate, draw_estimate
from app.lessons.losses.figures.push import describe_push, draw_push

__all__ = [
    "describe_curve",
    "describe_estimate",
    "describe_push",
    "draw_curve",
    "draw_estimate",
    "draw_push",
]
