"""What signed bars are made of: their specification."""

import altair as alt

from populace.charts.sizes import BAR_ROW, BAR_WIDTH
from populace.charts.style import INK
from populace.charts.template import Padding, layered


def bars_chart(rows: int) -> alt.LayerChart:
    """The specification: bars, the line of no change, intervals, words and numbers."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domainMin=alt.ExprRef("low"), domainMax=alt.ExprRef("high"), nice=False),
        axis=None,
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("rows"), nice=False, reverse=True),
        axis=None,
    )
    names = {"low": 0, "high": 1, "rows": 1}
    layers = [
        alt.Chart(alt.NamedData("bars"))
        .mark_rect(fill=alt.ExprRef("datum.colour"))
        .encode(x=x, x2="end:Q", y=y, y2="y2:Q"),
        alt.Chart(alt.NamedData("whiskers"))
        .mark_rule(color=INK, strokeWidth=1.5)
        .encode(x=x, x2="end:Q", y=y),
        alt.Chart(alt.NamedData("zero")).mark_rule(color=INK).encode(x=x, y=y, y2="y2:Q"),
        alt.Chart(alt.NamedData("labels"))
        .mark_text(
            align=alt.ExprRef("datum.align"),
            baseline="middle",
            fontWeight=alt.ExprRef("datum.weight"),
            fill=INK,
        )
        .encode(x=x, y=y, text="text:N"),
    ]
    return layered(layers, names, (BAR_WIDTH, rows * BAR_ROW), Padding(0, 0, 0, 0))
