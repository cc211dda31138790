"""How much larger than on the page everything in a large picture is drawn."""

#: A picture up to this size in px is laid out in its own px, as the page lays it out.
BASE = (1200, 675)


def enlargement(width: float, height: float) -> float:
    """Return how many px of the picture one px of its layout is; never less than one.

    A picture larger than `BASE` both ways is laid out at a size that fits into it and scaled
    up as a whole, so that at 3840 × 2160 its letters and lines have the same share of a slide
    as at 1920 × 1080. In one that is larger one way alone (a tall one, a strip) letters keep
    their px. It grows without a jump: a little larger a picture, a little larger its letters.
    """
    return max(1.0, min(width / BASE[0], height / BASE[1]))
