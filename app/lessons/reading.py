"""The only code that sees raw text: from query items to a frozen query, and what was wrong.

A page goes on with defaults and shows the problems beside their fields; the API refuses.
Both read through here, so they can never disagree about what a query means.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from app.catalogue.languages import say
from app.core.expression import ExpressionError
from app.lessons.numbers import plain

#: Longer keys and values are never echoed whole.
_SHOWN = 60


class Problem(NamedTuple):
    """What is wrong with one key, as a sentence in the reader's language."""

    key: str
    message: str
    kind: str


class Fault(NamedTuple):
    """A problem before it is put into words: the key, the message's key and its values."""

    key: str
    message: str
    values: Mapping[str, object]


class Query(BaseModel):
    """A query that is always valid: frozen, no unknown keys, no number that is not finite."""

    # Each is built when it is first read: a start waits for none of them.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    #: What stands in for a required key that is missing or wrong.
    STAND_INS: ClassVar[dict[str, str]] = {}

    def faults(self) -> Iterable[Fault]:
        """What only the keys together can show to be wrong."""
        return ()


Q = TypeVar("Q", bound=Query)


def shown(text: object, longest: int = _SHOWN) -> str:
    """A reader's text, safe to echo: printable, encodable, on one line and short."""
    safe = str(text).encode("utf-8", "backslashreplace").decode("utf-8")
    safe = "".join(c if c.isprintable() else repr(c)[1:-1] for c in safe[: longest + 1])
    return safe if len(safe) <= longest else safe[: longest - 1] + "…"


def read(
    model: type[Q], items: Sequence[tuple[str, str]], lang: str, *, blanks: bool = False
) -> tuple[Q, list[Problem]]:
    """Read query items into a model; every key that is wrong falls back and is reported.

    With ``blanks``, as a page reads, an empty value counts as not given where a key may be left
    out, which is how a form sends it, and an unknown key is ignored with a notice.
    """
    given: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in items:
        if key not in model.model_fields:
            allowed = ", ".join(sorted(model.model_fields))
            name = "query.ignored" if blanks else "query.unknown"
            text = say(lang, name, key=shown(key), allowed=allowed)
            problems.append(Problem(shown(key), text, "extra_forbidden"))
        elif key in given:
            problems.append(Problem(key, say(lang, "query.repeated", key=key), "repeated"))
        elif not (blanks and not value.strip() and model.model_fields[key].default is None):
            given[key] = value
    # Each round takes at least one key away, so this ends.
    while True:
        try:
            query = model.model_validate(given)
        except ValidationError as error:
            for key, kind, message in _wrong_values(model, error, lang):
                problems.append(Problem(key, message, kind))
                _fall_back(model, given, key)
            continue
        faults = list(query.faults())
        if not faults:
            return query, problems
        if not any(fault.key in given for fault in faults):
            raise AssertionError(f"a default is at fault: {faults}")
        for fault in faults:
            problems.append(
                Problem(fault.key, say(lang, fault.message, **fault.values), "value_error")
            )
            _fall_back(model, given, fault.key)


def _fall_back(model: type[Query], given: dict[str, Any], key: str) -> None:
    given.pop(key, None)
    if key in model.STAND_INS:
        given[key] = model.STAND_INS[key]


def _wrong_values(
    model: type[Query], error: ValidationError, lang: str
) -> Iterable[tuple[str, str, str]]:
    """Key, kind and sentence of each value that its own field refuses; one for a key."""
    seen: set[str] = set()
    for entry in error.errors(include_url=False):
        key = str(entry["loc"][0])
        if key not in seen:
            seen.add(key)
            yield key, entry["type"], _sentence(model, key, entry, lang)


def _sentence(model: type[Query], key: str, entry: Any, lang: str) -> str:
    kind, context = entry["type"], entry.get("ctx", {})
    if kind == "missing":
        return say(lang, "query.missing", key=key)
    if kind == "string_too_long":
        limit = context["max_length"]
        message = "expression.too_long" if key == "f" else "query.too_long"
        return say(lang, message, limit=limit, length=len(str(entry["input"])))
    schema = model.model_json_schema()["properties"][key]
    choices = [part for part in (schema, *schema.get("anyOf", [])) if "enum" in part]
    if choices:
        allowed = ", ".join(str(choice) for choice in choices[0]["enum"] if choice != "")
        return say(lang, "query.choice", allowed=allowed)
    if kind == "numbers":
        return say(lang, "query.numbers", **context)
    whole = any(p.get("type") == "integer" for p in (schema, *schema.get("anyOf", [])))
    if any(p.get("type") == "boolean" for p in (schema, *schema.get("anyOf", []))):
        return say(lang, "query.boolean")
    return say(lang, "query.integer" if whole else "query.number", range=bounds(schema, lang))


def bounds(schema: dict[str, Any], lang: str) -> str:
    """The range of a number's JSON schema in words."""
    merged = {k: v for part in (schema, *schema.get("anyOf", [])) for k, v in part.items()}
    low, high = merged.get("minimum"), merged.get("maximum")
    above, below = merged.get("exclusiveMinimum"), merged.get("exclusiveMaximum")
    if low is not None and high is not None:
        return say(lang, "query.range.between", low=tidy(low), high=tidy(high))
    if low is not None and below is not None:
        return say(lang, "query.range.from_below", low=tidy(low), high=tidy(below))
    if above is not None and below is not None:
        return say(lang, "query.range.inside", low=tidy(above), high=tidy(below))
    if above is not None and high is not None:
        return say(lang, "query.range.above_to", low=tidy(above), high=tidy(high))
    if above is not None:
        return say(lang, "query.range.above", low=tidy(above))
    if low is not None:
        return say(lang, "query.range.least", low=tidy(low))
    return say(lang, "query.range.finite")


def tidy(value: float) -> str:
    """A bound as a person writes it: 20,000 and not 20000.0."""
    return f"{int(value):,}" if float(value).is_integer() and abs(value) < 1e16 else f"{value:g}"


def expression_fault(key: str, error: ExpressionError) -> Fault:
    """The fault of an expression, its place counted from 1 for people."""
    place = {} if error.position is None else {"place": error.position + 1}
    return Fault(key, error.key, {**error.values, **place})


def parameters(model: type[Query]) -> list[dict[str, Any]]:
    """The model's keys as OpenAPI query parameters, with ranges, defaults and descriptions."""
    schema = model.model_json_schema()
    required = set(schema.get("required", ()))
    result = []
    for name, part in schema["properties"].items():
        described = {k: v for k, v in part.items() if k not in ("title", "description")}
        options = [p for p in described.pop("anyOf", []) if p.get("type") != "null"]
        if options:
            described = {**options[0], **described}
        if described.get("default", 0) is None:
            del described["default"]
        if described.get("type") == "string":
            described.pop("items", None)
            if isinstance(described.get("default"), list):
                described["default"] = ",".join(map(plain, described["default"]))
        result.append(
            {
                "name": name,
                "in": "query",
                "required": name in required,
                "description": part.get("description", ""),
                "schema": described,
            }
        )
    return result
