"""The tables of the softmax page: every step in both formats, and the twins of its pictures."""

import math

from app.catalogue.languages import say
from app.lessons.board import Table
from app.lessons.numbers import cell, digits
from app.lessons.softmax.experiment import DTYPES, SoftmaxExperiment, Worked, work, worked
from app.lessons.softmax.wording import exact_sum, reach, units

#: Temperatures of the table, around 1 and around the present one.
_TEMPERATURES = (0.1, 0.5, 1.0, 2.0, 10.0)


def tables(experiment: SoftmaxExperiment, lang: str) -> dict[str, Table]:
    """All tables by name."""
    return {
        "now": _now(experiment, lang),
        **{form: _compared(experiment, form, lang) for form in DTYPES},
        "sums": _sums(experiment, lang),
        "ranges": _ranges(experiment, lang),
        "temperatures": _temperatures(experiment, lang),
    }


def _power(value: float) -> str:
    """An exponential as a cell; where it left the floats, in red."""
    text = digits(value, 5)
    return text if math.isfinite(value) and value > 0 else f"[edge]{text}[/edge]"


def _share(value: float, total: float) -> str:
    """A share as a cell; where the division made no sense of it, in red."""
    bad = not math.isfinite(value) or not 0 < total < math.inf
    role = "edge" if bad else "run"
    return f"[{role}]{digits(value, 6)}[/{role}]"


def _now(experiment: SoftmaxExperiment, lang: str) -> Table:
    made = worked(experiment)
    rows = [
        (cell(x), digits(z, 5), _power(e), _share(y, made.total))
        for x, z, e, y in zip(
            made.scores, made.shifted, made.exponentials, made.shares, strict=True
        )
    ]
    last = (say(lang, "softmax.word.sum"), "", _power(made.total), _summed(made))
    return Table((_head(lang, "score"), *_heads(experiment, lang)), (*rows, last))


def _summed(made: Worked) -> str:
    text = str(made.sum_of_shares).replace("nan", "NaN")
    return text if math.isfinite(float(made.sum_of_shares)) else f"[edge]{text}[/edge]"


def _head(lang: str, name: str) -> str:
    return say(lang, f"softmax.word.{name}")


def _heads(experiment: SoftmaxExperiment, lang: str) -> tuple[str, str, str]:
    warm = "" if experiment.temperature == 1 else "_warm"
    return (
        _head(lang, f"shifted{warm}"),
        _head(lang, f"power{warm}"),
        _head(lang, "share"),
    )


def compared(experiment: SoftmaxExperiment) -> float:
    """The constant whose arithmetic stands beside the naive one: the present one unless it is 0."""
    return experiment.constant or experiment.largest


def _compared(experiment: SoftmaxExperiment, form: str, lang: str) -> Table:
    naive, other = (
        work(experiment.scores, constant, experiment.temperature, form)
        for constant in (0.0, compared(experiment))
    )
    warm = "" if experiment.temperature == 1 else "_warm"
    rows = [
        (
            cell(naive.scores[k]),
            _power(naive.exponentials[k]),
            _share(naive.shares[k], naive.total),
            digits(other.shifted[k], 5),
            _power(other.exponentials[k]),
            _share(other.shares[k], other.total),
        )
        for k in range(len(naive.scores))
    ]
    last = (
        say(lang, "softmax.word.sum"),
        _power(naive.total),
        _summed(naive),
        "",
        _power(other.total),
        _summed(other),
    )
    head = (
        _head(lang, "score"),
        _head(lang, f"naive{warm}"),
        _head(lang, "share"),
        *_heads(experiment, lang),
    )
    return Table(head, (*rows, last))


def _sums(experiment: SoftmaxExperiment, lang: str) -> Table:
    rows = []
    for form in DTYPES:
        made = worked(experiment, form)
        if not all(map(math.isfinite, made.shares)):
            rows.append((form, _summed(made), "", ""))
            continue
        added, left = float(made.sum_of_shares), exact_sum(made.shares) - 1
        rows.append((form, _summed(made), units(added - 1, form), units(left, form)))
    return Table(tuple(_head(lang, name) for name in ("format", "added", "off", "exact")), (*rows,))


def _ranges(experiment: SoftmaxExperiment, lang: str) -> Table:
    rows = []
    for form in DTYPES:
        made = worked(experiment, form)
        rows.append((form, *reach(made.range), *reach(made.faithful)))
    head = tuple(_head(lang, name) for name in ("format", "low", "high", "first", "last"))
    return Table(head, (*rows,))


def _temperatures(experiment: SoftmaxExperiment, lang: str) -> Table:
    rows = []
    for temperature in sorted({*_TEMPERATURES, experiment.temperature}):
        shares = work(experiment.scores, experiment.largest, temperature, "float64").shares
        mark = ("[run]", "[/run]") if temperature == experiment.temperature else ("", "")
        texts = (digits(temperature), digits(max(shares), 4), digits(min(shares), 4))
        rows.append(tuple(f"{mark[0]}{text}{mark[1]}" for text in texts))
    head = tuple(_head(lang, name) for name in ("temperature", "most", "least"))
    return Table(head, (*rows,))
