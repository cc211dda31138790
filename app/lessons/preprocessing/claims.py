"""What the prose of the lesson ``preprocessing`` claims, and its questions, all computed."""

import math
from collections.abc import Mapping

import numpy as np

from app.core.datasets import Kind, Whitening, covariance, normalisation
from app.core.least_squares import LeastSquares
from app.core.stability import stability
from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits
from app.lessons.preprocessing.experiment import (
    SHARE,
    Prepared,
    PreprocessingQuery,
    all_of,
    prepared,
)

_HERE = PreprocessingQuery.model_construct()


def _ways() -> dict[str, Prepared]:
    return {each.kind: each for each in all_of(_HERE)}


def _condition_values() -> Mapping[str, object]:
    return {kind: digits(each.condition, 4) for kind, each in _ways().items()}


def _falls() -> bool:
    numbers = [each.condition for each in all_of(_HERE)]
    return numbers[0] > 100 and numbers == sorted(numbers, reverse=True) and _is_one(numbers[3])


def _is_one(value: float) -> bool:
    return math.isclose(value, 1.0, rel_tol=1e-9)


def _steps_values() -> Mapping[str, object]:
    return {kind: each.steps(each.best_rate) for kind, each in _ways().items()}


def _steps_hold() -> bool:
    steps = [each.steps(each.best_rate) or math.inf for each in all_of(_HERE)]
    return steps == sorted(steps, reverse=True) and steps[3] == 1


def _mean_values() -> Mapping[str, object]:
    raw = _ways()["raw"]
    bills = raw.rows[:, 0]
    return {
        "square": digits(float((bills**2).mean()), 4),
        "variance": digits(float(bills.var()), 4),
        "mean": digits(float(bills.mean()), 4),
    }


def _mean_holds() -> bool:
    raw = _ways()["raw"]
    mean = raw.rows.mean(axis=0)
    return np.allclose(raw.loss.curvature, covariance(raw.rows) + np.outer(mean, mean))


def _coupling_values() -> Mapping[str, object]:
    ways = _ways()
    values = {kind: np.linalg.eigvalsh(ways[kind].with_bias.curvature) for kind in ways}
    return {
        "coupling": digits(float(ways["raw"].with_bias.curvature[0, 2])),
        "raw": digits(float(values["raw"][-1] / values["raw"][0])),
        "centred": digits(float(values["centred"][-1] / values["centred"][0])),
    }


def _coupling_holds() -> bool:
    ways = _ways()
    couplings = ways["centred"].with_bias.curvature[2, :2]
    return bool(ways["raw"].with_bias.curvature[0, 2] > 10 and np.abs(couplings).max() < 1e-12)


def _same_holds() -> bool:
    least = [each.with_bias.least for each in all_of(_HERE)]
    return bool(np.ptp(least) < 1e-12)


def _spread() -> float:
    white = covariance(_ways()["whitened"].rows)
    return float(np.abs(white - np.eye(2)).max())


def _correlation() -> float:
    return float(np.asarray(np.corrcoef(_ways()["raw"].rows.T))[0, 1])


def _correlation_values() -> Mapping[str, object]:
    rho = _correlation()
    return {"rho": digits(rho, 4), "condition": digits((1 + rho) / (1 - rho), 4)}


def _correlation_holds() -> bool:
    rho = _correlation()
    return math.isclose((1 + rho) / (1 - rho), _ways()["standardised"].condition, rel_tol=1e-9)


_FLOWERS: tuple[str, Kind, Whitening, int, int] = ("iris", "standardised", "zca", 8, 0)


def _own_values() -> Mapping[str, object]:
    each = prepared(*_FLOWERS)
    return {
        "test": len(each.test),
        "right": digits(each.error(each.fitted), 2),
        "wrong": digits(each.error(each.own), 2),
    }


def _own_holds() -> bool:
    each = prepared(*_FLOWERS)
    return each.error(each.own) > 3 * each.error(each.fitted)


def _single() -> Prepared:
    return prepared("tips", "standardised", "zca", 1, 0)


def _single_holds() -> bool:
    each = _single()
    return bool(
        (each.own.apply(each.x[each.test]) == 0).all() and each.answers(each.own)[0] == each.level
    )


def _cents(factor: float, kind: str) -> float:
    """The condition number if the bills were written in another unit."""
    raw = _ways()["raw"].rows * np.array([factor, 1.0])
    z = normalisation(raw, kind).apply(raw)  # type: ignore[arg-type]
    number = stability(LeastSquares(z.T, np.zeros(len(z))).curvature).condition_number
    assert number is not None
    return number


def _cents_values() -> Mapping[str, object]:
    return {
        "dollars": digits(_cents(1, "raw")),
        "cents": digits(_cents(100, "raw")),
        "standardised": digits(_cents(100, "standardised"), 4),
    }


def _cents_hold() -> bool:
    same = math.isclose(_cents(100, "standardised"), _cents(1, "standardised"), rel_tol=1e-6)
    return same and _cents(100, "raw") > 5000 * _cents(1, "raw")


CLAIMS = (
    Claim("conditions", _falls, _condition_values),
    Claim("steps", _steps_hold, lambda: {**_steps_values(), "share": digits(SHARE)}),
    Claim("mean", _mean_holds, _mean_values),
    Claim("coupling", _coupling_holds, _coupling_values),
    Claim("same", _same_holds, lambda: {"least": digits(_ways()["raw"].with_bias.least, 6)}),
    Claim("correlation", _correlation_holds, _correlation_values),
    Claim("white", lambda: _spread() < 1e-12, lambda: {"off": digits(_spread(), 1)}),
    Claim("own", _own_holds, _own_values),
    Claim("single", _single_holds, lambda: {"level": digits(_single().level, 4)}),
)

QUESTIONS = (
    Question("cents", _cents_hold, _cents_values),
    Question("correlated", _correlation_holds, _correlation_values),
    Question("single", _single_holds, lambda: {"level": digits(_single().level, 4)}),
)
