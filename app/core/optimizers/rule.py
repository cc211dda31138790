"""What an update rule is, and how a rule function becomes an entry of the catalogue.

A rule file holds one function decorated by :func:`optimizer`. Its keyword arguments are the
settings: the annotation gives each its range and meaning, the default its value, and everything
a form or a document says of them is read off that signature.

A step is pure arithmetic: ``+ - * /``, comparisons inside ``where``, and the functions of
``app.core.arithmetic``. It asks no number for its truth, so the same step moves one point or ten
thousand; a setting that is a bool may be branched on. ``divide`` stands where a denominator may
be zero, which a plain ``/`` on floats would not survive.
"""

import functools
import inspect
import math
import typing
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal, NamedTuple

from app.core.arithmetic import Number

State = Any
Text = dict[str, str]


class Origin(NamedTuple):
    """What a rule was made by: the function of its file and all settings, defaults filled in.

    ``rates`` is the learning rate of each update where a schedule has made the rule, else None.
    """

    make: Callable[..., Any]
    settings: dict[str, Any]
    rates: tuple[float, ...] | None = None


class Rule(NamedTuple):
    """A rule that treats each coordinate alike and apart from the others.

    ``init(x)`` gives the state at the start coordinate x; ``step(g, x, state, k)`` gives the new
    x and the new state from the partial derivative g, for k = 1, 2, …  A rule of the catalogue
    knows its ``origin``, from which faster programs of the same arithmetic can be made.
    """

    init: Callable[[Number], State]
    step: Callable[[Number, Number, State, Number], tuple[Number, State]]
    origin: Origin | None = None


class JointRule(NamedTuple):
    """A rule that needs all coordinates together; it keeps no state.

    ``step(gradients, xs, hessian, value_at, k)`` gives the new coordinates. ``gradients`` and
    ``xs`` are tuples over the coordinates, ``hessian(xs)`` gives the rows of the Hessian there,
    ``value_at(*xs)`` the value.
    """

    step: Callable[
        [
            tuple[Number, ...],
            tuple[Number, ...],
            Callable[[tuple[Number, ...]], Any],
            Callable[..., Number],
            Number,
        ],
        tuple[Number, ...],
    ]
    origin: Origin | None = None


@dataclass(frozen=True)
class Range:
    """What a setting may be and what it means; a bound of None is no bound, open ones excluded."""

    meaning: Text
    minimum: float | None = None
    maximum: float | None = None
    open_minimum: bool = False
    open_maximum: bool = False


@dataclass(frozen=True)
class Setting:
    """A setting of a rule as forms and documents show it; numbers are finite in any case."""

    name: str
    type: Literal["number", "integer", "boolean"]
    minimum: float | None
    maximum: float | None
    open_minimum: bool
    open_maximum: bool
    default: float | int | bool
    meaning: Text

    def allows(self, value: float) -> bool:
        """Whether the value lies in the range."""
        if not math.isfinite(value):
            return False
        if self.minimum is not None and (
            value < self.minimum or (self.open_minimum and value == self.minimum)
        ):
            return False
        return self.maximum is None or not (
            value > self.maximum or (self.open_maximum and value == self.maximum)
        )


