"""The table of optimizers: every rule of ``app.core.optimizers``, in its order."""

import importlib
import pkgutil
from collections.abc import Iterator

import app.core.optimizers
from app.core.optimizers.rule import Optimizer


def _rules() -> Iterator[Optimizer]:
    """The entry of each rule file in the package."""
    package = app.core.optimizers
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, Optimizer):
                yield thing


#: Every optimizer by its name, the simplest first.
OPTIMIZERS: dict[str, Optimizer] = {
    entry.name: entry for entry in sorted(_rules(), key=lambda entry: (entry.place, entry.name))
}
