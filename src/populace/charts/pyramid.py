"""The population pyramid: ahead as filled bars, now as an outline over them, five-year age groups."""

from functools import cache

import altair as alt
import numpy as np
from jaxtyping import Float

from populace.charts.drawing import Drawing
from populace.charts.fan_chart import NARROW, Size
from populace.charts.scales import nice_top
from populace.charts.style import INK, MEN, QUIET, WOMEN, count_labels
from populace.charts.template import Padding, Row, Template, compile_chart, layered
from populace.demography.sex import FEMALE, MALE
from populace.i18n import gettext as _
from populace.i18n import language

LEFT, RIGHT, TOP, BOTTOM = 34, 24, 40, 24
GROUP = 5


def pyramid(
    now: Float[np.ndarray, "sex group"],
    ahead: Float[np.ndarray, "sex group"],
    years: tuple[int, int],
    size: Size = NARROW,
) -> Drawing:
    """Persons by sex and five-year age group in the two ``years``, the last group open; men left, women right."""
    widest = nice_top(float(max(now.max(), ahead.max())) * 1.02)
    groups = now.shape[1]
    data = {
        "bars": _bars(ahead),
        "outline": [*_outline(now[MALE], -1), *_outline(now[FEMALE], 1)],
        "labels": _labels(years, widest, groups * GROUP),
    }
    parameters = {
        "widest": widest,
        "ticks": [-widest, -widest / 2, 0, widest / 2, widest],
        "oldest": groups * GROUP,
        "open": (groups - 1) * GROUP,
    }
    return pyramid_template(size, language()).draw(data, parameters)


def _bars(ahead: Float[np.ndarray, "sex group"]) -> list[Row]:
    return [
        {
            "age": age * GROUP,
            "end": age * GROUP + GROUP - 0.6,
            "persons": sign * float(value),
            "zero": 0,
            "colour": colour,
        }
        for sex, sign, colour in ((MALE, -1, MEN), (FEMALE, 1, WOMEN))
        for age, value in enumerate(ahead[sex])
    ]


def _outline(values: Float[np.ndarray, " group"], side: int) -> list[Row]:
    corners = [(0.0, 0)]
    for group, value in enumerate(values):
        corners += [(side * float(value), group * GROUP), (side * float(value), group * GROUP + GROUP)]
    corners.append((0.0, len(values) * GROUP))
    return [{"persons": x, "age": y, "order": order, "side": side} for order, (x, y) in enumerate(corners)]


def _labels(years: tuple[int, int], widest: float, oldest: int) -> list[Row]:
    now, ahead = years
    words = (
        (-widest, _("Men"), "left", INK, 0),
        (widest, _("Women"), "right", INK, 0),
        (-widest, _("outline: {year}").format(year=now), "left", QUIET, 15),
        (widest, _("filled: {year}").format(year=ahead), "right", QUIET, 15),
    )
    return [
        {"persons": x, "age": oldest, "text": text, "align": align, "colour": colour, "down": down}
        for x, text, align, colour, down in words
    ]


@cache
def pyramid_template(size: Size, _language: str) -> Template:
    """The compiled pyramid; the language is part of the key because an axis writes numbers in it."""
    return compile_chart(pyramid_chart(size))


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
    return layered(layers, names, (size.width, size.height), Padding(LEFT, RIGHT, TOP, BOTTOM))
