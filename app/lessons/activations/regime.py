"""Which of the sentences tells what a small change of x does to the answer here."""

from app.lessons.activations.experiment import KINKS, Place

#: A slope below this is called small, one this close to 1 is called almost 1.
_FAINT = 0.01
_CLOSE = 5e-4


def regime(at: Place) -> str:
    """The name of the regime that a function is in at x; the headlines bear the same names."""
    if at.slope is None:
        return "kink" if at.kind in KINKS else "jump"
    if at.slope == 0:
        return {"step": "flat", "relu": "off"}.get(at.kind, "lost")
    if at.kind == "identity":
        return "same"
    if at.kind in KINKS:
        return "open" if at.x > 0 else "leak"
    if abs(at.slope) < _FAINT:
        return "faint"
    if at.slope < 0:
        return "falls"
    if at.kind in ("sigmoid", "tanh") and at.x == 0:
        return "steepest"
    if abs(at.slope - 1) < _CLOSE:
        return "nearly"
    return "moves"
