"""What a browser must know of a query's keys to read it as this program does."""

from typing import Any

from app.lessons.controls import spelled_out
from app.lessons.reading import Query

#: The keys of a JSON schema that bound a number.
_ENDS = {
    "minimum": "low",
    "maximum": "high",
    "exclusiveMinimum": "above",
    "exclusiveMaximum": "below",
}


def readable(model: type[Query]) -> dict[str, dict[str, Any]]:
    """Each key's ``kind``, ``default`` as its field spells it, and the ends of its range.

    Kinds: number, integer, boolean, choice (with ``options``), numbers (a list), text. A key with
    ``blank`` may be left empty.
    """
    return {
        key: _key(model, key, part) for key, part in model.model_json_schema()["properties"].items()
    }


def _key(model: type[Query], key: str, part: dict[str, Any]) -> dict[str, Any]:
    parts = [part, *(each for each in part.get("anyOf", []) if each.get("type") != "null")]
    merged = {name: value for each in parts for name, value in each.items()}
    default = model.model_fields[key].default
    found = {
        "kind": _kind(merged, model, key),
        "default": "" if default is None else spelled_out(default),
        "blank": default is None,
    }
    ends = {name: merged[word] for word, name in _ENDS.items() if word in merged}
    options = {"options": merged["enum"]} if "enum" in merged else {}
    return {**found, **ends, **options}


def _kind(merged: dict[str, Any], model: type[Query], key: str) -> str:
    if "enum" in merged:
        return "choice"
    if "tuple" in str(model.model_fields[key].annotation):
        return "numbers"
    kind: str = merged.get("type", "string")
    return "text" if kind == "string" else kind
