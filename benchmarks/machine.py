"""What the measures were taken on: the processor and the versions of all that takes part."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PEERS = ("numpy", "torch", "jax", "scipy", "numdifftools", "dash", "flask", "gunicorn", "plotly",
         "fastapi", "uvicorn", "orjson", "playwright")  # fmt: skip


def processor() -> str:
    """The processor's name and how many cores of it can be used."""
    name = platform.processor() or platform.machine()
    described = Path("/proc/cpuinfo")
    if described.exists():
        lines = described.read_text(encoding="utf-8").splitlines()
        name = next(
            (line.partition(":")[2].strip() for line in lines if "model name" in line), name
        )
    # The cores that this process may use, where the system tells.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{name}, {cores} cores"


def installed(package: str) -> str | None:
    """The version of a package, None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def machine() -> str:
    """The processor and the versions, one paragraph."""
    found = [f"{name} {there}" for name in PEERS if (there := installed(name))]
    absent = [name for name in PEERS if installed(name) is None]
    told = (
        f"{processor()}; {platform.system()}; Python {sys.version.split()[0]}; {', '.join(found)}."
    )
    return told + (f"\nNot installed: {', '.join(absent)}." if absent else "")
