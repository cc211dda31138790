"""The OpenAPI document as a page shows it: endpoints, their keys, an example and its answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import orjson
from starlette.types import ASGIApp

from app.catalogue.languages import messages, say
from app.catalogue.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Setting
from app.lessons.queries import setting_range
from app.lessons.reading import bounds
from app.web.inside import ask

Document = dict[str, Any]

# What of an example's answer is shown: so many entries of a list, so many levels, so long a text.
_ENTRIES, _LEVELS, _LETTERS = 3, 6, 100
_WIDE = 88
# A text that is not JSON shows so many lines.
_LINES = 12


@dataclass(frozen=True)
class Key:
    """One key of an endpoint: what it means, what it may be, what it is when left out."""

    name: str
    meaning: str
    allowed: str
    default: str
    required: bool


@dataclass(frozen=True)
class Endpoint:
    """One endpoint as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    text: str
    keys: dict[str, list[Key]]
    """The keys by the place where they stand: path, parameters (the query) or body."""
    statuses: list[tuple[str, str]]
    example: str
    """The address of the example, and for a POST its body on the next line."""
    link: str = ""
    """The address once more where a browser can follow it."""
    answer: str = field(default="", compare=False)


async def endpoints(app: ASGIApp, document: Document, lang: str) -> list[Endpoint]:
    """Return every endpoint of the document, its example carried out by calling the app."""
    found = []
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            found.append(await _endpoint(app, document, path, method.upper(), operation, lang))
    return found


async def _endpoint(
    app: ASGIApp, document: Document, path: str, method: str, operation: Document, lang: str
) -> Endpoint:
    name = operation["operationId"]
    keys: dict[str, list[Key]] = {"path": [], "parameters": [], "body": []}
    for each in operation.get("parameters", ()):
        place = "path" if each["in"] == "path" else "parameters"
        rules = _settings(each["name"])
        keys[place].append(_key(name, each["name"], each["schema"], each, lang, of_rules=rules))
    body, model = _body(document, operation)
    required = model.get("required", ())
    for key, schema in model.get("properties", {}).items():
        details = {"required": key in required, "description": schema.get("description", "")}
        keys["body"].append(_key(name, key, schema, details, lang, of_rules=()))
    place, query = example_address(path, operation)
    answer = await ask(app, method, place, query, orjson.dumps(body) if body else b"")
    address = place + (f"?{query}" if query else "")
    return Endpoint(
        name=name,
        method=method,
        path=path,
        summary=say(lang, f"docs.{name}.summary"),
        text=say(lang, f"docs.{name}.text"),
        keys={place: listed for place, listed in keys.items() if listed},
        statuses=[(s, say(lang, f"docs.status.{s}")) for s in sorted(operation["responses"])],
        example=f"{address}\n{orjson.dumps(body).decode()}" if body else address,
        link="" if body else address,
        answer=_shown(operation, answer),
    )


def _shown(operation: Document, answer: bytes) -> str:
    """Return the answer of the example as the page shows it, shortened."""
    if "application/json" in operation["responses"]["200"]["content"]:
        return pretty(shortened(orjson.loads(answer)))
    lines = answer.decode().splitlines()
    return "\n".join([*lines[:_LINES], "…"] if len(lines) > _LINES else lines)


def _body(document: Document, operation: Document) -> tuple[Document, Document]:
    """Return the example body of an operation and the schema of its body, both empty for a GET."""
    if "requestBody" not in operation:
        return {}, {}
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    model = document["components"]["schemas"][reference.rpartition("/")[2]]
    return model["example"], model


def example_address(path: str, operation: Document) -> tuple[str, str]:
    """Return the path and the query of the example that the parameters of an operation make."""
    query = []
    for each in operation.get("parameters", ()):
        if "example" not in each:
            continue
        text = quote(str(each["example"]), safe=",*/()-._~")
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", text)
        else:
            query.append(f"{each['name']}={text}")
    return path, "&".join(query)


def _key(
    endpoint: str,
    name: str,
    schema: Document,
    details: Document,
    lang: str,
    *,
    of_rules: Sequence[Setting],
) -> Key:
    if of_rules:
        allowed = _distinct(setting_range(setting) for setting in of_rules)
        default = _distinct(_written(setting.default) for setting in of_rules)
    else:
        allowed, default = _allowed(schema, lang), _written(schema.get("default"))
    return Key(
        name=name,
        meaning=_meaning(endpoint, name, details.get("description", ""), lang),
        allowed=allowed,
        default=default,
        required=bool(details.get("required")),
    )


def _settings(name: str) -> list[Setting]:
    """Return the optimizers' settings of this name; the learning rate is a key of its own."""
    if name == "learning_rate":
        return []
    every = (setting for optimizer in OPTIMIZERS.values() for setting in optimizer.settings)
    return [setting for setting in every if setting.name == name]


def _distinct(texts: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(texts))


def _written(default: Any) -> str:
    """Return a default as a query writes it."""
    if default is None:
        return ""
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, list):
        return ",".join(map(_written, default))
    return f"{default:g}" if isinstance(default, float) else str(default)


def _meaning(endpoint: str, name: str, otherwise: str, lang: str) -> str:
    table = messages(lang)
    for key in (f"docs.{endpoint}.key.{name}", f"docs.query.{name}"):
        if key in table:
            return table[key]
    of_rules = _settings(name)
    return of_rules[0].meaning[lang] if of_rules else otherwise


def _allowed(schema: Document, lang: str) -> str:
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") in ("number", "integer"):
        return bounds(schema, lang)
    if schema.get("type") == "boolean":
        return "true, false"
    for most in ("maxLength", "maxItems"):
        if most in schema:
            return say(lang, f"docs.{most}", most=f"{schema[most]:,}")
    return ""


def shortened(value: Any, level: int = 0) -> Any:
    """Return an answer small enough to show; ``…`` stands for what was left out."""
    if isinstance(value, dict):
        if level >= _LEVELS:
            return "…"
        return {key: shortened(item, level + 1) for key, item in value.items()}
    if isinstance(value, list):
        if level >= _LEVELS:
            return ["…"] if value else value
        kept = [shortened(item, level + 1) for item in value[:_ENTRIES]]
        return [*kept, "…"] if len(value) > _ENTRIES else kept
    if isinstance(value, str) and len(value) > _LETTERS:
        return value[: _LETTERS - 1] + "…"
    return value


def pretty(value: Any, indent: int = 0) -> str:
    """Return JSON with as much on a line as a line holds."""
    flat = _flat(value)
    if len(flat) + indent <= _WIDE or not isinstance(value, dict | list) or not value:
        return flat
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [f"{_flat(key)}: {pretty(item, indent + 2)}" for key, item in value.items()]
        opened, closed = "{", "}"
    else:
        lines = [pretty(item, indent + 2) for item in value]
        opened, closed = "[", "]"
    joined = f",\n{inner}".join(lines)
    return f"{opened}\n{inner}{joined}\n{' ' * indent}{closed}"


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{_flat(key)}: {_flat(item)}" for key, item in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flat, value))}]"
    return "…" if value == "…" else orjson.dumps(value).decode()
