"""What columns by year are made of: their specification."""

import altair as alt

from populace.charts.sizes import BOTTOM, RIGHT, TOP, Size
from populace.charts.style import INK
from populace.charts.template import Padding, layered


def columns_chart(size: Size) -> alt.LayerChart:
    """The specification: columns over a line of years, and words above them."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(
            domainMin=alt.ExprRef("first"), domainMax=alt.ExprRef("edge"), nice=False, zero=False
        ),
        axis=alt.Axis(values=alt.ExprRef("ticks"), format="d", grid=False, title=None, labelFlush=False),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False),
        axis=alt.Axis(tickCount=4, format="%", domain=False, ticks=False, title=None),
    )
    layers = [
        alt.Chart(alt.NamedData("bars"))
        .mark_rect(fill=alt.ExprRef("datum.colour"))
        .encode(x=x, x2="end:Q", y=y, y2="y2:Q"),
        alt.Chart(alt.NamedData("labels"))
        .mark_text(align=alt.ExprRef("datum.align"), baseline="bottom", dy=-3, fill=INK)
        .encode(x=x, y=y, text="text:N"),
    ]
    parameters = {"first": 0, "edge": 1, "top": 1, "ticks": []}
    return layered(layers, parameters, (size.width, size.height), Padding(size.left, RIGHT, TOP, BOTTOM))