@dataclass(frozen=True)
class Optimizer:
    """An update rule with all that a reader is told of it.

    ``rule(learning_rate=…, …)`` makes the rule; ``text`` and ``latex`` are its equation;
    ``place`` orders the catalogue. ``edge`` and ``best`` know the rule's rates on a quadratic, as
    functions of its curvature and of the other settings; ``edge_latex`` writes the first out.
    ``program`` writes a :class:`JointRule` in NumPy: the lines of ``step(g, x, state, k)``, which
    may call ``f(*x)``, ``gradient(*x)`` and ``hessian(x)``; any other rule is read off its step.
    """

    name: str
    place: int
    title: Text
    text: str
    latex: str
    source: str
    note: Text
    settings: tuple[Setting, ...]
    rule: Callable[..., Rule | JointRule]
    edge: Callable[..., float | None] | None = None
    best: Callable[..., float | None] | None = None
    edge_latex: str | None = None
    program: tuple[str, ...] = ()

    def stability_edge(self, lambda_max: float, **settings: float) -> float | None:
        """The learning rate beyond which a quadratic of largest curvature ``lambda_max`` diverges.

        Settings left out have their defaults, and ``learning_rate`` is ignored. None where the
        rule has no such rate, or none that is known exactly.
        """
        if self.edge is None or not lambda_max > 0:
            return None
        return _rate(self.edge(lambda_max, **self._others(settings)))

    def best_rate(self, lambda_min: float, lambda_max: float, **settings: float) -> float | None:
        """The one constant rate that contracts fastest on a quadratic of these curvatures.

        None where it is not known, where it is not unique, or where ``lambda_min`` ≤ 0.
        """
        if self.best is None or not 0 < lambda_min <= lambda_max:
            return None
        return _rate(self.best(lambda_min, lambda_max, **self._others(settings)))

    def _others(self, settings: dict[str, float]) -> dict[str, float]:
        """Every setting but the learning rate, defaults filled in."""
        others = (s for s in self.settings if s.name != "learning_rate")
        return {s.name: settings.get(s.name, s.default) for s in others}


def optimizer(
    *,
    place: int,
    title: Text,
    latex: str,
    source: str,
    note: Text,
    edge: Callable[..., float | None] | None = None,
    best: Callable[..., float | None] | None = None,
    edge_latex: str | None = None,
    program: tuple[str, ...] = (),
) -> Callable[[Callable[..., Rule | JointRule]], Optimizer]:
    """Turn a rule function into its :class:`Optimizer`, named as the function is."""

    def entry(rule: Callable[..., Rule | JointRule]) -> Optimizer:
        return Optimizer(
            name=rule.__name__,
            place=place,
            title=title,
            text=_equation(inspect.getmodule(rule)),
            latex=latex,
            source=source,
            note=note,
            settings=tuple(_settings(rule)),
            rule=_remembering(rule),
            edge=edge,
            best=best,
            edge_latex=edge_latex,
            program=program,
        )

    return entry


def default_settings(make: Callable[..., Any]) -> dict[str, float | int | bool]:
    """The settings of a rule function with their defaults, in its order."""
    return {name: p.default for name, p in inspect.signature(make).parameters.items()}


def _remembering(make: Callable[..., Rule | JointRule]) -> Callable[..., Rule | JointRule]:
    """The same function, whose rules know their origin."""
    defaults = default_settings(make)

    @functools.wraps(make)
    def made(**settings: Any) -> Rule | JointRule:
        return make(**settings)._replace(origin=Origin(make, {**defaults, **settings}))

    return made


def _equation(module: ModuleType | None) -> str:
    """The equation that a rule file's docstring gives before it names its source."""
    paragraphs = (inspect.getdoc(module) or "").split("\n\n")
    return " ".join(paragraphs[1].partition("Source:")[0].split()) if len(paragraphs) > 1 else ""


_TYPES: dict[type, Literal["number", "integer", "boolean"]] = {
    float: "number",
    int: "integer",
    bool: "boolean",
}


def _settings(rule: Callable[..., Any]) -> typing.Iterator[Setting]:
    """The settings that a rule's annotated signature declares, in its order."""
    hints = typing.get_type_hints(rule, include_extras=True)
    for name, parameter in inspect.signature(rule).parameters.items():
        kind, span = typing.get_args(hints[name])
        yield Setting(
            name=name,
            type=_TYPES[kind],
            minimum=span.minimum,
            maximum=span.maximum,
            open_minimum=span.open_minimum,
            open_maximum=span.open_maximum,
            default=parameter.default,
            meaning=span.meaning,
        )


def _rate(value: float | None) -> float | None:
    return value if value is not None and 0 < value < math.inf else None
