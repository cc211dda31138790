"""The cell of a notebook that draws a sketch with Matplotlib: only the lines that it needs."""

from typing import Any

_START = """\
import matplotlib.pyplot as plt
import numpy as np
"""
_SCALE = """\
from matplotlib.colors import LinearSegmentedColormap
"""
_KOREAN = """
# {word}
plt.rcParams["font.family"] = ["Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR",
                               "NanumGothic", "DejaVu Sans"]
plt.rcParams["axes.unicode_minus"] = False
"""
_QUIET = """
import logging
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
"""
_SHEET = """
ground, ink, axes = figure["ground"], figure["ink"], figure["axes"]
fig = plt.figure(figsize=(8, 5), facecolor=ground)
ax = {"y": fig.add_axes([0.1, 0.12 + 0.83 * axes["y"]["place"][0], 0.86,
                         0.83 * np.diff(axes["y"]["place"])[0]])}
"""
_SECOND = """\
ax["y2"] = fig.add_axes([0.1, 0.12 + 0.83 * axes["y2"]["place"][0], 0.86,
                         0.83 * np.diff(axes["y2"]["place"])[0]], sharex=ax["y"])
"""
_SPACE = """
ground, ink, axes = figure["ground"], figure["ink"], figure["axes"]
fig = plt.figure(figsize=(8, 6), facecolor=ground)
ax = {"y": fig.add_subplot(projection="3d", computed_zorder=False)}
"""
_LOOP = """
for k, t in enumerate(figure["traces"]):
    where, x, y = ax.get(t["axis"], ax["y"]), np.array(t["x"], float), np.array(t["y"], float)
"""
#: What draws a trace of a kind.
_DRAWS = {
    "field": """\
    if t["kind"] == "field":
        scale = LinearSegmentedColormap.from_list("scale", t["colors"])
        z, ends = np.array(t["z"], float), dict(zip(("vmin", "vmax"), t["ends"]))
        if t["smooth"]:
            where.contourf(x, y, z, t["levels"] or 12, cmap=scale, extend="both", zorder=-2, **ends)
        else:
            where.pcolormesh(x, y, z, cmap=scale, shading="nearest", zorder=-2, **ends)
""",
    "levels": """\
    if t["kind"] == "levels":
        where.contour(x, y, np.array(t["z"], float), t["levels"] or 8, colors=[t["color"]],
                      zorder=k)
""",
    "line": """\
    if t["kind"] == "line":
        where.plot(x, y, t["dash"], color=t["color"], lw=t["width"], label=t["name"], zorder=k)
        if "fill" in t:
            where.fill(x, y, color=t["fill"], zorder=k)
""",
    "points": """\
    if t["kind"] == "points":
        edge = {} if t["marker"] in "+x|_" else {"edgecolors": t["edge"]}
        where.scatter(x, y, (0.75 * t["size"]) ** 2, t["colors"], marker=t["marker"],
                      label=t["name"], zorder=k, **edge)
""",
    "bars": """\
    if t["kind"] == "bars":
        where.bar(x, y, t["wide"], t["base"], color=t["colors"], edgecolor=t["edge"],
                  label=t["name"], zorder=k)
""",
    "arrows": """\
    if t["kind"] == "arrows":
        where.quiver(x, y, t["u"], t["v"], color=t["color"], pivot=t["pivot"], angles="xy",
                     scale_units="xy", scale=1, width=0.003, zorder=k)
""",
    "surface": """\
    if t["kind"] == "surface":
        scale = LinearSegmentedColormap.from_list("scale", t["colors"])
        where.plot_surface(*np.meshgrid(x, y), np.array(t["z"], float), cmap=scale, zorder=k)
""",
    "line3d": """\
    if t["kind"] == "line3d":
        where.plot(x, y, np.array(t["z"], float), t["dash"], color=t["color"], lw=t["width"],
                   label=t["name"], zorder=k)
""",
}
_SHAPES = """
for s in figure["shapes"]:
    style = {"color": s["color"], "lw": s["width"], "ls": s["dash"]}
    if s["x"] is None:
        ax["y"].axhline(s["y"][0], **style)
    elif s["kind"] == "rect":
        low, high = s["y"] or ax["y"].get_ylim()
        ax["y"].fill_between(s["x"], low, high, color=s["fill"], zorder=-1)
    elif s["y"] is None:
        ax["y"].axvline(s["x"][0], **style)
    else:
        ax["y"].plot(s["x"], s["y"], **style)
"""
_AXES = """
for name, each in ax.items():
    each.set_facecolor(ground)
    for letter, axis in (("x", axes["x"]), ("y", axes[name])):
        getattr(each, f"set_{letter}label")(axis["title"], color=ink)
        if axis["log"]:
            getattr(each, f"set_{letter}scale")("log")
        if axis["range"]:
            getattr(each, f"set_{letter}lim")(axis["range"])
        if axis["ticks"]:
            getattr(each, f"set_{letter}ticks")(axis["ticks"], axis["labels"] or None)
    each.tick_params(colors=ink)
    each.spines[["top", "right"]].set_visible(False)
    each.spines[["left", "bottom"]].set_color(ink)
"""
_EQUAL = """\
ax["y"].set_aspect("equal")
"""
_SPACE_AXES = """
ax["y"].set(xlabel=axes["x"]["title"], ylabel=axes["y"]["title"], zlabel=axes["z"]["title"])
"""
_END = """
shown = [pair for pair in zip(*ax["y"].get_legend_handles_labels()) if pair[1]]
if len(shown) > 1:
    ax["y"].legend(*zip(*dict((label, (line, label)) for line, label in shown).values()),
                   fontsize=9, facecolor=ground, labelcolor=ink, framealpha=0.8)
plt.show()
"""


def plotting(sketch: dict[str, Any], korean: str = "") -> str:
    """The program of the cell; ``korean`` is its word on typefaces, where Hangul is drawn."""
    kinds = {trace["kind"] for trace in sketch["traces"]}
    deep = "z" in sketch["axes"]
    parts = [_START]
    if kinds & {"field", "surface"}:
        parts.append(_SCALE)
    if korean:
        parts += [_KOREAN.format(word=korean), _QUIET]
    parts.append(_SPACE if deep else _SHEET)
    if "y2" in sketch["axes"]:
        parts.append(_SECOND)
    if kinds:
        parts += [_LOOP, *(text for kind, text in _DRAWS.items() if kind in kinds)]
    if sketch["shapes"] and not deep:
        parts.append(_SHAPES)
    parts.append(_SPACE_AXES if deep else _AXES)
    if sketch["equal"]:
        parts.append(_EQUAL)
    return "".join([*parts, _END]).strip()
