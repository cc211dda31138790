"""How an endpoint is written down in OpenAPI: what it answers, and every status it can have."""

from collections.abc import Callable
from typing import Any

from app.catalogue.languages import DEFAULT, LANGUAGES, say

Schema = dict[str, Any]
Responses = dict[int | str, dict[str, Any]]

FRESH = "public, max-age=3600"
"""How long the answer to a GET may be kept: it changes only when the application does."""

NUMBER: Schema = {"$ref": "#/components/schemas/Number"}
NUMBERS: Schema = {"type": "array", "items": NUMBER}
GRID: Schema = {"type": "array", "items": NUMBERS}
TITLE: Schema = {"$ref": "#/components/schemas/InEachLanguage"}
NESTED: Schema = {"$ref": "#/components/schemas/NestedNumbers"}
MAYBE_NUMBER: Schema = {"anyOf": [NUMBER, {"type": "null"}]}

COMPONENTS: dict[str, Schema] = {
    "Number": {
        "title": "Number",
        "description": "A float64 at full precision; one that is not finite is a word.",
        "anyOf": [
            {"type": "number"},
            {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]},
        ],
    },
    "NestedNumbers": {
        "title": "NestedNumbers",
        "description": "A number, or lists of numbers nested evenly: an array of any shape.",
        "anyOf": [NUMBER, {"type": "array", "minItems": 1, "items": NESTED}],
    },
    "InEachLanguage": {
        "title": "InEachLanguage",
        "type": "object",
        "properties": {lang: {"type": "string"} for lang in LANGUAGES},
        "required": list(LANGUAGES),
    },
    "Refusal": {
        "title": "Refusal",
        "description": "Why the request was not carried out.",
        "type": "object",
        "properties": {"detail": {"type": "string"}},
        "required": ["detail"],
    },
    "Problems": {
        "title": "Problems",
        "description": "Each value that is not allowed, with a sentence that says what is.",
        "type": "object",
        "properties": {
            "detail": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "loc": {
                            "type": "array",
                            "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
                        },
                        "msg": {"type": "string"},
                        "type": {"type": "string"},
                    },
                    "required": ["loc", "msg", "type"],
                },
            }
        },
        "required": ["detail"],
    },
}


class Later(dict[str, Any]):
    """A part of the OpenAPI document that is made when the document is.

    Reading every key of every figure takes longer than all the rest of a start.
    """

    def __init__(self, make: Callable[[], dict[str, Any]]) -> None:
        super().__init__()
        self._make: Callable[[], dict[str, Any]] | None = make

    def __bool__(self) -> bool:
        return True

    def items(self) -> Any:
        """Return the items, made now if they are not yet."""
        if self._make is not None:
            self.update(self._make())
            self._make = None
        return super().items()


def told(key: str) -> str:
    """Return a sentence of the API's description in the language of OpenAPI."""
    return say(DEFAULT, f"docs.{key}")


def record(**properties: Schema) -> Schema:
    """Return the schema of an object that has exactly these keys, all of them always."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def rows(item: Schema) -> Schema:
    """Return the schema of a list of such items."""
    return {"type": "array", "items": item}


def declared(
    description: str,
    schema: Schema,
    *others: int,
    example: object = None,
    media_type: str = "application/json",
) -> Responses:
    """Return the responses of an endpoint that answers 200 with ``schema``, and these others.

    An endpoint that takes no keys shows what it answers by an ``example``.
    """
    content: dict[str, Any] = {"schema": schema}
    if example is not None:
        content["example"] = example
    found: Responses = {200: {"description": description, "content": {media_type: content}}}
    for status in others:
        found[status] = _other(status)
    return found


def _other(status: int) -> dict[str, Any]:
    said: dict[str, Any] = {"description": told(f"status.{status}").capitalize() + "."}
    if status != 304:
        name = "Problems" if status == 422 else "Refusal"
        schema = {"$ref": f"#/components/schemas/{name}"}
        said["content"] = {"application/json": {"schema": schema}}
    return said
