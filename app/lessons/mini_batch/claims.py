"""What the prose of the lesson ``mini-batch`` claims, and its questions, all computed."""

import math
from collections.abc import Callable, Mapping

import numpy as np

from app.core.least_squares import expected_spread
from app.lessons.lesson import Claim, Question
from app.lessons.mini_batch.experiment import MiniBatchQuery, loss_of
from app.lessons.mini_batch.runs import runs_of
from app.lessons.mini_batch.spread import law_of, spread_of
from app.lessons.numbers import digits

Values = Callable[[], Mapping[str, object]]

_HERE = MiniBatchQuery.model_construct()
_MANY = MiniBatchQuery.model_construct(draws=5000)
_AGAIN = MiniBatchQuery.model_construct(sampling="with_replacement", draws=5000)
_EPOCHS = MiniBatchQuery.model_construct(compare="epochs")
_GENTLE = MiniBatchQuery.model_construct(compare="epochs", epochs=5, learning_rate=0.01)
_BOLD = MiniBatchQuery.model_construct(compare="epochs", epochs=5, learning_rate=0.1)


def _mean_holds() -> bool:
    """The mean of the estimates is the true gradient, within four standard errors."""
    spread = spread_of(_MANY)
    off = np.abs(spread.gradients.mean(axis=0) - spread.true)
    return bool((off < 4 * spread.expected / math.sqrt(_MANY.draws)).all())


def _mean_values() -> Mapping[str, object]:
    spread = spread_of(_MANY)
    return {
        "draws": f"{_MANY.draws:,}",
        "size": _MANY.batch_size,
        "mean": digits(float(spread.gradients[:, 0].mean())),
        "true": digits(float(spread.true[0])),
    }


def _by_law(query: MiniBatchQuery, size: int) -> float:
    return spread_of(query, size).expected_error


def _fourfold_values() -> Mapping[str, object]:
    small, large = (spread_of(_AGAIN, size).measured_error for size in (10, 40))
    return {
        "small": digits(small, 2),
        "large": digits(large, 2),
        "ratio": digits(large / small, 2),
    }


def _fourfold_holds() -> bool:
    exact = _by_law(_AGAIN, 40) / _by_law(_AGAIN, 10)
    measured = spread_of(_AGAIN, 40).measured_error / spread_of(_AGAIN, 10).measured_error
    return math.isclose(exact, 0.5) and abs(measured - 0.5) < 0.03


def _whole_values() -> Mapping[str, object]:
    return {
        "size": _HERE.dataset.size,
        "again": digits(_by_law(_AGAIN, _HERE.dataset.size), 2),
        "kept": f"{100 * _distinct(_HERE.dataset.size):.0f}%",
    }


def _distinct(size: int) -> float:
    """The expected share of the rows in a batch of as many, drawn with replacement."""
    return 1 - (1 - 1 / size) ** size


def _whole_holds() -> bool:
    size = _HERE.dataset.size
    return _by_law(_HERE, size) == 0 and _by_law(_AGAIN, size) > 0.1


def _one_holds() -> bool:
    loss = loss_of("tips").part(np.array([17]))
    values = np.linalg.eigvalsh(loss.curvature)
    return bool(abs(values[0]) < 1e-12 and values[1] > 1 and loss.least < 1e-20)


def _above(query: MiniBatchQuery, run: int) -> float:
    return float(loss_of(query.data).above(runs_of(query)[run].points[-1]))


def _updates_values() -> Mapping[str, object]:
    full, batch, _ = runs_of(_HERE)
    return {
        "steps": _HERE.steps,
        "size": _HERE.batch_size,
        "full_rows": f"{int(full.seen[-1]):,}",
        "batch_rows": f"{int(batch.seen[-1]):,}",
        "full": digits(_above(_HERE, 0), 2),
        "batch": digits(_above(_HERE, 1), 2),
    }


def _updates_holds() -> bool:
    full, batch, _ = runs_of(_HERE)
    return _above(_HERE, 0) < _above(_HERE, 1) and 20 * batch.seen[-1] < full.seen[-1]


def _epochs_values() -> Mapping[str, object]:
    full, batch, _ = runs_of(_EPOCHS)
    return {
        "epochs": _EPOCHS.epochs,
        "size": _EPOCHS.batch_size,
        "full_updates": len(full.points) - 1,
        "batch_updates": len(batch.points) - 1,
        "full": digits(_above(_EPOCHS, 0), 2),
        "batch": digits(_above(_EPOCHS, 1), 2),
    }


def _floor(query: MiniBatchQuery) -> float:
    """The mean loss above the minimum of the run on single rows, over its last epoch."""
    run = runs_of(query)[2]
    last = loss_of(query.data).above(run.points.T)[-query.dataset.size :]
    return float(last.mean())


def _floor_values() -> Mapping[str, object]:
    return {
        "bold_rate": digits(_BOLD.learning_rate),
        "gentle_rate": digits(_GENTLE.learning_rate),
        "bold": digits(_floor(_BOLD), 2),
        "gentle": digits(_floor(_GENTLE), 2),
    }


CLAIMS = (
    Claim("unbiased", _mean_holds, _mean_values),
    Claim("fourfold", _fourfold_holds, _fourfold_values),
    Claim(
        "slope",
        lambda: abs(law_of(_HERE).slope + 0.5) < 0.03,
        lambda: {"slope": digits(law_of(_HERE).slope, 2)},
    ),
    Claim(
        "hundredfold",
        lambda: math.isclose(
            expected_spread(1.0, 10**6, 100, "with_replacement"),
            expected_spread(1.0, 10**6, 1, "with_replacement") / 10,
        ),
    ),
    Claim("whole", _whole_holds, _whole_values),
    Claim("one", _one_holds),
    Claim("updates", _updates_holds, _updates_values),
    Claim("epochs", lambda: _above(_EPOCHS, 1) < _above(_EPOCHS, 0) / 10, _epochs_values),
    Claim("floor", lambda: _floor(_BOLD) > 3 * _floor(_GENTLE), _floor_values),
)

QUESTIONS = (
    Question("halve", _fourfold_holds, _fourfold_values),
    Question("race", lambda: _above(_EPOCHS, 1) < _above(_EPOCHS, 0), _epochs_values),
    Question(
        "all",
        lambda: _whole_holds() and abs(_distinct(_HERE.dataset.size) - 0.63) < 0.01,
        _whole_values,
    ),
)
