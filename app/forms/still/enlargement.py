"""How much larger than on the page everything in a large picture is drawn."""

#: A picture up to this size in px is laid out in its own px; a page's figure is about as large.
BASE = (960, 540)


def enlargement(width: float, height: float) -> float:
    """Return how many px of the picture one px of its layout is; never less than one.

    A picture larger than `BASE` both ways is laid out at a size that fits into it and scaled
    up as a whole, so that its letters and lines have the share of a slide that they have on
    the page, at 1920 × 1080 as at 3840 × 2160. In one that is larger one way alone (a tall one,
    a strip) letters keep their px. It grows without a jump.
    """
    return max(1.0, min(width / BASE[0], height / BASE[1]))
