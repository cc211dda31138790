"""Numbers as a person reads them: a real minus sign, few digits, powers of ten raised."""

import math

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def digits(value: float, significant: int = 3) -> str:
    """A number to so many significant digits: ``0.952``, ``−7``, ``1.2 × 10⁻⁵``."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if -4 <= exponent < max(significant, 5):
        text = f"{value:.{significant}g}"
        if "e" in text:
            text = f"{float(text):.0f}"
    else:
        mantissa, power = f"{value:.{significant - 1}e}".split("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        raised = str(int(power)).translate(_RAISED)
        text = f"{mantissa} × 10{raised}"
    return minus(text)


def minus(text: str) -> str:
    """The text of a number with a real minus sign."""
    return text.replace("-", "−")


def degrees(value: float) -> str:
    """An angle: two decimals, none where it is whole, a dash where there is none."""
    if not math.isfinite(value):
        return "–"
    return minus(f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")) + "°"


def factor(value: float) -> str:
    """A factor of contraction with two decimals, more where it is close to 0, 1 or −1."""
    size = abs(value)
    if size >= 1e4:
        return digits(value)
    for decimals in (2, 3, 4, 6):
        shown = round(size, decimals)
        if (size in (0.0, 1.0)) or shown not in (0.0, 1.0):
            return minus(f"{value:.{decimals}f}")
    return digits(value, 4)


def place(point: object) -> str:
    """A point in brackets: ``(3, −2.05)``; one coordinate stands alone."""
    words = [digits(float(x), 4) for x in point]  # type: ignore[attr-defined]
    return words[0] if len(words) == 1 else f"({', '.join(words)})"


def plain(value: float) -> str:
    """A number as a form field and a link carry it: the shortest text that reads back alike."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(float(value))


def rounded(value: float, significant: int = 2) -> float:
    """A number cut to so many significant digits, as a person would choose it."""
    return float(f"{value:.{significant - 1}e}")


def rounded_down(value: float, significant: int = 2) -> float:
    """A number cut to so many significant digits that never exceeds it."""
    cut = rounded(value, significant)
    if cut <= value:
        return cut
    unit = 10.0 ** (math.floor(math.log10(value)) + 1 - significant)
    return rounded(cut - unit, significant)


def cell(value: float | str) -> str:
    """A number of a table: seven digits, a true minus sign, no padding."""
    return minus(f"{float(value):.7g}")
