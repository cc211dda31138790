"""Answers over HTTP beside Dash and Flask: one worker each, the same load from the same machine.

Whoever turns a slider in Dash asks its server for a figure; here the page asks for the run. Both
compute it. The servers take turns under the load, so that noise falls on all alike.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from statistics import median
from typing import Any

from benchmarks.load import Load, ask, get, load, post
from benchmarks.measure import Row, against, agree, missing, within
from benchmarks.serving import Command, Server, gunicorn, ours, served

ORDER = 60

STEPS = 200
#: Connections of the comparison; and numbers of clients whose answers growth is drawn from.
CLIENTS = 8
CROWDS = (1, 2, 5, 10, 20, 50, 100, 200, 500)

_FRESH = count()
Request = Callable[[int], bytes]


def _rate(index: int) -> float:
    """A learning rate that nobody has asked for yet."""
    return 0.5 + (index % 500_000) * 1e-6


def our_run(index: int) -> bytes:
    """A run of our API that is computed."""
    return get(f"/api/descent?f=bowl&start=-7,2&learning_rate={_rate(index):.6f}&steps={STEPS}")


def our_run_again(index: int) -> bytes:
    """One of a few runs that have been asked for before."""
    return our_run(index % 8)


def our_slider(index: int) -> bytes:
    """What the page asks for when its slider moves: 1,000 steps and all that is said of them."""
    keys = f"learning_rate={_rate(index):.6f}&steps=1000"
    return get(f"/en/descent.json?{keys}", Accept_Encoding="gzip, deflate, br")


def flask_run(index: int) -> bytes:
    """The run from Flask."""
    return get(f"/descent?learning_rate={_rate(index):.6f}&steps={STEPS}")


def dash_run(index: int) -> bytes:
    """The figure from a callback of Dash."""
    asked = {
        "output": "map.figure",
        "outputs": {"id": "map", "property": "figure"},
        "inputs": [{"id": "rate", "property": "value", "value": round(_rate(index), 6)}],
        "changedPropIds": ["rate.value"],
    }
    return post("/_dash-update-component", json.dumps(asked).encode())


@dataclass(frozen=True)
class Peer:
    """A server beside ours: its packages, command, the path that tells that it is ready."""

    name: str
    packages: tuple[str, ...]
    command: Command
    path: str
    request: Request
    last: Callable[[Any], Sequence[float]]

    @property
    def absent(self) -> str:
        """The packages that are not installed here."""
        return ", ".join(name for name in self.packages if find_spec(name) is None)


PEERS = {
    "dash": Peer(
        "Dash callback",
        ("dash", "gunicorn"),
        gunicorn("benchmarks.peers.dash_app:server"),
        "/_dash-layout",
        dash_run,
        lambda answer: _last_of_figure(answer["response"]["map"]["figure"]["data"][1]),
    ),
    "flask": Peer(
        "Flask + gunicorn",
        ("flask", "gunicorn"),
        gunicorn("benchmarks.peers.flask_app:app"),
        "/descent",
        flask_run,
        lambda answer: list(answer["points"][-1]),
    ),
}


def _last_of_figure(trace: Any) -> list[float]:
    """The last point of a trace whose arrays Plotly may have packed."""
    import base64

    import numpy as np

    ends = []
    for axis in "xy":
        values = trace[axis]
        if isinstance(values, dict):
            values = np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
        ends.append(float(values[-1]))
    return ends


def rows(quick: bool) -> Iterator[Row]:
    """Computed and seen before against both peers, then the slider's round trip."""
    with ExitStack() as running:
        server = running.enter_context(served(ours, "/healthz"))
        peers = {
            key: running.enter_context(served(peer.command, peer.path))
            for key, peer in PEERS.items()
            if not peer.absent
        }
        _compare(server, peers)
        turns = 3 if quick else 7
        rates = _by_turns(server, peers, turns)
        for measure, goals in (
            ("HTTP, computed and uncached, 200 steps", {"dash": 10.0, "flask": 3.0}),
            ("HTTP, seen before", {"dash": 40.0}),
        ):
            case = f"answers a second, {CLIENTS} connections"
            mine = rates["computed" if "computed" in measure else "seen"]
            for key, goal in goals.items():
                peer = PEERS[key]
                if peer.absent:
                    yield missing(
                        measure, case, peer.name, f"not installed: {peer.absent}", f"≥ {goal:g} ×"
                    )
                    continue
                yield against(
                    measure, case, mine, rates[key], peer.name, goal, unit="/s", more_is_better=True
                )
        yield from _slider(server, 400 if quick else 2000)


def _compare(server: Server, peers: dict[str, Server]) -> None:
    """Stop unless everybody answers with the same last point."""
    index = 400_000
    mine = json.loads(ask(server.port, our_run(index)))["points"][-1]
    for key, other in peers.items():
        peer = PEERS[key]
        agree(mine, peer.last(json.loads(ask(other.port, peer.request(index)))), 1e-9, peer.name)


def _by_turns(server: Server, peers: dict[str, Server], turns: int) -> dict[str, float]:
    """The median rate of each: ours computed, ours seen before, and the peers'."""
    loads: dict[str, tuple[int, Request, int]] = {
        "computed": (server.port, our_run, 1500),
        "seen": (server.port, our_run_again, 4000),
        **{key: (other.port, PEERS[key].request, 300) for key, other in peers.items()},
    }
    found: dict[str, list[float]] = {key: [] for key in loads}
    for turn in range(-1, turns):
        for key, (port, request, many) in loads.items():
            done = _loaded(port, request, CLIENTS, many if turn >= 0 else many // 10)
            if turn >= 0:
                found[key].append(done.rate)
    return {key: median(each) for key, each in found.items()}


def _loaded(port: int, request: Request, clients: int, many: int) -> Load:
    """A load of requests that have not been made before, as far as ``request`` makes new ones."""
    first = next(_FRESH) * 5000
    done = load(port, lambda index: request(first + index), clients=clients, count=many)
    if done.failed:
        raise AssertionError(f"{done.failed} of {many} answers were no 200")
    return done


def _slider(server: Server, many: int) -> Iterator[Row]:
    """The slider's round trip: one connection, one question after the other, each a new one."""
    _loaded(server.port, our_slider, 1, 50)
    done = _loaded(server.port, our_slider, 1, many)
    measure = "Slider, server round trip, 1,000 steps"
    yield within(measure, "median", done.quantile(0.5), 2.0)
    yield within(measure, "99th percentile", done.quantile(0.99), 5.0)


def crowds(quick: bool) -> Iterator[tuple[str, int, float, float, float]]:
    """Who, how many clients, answers a second, median and 99th percentile in ms, for growth."""
    many = 400 if quick else 1500
    for name, command, path, request, least in (
        ("Gradscape, computed", ours, "/healthz", our_run, 2),
        ("Gradscape, seen before", ours, "/healthz", our_run_again, 4),
        *(
            (peer.name, peer.command, peer.path, peer.request, 1)
            for peer in PEERS.values()
            if not peer.absent
        ),
    ):
        with served(command, path) as server:
            _loaded(server.port, request, 4, 50)
            for clients in CROWDS:
                done = _loaded(server.port, request, clients, max(many // 4 * least, 2 * clients))
                yield name, clients, done.rate, done.quantile(0.5), done.quantile(0.99)
