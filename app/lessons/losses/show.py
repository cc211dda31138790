"""What the losses page says of an experiment: headline, detail, numbers."""

from app.catalogue.languages import say
from app.lessons.board import Shown
from app.lessons.controls import Mark, spelled_out
from app.lessons.losses.experiment import Losses, LossesExperiment, measured
from app.lessons.losses.tables import tables
from app.lessons.losses.wording import loss, percent
from app.lessons.numbers import digits

#: Below this the logarithm is steep: what little is left matters much.
_LITTLE = 0.02


def show(experiment: LossesExperiment, lang: str) -> Shown:
    """All that the page shows beside its pictures."""
    made = measured(experiment)
    kind = outcome(experiment)
    notices = []
    if not made.proper:
        notices.append(say(lang, "losses.notice.sum", sum=digits(made.total, 6)))
    return Shown(
        kind=kind,
        headline=say(lang, f"losses.headline.{kind}", **_words(experiment, made)),
        detail=_detail(experiment, made, lang),
        values=_values(experiment, made),
        tables=tables(experiment, lang),
        marks={
            "p": [
                Mark(0.1, say(lang, "losses.mark.guess"), "quiet"),
                Mark(1.0, say(lang, "losses.mark.perfect"), "best"),
            ]
        },
        notices=notices,
        fields={
            "estimate": spelled_out(experiment.answer),
            "p": spelled_out(experiment.share),
        },
    )


def outcome(experiment: LossesExperiment) -> str:
    """What the estimate is worth; the name of its headline."""
    answer, share = experiment.answer, experiment.share
    exact = experiment.small == 0
    if answer == experiment.one_hot:
        return "perfect" if exact else "perfect_below"
    if share == 0:
        return "nothing" if exact else "nothing_held"
    best = max(y for k, y in enumerate(answer) if k != experiment.target)
    if share > best:
        return "sure" if share >= 0.9 else "ahead"
    if share == best:
        return "tied"
    return "little" if share < _LITTLE else "behind"


def _words(experiment: LossesExperiment, made: Losses) -> dict[str, object]:
    answer = experiment.answer
    others = [k for k in range(len(answer)) if k != experiment.target]
    rival = max(others, key=lambda k: answer[k])
    return {
        "share": percent(experiment.share),
        "target": experiment.target,
        "rival": rival,
        "most": percent(answer[rival]),
        "entropy": digits(made.one.entropy, 5 if made.one.entropy >= 10 else 4),
        "error": digits(made.one.error, 4),
    }


def _detail(experiment: LossesExperiment, made: Losses, lang: str) -> str:
    slope = float(made.one.cross.gradient[experiment.target])
    words = say(
        lang,
        "losses.detail.slopes",
        cross=digits(slope, 4),
        squared=digits(float(made.one.squared.gradient[experiment.target]), 4),
    )
    count = made.batch.cross.batch_size
    if count == 1:
        return words
    mean = say(lang, "losses.detail.batch", count=count, mean=digits(made.batch.entropy, 5))
    return f"{words} {mean}"


def _values(experiment: LossesExperiment, made: Losses) -> dict[str, str]:
    return {
        "share": f"[run]{digits(experiment.share, 4)}[/run]",
        "entropy": loss(made.one.entropy),
        "error": loss(made.one.error),
        "mean_entropy": loss(made.batch.entropy),
        "mean_error": loss(made.batch.error),
        "sum": digits(made.total, 6),
    }
