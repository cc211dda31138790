"""What the page says of one difference: its verdict, its digits, and the tables of the story."""

import math
from os.path import commonprefix

import numpy as np

from app.catalogue.languages import say
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark, Slider
from app.lessons.numbers import digits, minus, rounded
from app.lessons.numerical_gradient.by_hand import Partial, gradient, partials
from app.lessons.numerical_gradient.experiment import (
    BOOK_STEP,
    LEAST,
    Difference,
    NumericalGradientExperiment,
    errors,
    reach,
    state,
)
from app.lessons.numerical_gradient.figures.kept import step_left
from app.lessons.scene import own_domain

_LESSON = "numerical-gradient"


def full(value: float) -> str:
    """A float with every digit that it has."""
    return minus(repr(float(value))).replace("nan", "NaN").replace("inf", "∞")


def show(experiment: NumericalGradientExperiment, lang: str) -> Shown:
    """The page of an experiment."""
    seen = state(experiment)
    made = seen.made
    found = errors(experiment.f, experiment.x)
    best = found.best[experiment.method]
    known = best is not None and math.isfinite(made.exact)
    low, high = own_domain(experiment.found)
    value, exact = apart(made.value, made.exact)
    words: dict[str, object] = {
        "x": digits(experiment.x, 6),
        "h": digits(experiment.h),
        "error": digits(made.error, 2),
        "digits": made.digits,
        "value": value,
        "exact": exact,
        "method": say(lang, f"{_LESSON}.name.{experiment.method}"),
        "best": digits(best[0], 2) if best else "",
        "least": digits(best[1], 2) if best else "",
    }
    headline = seen.kind
    if seen.kind == "corner" and not math.isfinite(made.value):
        headline = "corner_both"
    if seen.kind in ("right", "small") and made.exact == 0:
        headline += "_zero"
    elif seen.kind == "small" and made.digits == 0:
        headline = "none"
    detail = "plain" if known else "without"
    if seen.kind == "undefined":
        detail = "nowhere"
    elif not math.isfinite(made.exact):
        detail = "kink"
    elif seen.kind == "outside":
        detail = "without"
    elif known and found.laws[experiment.method].free and experiment.method == "central":
        detail = "straight"
    return Shown(
        kind=seen.kind,
        headline=say(lang, f"{_LESSON}.headline.{headline}", **words),
        detail=say(lang, f"{_LESSON}.detail.{detail}", **words),
        values={
            "value": f"[run]{full(made.value)}[/run]",
            "exact": full(made.exact),
            "error": digits(made.error),
            "h": f"[run]{digits(experiment.h)}[/run]",
        },
        tables={
            "digits": _digits(experiment, made, lang),
            "errors": _errors(experiment, lang),
            "floats": _floats(experiment, lang),
            "by-hand": _by_hand(experiment, lang),
            "integers": _integers(experiment, lang),
        },
        marks={"h": _marks(experiment, lang)},
        ranges={
            "h": Slider(LEAST, reach(experiment.found), "log"),
            "x": Slider(low, high),
        },
    )


def apart(a: float, b: float, least: int = 6) -> tuple[str, str]:
    """Two numbers in as many digits as it takes to see that they differ."""
    for significant in range(least, 17):
        one, two = digits(a, significant), digits(b, significant)
        if one != two:
            return one, two
    return digits(a, least), digits(b, least)


def _marks(experiment: NumericalGradientExperiment, lang: str) -> list[Mark]:
    """The book's step, and the best one of this method."""
    found = errors(experiment.f, experiment.x)
    marks = [Mark(BOOK_STEP, say(lang, f"{_LESSON}.mark.book"), "quiet")]
    best = found.best[experiment.method]
    if best is not None and math.isfinite(found.exact):
        marks.append(Mark(rounded(best[0]), say(lang, f"{_LESSON}.mark.best"), "best"))
    return marks


def _digits(experiment: NumericalGradientExperiment, made: Difference, lang: str) -> Table:
    """The two values side by side: what they share is lost when they are subtracted."""

    def label(key: str) -> str:
        return say(lang, f"{_LESSON}.row.{key}")

    right, left = {
        "central": ("x + h", "x − h"),
        "forward": ("x + h", "x"),
        "backward": ("x", "x − h"),
    }[experiment.method]
    first, second = parted(made.values[0], made.values[1])
    gradient_text, exact_text = parted(made.value, made.exact, same="best", rest="edge")
    return Table(
        head=(say(lang, f"{_LESSON}.head.quantity"), say(lang, f"{_LESSON}.head.digits")),
        rows=(
            (right, full(made.places[0])),
            (left, full(made.places[1])),
            (f"f({right})", first),
            (f"f({left})", second),
            (label("difference"), full(made.values[0] - made.values[1])),
            ("2h" if experiment.method == "central" else "h", full(made.width)),
            (label("numerical"), gradient_text),
            (label("exact"), exact_text.replace("edge", "quiet")),
        ),
    )


