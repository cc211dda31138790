"""What the page of the lesson ``mini-batch`` says of its experiment."""

import numpy as np

from app.catalogue.languages import say
from app.core.stability import stability
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark, Slider
from app.lessons.mini_batch.experiment import Estimate, MiniBatchQuery, estimate_of, loss_of
from app.lessons.mini_batch.runs import Run, runs_of
from app.lessons.mini_batch.spread import half_size, law_of, spread_of
from app.lessons.numbers import digits

#: Typical errors, as shares of the true gradient: below the first the estimate is close, above
#: the second it is mostly chance, above the third a share says nothing any more.
_CLOSE, _DROWNED, _LOST = 0.1, 1.0, 10.0
#: The mark of half the error keeps clear of that of all the rows.
_CLEAR = 0.6


def show(query: MiniBatchQuery, lang: str) -> Shown:
    """The headline, the numbers of the prose, the tables and the marks."""
    estimate, spread = estimate_of(query), spread_of(query)
    entry, half = query.dataset, half_size(query)
    kind = kind_of(query, estimate)
    length = float(np.hypot(*estimate.true))
    typical = spread.expected_error
    words = {
        "rows": rows(query, query.batch_size, lang),
        "size": say(lang, f"mini-batch.counted.{query.data}", count=query.batch_size),
        "half": say(lang, f"mini-batch.counted.{query.data}", count=half),
        "all": rows(query, entry.size, lang),
        "draws": f"{query.draws:,}",
        "error": digits(estimate.error),
        "mean": digits(spread.measured_error),
        "typical": digits(typical),
    }
    if not estimate.flat:
        words |= {
            "angle": _degrees(estimate.angle),
            "share": _share(estimate.share),
            "times": digits(typical / length),
            "typical_share": _share(typical / length),
            "mean_share": _share(spread.measured_error / length),
        }
    law = law_of(query)
    loss = loss_of(query.data)
    edge = stability(loss.curvature).largest_stable_learning_rate
    return Shown(
        kind=kind,
        headline=say(lang, f"mini-batch.headline.{kind}", **words),
        detail=" ".join(
            say(lang, f"mini-batch.detail.{key}", **words)
            for key in _details(query, kind, estimate)
        ),
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
                *(
                    [Mark(half, say(lang, "mini-batch.mark.half"))]
                    if half < _CLEAR * entry.size
                    else []
                ),
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
    typical = spread_of(query).expected_error / float(np.hypot(*estimate.true))
    if typical > _LOST:
        return "lost"
    if typical > _DROWNED:
        return "drowned"
    return "close" if typical < _CLOSE else "typical"


def rows(query: MiniBatchQuery, count: int, lang: str) -> str:
    """So many rows of the data, with the word for them."""
    return say(lang, f"mini-batch.rows.{query.data}", count=count)


def _details(query: MiniBatchQuery, kind: str, estimate: Estimate) -> tuple[str, ...]:
    """The law, and what the batches on the stage have to do with it."""
    if kind == "whole":
        return ("whole",)
    late = query.sampling == "without_replacement" and 4 * query.batch_size > query.dataset.size
    law = "late" if late else "law"
    if kind in {"flat", "lost"}:
        return law, "lengths"
    return law, "uphill" if estimate.angle > 90 else "shares"


def _degrees(angle: float) -> str:
    return f"{angle:.0f}°" if angle >= 1.5 else f"{digits(angle, 2)}°"


def _share(share: float) -> str:
    percent = 100 * share
    return f"{percent:.0f}%" if 1.5 <= percent < 1e5 else f"{digits(percent, 2)}%"


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
