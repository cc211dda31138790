"""The update of each rule as lines of NumPy, in the order in which our own rules round.

``p`` is the point, ``g`` the gradient, ``s`` what is remembered, ``k`` the number of the update.
"""

from typing import Any

_MOMENTS = (
    "s['m'] = {beta1} * s.get('m', 0.0) + (1 - {beta1}) * g",
    "s['v'] = {beta2} * s.get('v', 0.0) + (1 - {beta2}) * g * g",
)
_CORRECTED = (
    "m, v = s['m'] / (1 - power({beta1}, k)), {v} / (1 - power({beta2}, k))",
    "return p - {learning_rate} * (m / (np.sqrt(v) + {epsilon}))",
)
_DECAY = "g = g + {weight_decay} * p"

#: The lines of each rule; those that need the Hessian or long corrections have none.
_UPDATES: dict[str, tuple[str, ...]] = {
    "gradient_descent": ("return p - {learning_rate} * g",),
    "momentum": (
        _DECAY,
        "s['v'] = {momentum} * s['v'] + (1 - {dampening}) * g if k > 1 else g",
        "return p - {learning_rate} * s['v']",
    ),
    "nesterov": (
        "s['v'] = {momentum} * s.get('v', 0.0) + g",
        "return p - {learning_rate} * (g + {momentum} * s['v'])",
    ),
    "adagrad": (
        "s['h'] = s.get('h', {initial_accumulator_value}) + g * g",
        "return p - {learning_rate} / (1 + (k - 1) * {lr_decay})"
        " * (g / (np.sqrt(s['h']) + {epsilon}))",
    ),
    "rmsprop": (
        "s['v'] = {alpha} * s.get('v', 0.0) + (1 - {alpha}) * g * g",
        "s['m'] = {alpha} * s.get('m', 0.0) + (1 - {alpha}) * g",
        "spread = np.maximum(s['v'] - s['m'] * s['m'], 0.0) if {centered} else s['v']",
        "s['b'] = {momentum} * s.get('b', 0.0) + g / (np.sqrt(spread) + {epsilon})",
        "return p - {learning_rate} * s['b']",
    ),
    "adadelta": (
        "s['v'] = {rho} * s.get('v', 0.0) + (1 - {rho}) * g * g",
        "move = np.sqrt(s.get('u', 0.0) + {epsilon}) / np.sqrt(s['v'] + {epsilon}) * g",
        "s['u'] = {rho} * s.get('u', 0.0) + (1 - {rho}) * move * move",
        "return p - {learning_rate} * move",
    ),
    "adam": (_DECAY, *_MOMENTS, *(line.replace("{v}", "s['v']") for line in _CORRECTED)),
    "amsgrad": (
        _DECAY,
        *_MOMENTS,
        "s['top'] = np.maximum(s.get('top', 0.0), s['v'])",
        *(line.replace("{v}", "s['top']") for line in _CORRECTED),
    ),
    "adamw": (
        "p = p * (1 - {learning_rate} * {weight_decay})",
        *_MOMENTS,
        "s['top'] = np.maximum(s.get('top', 0.0), s['v']) if {amsgrad} else s['v']",
        *(line.replace("{v}", "s['top']") for line in _CORRECTED),
    ),
    "adamax": (
        _DECAY,
        "s['m'] = {beta1} * s.get('m', 0.0) + (1 - {beta1}) * g",
        "s['u'] = np.maximum({beta2} * s.get('u', 0.0), np.abs(g) + {epsilon})",
        "return p - {learning_rate} / (1 - power({beta1}, k)) * (s['m'] / s['u'])",
    ),
    "lion": (
        "c = {beta1} * s.get('m', 0.0) + (1 - {beta1}) * g",
        "s['m'] = {beta2} * s.get('m', 0.0) + (1 - {beta2}) * g",
        "return p - {learning_rate} * (np.sign(c) + {weight_decay} * p)",
    ),
    "line_search": (
        "t, f, slope = {learning_rate}, value(*p), sum(g * g)",
        "for _ in range(60):",
        "    if value(*(p - t * g)) <= f - {c1} * t * slope:",
        "        return p - t * g",
        "    t = t * {shrink}",
        "return p",
    ),
}
#: A power by repeated products, as our own rules take it.
POWER = (
    "def power(b, k, r=1.0):",
    "    return power(b * b, k >> 1, r * b if k & 1 else r) if k else r",
)


def can(name: str) -> bool:
    """Whether a rule is written out here."""
    return name in _UPDATES


def update(name: str, function: str, settings: dict[str, Any]) -> list[str]:
    """The lines of a function that makes one update of a rule with these settings."""
    told = {key: repr(value) for key, value in settings.items()}
    lines = [line.format(**told) for line in _UPDATES[name]]
    # What is decayed, dampened or put off by nothing need not be written.
    lines = [line for line in lines if line != "g = g + 0.0 * p"]
    for nothing in ("(1 - 0.0) * ", " / (1 + (k - 1) * 0.0)"):
        lines = [line.replace(nothing, "") for line in lines]
    return [f"def {function}(p, g, s, k):", *(f"    {line}" for line in lines)]
