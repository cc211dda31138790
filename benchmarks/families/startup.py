"""From the command to the first answer, beside the smallest FastAPI app under the same server."""

from collections.abc import Iterator
from statistics import median

from benchmarks.measure import Row, against
from benchmarks.serving import ours, served, uvicorn

ORDER = 80

#: How many times as long as the trivial app ours may take.
_GOAL = 1.8


def rows(quick: bool) -> Iterator[Row]:
    """The median of several starts of each, by turns."""
    commands = {"ours": ours, "peer": uvicorn("benchmarks.peers.fastapi_app:app")}
    found: dict[str, list[float]] = {key: [] for key in commands}
    # The first start of each writes what Python compiles, and is not counted.
    for turn in range(1 + (5 if quick else 11)):
        for key, command in commands.items():
            with served(command, "/healthz") as server:
                if turn:
                    found[key].append(server.ready)
    mine, other = (1e3 * median(found[key]) for key in commands)
    yield against(
        "Ready to serve",
        "from the command to the first answer",
        mine,
        other,
        "trivial FastAPI",
        1 / _GOAL,
        note=f"at most {_GOAL} times as long",
    )
