"""A complete answer: its parts, its name, and what becomes of it for one client."""

from dataclasses import dataclass, field
from hashlib import blake2b

from app.web.negotiation import opaque, tag_for

Headers = list[tuple[bytes, bytes]]

COMPRESSIBLE = (b"text/", b"application/json", b"application/javascript", b"image/svg+xml",
                b"application/xml", b"application/manifest+json")  # fmt: skip
# What a 304 keeps of the headers (RFC 9110, section 15.4.5): all but those of the body.
_OF_THE_BODY = (b"content-length", b"content-type", b"content-encoding", b"content-disposition")


@dataclass(frozen=True)
class Answer:
    """A complete answer: its status, its headers (names in lower case), its body."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    name: str = ""
    """The opaque name of the body, the same in every coding; empty where there is no tag."""

    def header(self, name: bytes) -> bytes | None:
        """Return the first header of this name, or None."""
        return next((value for key, value in self.headers if key == name), None)

    def without(self, *names: bytes) -> Headers:
        """Return the headers but for these."""
        return [pair for pair in self.headers if pair[0] not in names]

    @property
    def is_public(self) -> bool:
        """Whether the answer may be given to the next client that asks this address."""
        held = self.header(b"cache-control") or b""
        return (
            self.status == 200
            and b"public" in held
            and self.header(b"vary") is None
            and self.header(b"set-cookie") is None
        )

    @property
    def is_packed(self) -> bool:
        """Whether the body is what it is: compressed already, or of a kind that is."""
        kind = self.header(b"content-type") or b""
        return self.header(b"content-encoding") is not None or not kind.startswith(COMPRESSIBLE)

    def named(self) -> "Answer":
        """Return the answer with its entity tag: the one the endpoint set, or its body's hash."""
        own = self.header(b"etag")
        if own is not None:
            name = opaque(own.decode("latin-1"))
            return Answer(self.status, self.headers, self.body, name)
        name = digest(self.body)
        headers = [*self.headers, (b"etag", tag_for(name, "identity").encode())]
        return Answer(self.status, headers, self.body, name)

    def coded(self, coding: str, body: bytes) -> "Answer":
        """Return the answer with its body in a coding, tagged as such."""
        kept = _varying(self.without(b"content-length", b"etag"))
        if coding != "identity":
            kept.append((b"content-encoding", coding.encode()))
        kept.append((b"content-length", str(len(body)).encode()))
        if self.name:
            kept.append((b"etag", tag_for(self.name, coding).encode()))
        return Answer(self.status, kept, body, self.name)

    def unchanged(self) -> "Answer":
        """Return the 304 for a client that has this answer."""
        return Answer(304, self.without(*_OF_THE_BODY), b"", self.name)


def digest(body: bytes) -> str:
    """Return the name of a body: a hash of it."""
    return blake2b(body, digest_size=16).hexdigest()


def _varying(headers: Headers) -> Headers:
    """Return the headers with ``Accept-Encoding`` added to ``Vary``."""
    before = [value.decode("latin-1") for key, value in headers if key == b"vary"]
    if not before:
        return [*headers, (b"vary", b"Accept-Encoding")]
    names = [name.strip() for line in before for name in line.split(",") if name.strip()]
    if "accept-encoding" not in (name.lower() for name in names):
        names.append("Accept-Encoding")
    kept = [pair for pair in headers if pair[0] != b"vary"]
    return [*kept, (b"vary", ", ".join(names).encode("latin-1"))]
