"""A rectangle on a sheet."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in px; `top` is above `bottom`, so the smaller number."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The width in px."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height in px."""
        return self.bottom - self.top
