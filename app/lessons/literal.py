"""A table of data as a few lines of a NumPy program, so that it runs without any file."""

import base64
import zlib
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

#: A program's lines are at most this long.
_WIDTH = 110


def table(names: str, columns: NDArray[np.float64]) -> str:
    """Program lines that make the variables ``names`` hold the rows of ``columns`` (d, N).

    The numbers have two decimals at most and lie below 655; they travel as hundredths in two
    bytes. A float divided by 100 is the float nearest to the quotient, which is what the decimal
    itself reads as, so the program's floats are the very same.
    """
    hundredths = np.round(columns * 100)
    if not (np.array_equal(hundredths / 100, columns) and (0 <= hundredths).all()):
        raise ValueError("the numbers must be positive and have two decimals at most")
    if hundredths.max() > np.iinfo(np.uint16).max:
        raise ValueError("the numbers are too large")
    packed = base64.b85encode(zlib.compress(hundredths.astype("<u2").tobytes(), 9)).decode("ascii")
    lines = "\n".join(wrap(packed, _WIDTH, break_on_hyphens=False))
    unpacked = f'"<u2").reshape({len(columns)}, -1) / 100'
    return f'''packed = """
{lines}
""".replace("\\n", "")
{names} = np.frombuffer(zlib.decompress(base64.b85decode(packed)), {unpacked}'''
