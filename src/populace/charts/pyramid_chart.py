"""What a pyramid is made of: its specification."""

import altair as alt

from populace.charts.sizes import PYRAMID, Size
from populace.charts.style import INK, count_labels
from populace.charts.template import Padding, layered


def pyramid_chart(size: Size) -> alt.LayerChart:
    """The specification: bars from the middle outwards, an outline, labels in the upper corners."""
    x = alt.X(
        "persons:Q",
        scale=alt.Scale(domainMin=alt.ExprRef("-widest"), domainMax=alt.ExprRef("widest"), nice=False),
        axis=alt.Axis(
            values=alt.ExprRef("ticks"), labelExpr=count_labels(), title=None, domain=False, labelFlush=False
        ),
    )
    y = alt.Y(
        "age:Q",
        scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("oldest"), nice=False),
        axis=alt.Axis(
            values=[0, 20, 40, 60, 80, 100],
            labelExpr="datum.value == open ? datum.value + '+' : datum.value",
            grid=False,
            domain=False,
            ticks=False,
            title=None,
        ),
    )
    bars = alt.Chart(alt.NamedData("bars")).mark_rect(fill=alt.ExprRef("datum.colour"))
    outline = alt.Chart(alt.NamedData("outline")).mark_line(color=INK, strokeWidth=1.4)
    labels = alt.Chart(alt.NamedData("labels")).mark_text(
        align=alt.ExprRef("datum.align"),
        baseline="bottom",
        fill=alt.ExprRef("datum.colour"),
        dy=alt.ExprRef("datum.down - 22"),
    )
    names = {"widest": 1, "ticks": [], "oldest": 105, "open": 100}
    layers = [
        bars.encode(x=x, x2="zero:Q", y=y, y2="end:Q"),
        outline.encode(x=x, y=y, order="order:Q", detail="side:N"),
        labels.encode(x=x, y=y, text="text:N"),
    ]
    return layered(layers, names, (size.width, size.height), Padding(*PYRAMID))
