"""Settings and starts drawn at random, within what an optimizer allows."""

import random
from typing import Any

from app.core.optimizers.rule import Optimizer, Setting

_USUAL = {
    "learning_rate": (1e-3, 0.5),
    "weight_decay": (1e-4, 0.1),
    "lr_decay": (1e-3, 0.3),
    "initial_accumulator_value": (1e-3, 1.0),
    "damping": (1e-3, 1.0),
    "epsilon": (1e-10, 1e-2),
    "momentum_decay": (1e-3, 0.6),
}


def settings_of(optimizer: Optimizer, dice: random.Random) -> dict[str, Any]:
    """Settings that are allowed: defaults, ends of the ranges, and numbers in between."""
    return {each.name: _value(each, dice) for each in optimizer.settings}


def _value(setting: Setting, dice: random.Random) -> Any:
    if setting.type == "boolean":
        return dice.random() < 0.5
    drawn = dice.random()
    if drawn < 0.3:
        return setting.default
    if drawn < 0.45 and setting.minimum is not None and not setting.open_minimum:
        return setting.minimum
    if setting.name in _USUAL:
        low, high = _USUAL[setting.name]
        return float(low * (high / low) ** dice.random())
    low, high = setting.minimum or 0.0, 1.0 if setting.maximum is None else setting.maximum
    value = low + (high - low) * dice.random()
    return value if setting.allows(value) else setting.default


def start_of(usual: tuple[float, ...], dice: random.Random) -> tuple[float, ...]:
    """The usual start, or one near it."""
    if dice.random() < 0.5:
        return usual
    return tuple(x + dice.uniform(-1.0, 1.0) for x in usual)
