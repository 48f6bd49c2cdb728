"""Columns by year: how likely something is in each of them, and in none."""

from collections.abc import Sequence

import numpy as np

from populace.charts.drawing import Drawing
from populace.charts.render import draw
from populace.charts.scales import nice_top, year_ticks
from populace.charts.sizes import RIGHT, Size
from populace.charts.style import AHEAD, QUIET
from populace.charts.svg import Row
from populace.i18n import format_share

GAP = 2
"""Years between the last column and the one that stands for none of them."""


def columns_by_year(
    years: Sequence[int], shares: Sequence[float], none: tuple[str, float], size: Size
) -> Drawing:
    """A column for each year, and one behind them for ``none``: its word and its share; the highest are written."""
    first, last = int(years[0]), int(years[-1])
    beyond = last + GAP
    top = nice_top(max(*shares, none[1]) * 1.25)
    highest = int(np.argmax(shares))
    bars: list[Row] = [
        {"x": year - 0.42, "end": year + 0.42, "y": 0.0, "y2": float(share), "colour": AHEAD}
        for year, share in zip(years, shares, strict=True)
    ]
    bars.append({"x": beyond - 0.42, "end": beyond + 0.42, "y": 0.0, "y2": none[1], "colour": QUIET})
    labels: list[Row] = [
        {
            "x": years[highest],
            "y": float(shares[highest]),
            "text": format_share(shares[highest]),
            "align": "center",
        },
        {"x": beyond + 0.5, "y": none[1], "text": f"{none[0]} {format_share(none[1])}", "align": "right"},
    ]
    width = size.width - size.left - RIGHT
    parameters = {
        "first": first - 1,
        "edge": beyond + 1,
        "top": top,
        "ticks": year_ticks(first, last, width * (last - first) / (beyond + 2 - first)),
    }
    return draw("columns", (size.width, size.height, size.left), {"bars": bars, "labels": labels}, parameters)
