"""What a chart of ranges is made of: its specification."""

import altair as alt

from populace.charts.sizes import RANGE_ROW, RANGE_SIDES, RANGE_WIDTH
from populace.charts.style import AHEAD, INK, QUIET
from populace.charts.template import Padding, layered


def ranges_chart(rows: int) -> alt.LayerChart:
    """The specification: a line of reference, a range and a point in each row, words and numbers beside them."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False),
        axis=alt.Axis(tickCount=4, format="~%", title=None),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domainMin=-0.5, domainMax=alt.ExprRef("rows - 0.5"), nice=False, reverse=True),
        axis=None,
    )
    layers = [
        alt.Chart(alt.NamedData("reference"))
        .mark_rule(color=QUIET, strokeDash=[3, 3])
        .encode(x=x, y=y, y2="y2:Q"),
        alt.Chart(alt.NamedData("ranges")).mark_rule(color=AHEAD, strokeWidth=2).encode(x=x, x2="end:Q", y=y),
        alt.Chart(alt.NamedData("points"))
        .mark_point(color=AHEAD, filled=True, size=60, opacity=1)
        .encode(x=x, y=y),
        alt.Chart(alt.NamedData("labels"))
        .mark_text(align="right", baseline="middle", dx=-8, fill=INK)
        .encode(x=x, y=y, text="text:N"),
    ]
    left, right = RANGE_SIDES
    size = (RANGE_WIDTH, rows * RANGE_ROW + 28)
    return layered(layers, {"top": 1, "rows": rows}, size, Padding(left, right, 4, 24))
