"""The computed words and numbers of the page."""

import math
from collections.abc import Mapping

from app.catalogue.languages import say
from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark
from app.lessons.numbers import digits, plain
from app.lessons.optimizers.contenders import PLACES, spelled
from app.lessons.optimizers.edges import RULES, edge, size_after
from app.lessons.optimizers.experiment import Race, RaceExperiment, Run, race_of
from app.lessons.optimizers.tuning import RATES
from app.lessons.optimizers.words import named, signed, title

#: Heights above the lowest that are as good as none.
_NOTHING = 1e-12
_REACH = (0.01, 100.0)


def show(experiment: RaceExperiment, lang: str) -> Shown:
    """What the page shows of an experiment."""
    race = race_of(experiment)
    kind, headline = _headline(race, lang)
    names = {run.contender.place: run for run in race.runs}
    return Shown(
        kind=kind,
        headline=headline,
        detail=_detail(race, kind, lang),
        values=_values(race),
        tables={
            "standings": _standings(race, lang),
            "edges": _edges(experiment.beta, race.curvature[1], lang),
            "costs": _costs(race, lang),
        },
        marks={"factor": _marks(race, lang)},
        steps=max(len(run.trajectory.points) for run in race.runs) - 1,
        fields={
            "start": ",".join(map(plain, race.scene.start)),
            **{f"{p}_learning_rate": plain(_rate(run)) for p, run in names.items()},
            **{f"{p}_settings": spelled(run.contender.full_settings) for p, run in names.items()},
        },
        absent=_absent(experiment, names),
        notices=[say(lang, "notice.caret")] if experiment.found.caret else [],
    )


def _rate(run: Run) -> float:
    """The rate in a contender's field: the tuned one in a fair race, without the factor."""
    return run.tuned.rate if run.tuned else run.contender.learning_rate


def _headline(race: Race, lang: str) -> tuple[str, str]:
    """Who is ahead when the gradients are spent, and by how much."""
    order = race.standings
    first = order[0]
    told: dict[str, object] = {
        "who": title(first, lang),
        "steps": race.experiment.steps,
        "gap": digits(_height(race, first), 2),
        "value": digits(float(first.heights[-1])),
    }
    if not math.isfinite(float(first.heights[0])):
        return "nowhere", say(lang, "optimizers.headline.nowhere")
    if race.experiment.steps == 0:
        return "still", say(lang, "optimizers.headline.still")
    if first.lost:
        return "lost", say(lang, "optimizers.headline.lost", **told)
    key = "known" if race.lowest is not None else "own"
    if len(order) == 1:
        return "alone", say(lang, f"optimizers.headline.alone_{key}", **told)
    second = order[1]
    told["second"] = named(second, lang)
    if second.lost:
        return "survivor", say(lang, f"optimizers.headline.survivor_{key}", **told)
    if race.lowest is None:
        apart = float(second.heights[-1] - first.heights[-1])
        if apart <= _NOTHING * max(1.0, abs(float(first.heights[-1]))):
            return "tie", say(lang, "optimizers.headline.tie", **told)
        told["apart"] = digits(apart, 2)
        return "ahead", say(lang, "optimizers.headline.ahead_own", **told)
    return _ahead(race, first, second, told, lang)


def _height(race: Race, run: Run) -> float:
    return float(run.heights[-1]) - race.offset


def _ahead(
    race: Race, first: Run, second: Run, told: dict[str, object], lang: str
) -> tuple[str, str]:
    low, high = max(_height(race, first), 0.0), max(_height(race, second), 0.0)
    if high <= _NOTHING:
        return "arrived", say(lang, "optimizers.headline.arrived", **told)
    if low == high:
        return "tie", say(lang, "optimizers.headline.tie", **told)
    fair = "fair_" if race.experiment.fair else ""
    # From here on the name does not begin the sentence.
    told["who"] = named(first, lang)
    if low <= _NOTHING:
        return "ahead", say(lang, f"optimizers.headline.{fair}exact", **told)
    ratio = high / low
    if ratio >= 1e4:
        return "ahead", say(lang, f"optimizers.headline.{fair}far", **told)
    if ratio < 2:
        percent = digits(100 * (1 - low / high), 2)
        return "ahead", say(lang, f"optimizers.headline.{fair}percent", percent=percent, **told)
    return "ahead", say(lang, f"optimizers.headline.{fair}ratio", ratio=digits(ratio, 2), **told)


