"""A table of data as lines of a NumPy program, so that it runs without any file."""

from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from app.lessons.numbers import plain

#: A program's lines are at most this long.
_WIDTH = 110


def table(names: str, columns: NDArray[np.float64]) -> str:
    """Program lines that make the variables ``names`` hold the rows of ``columns`` (d, N).

    The numbers stand there as they are written, one variable after another; a decimal reads back
    as the float that it came from.
    """
    words = " ".join(plain(value) for value in columns.ravel().tolist())
    lines = "\n".join(wrap(words, _WIDTH, break_on_hyphens=False))
    return f'''{names} = np.array("""
{lines}
""".split(), float).reshape({len(columns)}, -1)'''