def parted(a: float, b: float, same: str = "quiet", rest: str = "run") -> tuple[str, str]:
    """Two numbers with the digits that they share in one colour and the rest in another."""
    one, two = full(a), full(b)
    if one == two:
        return f"[{same}]{one}[/{same}]", f"[{same}]{two}[/{same}]"
    if "e" in one + two:
        return f"[{rest}]{one}[/{rest}]", f"[{rest}]{two}[/{rest}]"
    shared = commonprefix([one, two])
    # Leading zeros are no digits of a number.
    shared = shared if shared.strip("−0.") else ""

    def mark(text: str) -> str:
        tail = text[len(shared) :]
        head = f"[{same}]{shared}[/{same}]" if shared else ""
        return head + (f"[{rest}]{tail}[/{rest}]" if tail else "")

    return mark(one), mark(two)


def _errors(experiment: NumericalGradientExperiment, lang: str) -> Table:
    """The text twin of the errors: every second power of ten."""
    found = errors(experiment.f, experiment.x)
    rows = []
    for index in range(0, found.steps.size, 16):
        step = float(found.steps[index])
        cells = (
            digits(float(found.error[method][index]))
            for method in ("central", "forward", "backward")
        )
        rows.append((digits(step), *cells))
    heads = (say(lang, f"{_LESSON}.option.method.{m}") for m in ("central", "forward", "backward"))
    return Table(head=("h", *heads), rows=tuple(rows))


def _floats(experiment: NumericalGradientExperiment, lang: str) -> Table:
    """What single and double precision make of a few steps, the present one among them."""
    steps = sorted({1e-4, 1e-8, 1e-16, 1e-50, experiment.h}, reverse=True)
    rows = []
    with np.errstate(all="ignore"):
        for h in steps:
            mark = "run" if h == experiment.h else "quiet"
            rows.append(
                (
                    f"[{mark}]{digits(h)}[/{mark}]" if mark == "run" else digits(h),
                    _float(float(np.float32(h))),
                    _float(step_left(experiment.x, h, np.float32)),
                    _float(step_left(experiment.x, h, np.float64)),
                )
            )
    return Table(
        head=("h", "float32(h)", "float32: (x + h) − x", "float64: (x + h) − x"),
        rows=tuple(rows),
    )


def _float(value: float) -> str:
    return "[edge]0[/edge]" if value == 0 else digits(value, 5)


def _by_hand(experiment: NumericalGradientExperiment, lang: str) -> Table:
    """Both partial derivatives, step by step, as floats compute them."""
    first, second = partials(experiment.point, experiment.h)
    slopes = gradient(experiment.point, experiment.h)
    x0, x1 = (digits(part, 6) for part in experiment.point)
    return Table(
        head=(
            say(lang, f"{_LESSON}.head.step"),
            say(lang, f"{_LESSON}.head.by0", held=x1),
            say(lang, f"{_LESSON}.head.by1", held=x0),
        ),
        rows=(
            ("f(· + h)", full(first.value_ahead), full(second.value_ahead)),
            ("f(· − h)", full(first.value_behind), full(second.value_behind)),
            (
                say(lang, f"{_LESSON}.row.difference"),
                full(first.value_ahead - first.value_behind),
                full(second.value_ahead - second.value_behind),
            ),
            (
                say(lang, f"{_LESSON}.row.over", h=digits(experiment.h)),
                f"[run]{full(slopes[0])}[/run]",
                f"[run]{full(slopes[1])}[/run]",
            ),
            (
                say(lang, f"{_LESSON}.row.exact"),
                full(2 * experiment.point[0]),
                full(2 * experiment.point[1]),
            ),
        ),
    )


def _integers(experiment: NumericalGradientExperiment, lang: str) -> Table:
    """The same program on an array of floats and on one of integers, at the book's step."""
    floats = partials(experiment.point, BOOK_STEP)
    whole = partials(experiment.point, BOOK_STEP, int)

    def row(name: str, made: list[Partial], role: str) -> tuple[str, ...]:
        slopes = ", ".join(digits(part.slope, 6) for part in made)
        stored = f"{digits(made[0].ahead, 6)}, {digits(made[0].behind, 6)}"
        values = f"{digits(made[0].value_ahead, 8)}, {digits(made[0].value_behind, 8)}"
        return name, stored, values, f"[{role}]({slopes})[/{role}]"

    wrong = "edge" if [p.slope for p in whole] != [p.slope for p in floats] else "run"
    return Table(
        head=(
            say(lang, f"{_LESSON}.head.array"),
            "x₀ + h, x₀ − h",
            say(lang, f"{_LESSON}.head.values"),
            say(lang, f"{_LESSON}.head.gradient"),
        ),
        rows=(row("float64", floats, "best"), row("int64", whole, wrong)),
    )