def _detail(race: Race, kind: str, lang: str) -> str:
    """Who is within reach, who is lost, and in a fair race what the search has cost."""
    if kind in ("nowhere", "still"):
        return say(lang, "optimizers.detail.start", f=race.scene.text)
    sentences = []
    arrived = sorted(
        (count, named(run, lang))
        for run in race.runs
        if not run.lost and (count := race.arrival(run)) is not None
    )
    if arrived:
        count, who = arrived[0]
        sentences.append(say(lang, "optimizers.detail.arrived", who=who, count=count))
    elif race.lowest is not None:
        sentences.append(say(lang, "optimizers.detail.nobody"))
    lost = [named(run, lang) for run in race.runs if run.lost]
    if lost and kind != "lost":
        sentences.append(say(lang, "optimizers.detail.lost", who=", ".join(lost), count=len(lost)))
    if race.experiment.fair:
        spent = f"{RATES.size * race.experiment.steps:,}"
        sentences.append(say(lang, "optimizers.detail.fair", count=RATES.size, spent=spent))
    return " ".join(sentences)


def _standings(race: Race, lang: str) -> Table:
    rows = []
    for run in race.standings:
        arrival = race.arrival(run)
        lost = f"[edge]{say(lang, 'optimizers.lost')}[/edge]"
        height = lost if run.lost else digits(_height(race, run))
        reached = "–" if arrival is None or run.lost else f"[best]{arrival}[/best]"
        rows.append((signed(run, lang), digits(run.rate), height, reached))
    final = "final" if race.lowest is not None else "final_own"
    return Table(
        tuple(say(lang, f"optimizers.head.{n}") for n in ("who", "rate", final, "within")), (*rows,)
    )


def _costs(race: Race, lang: str) -> Table:
    """What each contender has asked of the function."""
    rows = []
    for run in race.runs:
        updates = len(run.trajectory.points) - 1
        tuning = run.tuned.gradients if run.tuned else 0
        numbers = (updates, run.costs.values, run.costs.hessians, tuning)
        rows.append((signed(run, lang), *(f"{number:,}" for number in numbers)))
    head = ("who", "gradients", "values", "hessians", "tuning")
    return Table(tuple(say(lang, f"optimizers.head.{name}") for name in head), tuple(rows))


def _edges(beta: float, curve: float, lang: str) -> Table:
    """Both edges at the β of the knob, and what whole runs do on either side of them."""
    rows = []
    for name in RULES:
        inside, outside = (size_after(name, beta, share) for share in (0.99, 1.01))
        rows.append(
            (
                OPTIMIZERS[name].title[lang],
                f"[edge]{digits(edge(name, beta, curve), 4)}[/edge]",
                f"[best]{digits(inside, 2)}[/best]",
                digits(outside, 2),
            )
        )
    head = ("who", "edge", "inside", "outside")
    return Table(tuple(say(lang, f"optimizers.head.{name}") for name in head), tuple(rows))


def _values(race: Race) -> Mapping[str, str]:
    curve, beta = race.curvature[1], race.experiment.beta
    heavy, ahead = (digits(edge(name, beta, curve), 4) for name in RULES)
    return {
        "beta": digits(beta, 4),
        "curvature": digits(curve, 4),
        "heavy": heavy,
        "ahead": ahead,
        "steps": str(race.experiment.steps),
    }


def _marks(race: Race, lang: str) -> list[Mark]:
    """Where the factor takes a contender to its edge, of those whose edge is known."""
    curve = race.curvature[1] * race.experiment.scale
    found = [Mark(1.0, say(lang, "optimizers.mark.one"))]
    if not race.scene.minima:
        return found
    for run in race.runs:
        settings = run.contender.full_settings
        limit = run.contender.optimizer.stability_edge(curve, **settings)
        share = None if limit is None else limit / _rate(run)
        if share is not None and _REACH[0] <= share <= _REACH[1]:
            text = say(
                lang,
                "optimizers.mark.edge",
                who=say(lang, f"optimizers.short.{run.contender.name}"),
            )
            found.append(Mark(share, text, "edge"))
    return found


def _absent(experiment: RaceExperiment, names: Mapping[str, Run]) -> frozenset[str]:
    """The fields of places where nobody stands; a tuned rate is nobody's to set."""
    absent = set()
    for place in PLACES:
        if place not in names:
            absent |= {f"{place}_learning_rate", f"{place}_settings"}
        elif not names[place].contender.full_settings:
            absent.add(f"{place}_settings")
        if experiment.fair:
            absent.add(f"{place}_learning_rate")
    return frozenset(absent)
