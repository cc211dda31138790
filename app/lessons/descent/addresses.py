"""The addresses that the page gives: of its figures, its track, and its links to other runs."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from app.lessons.descent.comparison import comparable, comparison
from app.lessons.descent.experiment import DescentExperiment, Run, pinned_run, run_of
from app.lessons.descent.figures.path import run_name
from app.lessons.descent.shown import fitting
from app.lessons.lesson import Items
from app.lessons.numbers import plain
from app.lessons.queries import SETTING_NAMES

#: The keys on which each figure of the page hangs; a change elsewhere leaves its URL alone.
_MAP = ("f", "domain", "arrows", "lengths", "theme")
_RUN = (
    "start",
    "optimizer",
    "learning_rate",
    "steps",
    "gradient",
    "h",
    "noise",
    "seed",
    *SETTING_NAMES,
)
_TRACK = ("f", "start", "optimizer", "steps", "domain", *SETTING_NAMES)


def spelled(items: Items) -> str:
    """Query items as a query, with the signs of points and formulas left readable."""
    return urlencode(items, safe=",*/()")


def _url(path: str, items: Items) -> str:
    return f"{path}?{spelled(items)}" if items else path


def track(experiment: DescentExperiment, items: Items, ends: tuple[float, float]) -> str:
    """The address of the sweep that the slider's track draws."""
    kept = [(key, value) for key, value in items if key in _TRACK]
    if not any(key == "f" for key, _ in kept):
        kept.insert(0, ("f", experiment.f))
    rates = f"{plain(ends[0])},{plain(ends[1])},121"
    return _url("/api/sweep", [*kept, ("learning_rates", rates)])


def figures(items: Items, lang: str) -> dict[str, str]:
    """The addresses of the page's figures, each with only the keys that it hangs on."""

    def url(figure: str, form: str, keys: Sequence[str]) -> str:
        kept = [(key, value) for key, value in items if key in keys]
        return _url(f"/{lang}/figures/{figure}.{form}", kept)

    full = (*_MAP, *_RUN)
    bare = [(key, value) for key, value in items if key in (*full, "pinned")]
    still = _url(f"/{lang}/figures/descent.png", [*bare, ("axes", "none")])
    return {
        "map": url("field", "json", _MAP),
        "surface": url("surface", "json", ("f", "domain", "theme")),
        "sweep": url("sweep", "json", (*full, "learning_rates")),
        "basins": url("basins", "json", (*full, "n")),
        "still": still,
    }


def pinned(experiment: DescentExperiment, lang: str) -> dict[str, Any] | None:
    """The run pinned for comparison: its name and query, and what tells the two apart."""
    run = pinned_run(experiment)
    if run is None:
        return None
    here = run_of(experiment)
    return {
        "name": run_name(run, lang),
        "query": experiment.pinned,
        "drawn": comparable(here, run),
        "sentence": comparison(here, run, lang),
    }


def pinning(run: Run, kept: Items) -> str:
    """The query that pins a run: what makes it the run it is, its function and rate always."""
    given = dict(kept)
    items = [("f", run.experiment.f), ("learning_rate", plain(run.rate))]
    items = [(key, given.get(key, value)) for key, value in items]
    named = ("f", "learning_rate")
    rest = [(k, v) for k, v in kept if k in (*_RUN, "domain") and k not in named]
    return spelled([*items, *rest])


def links(run: Run, kept: Items) -> dict[str, Any]:
    """Queries that the page offers: the path fitted, the own domain again, this run pinned.

    ``swap`` puts the pinned run on the page and pins the one that was there.
    """
    alone = [(key, value) for key, value in kept if key != "pinned"]
    pin = pinning(run, kept)
    with_pin = [*alone, ("pinned", pin)]
    swap = None
    if found := dict(kept).get("pinned"):
        rest = [(k, v) for k, v in alone if k not in ("f", *_RUN, "domain", "step")]
        swap = spelled([*parse_qsl(found), *rest, ("pinned", pin)])
    elsewhere = [(key, value) for key, value in kept if key != "domain"]
    fit = fitting(run)
    return {
        "fit": spelled([*elsewhere, ("domain", fit)]) if fit else None,
        "own_domain": spelled(elsewhere) if run.experiment.domain else None,
        "pin": spelled(with_pin),
        "unpin": spelled(alone),
        "swap": swap,
    }
