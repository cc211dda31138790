"""Take the measures and print their table."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from time import monotonic
from types import ModuleType

from benchmarks import families
from benchmarks.machine import machine
from benchmarks.measure import Row
from benchmarks.table import FIELDS, heading, line, summary


def chosen(names: Sequence[str]) -> list[str]:
    """The families to measure, in the order of their ``ORDER``; all unless some are named."""
    found = [module.name for module in iter_modules(families.__path__)]
    unknown = [name for name in names if name not in found]
    if unknown:
        sys.exit(f"There is no family {', '.join(unknown)}; there are: {', '.join(found)}.")
    kept = [name for name in found if not names or name in names]
    return sorted(kept, key=lambda name: (getattr(family(name), "ORDER", 99), name))


def family(name: str) -> ModuleType:
    """The module of a family."""
    return import_module(f"{families.__name__}.{name}")


def measured(names: Sequence[str], quick: bool) -> Iterator[Row]:
    """Every row of the families named, as it is taken."""
    for name in names:
        yield from family(name).rows(quick)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the exit code tells whether every goal that could be judged holds."""
    parser = argparse.ArgumentParser(prog="gradscape bench", description=__doc__)
    parser.add_argument(
        "families", nargs="*", help="families to measure; all unless some are named"
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, in a few minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE as JSON")
    asked = parser.parse_args(arguments)
    began = monotonic()
    print(machine(), flush=True)
    rows: list[Row] = []
    for row in measured(chosen(asked.families), asked.quick):
        if not rows or rows[-1].measure != row.measure:
            print(heading(row), flush=True)
        rows.append(row)
        print(line(row), flush=True)
    print(summary(rows, monotonic() - began))
    if asked.json:
        kept = [{name: getattr(row, name) for name in FIELDS} for row in rows]
        text = json.dumps(kept, indent=1, ensure_ascii=False)
        asked.json.write_text(text + "\n", encoding="utf-8")
    return int(any(row.holds is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
