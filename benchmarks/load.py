"""A load generator for HTTP/1.1 on the loopback: connections kept alive, each asking in turn.

A closed loop: every connection sends its next request as soon as the whole answer to the last
one is there, so so many connections are so many clients that never rest. It is one thread, and
the same for every server that is measured.
"""

import selectors
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

_PIECE = 1 << 18


@dataclass
class Load:
    """What a server did under a load: seconds from the first request to the last answer."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """The latency in milliseconds that so large a share of the answers kept within."""
        ordered = sorted(self.latencies)
        return 1e3 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Client:
    """One connection: its answer as far as it has come."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked = 0.0
        self._connect()

    def _connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pieces = bytearray()

    def ask(self, request: bytes) -> None:
        """Send a request; a connection that the server has closed is opened again."""
        self.asked = perf_counter()
        self.pieces.clear()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Take what has come; returns whether the answer is whole."""
        piece = self.socket.recv(_PIECE)
        if not piece:
            raise ConnectionError("the server closed the connection within an answer")
        self.pieces += piece
        return whole(self.pieces)

    @property
    def status(self) -> bytes:
        """The status of the answer."""
        return bytes(self.pieces[9:12])


def whole(answer: bytearray) -> bool:
    """Whether an answer with a Content-Length, or one in chunks, has come to its end."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(answer[:end]).lower()
    place = head.find(b"\r\ncontent-length:")
    if place >= 0:
        told = head[place + 17 :].split(b"\r\n", 1)[0]
        return len(answer) >= end + 4 + int(told)
    if head[9:12] == b"304":
        return True
    return answer.endswith(b"0\r\n\r\n")


def ask(port: int, request: bytes) -> bytes:
    """The body of one answer."""
    client = Client(port)
    client.ask(request)
    while not client.read():
        pass
    client.socket.close()
    head, _, body = bytes(client.pieces).partition(b"\r\n\r\n")
    if b"chunked" not in head.lower():
        return body
    pieces = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        pieces, body = pieces + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
    return pieces


def load(
    port: int, request: Callable[[int], bytes], *, clients: int, count: int, seconds: float = 30.0
) -> Load:
    """Ask ``count`` times with so many clients; ``request(i)`` is the i-th request.

    Ends early after ``seconds``: the rate is that of the answers that came.
    """
    watched = selectors.DefaultSelector()
    waiting = [Client(port) for _ in range(min(clients, count))]
    done = Load(0.0)
    sent = 0
    began = perf_counter()
    try:
        for client in waiting:
            watched.register(client.socket, selectors.EVENT_READ, client)
            client.ask(request(sent))
            sent += 1
        while len(done.latencies) < sent:
            for key, _ in watched.select():
                client = key.data
                if not client.read():
                    continue
                now = perf_counter()
                done.latencies.append(now - client.asked)
                done.failed += client.status != b"200"
                if sent < count and now - began < seconds:
                    client.ask(request(sent))
                    sent += 1
        done.seconds = perf_counter() - began
    finally:
        watched.close()
        for client in waiting:
            client.socket.close()
    return done


def get(address: str, **headers: str) -> bytes:
    """A GET as it goes over the wire."""
    lines = [f"GET {address} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def post(address: str, body: bytes) -> bytes:
    """A POST of JSON as it goes over the wire."""
    head = (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("latin-1") + body
