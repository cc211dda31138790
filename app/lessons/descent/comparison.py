"""One sentence that tells two runs apart: the pinned one, and the one on the page."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import messages, say
from app.core.sweep import TOLERANCE
from app.lessons.descent.experiment import Run
from app.lessons.descent.shown import shown
from app.lessons.numbers import digits, place

_ROOT = "page.descent.comparison"
#: Two paths part where they are further from each other than this share of the map's width.
_PART = 1e-3
#: Gaps to the lowest value that are no more than rounding.
_ROUNDING = 1e-12
#: Kinds of outcome after which a last value says nothing.
_FAILED = ("diverged", "frozen")


class Clause(NamedTuple):
    """A part of the sentence: its message, and what it fills in."""

    key: str
    values: Mapping[str, object]


def comparable(now: Run, pinned: Run) -> bool:
    """Whether two runs walk on one function, so that paths and values can be compared."""
    a, b = now.scene.objective, pinned.scene.objective
    return a.variables == b.variables and a.latex == b.latex


def comparison(now: Run, pinned: Run, lang: str) -> str:
    """What differs between the settings of two runs, and between what they do."""
    if not comparable(now, pinned):
        entry = pinned.scene.entry
        name = entry.title[lang] if entry else pinned.scene.text
        return say(lang, f"{_ROOT}.other_function", function=name)
    changed = differences(now, pinned, lang)
    if not changed:
        return say(lang, f"{_ROOT}.same")
    clauses = [*_parting(now, pinned), *_ends(now, pinned, lang), *_arrival(now, pinned, lang)]
    told = [
        say(lang, f"{_ROOT}.{clause.key}.{'end' if last else 'mid'}", **clause.values)
        for clause, last in zip(clauses, [False] * (len(clauses) - 1) + [True], strict=True)
    ]
    if len(told) > 1:
        told[-1] = say(lang, f"{_ROOT}.last", clause=told[-1])
    return say(lang, f"{_ROOT}.sentence", settings=", ".join(changed), told=", ".join(told))


def setting_label(name: str, lang: str) -> str:
    """A setting of a rule as a person calls it; its own name where no language has another."""
    return messages(lang).get(f"page.descent.setting.{name}", name)


def differences(now: Run, pinned: Run, lang: str) -> list[str]:
    """Every setting that differs, as ``learning rate 0.9 → 0.95``, the pinned run's first."""
    a, b = pinned.experiment, now.experiment
    rows: list[tuple[str, str, str]] = []

    def row(key: str, before: str, after: str) -> None:
        rows.append((say(lang, f"page.descent.{key}"), before, after))

    row("start", place(pinned.scene.start), place(now.scene.start))
    row("optimizer", a.chosen().title[lang], b.chosen().title[lang])
    row("learning_rate", _value(pinned.rate), _value(now.rate))
    theirs, ours = a.own_settings(), b.own_settings()
    for name in ours:
        if name in theirs:
            rows.append((setting_label(name, lang), _value(theirs[name]), _value(ours[name])))
    row("steps", f"{a.steps:,}", f"{b.steps:,}")
    exact = say(lang, "page.descent.exact"), say(lang, "page.descent.numerical")
    row("gradient", exact[a.gradient == "numerical"], exact[b.gradient == "numerical"])
    if a.gradient == b.gradient == "numerical":
        row("h", _value(a.h), _value(b.h))
    row("noise", _value(a.noise), _value(b.noise))
    if a.noise and b.noise:
        row("seed", str(a.seed), str(b.seed))
    changed = [row for row in rows if row[1] != row[2]]
    return [
        f"{label if first else _within_a_sentence(label)} {before} → {after}"
        for first, (label, before, after) in zip(
            [True] + [False] * len(changed), changed, strict=False
        )
    ]


