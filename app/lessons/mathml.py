"""LaTeX to native MathML, which browsers typeset themselves."""

from functools import lru_cache

from latex2mathml.converter import convert


@lru_cache(maxsize=2048)
def mathml(latex: str, *, display: bool = False) -> str:
    """The MathML element of a formula in LaTeX."""
    # The converter knows the starred environment; in MathML the two look alike.
    latex = latex.replace("{aligned}", "{align*}")
    return convert(latex, display="block" if display else "inline")
