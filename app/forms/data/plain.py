"""Mathematics in a sentence as letters that any program can show."""

import re

_FORMULA = re.compile(r"\$([^$]+)\$")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)
_WORDS = {
    r"\alpha": "α", r"\beta": "β", r"\gamma": "γ", r"\delta": "δ", r"\epsilon": "ε",
    r"\varepsilon": "ε", r"\eta": "η", r"\theta": "θ", r"\kappa": "κ", r"\lambda": "λ",
    r"\mu": "μ", r"\nu": "ν", r"\pi": "π", r"\rho": "ρ", r"\sigma": "σ", r"\phi": "φ",
    r"\Delta": "Δ", r"\Sigma": "Σ", r"\sum": "Σ", r"\nabla": "∇", r"\partial": "∂",
    r"\infty": "∞", r"\cdot": "·", r"\times": "×", r"\pm": "±", r"\approx": "≈", r"\neq": "≠",
    r"\ne": "≠", r"\leq": "≤", r"\le": "≤", r"\geq": "≥", r"\ge": "≥", r"\to": "→",
    r"\leftarrow": "←", r"\rightarrow": "→", r"\iff": "⇔", r"\propto": "∝", r"\dots": "…",
    r"\ldots": "…", r"\quad": " ", r"\prime": "′", r"\left": "", r"\right": "", r"\,": " ",
    r"\;": " ", r"\!": "", r"\ ": " ", r"\{": "{", r"\}": "}", r"\%": "%", r"\$": "$", "-": "−",
    "'": "′",
}  # fmt: skip
_RAISED = dict(zip("0123456789+−()nixkT′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣᵏᵀ′", strict=True))
#: No letters in plenty: λmax reads better than letters that few typefaces have.
_LOWERED = dict(zip("0123456789+−ijknt", "₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙₜ", strict=True))
#: Signs that stand close to what follows them.
_CLOSE = re.compile(r"([∂∇Δ√]) +")


def plain(text: str) -> str:
    """A sentence with every ``$…$`` in it as plain letters: ``$w_1^2$`` becomes w₁²."""
    return _FORMULA.sub(lambda found: formula(found[1]), text)


def formula(latex: str) -> str:
    """A formula as letters: signs by name, raised and lowered digits, fractions with a slash.

    A command that has no letter of its own (``\\max``, ``\\exp``) stands as its name.
    """
    letters = _CLOSE.sub(r"\1", _Reader(_TOKEN.findall(latex)).all())
    return " ".join(letters.split()).replace("′′", "″")


class _Reader:
    """Reads the tokens of a formula from the left."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens[::-1]

    def all(self, end: str = "") -> str:
        """Everything up to the token ``end``, which is taken too."""
        parts = []
        while self._tokens:
            token = self._tokens.pop()
            if token == end:
                break
            parts.append(self._one(token))
        return "".join(parts)

    def _one(self, token: str) -> str:
        if token == "{":
            return self.all("}")
        if token == "^":
            return _placed(self._next(), _RAISED, "^")
        if token == "_":
            return _placed(self._next(), _LOWERED, "_")
        if token in (r"\frac", r"\tfrac", r"\dfrac"):
            above = self._next()
            return f"{_bracketed(above)}/{_bracketed(self._next())}"
        if token == r"\sqrt":
            return f"√{_bracketed(self._next())}"
        if token in (r"\text", r"\mathrm", r"\mathbf", r"\operatorname"):
            return self._next()
        return _WORDS.get(token, token.removeprefix("\\"))

    def _next(self) -> str:
        """The next token, or all of the next pair of braces."""
        while self._tokens and self._tokens[-1] == " ":
            self._tokens.pop()
        return self._one(self._tokens.pop()) if self._tokens else ""


def _placed(text: str, letters: dict[str, str], sign: str) -> str:
    """Raised or lowered letters where each has one, else the sign and the text."""
    if all(letter in letters for letter in text):
        return "".join(letters[letter] for letter in text)
    # A name below needs no sign, a power does.
    return text if sign == "_" else f"{sign}{_bracketed(text)}"


def _bracketed(text: str) -> str:
    """The text, in brackets unless it is one name or number."""
    return text if len(text) == 1 or text.isalnum() else f"({text})"
