"""A cache of answers that is bounded by what it weighs, not by how many it holds."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Memory(Generic[V]):
    """Keep the values used last, up to a total of ``limit`` bytes.

    A value heavier than an eighth of the limit is not kept: one answer must not drive out
    all the others. Safe to use from several threads.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.weight = 0
        self._held: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        """Return the value kept under ``key``, or None."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: V, weight: int) -> None:
        """Keep ``value``, which weighs so many bytes, and let go of the least recently used."""
        if weight > self.limit // 8:
            return
        with self._lock:
            before = self._held.pop(key, None)
            if before is not None:
                self.weight -= before[1]
            self._held[key] = (value, weight)
            self.weight += weight
            while self.weight > self.limit:
                _, (_, released) = self._held.popitem(last=False)
                self.weight -= released
