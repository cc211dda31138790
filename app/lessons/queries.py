"""The queries of the GET endpoints, built from the groups of keys that they share."""

import math
import re
from collections.abc import Collection, Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, create_model
from pydantic_core import PydanticCustomError

from app.catalogue.languages import DEFAULT, LANGUAGES
from app.catalogue.lookup import Found, find
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import MAX_STEPS
from app.core.expression import MAX_LENGTH, ExpressionError
from app.core.optimizers.rule import Optimizer, Setting
from app.core.population import MAX_UPDATES
from app.lessons.reading import Fault, Query, expression_fault, tidy

#: A sweep judges each of its runs; more of them would take too long to wait for.
MAX_RATES = 2000
#: A number as JSON and people write it; float() would also take １, 1_0 and infinity.
_NUMBER = re.compile(r" *[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)? *")
#: Beyond this, the squares that every picture needs leave the floats.
_FAR = 1e150


def numbers(*counts: int, example: str) -> BeforeValidator:
    """Reads ``-3,4`` into a tuple of finite floats, of one of the given lengths."""

    def split(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        plain = all(map(_NUMBER.fullmatch, value.split(",")))
        # Minus zero is zero: one query, one answer, whatever was asked before.
        parts = tuple(float(part) + 0.0 for part in value.split(",")) if plain else ()
        if len(parts) not in counts or not all(map(math.isfinite, parts)):
            words = " / ".join(map(str, counts))
            raise PydanticCustomError("numbers", "numbers", {"counts": words, "example": example})
        return parts

    return BeforeValidator(split)


Function = Annotated[
    str,
    Field(
        description="A catalogue name, or an expression in Python syntax of x and y.",
        max_length=MAX_LENGTH,
        examples=["x**2/20 + y**2", "rosenbrock"],
    ),
]
Domain = Annotated[
    tuple[float, ...] | None,
    numbers(2, 4, example="-10,10,-5,5"),
    Field(
        description="xmin,xmax[,ymin,ymax], within ±1e150; the function's own if left out.",
        json_schema_extra={"type": "string", "anyOf": [], "examples": ["-10,10,-5,5"]},
    ),
]
Start = Annotated[
    tuple[float, ...] | None,
    numbers(1, 2, example="-7,2"),
    Field(
        description="Where to start, one number a variable; the function's own if left out.",
        json_schema_extra={"type": "string", "anyOf": [], "examples": ["-7,2"]},
    ),
]
GridSize = Annotated[
    int, Field(ge=2, le=401, description="Points along each axis of the grid, both ends included.")
]
Steps = Annotated[int, Field(ge=0, le=MAX_STEPS, description="How many updates to run.")]
Rate = Annotated[
    float | None,
    Field(gt=0, description="The learning rate; the optimizer's own documented one if left out."),
]
Rates = Annotated[
    tuple[float, ...],
    numbers(3, example="0.001,10,101"),
    Field(
        description="lowest,highest,count: rates spaced evenly on a log axis, ends included.",
        json_schema_extra={"type": "string", "examples": ["0.001,10,101"]},
    ),
]
Gradient = Annotated[
    Literal["exact", "numerical"],
    Field(description="The exact gradient, or the central difference with step h."),
]
DifferenceStep = Annotated[float, Field(gt=0, description="The step h of the numerical gradient.")]
Noise = Annotated[
    float,
    Field(ge=0, description="Standard deviation of Gaussian noise on each partial derivative."),
]
Seed = Annotated[
    int, Field(ge=0, le=2**53, description="Seed of the noise; the same seed, the same noise.")
]


class FunctionQuery(Query):
    """A query about one function."""

    STAND_INS: ClassVar[dict[str, str]] = {"f": "bowl"}

    f: Function

    @property
    def found(self) -> Found:
        """The objective, and its entry if the catalogue knows it."""
        return find(self.f)

    def faults(self) -> Iterable[Fault]:
        try:
            self.found  # noqa: B018
        except ExpressionError as error:
            yield expression_fault("f", error)
            return
        yield from self.faults_together()

    def faults_together(self) -> Iterable[Fault]:
        """What is wrong once the function is known to be right."""
        dimension = self.found.objective.dimension
        domain = getattr(self, "domain", None)
        if domain is not None:
            yield from _domain_faults(domain, dimension)
        start = getattr(self, "start", None)
        if start is not None and len(start) != dimension:
            yield Fault("start", f"query.start.{dimension}", {})


def _domain_faults(domain: tuple[float, ...], dimension: int) -> Iterable[Fault]:
    if len(domain) != 2 * dimension:
        yield Fault("domain", f"query.domain.{dimension}", {})
    elif any(low >= high for low, high in zip(domain[0::2], domain[1::2], strict=True)):
        yield Fault("domain", "query.domain.empty", {})
    elif any(high - low < 1 / _FAR for low, high in zip(domain[0::2], domain[1::2], strict=True)):
        yield Fault("domain", "query.domain.thin", {})
    elif any(abs(edge) > _FAR for edge in domain):
        yield Fault("domain", "query.domain.far", {"limit": f"{_FAR:g}"})
    elif any(
        high - low < 1e-9 * max(abs(low), abs(high))
        for low, high in zip(domain[0::2], domain[1::2], strict=True)
    ):
        yield Fault("domain", "query.domain.thin", {})


class FieldQuery(FunctionQuery):
    """The query of /api/field."""

    domain: Domain = None
    n: GridSize = 21


class SurfaceQuery(FunctionQuery):
    """The query of /api/surface."""

    domain: Domain = None
    n: GridSize = 101


def _setting_field(setting: Setting) -> tuple[Any, Any]:
    """The field of a setting: the widest range that any of its optimizers allows."""
    kinds: dict[str, Any] = {"number": float, "integer": int, "boolean": bool}
    users = {
        name: found
        for name, o in OPTIMIZERS.items()
        for found in o.settings
        if found.name == setting.name
    }
    text = f"{setting.meaning['en']} Of {', '.join(users)}."
    ends = {
        **_end(users.values(), "minimum", ("ge", "gt"), min),
        **_end(users.values(), "maximum", ("le", "lt"), max),
    }
    return Annotated[kinds[setting.type] | None, Field(description=text, **ends)], None


def _end(
    settings: Collection[Setting], side: str, words: tuple[str, str], widest: Any
) -> dict[str, Any]:
    """One end of the widest range, as pydantic's keyword; nothing where one has no such end."""
    ends = [getattr(setting, side) for setting in settings]
    if any(end is None for end in ends) or any(s.type == "boolean" for s in settings):
        return {}
    chosen = widest(ends)
    is_open = all(
        getattr(setting, f"open_{side}")
        for setting, end in zip(settings, ends, strict=True)
        if end == chosen
    )
    return {words[is_open]: chosen}


def _all_settings() -> dict[str, Any]:
    """One key for each setting that any optimizer has, its rate apart."""
    table: dict[str, Any] = {}
    for chosen in OPTIMIZERS.values():
        for setting in chosen.settings:
            if setting.name != "learning_rate" and setting.name not in table:
                table[setting.name] = _setting_field(setting)
    return table


class _OptimizerKeys(FunctionQuery):
    """The keys that choose a rule and its rate."""

    optimizer: Annotated[
        str,
        Field(description="The update rule.", json_schema_extra={"enum": list(OPTIMIZERS)}),
    ] = "gradient_descent"

    def chosen(self) -> Optimizer:
        """The optimizer's entry."""
        return OPTIMIZERS[self.optimizer]

    def own_settings(self) -> dict[str, Any]:
        """The rule's settings without its rate: what was given, else the defaults."""
        given = {}
        for setting in self.chosen().settings:
            if setting.name != "learning_rate":
                value = getattr(self, setting.name)
                given[setting.name] = setting.default if value is None else value
        return given

    def runs(self) -> int:
        """How many runs the query asks for."""
        return 1

    def faults_together(self) -> Iterable[Fault]:
        yield from super().faults_together()
        if self.optimizer not in OPTIMIZERS:
            yield Fault("optimizer", "query.choice", {"allowed": ", ".join(OPTIMIZERS)})
            return
        known = {setting.name: setting for setting in self.chosen().settings}
        for name in SETTING_NAMES:
            value = getattr(self, name)
            if value is None:
                continue
            if name not in known:
                allowed = ", ".join(known)
                values = {"key": name, "optimizer": self.optimizer, "allowed": allowed}
                yield Fault(name, "query.setting", values)
            elif not known[name].allows(value):
                yield Fault(name, "query.setting_range", {"range": setting_range(known[name])})
        steps = getattr(self, "steps", 0)
        if self.runs() * steps > MAX_UPDATES:
            values = {"runs": tidy(self.runs()), "limit": tidy(MAX_UPDATES)}
            # The fault is that of a key that was given; a default alone never asks for too much.
            asked = [
                key for key in ("steps", "n", "learning_rates") if key in self.model_fields_set
            ]
            yield Fault(asked[0], "query.updates", values)


def setting_range(setting: Setting) -> str:
    """The range of a setting as an inequality, the same in every language."""
    if setting.type == "boolean":
        return "true, false"
    text = setting.name
    if setting.minimum is not None:
        text = f"{tidy(setting.minimum)} {'<' if setting.open_minimum else '≤'} {text}"
    if setting.maximum is not None:
        text = f"{text} {'<' if setting.open_maximum else '≤'} {tidy(setting.maximum)}"
    return text


_SETTINGS = _all_settings()
SETTING_NAMES = tuple(_SETTINGS)
OptimizerQuery = create_model(
    "OptimizerQuery", __base__=_OptimizerKeys, __module__=__name__, **_SETTINGS
)


class DescentQuery(OptimizerQuery):  # type: ignore[valid-type, misc]
    """The query of /api/descent."""

    start: Start = None
    learning_rate: Rate = None
    steps: Steps = 60
    gradient: Gradient = "exact"
    h: DifferenceStep = 1e-4
    noise: Noise = 0.0
    seed: Seed = 0
    domain: Domain = None
    stop: Annotated[
        bool, Field(description="Stop at convergence instead of running all the steps.")
    ] = False
    lang: Annotated[
        str,
        Field(description="Language of the sentence.", json_schema_extra={"enum": list(LANGUAGES)}),
    ] = DEFAULT

    def faults_together(self) -> Iterable[Fault]:
        yield from super().faults_together()
        if self.lang not in LANGUAGES:
            yield Fault("lang", "query.choice", {"allowed": ", ".join(LANGUAGES)})


class SweepQuery(OptimizerQuery):  # type: ignore[valid-type, misc]
    """The query of /api/sweep."""

    start: Start = None
    learning_rates: Rates = (1e-3, 10.0, 101.0)
    steps: Steps = 60
    domain: Domain = None

    def runs(self) -> int:
        return int(self.learning_rates[2])

    def faults_together(self) -> Iterable[Fault]:
        yield from super().faults_together()
        yield from rates_faults(self.learning_rates)


def rates_faults(rates: tuple[float, ...]) -> Iterable[Fault]:
    """What is wrong with lowest,highest,count."""
    low, high, count = rates
    if not (0 < low < high and count.is_integer() and 2 <= count <= MAX_RATES):
        yield Fault("learning_rates", "query.rates", {"most": tidy(MAX_RATES)})


class BasinsQuery(OptimizerQuery):  # type: ignore[valid-type, misc]
    """The query of /api/basins."""

    domain: Domain = None
    n: GridSize = 101
    learning_rate: Rate = None
    #: Even the finest grid allowed stays within the limit of updates at this default.
    steps: Steps = 100

    def runs(self) -> int:
        return int(self.n**self.found.objective.dimension)
