"""Signed bars with a word before and a number behind each: what adds to births, and what takes from them."""

from collections.abc import Sequence

from populace.charts.drawing import Drawing
from populace.charts.render import draw
from populace.charts.sizes import BAR_WIDTH
from populace.charts.style import ACCENT, AHEAD, PAST
from populace.charts.svg import Row

NUMBER_ROOM = 64


def signed_bars(bars: Sequence[tuple[str, float, str]], total: int | None = None) -> Drawing:
    """One bar for each ``(word, value, value as written)``, in the order given; ``total`` is the row of their sum.

    The word stands above its bar, so that a long one fits on a narrow screen.
    """
    lowest = min(0.0, *(value for _word, value, _written in bars))
    highest = max(0.0, *(value for _word, value, _written in bars)) or (1.0 if lowest == 0 else 0.0)
    left_room = NUMBER_ROOM if lowest < 0 else 2
    right_room = NUMBER_ROOM if highest > 0 else 2
    unit = (highest - lowest) / (BAR_WIDTH - left_room - right_room)
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
    return draw("bars", (len(bars),), {"bars": rows, "labels": labels, "zero": zero}, parameters)


def _colour(value: float, is_total: bool) -> str:
    if is_total:
        return PAST
    return AHEAD if value >= 0 else ACCENT


def _label(x: float, y: float, text: str, align: str, is_total: bool) -> Row:
    return {"x": x, "y": y, "text": text, "align": align, "weight": "bold" if is_total else "normal"}
