"""The tables of the losses page: classes, gradients, the batch, and what epsilon does."""

from app.catalogue.languages import say
from app.lessons.board import Table
from app.lessons.losses.experiment import (
    CLASSES,
    EPSILONS,
    LossesExperiment,
    measure,
    measured,
)
from app.lessons.losses.wording import loss
from app.lessons.numbers import digits


def tables(experiment: LossesExperiment, lang: str) -> dict[str, Table]:
    """All tables by name."""
    return {
        "classes": _classes(experiment, lang),
        "gradients": _gradients(experiment, lang),
        "batch": _batch(experiment, lang),
        "forms": _forms(experiment, lang),
        "epsilon": _epsilon(experiment, lang),
    }


def _head(lang: str, *names: str) -> tuple[str, ...]:
    return tuple(say(lang, f"losses.word.{name}") for name in names)


def _row(experiment: LossesExperiment, k: int, cells: list[str]) -> tuple[str, ...]:
    """A row of class k; that of the true class in the colour of the run."""
    if k == experiment.target:
        return (f"[run]{k}[/run]", *(f"[run]{text}[/run]" for text in cells))
    return (str(k), *cells)


def _classes(experiment: LossesExperiment, lang: str) -> Table:
    made = measured(experiment)
    rows = []
    for k, (y, t) in enumerate(zip(experiment.answer, experiment.one_hot, strict=True)):
        squared = digits(0.5 * (y - t) ** 2, 4)
        cross = digits(made.one.cross.per_sample[0], 5) if t else "[quiet]0[/quiet]"
        rows.append(_row(experiment, k, [digits(t), digits(y, 4), squared, cross]))
    sums = (digits(made.total, 6), loss(made.one.error), loss(made.one.entropy))
    last = (say(lang, "losses.word.sum"), "1", *sums)
    head = _head(lang, "class", "t", "y", "squares", "logs")
    return Table(head, (*rows, last))


def _gradients(experiment: LossesExperiment, lang: str) -> Table:
    made = measured(experiment)
    squared, cross = made.one.squared.gradient, made.one.cross.gradient
    by_squared, by_cross = made.by_scores
    rows = []
    for k in range(CLASSES):
        cells = [digits(float(squared[k]), 4), digits(float(cross[k]), 4)]
        if made.proper:
            cells += [digits(float(by_squared[k]), 4), digits(float(by_cross[k]), 4)]
        else:
            cells += ["–", "–"]
        rows.append(_row(experiment, k, cells))
    head = _head(lang, "class", "squared_by_y", "cross_by_y", "squared_by_a", "cross_by_a")
    return Table(head, (*rows,))


def _batch(experiment: LossesExperiment, lang: str) -> Table:
    made = measured(experiment)
    rows = []
    for place, sample in enumerate(experiment.samples):
        mark = ("[run]", "[/run]") if place == 0 else ("", "")
        cells = (
            str(place + 1),
            str(sample.label),
            digits(sample.estimate[sample.label], 6),
            digits(made.batch.squared.per_sample[place], 6),
            digits(made.batch.cross.per_sample[place], 16),
        )
        rows.append(tuple(f"{mark[0]}{cell}{mark[1]}" for cell in cells))
    mean = (loss(made.batch.error, 6), loss(made.batch.entropy, 16))
    last = (say(lang, "losses.word.mean"), "", "", *mean)
    return Table(_head(lang, "sample", "label", "y_true", "squared", "cross"), (*rows, last))


def _forms(experiment: LossesExperiment, lang: str) -> Table:
    made = measured(experiment)
    hot = ", ".join(digits(t) for t in experiment.one_hot)
    rows = (
        (
            say(lang, "losses.word.one_hot"),
            f"[{hot}]",
            digits(made.one.error, 6),
            loss(made.one.entropy, 16),
        ),
        (
            say(lang, "losses.word.as_label"),
            str(experiment.target),
            digits(made.labelled.error, 6),
            loss(made.labelled.entropy, 16),
        ),
    )
    return Table(_head(lang, "form", "target", "squared", "cross"), rows)


def _epsilon(experiment: LossesExperiment, lang: str) -> Table:
    shares = [(digits(y), y) for y in (0.0, 0.1, 1.0)]
    shares.append((say(lang, "losses.word.here", y=digits(experiment.share, 4)), experiment.share))
    rows = []
    for name, y in shares:
        # One class is enough: the others add nothing to the cross-entropy.
        found = [measure([y], 0, float(epsilon)).entropy for epsilon in EPSILONS]
        rows.append((name, *(loss(value, 6) for value in found)))
    return Table(_head(lang, "y_true", "exact", "raised"), (*rows,))
