"""Signed bars with a word before and a number behind each: what adds to births, and what takes from them."""

from collections.abc import Sequence

from populace.charts.drawing import Drawing
from populace.charts.render import draw
from populace.charts.sizes import BAR_WIDTH
from populace.charts.style import AHEAD, FONT_SIZE, PAST
from populace.charts.svg import Row
from populace.charts.words import width_of

ZERO_ROOM = 16
"""Pixels for the number of a bar that is not there."""

BOLD = 1.1
"""Bold letters are about so much wider."""


def signed_bars(bars: Sequence[tuple[str, float, str]], total: int | None = None) -> Drawing:
    """One bar for each ``(word, value, value as written)``, in the order given; ``total`` is the row of their sum.

    The word stands above its bar, so that a long one fits on a narrow screen. More and fewer births are drawn in the
    same colour: neither is the better.
    """
    lowest = min(0.0, *(value for _word, value, _written in bars))
    highest = max(0.0, *(value for _word, value, _written in bars)) or (1.0 if lowest == 0 else 0.0)
    number = max(width_of(written, FONT_SIZE) for _word, _value, written in bars) * BOLD + 12
    left_room = number if lowest < 0 else 2
    right_room = number if highest > 0 else ZERO_ROOM
    unit = (highest - lowest) / (BAR_WIDTH - left_room - right_room)
    low, high = lowest - left_room * unit, highest + right_room * unit
    rows: list[Row] = []
    labels: list[Row] = []
    for at, (word, value, written) in enumerate(bars):
        rows.append(
            {"x": 0, "end": value, "y": at + 0.44, "y2": at + 0.9, "colour": PAST if at == total else AHEAD}
        )
        labels.append(_label(low, at + 0.24, word, "left", at == total))
        side = 5 * unit if value >= 0 else -5 * unit
        labels.append(
            _label(value + side, at + 0.67, written, "left" if value >= 0 else "right", at == total)
        )
    zero: list[Row] = [{"x": 0, "y": at + 0.4, "y2": at + 0.94} for at in range(len(bars))]
    parameters = {"low": low, "high": high, "rows": len(bars)}
    return draw("bars", (len(bars),), {"bars": rows, "labels": labels, "zero": zero}, parameters)


def _label(x: float, y: float, text: str, align: str, is_total: bool) -> Row:
    return {"x": x, "y": y, "text": text, "align": align, "weight": "bold" if is_total else "normal"}
