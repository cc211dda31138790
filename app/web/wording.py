"""Sentences for what Pydantic finds wrong in a request body: each says what is allowed."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.lessons.reading import shown, tidy

NUMBER_OR_WORD = 'a number that float64 can hold, or one of "NaN", "Infinity", "-Infinity"'
"""What a number may be where it is data."""


def sentence(error: Mapping[str, Any], allowed: Sequence[str] = ()) -> str:
    """Return one of Pydantic's errors as a sentence; ``allowed`` are the body's keys."""
    limits = {key: value for key, value in (error.get("ctx") or {}).items()}
    where = error.get("loc") or ("body",)
    name = shown(where[-1]) if len(where) > 1 else "the body"
    match error.get("type"):
        case "extra_forbidden":
            return f"Unknown key '{name}'; allowed: {', '.join(allowed)}."
        case "missing" if name == "the body":
            return "The body is empty; it must be a JSON object."
        case "missing":
            return f"The key '{name}' is missing."
        case "json_invalid":
            place = where[-1] if len(where) > 1 else 0
            return f"The body is not valid JSON: {shown(limits.get('error', 'error'))} at {place}."
        case "model_attributes_type" | "dict_type" | "model_type":
            return "The body must be a JSON object, sent as 'Content-Type: application/json'."
        case "literal_error":
            return f"'{name}' must be one of {shown(limits.get('expected'), 300)}."
        case "int_type" | "int_from_float" | "int_parsing" | "int_parsing_size":
            return f"{spot(where)} must be a whole number."
        case "bool_type":
            return f"'{name}' must be true or false."
        case "string_type":
            return f"'{name}' must be text."
        case "string_unicode" if len(where) == 1:
            return "The keys of the body must be text that UTF-8 can hold."
        case "string_unicode":
            return f"'{name}' must be text that UTF-8 can hold."
        case "string_too_long":
            return f"'{name}' may have at most {limits.get('max_length')} characters."
        case "string_too_short":
            return f"'{name}' must not be empty."
        case "list_type":
            return f"{spot(where)} must be a list."
        case "too_long":
            return f"{spot(where)} may have at most {limits.get('max_length'):,} entries."
        case "too_short":
            return f"{spot(where)} must have at least one entry."
        case "float_type" if isinstance(where[-1], int):
            return f"{spot(where)} must be {NUMBER_OR_WORD}."
        case "float_type" | "float_parsing" | "finite_number":
            return f"{spot(where)} must be a finite number."
        case "greater_than":
            return f"{spot(where)} must be greater than {tidy(limits.get('gt', 0))}."
        case "greater_than_equal":
            return f"{spot(where)} must be at least {tidy(limits.get('ge', 0))}."
        case "less_than_equal":
            return f"{spot(where)} must be at most {tidy(limits.get('le', 0))}."
    message = shown(error.get("msg", "This value is not allowed"), 500)
    return message if message.endswith((".", "…")) else message + "."


def spot(where: Sequence[object]) -> str:
    """Return the place of an entry as JSON writes it: ``'points[2][0]'``."""
    steps = where[1:] if len(where) > 1 else where
    text = "".join(
        f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in steps
    ).removeprefix(".")
    return f"'{text}'"
