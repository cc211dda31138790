"""How the C library hands memory back, where it can be told: glibc's own guess suits no server.

Answers of some hundred kilobytes come and go in several threads. Left alone, glibc raises the
size from which a block goes straight back to the system, keeps an arena a thread, and holds a
hundred megabytes that nobody uses.
"""

import ctypes
import sys

# Of malloc.h: M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX. Blocks from 256 kB on are given
# back at once; smaller ones are what steps and answers are made of, and stay at hand.
_OPTIONS = {-1: 1 << 20, -3: 1 << 18, -8: 2}


def economise() -> bool:
    """Set it for this process; returns whether the C library took it."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library, such as musl
        return False
    return all([mallopt(option, value) for option, value in _OPTIONS.items()])
