"""What a fan is made of: its specification."""

import altair as alt

from populace.charts.sizes import BOTTOM, LABEL_GAP, PANEL, RIGHT, TOP, Size
from populace.charts.style import ACCENT, AHEAD, BAND_80, BAND_95, PAST, count_labels
from populace.charts.template import Padding, layered


def fan_chart(size: Size) -> alt.LayerChart:
    """The specification: two bands, the median, the past, other lines, marks, and the labels written on them."""
    year = alt.X(
        "year:Q",
        scale=alt.Scale(
            domainMin=alt.ExprRef("first"), domainMax=alt.ExprRef("edge"), nice=False, zero=False
        ),
        axis=alt.Axis(values=alt.ExprRef("ticks"), format="d", grid=False, title=None, labelFlush=False),
    )
    ahead = alt.Chart(alt.NamedData("ahead")).encode(x=year)
    past = alt.Chart(alt.NamedData("past")).mark_line(color=PAST, strokeWidth=2)
    layers = [
        ahead.mark_area(color=BAND_95).encode(y=_up("low95", size), y2="high95:Q"),
        ahead.mark_area(color=BAND_80).encode(y=_up("low80", size), y2="high80:Q"),
        ahead.mark_line(color=AHEAD, strokeDash=[5, 3], strokeWidth=2).encode(y=_up("median", size)),
        past.encode(x=year, y=_up("value", size), detail="run:N"),
        alt.Chart(alt.NamedData("others"))
        .mark_line(strokeWidth=2)
        .encode(x=year, y=_up("value", size), color=alt.Color("colour:N", scale=None, legend=None)),
        *_marks(year, _up("y", size)),
    ]
    parameters = {"first": 0, "edge": 1, "top": 1, "ticks": []}
    return layered(layers, parameters, (size.width, size.height), Padding(size.left, RIGHT, TOP, BOTTOM))


def _up(column: str, size: Size) -> alt.Y:
    axis = alt.Axis(
        tickCount=2 if size == PANEL else 4,
        labelExpr=count_labels(),
        labels=size != PANEL,
        domain=False,
        ticks=False,
        title=None,
    )
    return alt.Y(
        f"{column}:Q", scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False), axis=axis
    )


def _marks(year: alt.X, y: alt.Y) -> list[alt.Chart]:
    whiskers = alt.Chart(alt.NamedData("whiskers")).mark_rule(color=ACCENT, strokeWidth=2)
    marks = alt.Chart(alt.NamedData("marks")).mark_point(color=ACCENT, filled=True, size=45, opacity=1)
    labels = alt.Chart(alt.NamedData("labels")).mark_text(
        lineBreak="\n",
        lineHeight=LABEL_GAP,
        align=alt.ExprRef("datum.align"),
        baseline=alt.ExprRef("datum.middle ? 'middle' : 'bottom'"),
        fill=alt.ExprRef("datum.colour"),
    )
    return [
        whiskers.encode(x=year, x2="end:Q", y=y),
        marks.encode(x=year, y=y),
        labels.encode(x=year, y=y, text="text:N"),
    ]
