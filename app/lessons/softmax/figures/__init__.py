"""The figures of the softmax page."""

from app.lessons.softmax.figures.powers import describe_powers, draw_powers
from app.lessons.softmax.figures.scores import describe_scores, draw_scores
from app.lessons.softmax.figures.shares import describe_shares, draw_shares
from app.lessons.softmax.figures.shift import describe_shift, draw_shift
from app.lessons.softmax.figures.temperature import describe_temperature, draw_temperature

__all__ = [
    "describe_powers",
    "describe_scores",
    "describe_shares",
    "describe_shift",
    "describe_temperature",
    "draw_powers",
    "draw_scores",
    "draw_shares",
    "draw_shift",
    "draw_temperature",
]
