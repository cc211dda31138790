"""One script of many modules: a file that is opened from disk cannot import other files.

The grammar is the one that our own modules keep to, and anything beyond it is refused:
``import { a, b as c } from "./x.js"``, ``import * as a from "./x.js"``, ``import "./x.js"``,
``export`` before a function, a class or a constant, and ``export { a, b as c }``. Every module
runs once, after those that it imports, and gives its exports to those that import it; the last
may wait at its top level. A module's name is its place below the folder of all: ``live/judge``.
"""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from app.core.memory import remembered

SCRIPTS = Path(__file__).parents[3] / "static" / "js"

_IMPORT = re.compile(
    r"^import\s+(?:(?:\{([^}]*)\}|\*\s+as\s+(\w+))\s*from\s*)?"
    r'"(\.{1,2}/[\w./-]+)\.js";?[ \t]*$',
    re.M,
)
_DECLARED = re.compile(
    r"^export\s+(?=(?:async\s+)?(?:function\b\*?|class\b|const\b)\s*(\w+))", re.M
)
_LISTED = re.compile(r"^export\s*\{([^}]*)\};?[ \t]*$", re.M)
#: What is left of the grammar of modules once the known forms are taken away.
_BEYOND = re.compile(r"^(?:import|export)\b[^(].*$|\bimport\s*\(|\bimport\.meta\b", re.M)
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)


class Unbundled(ValueError):
    """A module says something that cannot be put into one script."""


def bundle(*entries: str, folder: Path = SCRIPTS, instead: Mapping[str, str] | None = None) -> str:
    """Return one script that runs these modules of ``folder``, with all that they import.

    ``instead`` gives the text of modules that stand in for those of their names, or besides them.

    Raises ``Unbundled`` for a module that is missing or imports itself round about, or for a
    form of import or export that is not known here.
    """
    shelf = _Shelf(folder, dict(instead or {}))
    order: list[str] = []
    for entry in entries:
        shelf.visit(entry, order, ())
    parts = [_wrapped(name, shelf.source(name)) for name in order]
    return "(async () => {\n" + "\n".join(parts) + "\n})();\n"


def inline(script: str) -> str:
    """Return a script that may stand in a page: nothing in it ends the element that holds it."""
    return re.sub(r"<(?=/script|!--|script)", r"\\x3c", script, flags=re.I)


class _Shelf:
    """Modules by their names."""

    def __init__(self, folder: Path, instead: dict[str, str]) -> None:
        self.folder = folder
        self.instead = instead

    def visit(self, name: str, order: list[str], above: tuple[str, ...]) -> None:
        """Put a module into the order, after those that it imports."""
        if name in order:
            return
        if name in above:
            raise Unbundled(f"{name}.js imports itself: {' → '.join((*above, name))}.")
        for _, _, other in _IMPORT.findall(self.source(name)):
            self.visit(_resolved(name, other), order, (*above, name))
        order.append(name)

    def source(self, name: str) -> str:
        """The text of a module."""
        if name in self.instead:
            return self.instead[name]
        place = self.folder / f"{name}.js"
        try:
            changed = place.stat().st_mtime_ns
        except OSError:
            raise Unbundled(f"There is no module {name}.js.") from None
        return _read(place, changed)


def _resolved(name: str, other: str) -> str:
    """The name of what a module imports, which says where it stands from its own place."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), other))


@remembered("words")
def _read(place: Path, changed: int) -> str:
    """Read a module once; ``changed`` makes an edited file a new one."""
    return place.read_text(encoding="utf-8")


def _wrapped(name: str, source: str) -> str:
    """A module as a function of its own whose value is its exports."""
    exports: list[str] = [found for found in _DECLARED.findall(source)]
    body = _DECLARED.sub("", source)
    for listed in _LISTED.findall(body):
        exports += [f"{told}: {own}" if told else own for own, told in _pairs(listed, name)]
    body = _IMPORT.sub(lambda found: _imported(found, name), _LISTED.sub("", body))
    beyond = _BEYOND.search(_COMMENT.sub("", body))
    if beyond:
        raise Unbundled(f"{name}.js: {beyond[0].strip()!r} cannot be put into one script.")
    return (
        f"// {name}.js\nconst {variable(name)} = await (async () => {{\n{body.strip()}\n"
        f"return {{ {', '.join(exports)} }};\n}})();"
    )


def _imported(found: re.Match[str], name: str) -> str:
    other = variable(_resolved(name, found[3]))
    if found[2] is not None:
        return f"const {found[2]} = {other};"
    if found[1] is None:
        return ""
    names = [f"{own}: {told}" if told else own for own, told in _pairs(found[1], name)]
    return f"const {{ {', '.join(names)} }} = {other};"


def _pairs(listed: str, name: str) -> list[tuple[str, str]]:
    """The names between two braces, each with what it is called besides, or nothing."""
    found = []
    for part in filter(None, map(str.strip, listed.split(","))):
        pair = re.fullmatch(r"(\w+)(?:\s+as\s+(\w+))?", part)
        if pair is None or "default" in pair.groups():
            raise Unbundled(f"{name}.js: {part!r} cannot be imported or exported here.")
        found.append((pair[1], pair[2] or ""))
    return found


def variable(name: str) -> str:
    """What the exports of a module are called in the script."""
    return "_" + name.replace("-", "_").replace("/", "__")
