"""Where an axis has its ticks and what they say: Plotly's own rules."""

import math
import re
from typing import NamedTuple

import numpy as np

from app.forms.still.arrays import is_array, number, texts
from app.forms.still.scales import Axis

MINUS = "\u2212"
_PREFIXES = ("f", "p", "n", "\u03bc", "m", "", "k", "M", "G", "T")
_FORMAT = re.compile(r"^([+ ]?)(,?)(?:\.(\d+))?(~?)([a-zA-Z%]?)$")


class Tick(NamedTuple):
    """A tick: its place in the axis' own numbers, its words, their size against the font's."""

    at: float
    text: str
    scale: float


def _round_up(value: float) -> float:
    """Return the next of 2, 5, 10 times a power of ten beyond `value`, as Plotly rounds."""
    base = 10.0 ** math.floor(math.log10(value))
    for part in (2.0, 5.0, 10.0):
        if value / base < part:
            return part * base
    return 10 * base


def _marks(axis: Axis) -> float:
    """Return how many ticks fit the axis."""
    count = number(axis.spec.get("nticks"), 0.0)
    if count > 0:
        return count
    if axis.kind == "category":
        return axis.length / 15
    least = 40.0 if axis.letter == "y" else 80.0
    return min(max(axis.length / least, 4.0), 9.0) + 1


def step(axis: Axis) -> float | str:
    """Return the distance of the ticks: a number, or Plotly's L…, D1 and D2 on a log axis."""
    given = axis.spec.get("dtick")
    if isinstance(given, str) and given[:1] in "LD" and axis.kind == "log":
        return given
    if number(given, 0.0) > 0:
        return number(given)
    span = abs(axis.high - axis.low)
    rough = span / _marks(axis)
    if axis.kind == "category":
        return float(math.ceil(max(rough, 1.0)))
    if axis.kind == "log":
        if rough > 0.7:
            return float(math.ceil(rough))
        if span < 1:
            count = 1.5 * span / rough
            return f"L{_round_up(abs(10.0**axis.high - 10.0**axis.low) / count)!r}"
        return "D2" if rough > 0.3 else "D1"
    return _round_up(rough)


