"""What the page says of one vector of scores in one task."""

import math

from app.catalogue.languages import say
from app.lessons.board import Shown, Table
from app.lessons.controls import Slider, spelled_out
from app.lessons.numbers import digits
from app.lessons.output_layer.experiment import (
    Answer,
    OutputLayerExperiment,
    answer_of,
)
from app.lessons.output_layer.figures.push import now

#: A share that three digits would round to 100 percent.
_SURE = 0.9995
#: How many numbers a headline can list.
_LISTED = 4


def show(experiment: OutputLayerExperiment, lang: str) -> Shown:
    """The headline, the line below it, the numbers of the prose and the tables."""
    found = answer_of(experiment)
    classes = found.task == "classification"
    kind, said = _regime(found, experiment.label)
    crossed, squared = now(experiment)
    ratio = crossed / squared if squared > 0 else math.inf
    gentle = experiment.label in answer_of(experiment, "classification").first
    return Shown(
        kind=kind,
        headline=say(lang, f"output-layer.headline.{kind}", **said),
        detail=_detail(experiment, found, lang),
        values={
            "count": str(found.a.size),
            "label": str(experiment.label),
            "loss": digits(found.loss),
            "crossed": f"[best]{digits(crossed)}[/best]",
            "squared": f"[run]{digits(squared)}[/run]",
            "ratio": digits(ratio, 2) if gentle else f"[edge]{digits(ratio, 2)}[/edge]",
            "first": _first(experiment),
        },
        tables={
            "answer": _answer(found, lang),
            "pairs": _pairs(experiment, lang),
        },
        ranges={"target": Slider(0, len(experiment.scores) - 1, step=1)},
        fields={
            "target": str(experiment.label),
            "truth": spelled_out(experiment.numbers),
        },
        absent=frozenset({"truth"} if classes else {"target"}),
    )


def _first(experiment: OutputLayerExperiment) -> str:
    first = answer_of(experiment, "classification").first
    return f"[run]{', '.join(map(str, first))}[/run]"


def _regime(found: Answer, target: int) -> tuple[str, dict[str, object]]:
    """Which headline tells of this answer, and what it fills in."""
    count = found.a.size
    if found.task == "regression":
        listed = ", ".join(digits(v) for v in found.y.tolist())
        low, high = digits(float(found.y.min())), digits(float(found.y.max()))
        key = "numbers" if count <= _LISTED else "many"
        return key, {"answer": listed, "count": count, "low": low, "high": high}
    share = float(found.y[found.level[0]])
    winners = ", ".join(map(str, found.level))
    said: dict[str, object] = {
        "label": found.first[0],
        "winners": winners,
        "ways": len(found.level),
        "count": count,
        "share": digits(100 * share),
    }
    if len(found.first) == count:
        return "level", said
    if len(found.first) > 1:
        return "tie", said
    if len(found.level) > 1:
        return "rounded", said
    if share >= _SURE and target != found.first[0]:
        return "misled", {**said, "target": target, "left": digits(float(found.y[target]))}
    if share >= _SURE:
        others = float(sum(v for k, v in enumerate(found.y.tolist()) if k != found.first[0]))
        return ("sure" if others else "certain"), {**said, "others": digits(others)}
    return ("clear" if share > 0.5 else "narrow"), said


def _detail(experiment: OutputLayerExperiment, found: Answer, lang: str) -> str:
    """The loss, and whether the answer is right."""
    if found.task == "regression":
        exact = "exact" if found.loss == 0 else "squares"
        return say(lang, f"output-layer.detail.{exact}", loss=digits(found.loss))
    right = experiment.label in found.first
    if len(found.first) > 1:
        key = "shared" if right else "behind"
    elif len(found.level) > 1:
        key = "rounded"
    else:
        key = "right" if right else "wrong"
    values = {"label": experiment.label, "loss": digits(found.loss), "level": found.level[0]}
    return say(lang, f"output-layer.detail.{key}", first=found.first[0], **values)


def _answer(found: Answer, lang: str) -> Table:
    """Score, answer, truth and gradient of each output, and the sums."""
    lit = found.level if found.task == "classification" else ()
    rows = []
    for k in range(found.a.size):
        mark = "[run]{}[/run]" if k in lit else "{}"
        rows.append(
            (
                str(k),
                mark.format(digits(float(found.a[k]), 4)),
                mark.format(digits(float(found.y[k]), 4)),
                digits(float(found.t[k]), 4),
                digits(float(found.gradient[k])),
            )
        )
    total = (
        say(lang, "output-layer.head.sum"),
        digits(float(found.a.sum()), 4),
        digits(float(found.y.sum()), 4),
        digits(float(found.t.sum()), 4),
        "",
    )
    which = "class" if found.task == "classification" else "output"
    head = (say(lang, f"output-layer.head.{which}"), "a", "y", "t", "y − t")
    return Table(head, (*rows, total))


def _pairs(experiment: OutputLayerExperiment, lang: str) -> Table:
    """Each output function with each loss: the gradient's formula, and its size at the truth."""
    k = experiment.label
    plain, shares = (answer_of(experiment, task) for task in ("regression", "classification"))
    crossed, squared = now(experiment)
    score = experiment.scores[k]

    def word(key: str) -> str:
        return say(lang, f"output-layer.pair.{key}")

    log = digits(-1 / score) if score > 0 else f"[edge]{word('undefined')}[/edge]"
    rows = (
        (
            word("identity"),
            word("squares"),
            "y − t",
            f"[best]{digits(float(plain.gradient[k]))}[/best]",
            word("fits"),
        ),
        (
            word("softmax"),
            word("entropy"),
            "y − t",
            f"[best]{digits(float(shares.gradient[k]))}[/best]",
            word("fits"),
        ),
        (
            word("softmax"),
            word("squares"),
            "y (g − Σ g y),  g = y − t",
            f"[run]{digits(-squared)}[/run]",
            word("gives_up"),
        ),
        (word("identity"), word("entropy"), "−t / a", log, word("no_floor")),
    )
    heads = ("output_function", "loss", "formula", "now", "verdict")
    head = tuple(say(lang, f"output-layer.head.{key}", label=k) for key in heads)
    return Table(head, rows)
