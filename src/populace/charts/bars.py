"""Signed bars with a word before and a number behind each: what adds to births, and what takes from them."""

from collections.abc import Sequence
from functools import cache

import altair as alt

from populace.charts.drawing import Drawing
from populace.charts.style import ACCENT, AHEAD, INK, PAST
from populace.charts.template import Padding, Row, Template, compile_chart, layered

ROW = 44
WIDTH = 344
NUMBER_ROOM = 64


def signed_bars(bars: Sequence[tuple[str, float, str]], total: int | None = None) -> Drawing:
    """One bar for each ``(word, value, value as written)``, in the order given; ``total`` is the row of their sum.

    The word stands above its bar, so that a long one fits on a narrow screen.
    """
    lowest = min(0.0, *(value for _word, value, _written in bars))
    highest = max(0.0, *(value for _word, value, _written in bars)) or (1.0 if lowest == 0 else 0.0)
    left_room = NUMBER_ROOM if lowest < 0 else 2
    right_room = NUMBER_ROOM if highest > 0 else 2
    unit = (highest - lowest) / (WIDTH - left_room - right_room)
    low, high = lowest - left_room * unit, highest + right_room * unit
    rows: list[Row] = []
    labels: list[Row] = []
    for at, (word, value, written) in enumerate(bars):
        rows.append(
            {"x": 0, "end": value, "y": at + 0.44, "y2": at + 0.9, "colour": _colour(value, at == total)}
        )
        labels.append(_label(low, at + 0.24, word, "left", at == total))
        side = 5 * unit if value >= 0 else -5 * unit
        labels.append(
            _label(value + side, at + 0.67, written, "left" if value >= 0 else "right", at == total)
        )
    zero: list[Row] = [{"x": 0, "y": at + 0.4, "y2": at + 0.94} for at in range(len(bars))]
    parameters = {"low": low, "high": high, "rows": len(bars)}
    return bars_template(len(bars)).draw({"bars": rows, "labels": labels, "zero": zero}, parameters)


def _colour(value: float, is_total: bool) -> str:
    if is_total:
        return PAST
    return AHEAD if value >= 0 else ACCENT


def _label(x: float, y: float, text: str, align: str, is_total: bool) -> Row:
    return {"x": x, "y": y, "text": text, "align": align, "weight": "bold" if is_total else "normal"}


@cache
def bars_template(rows: int) -> Template:
    """The compiled chart of ``rows`` bars."""
    return compile_chart(bars_chart(rows))


def bars_chart(rows: int) -> alt.LayerChart:
    """The specification: bars, the line of no change, words and numbers."""
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
    return layered(layers, names, (WIDTH, rows * ROW), Padding(0, 0, 0, 0))