def _within_a_sentence(label: str) -> str:
    """A label without the capital of its beginning; one all in capitals keeps them."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _value(value: float | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    # Two rates that differ must not read alike.
    short = digits(value, 4)
    return short if float(f"{value:.4g}") == value else digits(value, 12)


def _parting(now: Run, pinned: Run) -> Iterator[Clause]:
    """The first step at which the paths are apart; both begin at step 0."""
    window = shown(now.scene.domain)
    within = _PART * (window[1] - window[0])
    a, b = pinned.trajectory.points, now.trajectory.points
    both = min(len(a), len(b))
    with np.errstate(over="ignore"):
        apart = np.hypot.reduce(a[:both] - b[:both], axis=1)
    parted = np.flatnonzero(apart > within)
    values: dict[str, object] = {"within": digits(within, 2), "steps": both - 1}
    if parted.size and parted[0] == 0:
        yield Clause("apart", {"distance": digits(float(apart[0]))})
    elif parted.size:
        yield Clause("part", {**values, "step": int(parted[0])})
    elif both > 1:
        yield Clause("together", values)


def _ends(now: Run, pinned: Run, lang: str) -> Iterator[Clause]:
    """Who is lower at the end, by what factor or difference; or who came to no end."""
    failed = [run.trajectory.outcome.kind in _FAILED for run in (pinned, now)]
    if all(failed):
        yield Clause("fails_pinned", _failure(pinned, lang))
        yield Clause("fails_now", _failure(now, lang))
        return
    if any(failed):
        which, other = (pinned, now) if failed[0] else (now, pinned)
        key = "fails_pinned" if failed[0] else "fails_now"
        yield Clause(key, _failure(which, lang))
        value = digits(float(other.trajectory.values[-1]))
        yield Clause("ends_now" if failed[0] else "ends_pinned", {"value": value})
        return
    a, b = (float(run.trajectory.values[-1]) for run in (pinned, now))
    if not (math.isfinite(a) and math.isfinite(b)):
        return
    lower = "now" if b < a else "pinned"
    if not now.scene.minima:
        if math.isclose(a, b, rel_tol=1e-9, abs_tol=_ROUNDING):
            yield Clause("both_value", {"value": digits(b)})
        else:
            values = {"difference": abs(a - b), "low": min(a, b), "high": max(a, b)}
            yield Clause(f"lower_{lower}", {k: digits(v) for k, v in values.items()})
        return
    lowest = min(row[-1] for row in now.scene.minima)
    rounding = _ROUNDING * max(1.0, abs(lowest))
    gaps = [gap if (gap := value - lowest) > rounding else 0.0 for value in (a, b)]
    words = {"low": digits(min(gaps)), "high": digits(max(gaps))}
    if max(gaps) == 0:
        yield Clause("both_lowest", {})
    elif max(gaps) < 1.005 * min(gaps):
        yield Clause("both_gap", words)
    elif min(gaps) == 0:
        yield Clause(f"on_lowest_{lower}", words)
    else:
        yield Clause(f"closer_{lower}", {**words, "ratio": digits(max(gaps) / min(gaps))})


def _failure(run: Run, lang: str) -> dict[str, object]:
    outcome = run.trajectory.outcome
    kind = f"{_ROOT}.verb.{outcome.kind}"
    return {
        "verb_mid": say(lang, f"{kind}_mid", step=outcome.step),
        "verb_end": say(lang, f"{kind}_end", step=outcome.step),
    }


def _arrival(now: Run, pinned: Run, lang: str) -> Iterator[Clause]:
    """Who is within 1e-3 of the lowest value first: of the known one, or of the two runs' own."""
    kinds = [run.trajectory.outcome.kind for run in (pinned, now)]
    if now.scene.minima:
        target, name = min(row[-1] for row in now.scene.minima), "lowest"
    elif "converged" in kinds:
        finals = [float(run.trajectory.values[-1]) for run in (pinned, now)]
        target, name = (
            min(v for v, kind in zip(finals, kinds, strict=True) if kind == "converged"),
            "lower",
        )
    else:
        return
    first = [_first_within(run.trajectory.values, target) for run in (pinned, now)]
    lowest: dict[str, object] = {"lowest": say(lang, f"{_ROOT}.{name}")}
    a, b = first
    if a is None and b is None:
        if not all(kind in _FAILED for kind in kinds):
            yield Clause("neither", lowest)
    elif a == b:
        yield Clause("both_arrive", {**lowest, "steps": a})
    elif a is None or b is None:
        yield Clause(
            "only_pinned" if b is None else "only_now", {**lowest, "steps": a if b is None else b}
        )
    else:
        values = {**lowest, "steps": min(a, b), "later": max(a, b)}
        yield Clause("first_now" if b < a else "first_pinned", values)


def _first_within(values: NDArray[np.float64], target: float) -> int | None:
    within = np.flatnonzero(values <= target + TOLERANCE)
    return int(within[0]) if within.size else None
