"""What the page of ``why-loss`` shows: the headline, the detail and the tables."""

from app.catalogue.languages import say
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark
from app.lessons.numbers import digits, minus, plain
from app.lessons.why_loss.classifier import COUNT, jumps
from app.lessons.why_loss.experiment import (
    LEVEL,
    Measured,
    WhyLossExperiment,
    lowest,
    measured,
    seen,
)

#: Nearer to a jump than this, w is said to be at it.
_AT = 1e-3


def kind_of(experiment: WhyLossExperiment, found: Measured) -> str:
    """The regime, by which the headline is chosen."""
    w = experiment.w
    if found.lost:
        return "lost"
    jump = found.of_accuracy.gradient != 0
    if experiment.activation == "step":
        return "both_jump" if jump else "both_flat"
    if jump:
        return "jump" if abs(nearest_jump(w) - w) < _AT else "span"
    if abs(found.of_loss.gradient) < LEVEL:
        return "level" if abs(lowest() - w) < 1 else "faint"
    return "right" if found.of_loss.gradient < 0 else "left"


def exactly(value: float) -> str:
    """A number to its last digit, with a true minus sign."""
    return minus(plain(value))


def nearest_jump(w: float) -> float:
    """The weight nearest to w at which the accuracy jumps."""
    return min(jumps(), key=lambda jump: abs(jump - w))


def show(experiment: WhyLossExperiment, lang: str) -> Shown:
    """The page of an experiment."""
    found = seen(experiment)
    kind = kind_of(experiment, found)
    words = {
        "w": digits(experiment.w, 4),
        "h": digits(experiment.h),
        "right": found.right,
        "count": COUNT,
        "loss": digits(found.loss, 4),
        "accuracy_gradient": digits(found.of_accuracy.gradient),
        "loss_gradient": digits(found.of_loss.gradient),
        "exact": digits(found.exact),
    }
    detail = say(lang, "why-loss.detail.state", **words)
    off = abs(found.of_loss.gradient - found.exact) > 0.01 * abs(found.exact) + 1e-4
    if experiment.activation == "step":
        detail += " " + say(lang, "why-loss.detail.step", **words)
    elif off and not found.lost:
        detail += " " + say(lang, "why-loss.detail.off", **words)
    sigmoid = experiment.activation == "sigmoid"
    marks = [Mark(1.6, say(lang, "why-loss.mark.jump"), "edge")]
    if sigmoid:
        best = round(lowest(), 4)
        marks.append(Mark(best, say(lang, "why-loss.mark.lowest"), "best"))
    return Shown(
        kind=kind.replace("_", "-"),
        headline=say(lang, f"why-loss.headline.{kind}", **words),
        detail=detail,
        values={key: str(words[key]) for key in ("accuracy_gradient", "loss_gradient", "w")},
        tables={
            "gradients": gradients(experiment, found, lang),
            "shrinking": shrinking(experiment, lang),
        },
        marks={"w": marks},
    )


def gradients(experiment: WhyLossExperiment, found: Measured, lang: str) -> Table:
    """Both numerical gradients with what they are made of, to the last digit."""
    each = (found.of_accuracy, found.of_loss)
    on_edge = any(abs(jump - experiment.w) < 1e-15 for jump in jumps())
    none = say(lang, "why-loss.table.undefined")
    truth = (
        none if on_edge else "0",
        exactly(found.exact) if experiment.activation == "sigmoid" or not on_edge else none,
    )
    rows = (
        ("f(w + h)", *(exactly(d.after) for d in each)),
        ("f(w − h)", *(exactly(d.before) for d in each)),
        (
            say(lang, "why-loss.table.numerical"),
            *(f"[run]{exactly(d.gradient)}[/run]" for d in each),
        ),
        (say(lang, "why-loss.table.exact"), *truth),
    )
    head = ("", say(lang, "why-loss.table.accuracy"), say(lang, "why-loss.table.loss"))
    return Table(head, rows)


def shrinking(experiment: WhyLossExperiment, lang: str) -> Table:
    """Both numerical gradients at the jump nearest to w, for smaller and smaller h."""
    jump = nearest_jump(experiment.w)
    rows = []
    for power in range(1, 8):
        h = 10.0**-power
        found = measured(jump, experiment.activation, h)
        rows.append(
            (
                digits(h),
                digits(found.of_accuracy.gradient, 4),
                digits(found.of_loss.gradient, 4),
            )
        )
    head = ("h", say(lang, "why-loss.table.accuracy"), say(lang, "why-loss.table.loss"))
    return Table(head, tuple(rows))