def d3_format(value: float, pattern: str) -> str | None:
    """Return a number by a simple d3 format (".2f", "~s", ",d", ".0%", ".1e"); None if unknown."""
    found = _FORMAT.match(pattern.strip())
    if not found:
        return None
    sign, comma, digits, trim, kind = found.groups()
    places = int(digits) if digits else None
    size = abs(value)
    tail = ""
    if kind in ("f", "e", "%"):
        if kind == "%":
            size, tail = size * 100, "%"
        text = f"{size:.{6 if places is None else places}{'e' if kind == 'e' else 'f'}}"
    elif kind == "d":
        text = f"{size:.0f}"
    elif kind == "s":
        power = 0 if size == 0 else int(math.floor(math.log10(size) / 3)) * 3
        power = min(max(power, -15), 12)
        size, tail = size / 10.0**power, _PREFIXES[power // 3 + 5]
        text = _significant(size, 6 if places is None else places)
        trim = trim or ("~" if places is None else "")
    elif kind in ("g", "r", ""):
        text = f"{size:.{12 if places is None else max(places, 1)}g}"
    else:
        return None
    if trim and "." in text:
        mantissa, mark, exponent = text.partition("e")
        text = mantissa.rstrip("0").rstrip(".") + mark + exponent
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        text = f"{mantissa}e{exponent[0].replace('-', MINUS)}{exponent[1:].lstrip('0') or '0'}"
    if comma:
        whole, dot, rest = text.partition(".")
        text = f"{int(whole):,}{dot}{rest}" if whole.isdecimal() else text
    text += tail
    if value < 0:
        return MINUS + text
    return (sign if sign == "+" else "") + text


def _significant(size: float, digits: int) -> str:
    if size == 0:
        return "0"
    return f"{size:.{max(digits - 1 - math.floor(math.log10(size)), 0)}f}"


def _numeral(value: float, axis: Axis, distance: float) -> str:
    """Return a number as Plotly writes it without a format: rounded to its ticks' distance."""
    pattern = axis.spec.get("tickformat")
    if isinstance(pattern, str) and pattern:
        found = d3_format(value, pattern)
        if found is not None:
            return found
    places = 2 - math.floor(math.log10(distance) + 0.01)
    largest = max(abs(axis.low), abs(axis.high))
    if axis.kind == "log":
        largest = abs(value) or 1.0
    power = math.floor(math.log10(largest) + 0.01) if largest > 0 else 0
    style = str(axis.spec.get("exponentformat") or "B")
    exponent = 0
    if style != "none" and abs(power) > number(axis.spec.get("minexponent"), 3.0):
        thirds = style in ("B", "SI") and -15 <= power <= 14
        exponent = 3 * round((power - 1) / 3) if thirds else power
    size = abs(value)
    if size < 10.0**-places / 2:
        return "0"
    size *= 10.0**-exponent
    places += exponent
    text = f"{size:.{min(max(places, 0), 20)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if axis.spec.get("separatethousands"):
        whole, dot, rest = text.partition(".")
        text = f"{int(whole):,}{dot}{rest}"
    if exponent:
        signed = (MINUS if exponent < 0 else "") + str(abs(exponent))
        if style in ("e", "E"):
            text += style + (signed if exponent < 0 else "+" + signed)
        elif style in ("B", "SI") and -15 <= exponent <= 12:
            text += "B" if style == "B" and exponent == 9 else _PREFIXES[exponent // 3 + 5]
        else:
            text += f"\u00d710<sup>{signed}</sup>"
    return MINUS + text if value < 0 else text


def _power(at: float, axis: Axis) -> Tick:
    """Return the tick of a whole power of ten on a log axis."""
    exponent = round(at)
    style = str(axis.spec.get("exponentformat") or "B")
    pattern = axis.spec.get("tickformat")
    if isinstance(pattern, str) and pattern:
        found = d3_format(10.0**exponent, pattern)
        if found is not None:
            return Tick(at, found, 1.0)
    if style == "power" or (style in ("B", "SI") and not -15 <= exponent <= 14):
        if exponent == 0:
            text = "1"
        elif exponent == 1:
            text = "10"
        else:
            text = f"10<sup>{MINUS if exponent < 0 else ''}{abs(exponent)}</sup>"
        return Tick(at, text, 1.25)
    if style in ("e", "E") and abs(exponent) > 2:
        return Tick(at, f"1{style}{'+' if exponent > 0 else MINUS}{abs(exponent)}", 1.0)
    return Tick(at, _numeral(10.0**exponent, axis, 10.0**exponent), 1.0)


def _multiples(low: float, high: float, distance: float, origin: float) -> list[float]:
    slack = (high - low) * 1e-9
    first = math.ceil((low - slack - origin) / distance)
    last = math.floor((high + slack - origin) / distance)
    if last - first > 1000:
        return []
    return [origin + i * distance for i in range(first, last + 1)]


def _given(axis: Axis) -> list[Tick]:
    places = axis.linear(axis.spec["tickvals"])
    words = texts(axis.spec.get("ticktext"), len(places)) if axis.spec.get("ticktext") else None
    low, high = sorted((axis.low, axis.high))
    distance = abs(axis.high - axis.low) / 10
    found = []
    for i, at in enumerate(places.tolist()):
        if not low - 1e-9 <= at <= high + 1e-9:
            continue
        if words is not None and words[i]:
            found.append(Tick(at, words[i], 1.0))
        elif axis.kind == "log":
            whole = abs(at - round(at)) < 1e-9
            tick = _power(at, axis) if whole else Tick(at, f"{10.0**at:.4g}", 1.0)
            found.append(tick)
        else:
            near = _round_up(max(distance / 100, 1e-300))
            found.append(Tick(at, _numeral(at, axis, near), 1.0))
    return found


def ticks(axis: Axis) -> list[Tick]:
    """Return the ticks of an axis that lie within its range."""
    if is_array(axis.spec.get("tickvals")) and axis.spec.get("tickmode") in (None, "array"):
        return _given(axis)
    low, high = sorted((axis.low, axis.high))
    if not (math.isfinite(low) and math.isfinite(high) and high > low):
        return []
    distance = step(axis)
    origin = number(axis.spec.get("tick0"), 0.0)
    if axis.kind == "category":
        names = axis.categories
        whole = float(distance) if not isinstance(distance, str) else 1.0
        return [
            Tick(at, names[round(at)], 1.0)
            for at in _multiples(low, high, whole, 0.0)
            if 0 <= round(at) < len(names)
        ]
    if axis.kind == "log":
        return _log_ticks(axis, low, high, distance)
    assert not isinstance(distance, str)
    return [
        Tick(at, _numeral(at, axis, distance), 1.0)
        for at in _multiples(low, high, distance, origin)
    ]


def _log_ticks(axis: Axis, low: float, high: float, distance: float | str) -> list[Tick]:
    if not isinstance(distance, str):
        return [_power(at, axis) for at in _multiples(low, high, distance, 0.0)]
    if distance.startswith("L"):
        gap = number(distance[1:], 1.0)
        return [
            Tick(math.log10(value), _numeral(value, axis, gap), 1.0)
            for value in _multiples(10.0**low, 10.0**high, gap, 0.0)
            if value > 0
        ]
    digits = (1, 2, 5) if distance == "D2" else range(1, 10)
    found = []
    for exponent in range(math.floor(low), math.ceil(high) + 1):
        for digit in digits:
            at = exponent + math.log10(digit)
            if low - 1e-9 <= at <= high + 1e-9:
                found.append(_power(at, axis) if digit == 1 else Tick(at, str(digit), 0.75))
    return found


def places(axis: Axis, found: list[Tick]) -> list[float]:
    """Return the ticks' places in px."""
    at = np.array([tick.at for tick in found])
    return [float(px) for px in axis.start + (at - axis.low) * axis.per_unit]


def has_zero_line(axis: Axis) -> bool:
    """Tell whether the axis shows a line at zero."""
    low, high = sorted((axis.low, axis.high))
    return axis.kind == "linear" and low <= 0 <= high and axis.spec.get("zeroline") is not False
