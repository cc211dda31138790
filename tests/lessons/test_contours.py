"""What figures share: contours, arrows, axes of equal scale, words and lines over a plot."""

import base64

import numpy as np
import plotly.graph_objects as go

from app.lessons.annotations import above, heading, upright, word
from app.lessons.contours import equal_axes, filled, quiver
from app.lessons.numbers import degrees, minus
from app.lessons.palette import PALETTES
from app.lessons.style import margin

PALETTE = PALETTES["light"]


def test_contour_lines_are_evenly_apart_and_below_the_top() -> None:
    axes = np.linspace(0, 1, 5), np.linspace(0, 2, 4)
    trace = filled(axes, np.ones((4, 5)), 0.25, 2.0, PALETTE, name="L")
    go.Figure([trace])
    assert trace["name"] == "L" and trace["hoverinfo"] == "skip"
    assert (trace["contours"]["start"], trace["contours"]["end"]) == (0.25, 1.875)
    assert trace["z"]["shape"] == "4, 5"
    assert "hoverinfo" not in filled(axes, np.ones((4, 5)), 1, 2, PALETTE, hovertemplate="%{x}")


def test_arrows_keep_their_tails_and_vectors() -> None:
    trace = quiver("g", ([1.0, 2.0], [3.0, 4.0]), np.array([[5.0, 6.0], [7.0, 8.0]]), "#000", 2)
    go.Figure([trace])
    read = {
        key: np.frombuffer(base64.b64decode(trace[key]["bdata"])).tolist()
        for key in ("x", "y", "u", "v")
    }
    assert read == {"x": [1, 2], "y": [3, 4], "u": [5, 6], "v": [7, 8]}


def test_equal_axes_are_tied_to_one_scale() -> None:
    axes = equal_axes(PALETTE, ("x", "y"), (-1, 1, -2, 2), nticks=5)
    go.Layout(axes)
    assert axes["xaxis"]["range"] == [-1, 1] and axes["yaxis"]["range"] == [-2, 2]
    assert axes["yaxis"]["scaleanchor"] == "x" and axes["yaxis"]["scaleratio"] == 1


def test_words_and_lines_are_what_plotly_takes() -> None:
    large = PALETTES["projector"]
    said = [
        word(PALETTE, "a", 1, 2, "#000"),
        above(large, "b", "right", "#000"),
        heading(PALETTE, 1, "c", "#000"),
    ]
    drawn = go.Layout(annotations=said, shapes=[upright(PALETTE, 3, "#000", layer="below")])
    assert drawn.annotations[0].font.size == 12
    assert drawn.annotations[1].font.size == 12 * large.scale
    assert (drawn.annotations[1].x, drawn.annotations[1].xanchor) == (1, "right")
    assert heading(PALETTE, 0, "c", "#000")["yshift"] > drawn.annotations[2].yshift
    assert (drawn.shapes[0].x0, drawn.shapes[0].x1, drawn.shapes[0].yref) == (3, 3, "paper")


def test_angles_and_signs_are_told_as_people_write_them() -> None:
    assert [degrees(x) for x in (90.0, -0.004, 12.346, float("nan"))] == [
        "90°",
        "0°",
        "12.35°",
        "–",
    ]
    assert minus("-1e-05") == "−1e−05"


def test_the_room_around_a_plot_grows_with_the_type() -> None:
    assert margin(PALETTE, 50, 10, 40) == {"l": 50, "r": 14, "t": 10, "b": 40}
    large = PALETTES["projector"]
    wide = margin(large, 50, 10, 40, right=8)
    grown = {key: round(size * large.scale) for key, size in (("l", 50), ("t", 10), ("b", 40))}
    assert wide == {**grown, "r": 8}
