"""The command line of the server: opens the port, runs the app, says when it is ready.

`./gradscape serve` and the container run this module.
"""

import argparse
import errno
import http.client
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence

import uvicorn
from uvicorn.supervisors import Multiprocess

from app.web.public import PUBLIC_URL, TRUSTED_PROXIES, read_url

APP = "app.main:app"
NEIGHBOUR = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # every address: one to go to
PATIENCE = 5  # seconds that requests under way may take once the server is told to end


def between(least: int, greatest: int) -> Callable[[str], int]:
    """Give argparse a reader of a whole number from `least` to `greatest`."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and least <= int(text) <= greatest:
            return int(text)
        raise argparse.ArgumentTypeError(f"a whole number from {least} to {greatest}, not {text!r}")

    return read


def address(text: str) -> str:
    """Give argparse a public address: http or https, a host, maybe a path."""
    found = read_url(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"an address such as https://example.org, not {text!r}")
    return found


def command_line() -> argparse.ArgumentParser:
    """Declare what `serve` takes."""
    parser = argparse.ArgumentParser(prog="gradscape serve", allow_abbrev=False)
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on; 0.0.0.0 for every one (%(default)s)",
    )
    parser.add_argument(
        "--port", default=8000, type=between(0, 65535), help="0 for any free one (%(default)s)"
    )
    parser.add_argument(
        "--workers", default=1, type=between(1, 64), help="processes that answer (%(default)s)"
    )
    parser.add_argument(
        "--public-url",
        type=address,
        help="the address under which the site is reached; links in files are made with it",
    )
    parser.add_argument(
        "--trusted-proxies",
        metavar="LIST",
        help="addresses of proxies, with commas, whose X-Forwarded headers are believed",
    )
    return parser


def listen(host: str, port: int) -> socket.socket:
    """Open the port; a failure is a SystemExit whose message is one sentence for the reader."""
    try:
        family, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        opened = socket.create_server(address[:2], family=family, backlog=2048)
        # Its connections inherit this. asyncio asks for it only where it opens the port itself,
        # and without it an answer in two pieces waits for the browser's delayed acknowledgement.
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened
    except (socket.gaierror, UnicodeError):
        reason = f"Gradscape cannot find the host {host!r}; try --host 127.0.0.1."
    except OSError as error:
        reason = {
            errno.EADDRINUSE: f"Port {port} is in use by another program; "
            f"try ./gradscape serve --port {port + 1 if port < 65535 else 8000}.",
            errno.EACCES: f"Port {port} is not open to this user; try --port 8000.",
            errno.EADDRNOTAVAIL: f"This computer has no address {host}; try --host 127.0.0.1.",
        }.get(
            error.errno or 0, f"Gradscape cannot listen on {host}, port {port}: {error.strerror}."
        )
    raise SystemExit(reason)


def announce(host: str, port: int) -> None:
    """Print the address once the app has answered its own health check."""
    neighbour = NEIGHBOUR.get(host, host)
    status = 0
    while not status:
        # The port is open already, so this waits in its queue until the app takes it up; only a
        # worker that dies meanwhile drops it.
        try:
            connection = http.client.HTTPConnection(neighbour, port)
            connection.request("GET", "/healthz")
            status = connection.getresponse().status
            connection.close()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    name = f"[{neighbour}]" if ":" in neighbour else neighbour
    if status == http.client.OK:
        print(f"Gradscape is ready: http://{name}:{port}/", flush=True)
    else:
        print(f"Gradscape runs at http://{name}:{port}/ but is not well: {status}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to end; returns the exit status, 0 after Ctrl-C."""
    options = command_line().parse_args(arguments)
    # The processes that answer read these: with several workers they are not this one.
    if options.public_url:
        os.environ[PUBLIC_URL] = options.public_url
    if options.trusted_proxies:
        os.environ[TRUSTED_PROXIES] = options.trusted_proxies
    # Each request has one thread; a pool of them beside it costs a start 50 ms and gains nothing.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    opened = listen(options.host, options.port)
    port = opened.getsockname()[1]
    config = uvicorn.Config(
        APP,
        host=options.host,
        port=port,
        workers=options.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE,
        # What a proxy says is read by app.web.public, which must see the proxy's own address.
        proxy_headers=False,
    )
    threading.Thread(target=announce, args=(options.host, port), daemon=True).start()
    try:
        if options.workers > 1:
            Multiprocess(config, [opened]).run()
        else:
            uvicorn.Server(config).run([opened])
    except KeyboardInterrupt:
        pass  # uvicorn has already ended in good order and only passes the signal on
    return 0


if __name__ == "__main__":
    sys.exit(main())
