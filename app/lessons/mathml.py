"""LaTeX to native MathML, which browsers typeset themselves."""

from html import escape

from app.core.memory import remembered


@remembered("words")
def mathml(latex: str, *, display: bool = False) -> str:
    """The MathML element of a formula in LaTeX."""
    from latex2mathml.converter import convert  # with all its symbols; a start can do without

    # The converter knows the starred environment; in MathML the two look alike.
    latex = latex.replace("{aligned}", "{align*}")
    try:
        return convert(latex, display="block" if display else "inline")
    except Exception:  # the converter raises errors of many kinds, with no parent but this one
        # A formula that cannot be typeset is shown as it is written; it never costs the page.
        return f"<math><mtext>{escape(latex)}</mtext></math>"
