"""What the page of ``batches`` shows: the headline, the detail and the tables."""

from app.catalogue.languages import say
from app.lessons.batches.experiment import BatchesExperiment, Times, nearest, times_of
from app.lessons.batches.measuring import SIZES, Spread
from app.lessons.batches.network import BYTES, LAYERS, WEIGHTS, compared, way
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark
from app.lessons.numbers import digits

#: From this factor on the two are called different.
_SAME = 1.1
#: Keeps a date on one line.
_HYPHEN = "\u2011"


def show(experiment: BatchesExperiment, lang: str) -> Shown:
    """The page of an experiment."""
    times, count = times_of(experiment), experiment.B
    same = compared(experiment.seed, count)
    values = {
        "B": f"{count:,}",
        "reads": f"{count * WEIGHTS:,}",
        "weights": f"{WEIGHTS:,}",
        "difference": digits(same.difference, 2),
    }
    tables = {"shapes": _shapes(count, lang), "times": _times(times, lang)}
    if times is None:
        shape: dict[str, object] = {"count": f"{count:,}", "inputs": LAYERS[0]}
        return Shown(
            kind="unmeasured",
            headline=say(lang, f"batches.headline.{_unmeasured(count)}", **shape),
            detail=say(lang, "batches.detail.unmeasured"),
            values=values,
            tables=tables,
        )
    place = nearest(count)
    kind = kind_of(times, place)
    ratio = times.faster(place)
    words = {
        "size": SIZES[place],
        "cost": digits(times.product[place].low),
        "alone": digits(times.loop[place].low),
        "times": _factor(ratio),
        "slower": _factor(1 / ratio),
        "enough": SIZES[times.enough],
        "enough_cost": digits(times.product[times.enough].low),
    }
    return Shown(
        kind=kind,
        headline=say(lang, f"batches.headline.{kind}", **words),
        detail=_detail(experiment, times, place, lang),
        values=values,
        tables=tables,
        marks={"B": _marks(times, lang)},
    )


def _unmeasured(count: int) -> str:
    """The headline before anything is measured: what goes through at once."""
    return "unmeasured_one" if count == 1 else "unmeasured"


def kind_of(times: Times, place: int) -> str:
    """The regime at a measured size, by which the headline is chosen."""
    ratio = times.faster(place)
    if ratio < 1 / _SAME:
        return "slower"
    if ratio < _SAME:
        return "same"
    if place == times.best:
        return "best"
    return "level" if place > times.enough else "gain"


def _factor(ratio: float) -> str:
    """A factor as one says it: 23, 4.1, 1.4."""
    return digits(ratio, 2) if ratio < 100 else digits(ratio)


def spread(found: Spread) -> str:
    """The least, the median and the greatest of the repeats."""
    return " / ".join(map(digits, found))


def _detail(experiment: BatchesExperiment, times: Times, place: int, lang: str) -> str:
    words: dict[str, object] = {
        "size": SIZES[place],
        "asked": experiment.B,
        "loop": digits(times.loop[place].low),
        "product": digits(times.product[place].low),
        "loop_median": digits(times.loop[place].median),
        "product_median": digits(times.product[place].median),
    }
    parts = [say(lang, "batches.detail.times", **words)]
    if experiment.B not in SIZES:
        parts.insert(0, say(lang, "batches.detail.nearest", **words))
    if experiment.measured is not None:
        when = experiment.measured.replace("T", " ").replace("-", _HYPHEN).removesuffix("Z")
        parts.append(say(lang, "batches.detail.when", when=when))
    return " ".join(parts)


def _marks(times: Times, lang: str) -> list[Mark]:
    """The size that costs least."""
    return [Mark(SIZES[times.best], say(lang, "batches.mark.best"), "best")]


def _shapes(count: int, lang: str) -> Table:
    """Each array of a forward pass with its shape and the memory that it takes."""
    rows = []
    for stage in way():
        height, width = stage.shape(count)
        mark = "run" if stage.rows is None else "quiet"
        rows.append(
            (
                stage.name,
                f"[{mark}]{height}[/{mark}] × {width}",
                f"{height * width * BYTES / 1000:,.1f}",
            )
        )
    head = tuple(say(lang, f"batches.table.{key}") for key in ("array", "shape", "memory"))
    return Table(head, tuple(rows))


def _times(times: Times | None, lang: str) -> Table:
    """Everything that was measured."""
    rows = []
    for place, size in enumerate(SIZES):
        if times is None:
            rows.append((str(size), "–", "–", "–"))
            continue
        best = place == times.best
        product = spread(times.product[place])
        rows.append(
            (
                str(size),
                spread(times.loop[place]),
                f"[best]{product}[/best]" if best else product,
                _factor(times.faster(place)),
            )
        )
    names = ("size", "loop", "product", "faster")
    return Table(tuple(say(lang, f"batches.table.{name}") for name in names), tuple(rows))
