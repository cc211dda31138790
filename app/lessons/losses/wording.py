"""How the losses page writes losses and shares."""

import math

from app.lessons.numbers import digits


def loss(value: float, significant: int = 5) -> str:
    """A loss in its colour: red where it is no number that a descent could use."""
    role = "edge" if not math.isfinite(value) or value < 0 else "run"
    return f"[{role}]{digits(value, significant)}[/{role}]"


def percent(share: float) -> str:
    """A share in per cent."""
    value = 100 * share
    text = digits(value)
    return f"{text if text != '100' or share == 1 else digits(value, 6)}%"
