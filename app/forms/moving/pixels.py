"""Pictures as arrays of bytes."""

import numpy as np
from numpy.typing import NDArray

#: (height, width, 3 or 4): red, green, blue and how opaque.
Pixels = NDArray[np.uint8]
