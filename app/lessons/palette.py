"""The colours of figures, one set a theme; a test holds them to the page's own tokens."""

from dataclasses import dataclass

THEMES = ("light", "dark", "projector")

#: Deep water to dry sand, even in lightness: low is deep in every theme.
BATHYMETRY = ("#1d4e6b", "#3d7f95", "#7fb3b5", "#bcd5c8", "#e3e2cf", "#f1ead9", "#f8f4ea")
_NIGHT = ("#0a2433", "#14394d", "#235467", "#3b6f79", "#5c8886", "#7d9c92", "#9aada0")

FONT = (
    'Signs, Pretendard, "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", '
    '"Malgun Gothic", system-ui, sans-serif'
)


@dataclass(frozen=True)
class Palette:
    """Colours and weights of one theme; ``scale`` multiplies type, ``weight`` lines.

    ``blue`` and ``purple`` are Okabe and Ito's blue and reddish purple for a second and a third
    line, deep enough on the ground to be read as words; ``curve`` draws the graph of a function.
    """

    ground: str
    ink: str
    quiet: str
    rule: str
    run: str
    best: str
    edge: str
    blue: str
    purple: str
    curve: str
    halo: str
    arrow: str
    contour: str
    bathymetry: tuple[str, ...]
    scale: float = 1.0
    weight: float = 1.0


_LIGHT = Palette(
    ground="#fbfaf6",
    ink="#17212b",
    quiet="#57564f",
    rule="#e7e3d8",
    run="#d1490b",
    best="#0b7a5b",
    edge="#b3261e",
    blue="#0072b2",
    purple="#a8497f",
    curve=BATHYMETRY[1],
    halo="rgba(255,255,255,0.9)",
    arrow="#4d5a63",
    contour="rgba(255,255,255,0.75)",
    bathymetry=BATHYMETRY,
)
PALETTES = {
    "light": _LIGHT,
    "dark": Palette(
        ground="#11171c",
        ink="#eceae3",
        quiet="#a8a79d",
        rule="#2a343c",
        run="#ff7433",
        best="#45c69b",
        edge="#ff8177",
        blue="#56b4e9",
        purple="#e08cbd",
        curve=_NIGHT[4],
        halo="rgba(17,23,28,0.9)",
        arrow="#c3cbca",
        contour="rgba(236,234,227,0.3)",
        bathymetry=_NIGHT,
    ),
    "projector": Palette(
        ground="#ffffff",
        ink="#000000",
        quiet="#33332f",
        rule="#c9c7c0",
        run="#c23c00",
        best="#00694c",
        edge="#a81910",
        blue="#005a8f",
        purple="#8a2f66",
        curve=BATHYMETRY[1],
        halo="rgba(255,255,255,0.95)",
        arrow="#2b343b",
        contour="rgba(255,255,255,0.85)",
        bathymetry=BATHYMETRY,
        scale=1.6,
        weight=2.0,
    ),
}


def colorscale(colours: tuple[str, ...]) -> list[list[object]]:
    """Colours as a Plotly colour scale, evenly spaced."""
    last = len(colours) - 1
    return [[i / last, colour] for i, colour in enumerate(colours)]
