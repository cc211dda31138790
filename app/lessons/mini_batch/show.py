"""What the page of the lesson ``mini-batch`` says of its experiment."""

from app.catalogue.languages import say
from app.core.stability import stability
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark, Slider
from app.lessons.mini_batch.experiment import Estimate, MiniBatchQuery, estimate_of, loss_of
from app.lessons.mini_batch.runs import Run, runs_of
from app.lessons.mini_batch.spread import law_of, spread_of
from app.lessons.numbers import digits

#: Angles below this are said to be small; errors above this share drown the gradient.
_SMALL_ANGLE, _DROWNED, _LOST = 5.0, 1.5, 10.0


def show(query: MiniBatchQuery, lang: str) -> Shown:
    """The headline, the numbers of the prose, the tables and the marks."""
    estimate, spread = estimate_of(query), spread_of(query)
    entry = query.dataset
    kind = kind_of(query, estimate)
    words = {
        "rows": rows(query, query.batch_size, lang),
        "size": say(lang, f"mini-batch.counted.{query.data}", count=query.batch_size),
        "all": rows(query, entry.size, lang),
        "angle": "" if estimate.flat else _degrees(estimate.angle),
        "share": "" if estimate.flat else _share(estimate.share),
        "times": "" if estimate.flat else digits(estimate.share),
        "error": digits(estimate.error),
        "draws": f"{query.draws:,}",
        "mean": digits(spread.measured_error)
        if estimate.flat or estimate.share > _LOST
        else _share(spread.measured_error / float(sum(estimate.true**2)) ** 0.5),
    }
    law = law_of(query)
    loss = loss_of(query.data)
    edge = stability(loss.curvature).largest_stable_learning_rate
    return Shown(
        kind=kind,
        headline=say(lang, f"mini-batch.headline.{kind}", **words),
        detail=say(lang, f"mini-batch.detail.{_detail(query, estimate)}", **words),
        values={
            "batch": f"[run]{words['rows']}[/run]",
            "error": f"[run]{words['error']}[/run]",
            "measured": f"[run]{digits(spread.measured_error)}[/run]",
            "expected": digits(spread.expected_error),
            "constant": f"[best]{digits(law.constant)}[/best]",
            "slope": f"[best]{digits(law.slope)}[/best]",
            "rate": digits(query.learning_rate),
        },
        tables={"gradient": _gradients(estimate, lang), "runs": _runs(query, lang)},
        marks={
            "batch_size": [
                Mark(1, say(lang, "mini-batch.mark.one")),
                Mark(entry.size, say(lang, "mini-batch.mark.all"), "best"),
            ],
            "learning_rate": []
            if edge is None
            else [Mark(edge, say(lang, "mini-batch.mark.edge", edge=digits(edge)), "edge")],
        },
        ranges={"batch_size": Slider(1, entry.size, "log", 1)},
        steps=query.ticks,
        absent=frozenset({"epochs" if query.compare == "updates" else "steps"}),
    )


def kind_of(query: MiniBatchQuery, estimate: Estimate) -> str:
    """Which of the headlines is true."""
    if query.whole:
        return "whole"
    if estimate.flat:
        return "flat"
    if estimate.share > _LOST:
        return "lost"
    if estimate.angle > 90:
        return "uphill"
    if estimate.share > _DROWNED:
        return "drowned"
    if query.batch_size == 1:
        return "one"
    return "close" if estimate.angle < _SMALL_ANGLE else "aside"


def rows(query: MiniBatchQuery, count: int, lang: str) -> str:
    """So many rows of the data, with the word for them."""
    return say(lang, f"mini-batch.rows.{query.data}", count=count)


def _detail(query: MiniBatchQuery, estimate: Estimate) -> str:
    if query.whole:
        return "whole"
    if estimate.flat or estimate.share > _LOST:
        return "flat"
    late = query.sampling == "without_replacement" and 4 * query.batch_size > query.dataset.size
    return "late" if late else "law"


def _degrees(angle: float) -> str:
    return f"{angle:.0f}°" if angle >= 1.5 else f"{digits(angle, 2)}°"


def _share(share: float) -> str:
    percent = 100 * share
    return f"{percent:.0f} %" if 1.5 <= percent < 1e5 else f"{digits(percent, 2)} %"


def _gradients(estimate: Estimate, lang: str) -> Table:
    """Both gradients and their difference."""
    named = (
        ("full", estimate.true, "{}"),
        ("batch", estimate.estimated, "[run]{}[/run]"),
        ("difference", estimate.estimated - estimate.true, "{}"),
    )
    return Table(
        head=("", "∂L/∂w", "∂L/∂b", say(lang, "mini-batch.column.length")),
        rows=tuple(
            (
                say(lang, f"mini-batch.gradient.{key}"),
                *(look.format(digits(v)) for v in (*vector.tolist(), _length(vector.tolist()))),
            )
            for key, vector, look in named
        ),
    )


def _length(vector: list[float]) -> float:
    return float(sum(v * v for v in vector) ** 0.5)


def _runs(query: MiniBatchQuery, lang: str) -> Table:
    """What each run has cost and where it stands."""
    size = query.dataset.size
    loss = loss_of(query.data)

    def row(key: str, run: Run, look: str) -> tuple[str, ...]:
        ended = "[edge]" + say(lang, "mini-batch.left") + "[/edge]"
        excess = float(loss.above(run.points[-1]))
        return (
            look.format(say(lang, f"mini-batch.run.{key}", size=run.batch_size)),
            f"{len(run.points) - 1:,}",
            f"{int(run.seen[-1]):,}",
            digits(int(run.seen[-1]) / size),
            ended if run.left else digits(excess),
        )

    full, batch, one = runs_of(query)
    return Table(
        head=tuple(
            say(lang, f"mini-batch.column.{key}")
            for key in ("run", "updates", "seen", "epochs", "above")
        ),
        rows=(
            row("full", full, "{}"),
            row("batch", batch, "[run]{}[/run]"),
            row("one", one, "{}"),
        ),
    )
