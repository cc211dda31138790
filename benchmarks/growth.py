"""Measure how the cost grows and write the pictures, the data and the words of it.

``python -m benchmarks.growth [FOLDER] [--only NAME …]`` writes NAME.en.svg, NAME.ko.svg and
NAME.json into a folder (docs/growth), and README.md, which names each knee. The pictures are drawn
by the app's own stills.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.forms.still.drawing import draw
from app.lessons.annotations import above, upright
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import axis, frame, margin
from benchmarks.families import growth as families
from benchmarks.knee import Knee, knee
from benchmarks.machine import processor

FOLDER = Path(__file__).parents[1] / "docs" / "growth"
_WIDTH, _HEIGHT = 720, 420

#: Of each curve: its title and what is counted below, by language.
TITLES: dict[str, dict[str, tuple[str, str]]] = {
    "steps": {
        "en": ("Adam on Rosenbrock's function, one start", "steps"),
        "ko": ("출발점 하나에서 Rosenbrock 함수를 내려가는 Adam", "반복 횟수"),
    },
    "grid": {
        "en": ("Ackley's function and its gradient on a square grid", "points of the grid"),
        "ko": ("정사각 격자에서 계산한 Ackley 함수와 기울기", "격자점의 수"),
    },
    "starts": {
        "en": ("100 steps of Adam on Rosenbrock's function, many starts at once", "starts"),
        "ko": ("여러 출발점을 한꺼번에 옮기는 Adam 100회 갱신 (Rosenbrock 함수)", "출발점의 수"),
    },
    "clients": {
        "en": ("A run of 200 steps asked for over HTTP, one worker", "clients at a time"),
        "ko": ("HTTP로 요청한 200회 갱신, 작업 프로세스 하나", "동시에 요청하는 접속 수"),
    },
}
_UNIT = {"en": "milliseconds", "ko": "걸린 시간, 밀리초"}
RULE = {
    "en": "The knee is where two straight lines meet that fit the curve best on logarithmic "
    "scales, with the smallest squared error; slopes that differ by less than 0.25 make no knee.",
    "ko": "꺾이는 점은 두 축이 모두 로그인 그림에서 곡선에 가장 잘 맞는(오차제곱합이 가장 작은) "
    "두 직선이 만나는 곳입니다. 두 기울기의 차이가 0.25보다 작으면 꺾이는 점이 없다고 봅니다.",
}


@dataclass(frozen=True)
class Curve:
    """A measured curve: the sizes, the milliseconds of each, and what they were measured on."""

    name: str
    n: list[float]
    milliseconds: list[float]
    machine: str


def sentence(name: str, bend: Knee, lang: str) -> str:
    """What the knee of a curve says, in one sentence."""
    what = TITLES[name][lang][1]
    if bend.n is None:
        return {
            "en": f"No knee: the cost grows like n^{bend.after:.2f} all along.",
            "ko": f"꺾이는 점이 없습니다. 시간은 처음부터 끝까지 n^{bend.after:.2f}에 비례합니다.",
        }[lang]
    place = _rounded(bend.n)
    return {
        "en": f"Knee near {place} {what}: the cost grows like n^{bend.before:.2f} before it "
        f"and like n^{bend.after:.2f} after it.",
        "ko": f"{what}가 약 {place}일 때 꺾입니다. 그 앞에서는 시간이 n^{bend.before:.2f}에, "
        f"뒤에서는 n^{bend.after:.2f}에 비례합니다.",
    }[lang]


def figure(curve: Curve, lang: str, theme: str = "light") -> dict[str, Any]:
    """The picture of a curve as a Plotly figure: the points, the two lines, the knee."""
    palette = PALETTES[theme]
    bend = knee(curve.n, curve.milliseconds)
    what = TITLES[curve.name][lang][1]
    logarithmic = {"type": "log", "exponentformat": "power", "dtick": 1, "gridcolor": palette.rule}
    return {
        "data": [
            *_lines(curve, bend, palette),
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": curve.n,
                "y": curve.milliseconds,
                "line": {"color": palette.run, "width": 1.6 * palette.weight},
                "marker": {"size": 7 * palette.scale, "color": palette.run},
            },
            *_point(bend, palette),
        ],
        "layout": frame(
            palette,
            margin=margin(palette, 70, 62, 54, right=20),
            xaxis=axis(palette, what, None, showgrid=True, **logarithmic),
            yaxis=axis(palette, _UNIT[lang], None, showgrid=True, **logarithmic),
            shapes=[]
            if bend.n is None
            else [upright(palette, bend.n, palette.edge, width=1.2, dash="dot")],
            annotations=[
                above(palette, TITLES[curve.name][lang][0], "left", palette.ink, shift=26, size=14),
                above(palette, sentence(curve.name, bend, lang), "left", palette.edge, shift=5),
            ],
        ),
    }


def _lines(curve: Curve, bend: Knee, palette: Palette) -> Iterator[dict[str, Any]]:
    """The lines that were fitted, from the ends of the curve to the knee."""
    if bend.n is None or bend.cost is None:
        return
    for end, slope in ((curve.n[0], bend.before), (curve.n[-1], bend.after)):
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": [end, bend.n],
            "y": [bend.cost * (end / bend.n) ** slope, bend.cost],
            "line": {"color": palette.blue, "width": 1.4 * palette.weight, "dash": "dash"},
        }


def _point(bend: Knee, palette: Palette) -> list[dict[str, Any]]:
    if bend.n is None:
        return []
    marker = {"size": 11 * palette.scale, "color": palette.edge, "symbol": "diamond"}
    place = {"x": [bend.n], "y": [bend.cost]}
    return [{"type": "scatter", "mode": "markers", **place, "marker": marker}]


def _rounded(value: float) -> str:
    """A number to two digits, as one says it."""
    return f"{float(f'{value:.1e}'):,.0f}"


def measured(name: str, rounds: int) -> Curve:
    """Take the measures of a curve."""
    if name == "clients":
        n, cost = _clients(rounds < 5)
    else:
        n, cost = families.curve(name, rounds)
    return Curve(name, n, cost, processor())


def _clients(quick: bool) -> tuple[list[float], list[float]]:
    """The median latency of a computed answer by the number of clients."""
    from benchmarks.families import http  # starts servers, so only where it is wanted

    found: list[tuple[float, float]] = []
    for who, clients, _, middle, _ in http.crowds(quick):
        if who != "Gradscape, computed":
            break
        found.append((clients, middle))
    return [n for n, _ in found], [cost for _, cost in found]


def written(curve: Curve, folder: Path) -> None:
    """Write a curve's data and its picture in each language."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(asdict(curve), indent=1)
    (folder / f"{curve.name}.json").write_text(data + "\n", encoding="utf-8")
    bend = knee(curve.n, curve.milliseconds)
    for lang in ("en", "ko"):
        picture = draw(
            figure(curve, lang),
            _WIDTH,
            _HEIGHT,
            "svg",
            lang=lang,
            title=TITLES[curve.name][lang][0],
            description=sentence(curve.name, bend, lang),
        )
        (folder / f"{curve.name}.{lang}.svg").write_bytes(picture)


