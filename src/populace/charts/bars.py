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


def signed_bars(
    bars: Sequence[tuple[str, float, str]],
    total: int | None = None,
    bounds: Sequence[tuple[float, float]] = (),
) -> Drawing:
    """One bar for each ``(word, value, value as written)``, in the order given; ``total`` is the row of their sum.

    The word stands above its bar, so that a long one fits on a narrow screen. More and fewer births are drawn in the
    same colour: neither is the better. ``bounds`` are those of an interval of each bar, drawn as a thin line over it;
    the number stands beyond it.
    """
    reach = [
        (min(value, *ends), max(value, *ends))
        for (_word, value, _written), ends in zip(
            bars, bounds or [(bar[1], bar[1]) for bar in bars], strict=True
        )
    ]
    lowest = min(0.0, *(low for low, _high in reach))
    highest = max(0.0, *(high for _low, high in reach)) or (1.0 if lowest == 0 else 0.0)
    number = max(width_of(written, FONT_SIZE) for _word, _value, written in bars) * BOLD + 12
    left_room = number if lowest < 0 else 2
    right_room = number if highest > 0 else ZERO_ROOM
    unit = (highest - lowest) / (BAR_WIDTH - left_room - right_room)
    low, high = lowest - left_room * unit, highest + right_room * unit
    rows: list[Row] = []
    labels: list[Row] = []
    for at, ((word, value, written), ends) in enumerate(zip(bars, reach, strict=True)):
        rows.append(
            {"x": 0, "end": value, "y": at + 0.44, "y2": at + 0.9, "colour": PAST if at == total else AHEAD}
        )
        labels.append(_label(low, at + 0.24, word, "left", at == total))
        side = 5 * unit if value >= 0 else -5 * unit
        labels.append(
            _label(
                (ends[1] if value >= 0 else ends[0]) + side,
                at + 0.67,
                written,
                "left" if value >= 0 else "right",
                at == total,
            )
        )
    zero: list[Row] = [{"x": 0, "y": at + 0.4, "y2": at + 0.94} for at in range(len(bars))]
    parameters = {"low": low, "high": high, "rows": len(bars)}
    whiskers: list[Row] = [
        {"x": low, "end": high, "y": at + 0.67} for at, (low, high) in enumerate(reach) if high > low
    ]
    data: dict[str, Sequence[Row]] = {"bars": rows, "labels": labels, "zero": zero, "whiskers": whiskers}
    return draw("bars", (len(bars),), data, parameters)


def _label(x: float, y: float, text: str, align: str, is_total: bool) -> Row:
    return {"x": x, "y": y, "text": text, "align": align, "weight": "bold" if is_total else "normal"}
