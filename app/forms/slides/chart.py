"""A native chart of the loss by step, its numbers in a workbook that can be edited."""

import math
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from app.catalogue.languages import say
from app.forms.slides.lettering import clean, style
from app.forms.slides.look import Area, Look, colour
from app.forms.slides.losses import Losses, Series
from app.lessons.numbers import digits

_DASHES = {
    "dash": MSO_LINE.DASH,
    "dot": MSO_LINE.ROUND_DOT,
    "dashdot": MSO_LINE.DASH_DOT,
    "longdash": MSO_LINE.LONG_DASH,
    "longdashdot": MSO_LINE.LONG_DASH_DOT,
}
#: An axis shows about so many labels at most, upward and across.
_LABELS, _ACROSS = 7, 4
#: Sizes in points.
_NAMES, _NUMBERS = 12, 11
#: From here on, and below its inverse, a label is a power of ten.
_FAR = 1e6


def draw(slide: Any, area: Area, losses: Losses, look: Look, lang: str) -> Any:
    """Add the chart to a slide, with words for those who do not see it."""
    data: Any = XyChartData(number_format="General")  # type: ignore[no-untyped-call]
    for each in losses.series:
        series = data.add_series(clean(each.name), number_format="General")
        for x, y in zip(each.x.tolist(), each.y.tolist(), strict=True):
            series.add_data_point(x, y)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *area, data)
    frame.name = clean(losses.y_title)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(_told(losses, lang)))
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    style(chart.legend.font, look, _NAMES * look.scale, look.colour("ink"))
    style(chart.font, look, _NUMBERS * look.scale, look.colour("quiet"))
    _ground(chart._chartSpace)
    for drawn, each in zip(chart.plots[0].series, losses.series, strict=True):
        _line(drawn, each, look)
    _across(chart.category_axis, losses, look)
    _upright(chart.value_axis, losses, look)
    return frame


def _ground(space: Any) -> None:
    """Square corners and the slide's own ground, which not every program takes for granted."""
    corners = OxmlElement("c:roundedCorners")
    corners.set("val", "0")
    chart = space.find(qn("c:chart"))
    before = space.find(qn("c:date1904"))
    if before is None:
        space.insert(0, corners)
    else:
        before.addnext(corners)
    shape = OxmlElement("c:spPr")
    shape.append(OxmlElement("a:noFill"))
    outline = OxmlElement("a:ln")
    outline.append(OxmlElement("a:noFill"))
    shape.append(outline)
    chart.addnext(shape)


def _line(drawn: Any, series: Series, look: Look) -> None:
    """One run in its colour and dash; a run of a single step is a dot."""
    drawn.smooth = False
    drawn.format.line.width = Pt(2.25 * math.sqrt(look.palette.weight))
    drawn.format.line.color.rgb = colour(series.colour)
    if series.dash in _DASHES:
        drawn.format.line.dash_style = _DASHES[series.dash]
    single = len(series.x) == 1
    drawn.marker.style = XL_MARKER_STYLE.CIRCLE if single else XL_MARKER_STYLE.NONE
    if single:
        drawn.marker.size = 9
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = colour(series.colour)
        drawn.marker.format.line.color.rgb = colour(series.colour)


def _across(axis: Any, losses: Losses, look: Look) -> None:
    last = max(1.0, losses.last)
    axis.minimum_scale, axis.maximum_scale = 0, last
    # Few enough labels to stand upright: 1, 2 or 5 times a power of ten apart, whole steps.
    power = 10.0 ** math.floor(math.log10(last / _ACROSS))
    axis.major_unit = max(
        1.0, next(n * power for n in (1, 2, 5, 10) if n * power >= last / _ACROSS)
    )
    _axis(axis, losses.x_title, look)
    axis.has_major_gridlines = False


def _upright(axis: Any, losses: Losses, look: Look) -> None:
    low, high = losses.ends
    far = max(abs(low), abs(high)) >= _FAR or (losses.log and low * _FAR < 1)
    if losses.log:
        # The first child of the scaling; after it come the orientation and the ends.
        base = OxmlElement("c:logBase")
        base.set("val", "10")
        axis._element.find(qn("c:scaling")).insert(0, base)
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        last = max(last, first + 1)
        axis.minimum_scale, axis.maximum_scale = 10.0**first, 10.0**last
        axis.major_unit = 10.0 ** max(1, math.ceil((last - first) / _LABELS))
    elif math.isclose(low, high, rel_tol=1e-12, abs_tol=1e-300):
        # A level line stands in the middle; left alone it would lie on the edge.
        room = abs(low) or 1.0
        axis.minimum_scale, axis.maximum_scale = low - room, high + room
    _axis(axis, losses.y_title, look, "0E+0" if far else "General")
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = look.colour("rule")
    axis.major_gridlines.format.line.width = Pt(0.5)


def _axis(axis: Any, title: str, look: Look, numbers: str = "General") -> None:
    """Title, labels at the edge of the plot, and a quiet line."""
    axis.has_minor_gridlines = False
    axis.has_title = True
    paragraph = axis.axis_title.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = clean(title)
    style(run.font, look, _NAMES * look.scale, look.colour("ink"), bold=False)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.number_format = numbers
    axis.tick_labels.number_format_is_linked = False
    style(axis.tick_labels.font, look, _NUMBERS * look.scale, look.colour("quiet"))
    axis.format.line.color.rgb = look.colour("rule")
    # On a log axis the other axis would else cross at 1, through the middle of the curve.
    crosses = axis._element.find(qn("c:crosses"))
    if crosses is not None:
        crosses.set("val", "min")


def _told(losses: Losses, lang: str) -> str:
    """The chart in words."""
    ends = [
        say(
            lang,
            "slides.chart_line",
            name=each.name,
            first=digits(float(each.y[0])),
            last=digits(float(each.y[-1])),
        )
        for each in losses.series
    ]
    return say(lang, "slides.chart_alt", x=losses.x_title, y=losses.y_title, lines=" ".join(ends))