def told(folder: Path) -> str:
    """The text beside the pictures, from the data in the folder."""
    curves = [
        Curve(**json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"), key=lambda p: list(TITLES).index(p.stem))
    ]
    head: dict[str, Callable[[], str]] = {
        "en": lambda: "# How the cost grows",
        "ko": lambda: "# 규모가 커지면 시간이 얼마나 늘어나는가",
    }
    parts: list[str] = []
    for lang, title in head.items():
        parts += [title(), RULE[lang]]
        for curve in curves:
            bend = knee(curve.n, curve.milliseconds)
            name, what = TITLES[curve.name][lang]
            parts += [
                f"## {name}",
                sentence(curve.name, bend, lang),
                f"![{name}]({curve.name}.{lang}.svg)",
                _table(curve, what, _UNIT[lang]),
            ]
    machines = sorted({curve.machine for curve in curves})
    parts.append("; ".join(machines) + ". `python -m benchmarks.growth`")
    return "\n\n".join(parts) + "\n"


def _table(curve: Curve, what: str, unit: str) -> str:
    rows = [
        f"| {n:,.0f} | {cost:.3g} |" for n, cost in zip(curve.n, curve.milliseconds, strict=True)
    ]
    return "\n".join([f"| {what} | {unit} |", "| ---: | ---: |", *rows])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, draw and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="+", choices=list(TITLES), default=list(TITLES))
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--draw", action="store_true", help="draw what was measured before")
    asked = parser.parse_args(arguments)
    for name in asked.only:
        place = asked.folder / f"{name}.json"
        if asked.draw:
            curve = Curve(**json.loads(place.read_text(encoding="utf-8")))
        else:
            curve = measured(name, asked.rounds)
        written(curve, asked.folder)
        print(sentence(name, knee(curve.n, curve.milliseconds), "en"))
    (asked.folder / "README.md").write_text(told(asked.folder), encoding="utf-8")


if __name__ == "__main__":
    main()
